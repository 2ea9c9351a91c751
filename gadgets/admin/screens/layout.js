/** Desktop Layout: what every desktop looks like whose team has no layout of its own. */

import { h } from "../../desktop/parts/dom.js";
import { ConsoleApi } from "../console_api.js";
import { DEFAULT_LAYOUT, layoutConfigBody, readLayoutConfig } from "../model/layout/layout_config.js";
import { icon } from "../parts/icons.js";
import { LayoutEditor } from "../parts/layout_editor.js";
import { tried } from "../parts/tried.js";

const RESTORE = {
  title: "layout.restoreTitle",
  question: "layout.restoreQuestion",
  yes: "layout.restoreYes",
  no: "question.no",
};
const REVERT = { title: "leave.title", question: "layout.revertQuestion", yes: "layout.revertYes", no: "question.no" };

/** See screens.js. */
export function screen(given) {
  const { say, locale, rest, readOnly, notify, confirm } = given;
  const api = new ConsoleApi(rest);
  const editor = new LayoutEditor({ say, locale, rest, readOnly, changed: (isDirty) => dirty(isDirty) });
  const button = (name, kind, does, picture) =>
    h(
      "button",
      {
        type: "button",
        class: `button ${kind}`,
        "data-testid": `layout-${name}`,
        onclick: () => void tried(notify, does),
      },
      picture && icon(picture),
      say(`layout.${name}`),
    );
  const save = button("save", "blue", saveIt);
  const revert = button("revert", "quiet", revertIt);
  const dirty = (isDirty) => {
    save.disabled = !isDirty;
    revert.disabled = !isDirty;
  };
  const element = h(
    "div",
    { class: "layout-screen" },
    h(
      "div",
      { class: "screen-tools" },
      button("viewDefault", "quiet", viewDefault),
      !readOnly && button("restoreDefault", "quiet", restoreDefault),
      !readOnly && h("div", { class: "tools-end" }, revert, save),
    ),
    editor.element,
  );

  async function saveIt() {
    const { text } = editor;
    if (!(await editor.mayBeSaved())) {
      return;
    }
    await rest.put(DEFAULT_LAYOUT, layoutConfigBody(text));
    editor.kept();
    notify.saved(["layout.saved", {}]);
  }

  async function revertIt() {
    if (await confirm(REVERT)) {
      editor.text = await kept();
      dirty(false);
    }
  }

  async function restoreDefault() {
    if (await confirm(RESTORE)) {
      editor.replace((await api.get("layout/standard")).layoutxml);
    }
  }

  async function viewDefault() {
    const { layoutxml } = await api.get("layout/standard");
    showText(say, layoutxml);
  }

  const kept = async () => readLayoutConfig(await rest.get(DEFAULT_LAYOUT));

  return {
    element,
    load: async () => {
      const [text] = await Promise.all([kept(), editor.load()]);
      editor.text = text;
      dirty(false);
    },
    isDirty: () => editor.isDirty,
    remove: () => editor.remove(),
  };
}

/** A text in front of the page, to be read and copied. */
function showText(say, text) {
  const heading = h("h2", { id: "layout-default-title" }, say("layout.defaultTitle"));
  const dialog = h(
    "dialog",
    { class: "form-dialog wide", "aria-labelledby": heading.id, "data-testid": "layout-default" },
    h(
      "div",
      { class: "form-dialog-head" },
      heading,
      h(
        "button",
        { type: "button", class: "plain-button", "aria-label": say("form.close"), onclick: () => dialog.close() },
        icon("close"),
      ),
    ),
    h("pre", { class: "layout-default", tabindex: "0", "aria-labelledby": heading.id }, text),
  );
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}
