/**
 * What a desktop of a layout would look like: who sees which page, tabs, columns and gadgets. Pure. What will not work
 * is marked at its piece, as the server told it.
 */

import { arrange } from "../../../desktop/model/layout/arrangement.js";
import { PLAIN, readLayout } from "../../../desktop/model/layout/layout_xml.js";

/**
 * @param {string} text the layout's XML
 * @param {Object<string, string>} titles of gadgets, by their address
 * @param {object[]} problems of problem.js
 * @returns {{title: string, logo: string, header: object, roles: object[]}|undefined} undefined for what is no layout;
 *   a piece is `{name, title, url, facts, isMissing, isUnknown, isHidden, isDefault}`, `facts` being its attributes
 */
export function previewOf(text, titles = {}, problems = []) {
  const read = readLayout(text);
  if (read.layouts === PLAIN.layouts) {
    return undefined;
  }
  const told = (code) => new Set(problems.filter((one) => one.code === code).map(({ values }) => values.value));
  const marks = { missing: told("missingGadget"), unknown: told("component") };
  const piece = (item) => item && pieceOf(item, titles, marks);
  const side = (columns) => columns.map(({ width, piece: item }) => ({ width: width ?? "auto", piece: piece(item) }));
  const roles = read.layouts.map((layout) => {
    const { page, tabs } = arrange(read, layout);
    return {
      role: layout.role,
      page: page.map(piece),
      tabs: tabs.map(({ id, icon, label, columns }) => ({
        id,
        icon,
        label,
        columns: columns.map((column) => column.map(piece)),
      })),
    };
  });
  const { header } = arrange(read, read.layouts[0]); // the same for every role
  return {
    title: read.configs.title ?? "",
    logo: read.configs.logo ?? "",
    header: { left: side(header.left), right: side(header.right) },
    roles,
  };
}

function pieceOf(item, titles, marks) {
  const { component, url, prefs } = item;
  const given = prefs.title ?? titles[addressOf(url)] ?? "";
  return {
    name: component,
    title: given || fileOf(url),
    url,
    facts: factsOf(item),
    isMissing: marks.missing.has(shownOf(url)),
    isUnknown: component !== undefined && marks.unknown.has(component),
    isHidden: item.hidden,
    isDefault: item.isDefault,
  };
}

/** The attributes that are set, in a fixed order. */
function factsOf({ id, managedBy, hidden, isDefault, maxRows, alternateHosts, prefs }) {
  return Object.entries({
    id,
    managedBy,
    hidden: hidden || undefined,
    default: isDefault || undefined,
    maxRows,
    alternateHosts: alternateHosts.length > 0 ? alternateHosts.join(", ") : undefined,
    ...prefs,
  })
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => [name, String(value)]);
}

const addressOf = (url) => url.split(/[?#]/, 1)[0];

/** What a gadget is called that has no title: its file. */
function fileOf(url) {
  const name = addressOf(url).split("/").pop() ?? "";
  try {
    return decodeURIComponent(name) || url;
  } catch {
    return name;
  }
}

/** An address as the server tells it. */
const shownOf = (url) => (url.length > 80 ? `${url.slice(0, 79)}…` : url);
