/**
 * The layout of a desktop, read from its XML. What is wrong in it costs as little as can be: an item that cannot be
 * shown keeps its place and says why, what nobody knows is left out, and each is told in `problems`, as texts.
 *
 * Sources: Administration Guide, Manage Desktop Layout. Blanks around an address are in the guide's own samples;
 * attributes beyond its schema are in the guide's text.
 */

import { parse, XmlError } from "../../../notification/xml.js";
import { componentOf } from "./component_address.js";

const COLUMNS = 4; // of a tab
const TAB_ID = /^[A-Za-z][A-Za-z0-9_:.-]*$/;
const GADGET_ID = /^[A-Za-z][A-Za-z0-9_-]*$/;
const WIDTH = /^([0-9]{1,5})(px|%)$/;

/** What an attribute of `<gadget>` means; every other one is a preference of the gadget. */
const OWN_ATTRIBUTES = [
  "id",
  "alternateHosts",
  "managedBy",
  "hidden",
  "default",
  "maxRows",
  "maxRow",
  "staticMessage",
];

const component = (id, name) => item({ kind: "component", id, url: `/desktop/scripts/js/${name}.js` });

/** What is shown where there is no layout that can be read: an agent must be able to work. */
export const PLAIN = {
  configs: {},
  header: {
    left: [
      { width: "300px", item: component("cd-logo", "logo") },
      { width: "230px", item: component("agent-voice-state", "agentvoicestate.component") },
    ],
    right: [
      { width: "50px", item: component("make-new-call-component", "makenewcall.component") },
      { width: "72px", item: component("identity-component", "identity-component") },
    ],
  },
  layouts: [
    {
      role: "Agent",
      page: [component(undefined, "callcontrol")],
      tabs: [
        {
          id: "home",
          icon: "home",
          label: "finesse.container.tabs.agent.homeLabel",
          columns: [[component(undefined, "activity")]],
        },
      ],
    },
  ],
  problems: [],
};

/**
 * @returns {{configs: Object<string, string>, header: {left: object[], right: object[]}, layouts: object[],
 *   problems: Array}} a header column is `{width, item}`, a layout `{role, page, tabs}`, a tab
 *   `{id, icon, label, columns}`, a column a list of items; for what is no layout at all, `PLAIN` and the reason
 */
export function readLayout(text) {
  let root;
  try {
    root = parse(text);
  } catch (error) {
    if (!(error instanceof XmlError)) {
      throw error;
    }
    return { ...PLAIN, problems: [["layout.notXml", { cause: error.message }]] };
  }
  const problems = [];
  const layouts = root.local === "finesseLayout" ? root.all("layout").map((one) => layoutOf(one, problems)) : [];
  const usable = layouts.filter((one) => one.tabs.length > 0 || one.page.length > 0);
  if (usable.length === 0) {
    return { ...PLAIN, problems: [["layout.none", {}]] };
  }
  unknown(root, ["version", "configs", "header", "layout"], problems);
  const header = root.child("header");
  return {
    configs: configsOf(root.child("configs")),
    header: {
      left: headerColumns(header?.child("leftAlignedColumns"), problems),
      right: headerColumns(header?.child("rightAlignedColumns"), problems),
    },
    layouts: usable,
    problems,
  };
}

/** The layout for a user of these roles: a supervisor's where there is one. */
export function layoutFor({ layouts }, roles) {
  const of = (role) => layouts.find((one) => one.role === role);
  return (roles.includes("Supervisor") ? of("Supervisor") : undefined) ?? of("Agent") ?? layouts[0];
}

/** Why that address cannot be loaded, as a text, or undefined if it can. */
export function refusalOf(url) {
  if (url === "" || /\s/.test(url)) {
    return ["layout.noAddress", { url }];
  }
  try {
    const { protocol } = new URL(url, "https://desktop.invalid/desktop/");
    return protocol === "https:" || protocol === "http:" ? undefined : ["layout.scheme", { url }];
  } catch {
    return ["layout.noAddress", { url }];
  }
}

function configsOf(element) {
  const pairs = element?.all("config").map((one) => [one.get("key") ?? "", one.get("value") ?? ""]) ?? [];
  return Object.fromEntries(pairs.filter(([key]) => key !== "" && key !== "__proto__"));
}

function headerColumns(element, problems) {
  return (element?.all("headercolumn") ?? []).map((column) => {
    const width = (column.get("width") ?? "").trim();
    if (!WIDTH.test(width)) {
      problems.push(["layout.width", { width }]);
    }
    return { width: WIDTH.test(width) ? width : undefined, item: itemsOf(column, problems)[0] };
  });
}

function layoutOf(element, problems) {
  unknown(element, ["role", "page", "tabs"], problems);
  const tabs = [];
  for (const one of element.child("tabs")?.all("tab") ?? []) {
    const tab = tabOf(one, problems);
    if (!TAB_ID.test(tab.id) || tabs.some(({ id }) => id === tab.id)) {
      problems.push(["layout.tabId", { id: tab.id }]);
    } else {
      tabs.push(tab);
    }
  }
  const page = element.child("page");
  return { role: element.at("role").trim(), page: page === undefined ? [] : itemsOf(page, problems), tabs };
}

function tabOf(element, problems) {
  unknown(element, ["id", "icon", "label", "gadgets", "columns"], problems);
  const columns = element.child("columns")?.all("column").map((one) => columnOf(one, problems)) ?? [
    columnOf(element, problems),
  ];
  if (columns.length > COLUMNS) {
    problems.push(["layout.columns", { tab: element.at("id").trim(), most: COLUMNS }]);
    columns.splice(COLUMNS - 1, Infinity, columns.slice(COLUMNS - 1).flat());
  }
  return {
    id: element.at("id").trim(),
    icon: element.at("icon").trim(),
    label: element.at("label").trim(),
    columns,
  };
}

function columnOf(element, problems) {
  return element.all("gadgets").flatMap((gadgets) => itemsOf(gadgets, problems));
}

/** The gadgets and components of an element, in order. */
function itemsOf(element, problems) {
  unknown(element, ["gadget", "component"], problems, ["tab", "column"]);
  return element.elements
    .filter(({ local }) => local === "gadget" || local === "component")
    .map((one) => {
      const read = one.local === "gadget" ? gadgetOf(one) : componentFrom(one);
      if (read.refused !== undefined) {
        problems.push(read.refused);
      }
      return read;
    });
}

function gadgetOf(element) {
  const of = (name) => element.get(name)?.trim() ?? "";
  const given = [...element.attributes].filter(
    ([name]) => !OWN_ATTRIBUTES.includes(name) && !/^xmlns(:|$)|:|^__proto__$/.test(name),
  );
  const url = element.text.trim();
  return item({
    kind: componentOf(url) === undefined ? "gadget" : "component",
    url,
    id: GADGET_ID.test(of("id")) ? of("id") : undefined,
    alternateHosts: of("alternateHosts").split(",").map((host) => host.trim()).filter(Boolean),
    managedBy: of("managedBy") || undefined,
    hidden: of("hidden") === "true" || of("hidden") === "1",
    isDefault: of("default") === "true" || of("default") === "1",
    maxRows: Number.parseInt(of("maxRows") || of("maxRow"), 10) || undefined,
    prefs: Object.fromEntries(given),
  });
}

function componentFrom(element) {
  const stylesheet = element.at("stylesheet").trim();
  return item({
    kind: "component",
    url: element.at("url").trim(),
    id: element.get("id")?.trim() || undefined,
    stylesheet: stylesheet === "" || refusalOf(stylesheet) !== undefined ? undefined : stylesheet,
  });
}

function item(given) {
  return {
    id: undefined,
    alternateHosts: [],
    managedBy: undefined,
    hidden: false,
    isDefault: false,
    maxRows: undefined,
    stylesheet: undefined,
    prefs: {},
    refused: refusalOf(given.url),
    ...given,
  };
}

/** Tell of child elements that have no meaning there. */
function unknown(element, known, problems, skip = []) {
  if (!skip.includes(element.local)) {
    for (const { local } of element.elements) {
      if (!known.includes(local)) {
        problems.push(["layout.unknown", { name: local, parent: element.local }]);
      }
    }
  }
}
