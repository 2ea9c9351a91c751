/** Gadgets: the folder of third-party gadgets on this node, filled by drag, by file, by folder and by zip. */

import { h, setText } from "../../desktop/parts/dom.js";
import { ConsoleApi } from "../console_api.js";
import { errorText } from "../model/errors.js";
import { chosen, folderOf, isArchive, pathFault, quoted, sizeText } from "../model/gadget_files.js";
import { icon } from "../parts/icons.js";
import { List } from "../parts/list.js";
import { droppedFiles } from "../parts/dropped_files.js";
import { tried } from "../parts/tried.js";

const PATH = "gadget-files";
const FAULTS = 5; // that are told one by one
const MOST = 2_000; // files of one upload

/** See screens.js. */
export function screen(given) {
  const { say, language, rest, readOnly, notify } = given;
  const api = new ConsoleApi(rest);
  let limits = { fileBytes: 0, archiveBytes: 0 };
  let isUploading = false;
  const list = new List({
    say,
    language,
    readOnly,
    name: "files",
    label: say("files.list"),
    columns: [
      { id: "path", title: say("files.path"), value: ({ path }) => path, cell: nameCell },
      { id: "gadget", title: say("files.gadget"), value: ({ gadget }) => gadget ?? "", cell: gadgetCell },
      {
        id: "size",
        title: say("files.size"),
        value: ({ size }) => size,
        cell: ({ path, size }) => (path.endsWith("/") ? "" : sizeText(size, language)),
      },
      {
        id: "modified",
        title: say("files.modified"),
        value: ({ modified }) => modified,
        cell: ({ modified }) =>
          new Date(modified * 1000).toLocaleString(language, { dateStyle: "medium", timeStyle: "short" }),
      },
    ],
    keyOf: ({ path }) => path,
    titleOf: ({ path }) => path,
    empty: { title: say("files.none"), text: say("files.noneText") },
    remove: async ({ path }) => {
      if (await tried(notify, () => api.delete(`${PATH}/${quoted(path)}`))) {
        notify.saved(["saved.removed", { name: path }]);
      }
      await tried(notify, load);
    },
    refresh: () => tried(notify, load),
  });
  const usage = h("p", { class: "files-usage", "data-testid": "files-usage" });
  const progress = h("p", { class: "upload-progress", role: "status", "data-testid": "upload-progress", hidden: true });
  const folder = h("input", {
    type: "text",
    class: "upload-folder-name",
    "data-testid": "upload-into",
    placeholder: say("files.folderExample"),
    dir: "auto",
    autocomplete: "off",
  });
  const element = h(
    "div",
    { class: "screen-place" },
    !readOnly && uploads(),
    list.element,
    usage,
  );

  async function load() {
    const told = await api.get(PATH);
    limits = told.limits;
    list.show(told.entries);
    setText(
      usage,
      say("files.usage", {
        used: sizeText(told.usage.bytes, language),
        most: sizeText(limits.bytes, language),
        count: told.usage.entries.toLocaleString(language),
        entries: limits.entries.toLocaleString(language),
      }),
    );
  }

  function uploads() {
    const drop = h(
      "section",
      {
        class: "drop-place",
        "aria-label": say("files.upload"),
        "data-testid": "drop-place",
        ondragover: (event) => {
          event.preventDefault();
          drop.dataset.over = "";
        },
        ondragleave: () => delete drop.dataset.over,
        ondrop: (event) => {
          event.preventDefault();
          delete drop.dataset.over;
          void droppedFiles(event.dataTransfer, MOST).then(send);
        },
      },
      h("label", { class: "upload-folder" }, h("span", {}, say("files.folder")), folder),
      chooser("files", { multiple: true }),
      chooser("folder", { webkitdirectory: true }),
      h("p", { class: "drop-place-words" }, say("files.drop")),
      progress,
    );
    return drop;
  }

  function chooser(kind, attributes) {
    const input = h("input", {
      type: "file",
      hidden: true,
      "data-testid": `upload-${kind}`,
      ...attributes,
      onchange: () => {
        const files = [...input.files].map((file) => ({ path: file.webkitRelativePath || file.name, file }));
        input.value = "";
        void send(files);
      },
    });
    return [
      input,
      h(
        "button",
        {
          type: "button",
          class: kind === "files" ? "button blue" : "button quiet",
          "data-testid": `choose-${kind}`,
          onclick: () => input.click(),
        },
        icon("upload"),
        say(`files.choose.${kind}`),
      ),
    ];
  }

  /** @param {{path: string, file: File}[]} files */
  async function send(files) {
    const into = folderOf(folder.value);
    const wrong = into === "" ? undefined : pathFault(into);
    if (isUploading || files.length === 0) {
      return;
    }
    if (wrong !== undefined || files.length > MOST) {
      notify.failed(wrong ?? ["files.tooMany", { most: MOST }]);
      return;
    }
    isUploading = true;
    progress.hidden = false;
    try {
      await sendAll(files, into);
    } finally {
      isUploading = false;
      progress.hidden = true;
      await tried(notify, load);
    }
  }

  async function sendAll(files, into) {
    const archives = files.filter(({ path }) => isArchive(path) && !path.includes("/"));
    const plain = files.filter((one) => !archives.includes(one)).map(({ path, file }) => ({ path, file, size: file.size }));
    const { wanted, faults, leftOut } = chosen(plain, into, limits);
    let count = 0;
    const all = wanted.length + archives.length;
    for (const { path, file } of archives) {
      setText(progress, say("files.progress", { done: count, all, path }));
      try {
        const where = into === "" ? PATH : `${PATH}?folder=${encodeURIComponent(into)}`;
        if (file.size > limits.archiveBytes) {
          faults.push(["files.tooLarge", { path }]);
        } else {
          count += (await api.upload("POST", where, file, "application/zip")).files.length;
        }
      } catch (error) {
        faults.push(refusedText(path, error));
      }
    }
    for (const { path, file } of wanted) {
      setText(progress, say("files.progress", { done: count, all, path }));
      try {
        await api.upload("PUT", `${PATH}/${quoted(path)}`, file, "application/octet-stream");
        count += 1;
      } catch (error) {
        faults.push(refusedText(path, error));
        if (["unauthorized", "unreachable"].includes(error.kind)) {
          break;
        }
      }
    }
    for (const fault of faults.slice(0, FAULTS)) {
      notify.failed(fault);
    }
    if (faults.length > FAULTS) {
      notify.failed(["files.moreFaults", { count: faults.length - FAULTS }]);
    }
    if (count > 0) {
      notify.saved([leftOut > 0 ? "files.uploadedSome" : "files.uploaded", { count, leftOut }]);
    }
  }

  function refusedText(path, error) {
    if (error.kind === undefined) {
      throw error;
    }
    return ["files.refused", { path, why: error.text || say(errorText(error)) }];
  }

  function nameCell({ path, refused }) {
    const isFolder = path.endsWith("/");
    return h(
      "span",
      {},
      h("span", { class: "file-name" }, icon(isFolder ? "storage" : "reports-more"), h("bdi", {}, path)),
      refused !== "" && h("span", { class: "file-refused" }, say("files.notServed", { why: refused })),
    );
  }

  /** The title of a gadget, and its address to be copied. */
  function gadgetCell({ path, url, gadget }) {
    if (gadget === null) {
      return "";
    }
    const copy = async () => {
      try {
        await navigator.clipboard.writeText(url);
        notify.saved(["files.copied", { url }]);
      } catch {
        notify.failed(["files.notCopied", { url }]);
      }
    };
    return h(
      "span",
      {},
      h("bdi", {}, gadget || path),
      h(
        "button",
        {
          type: "button",
          class: "copy-url",
          title: say("files.copyHint"),
          "aria-label": say("files.copy", { url }),
          "data-testid": "copy-url",
          onclick: () => void copy(),
        },
        icon("copy"),
        h("bdi", {}, url),
      ),
    );
  }

  return { element, load, isDirty: () => isUploading, remove: () => undefined };
}
