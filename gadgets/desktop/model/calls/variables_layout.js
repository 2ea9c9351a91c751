/** Layouts of call variables: which one a call is shown with, and what it shows of the call. */

import { isSettable } from "./editing.js";
import { filledVariables, SHOWN, SHOWN_RINGING, valueOf } from "./dialog.js";

/** The ECC variable that names the layout of its call; lower case counts. (No quotation marks: it is none of the texts.) */
const CHOICE = `user.layout`;
const LEFT_WHILE_RINGING = 2; // of a layout that marks nothing for the popover

/** The layouts of `<MediaPropertiesLayouts>`: the default one, and those of the agent's team. */
export function readLayouts(xml) {
  return xml.all("MediaPropertiesLayout").map((layout) => ({
    name: layout.at("name"),
    standard: layout.at("type") === "DEFAULT",
    header: layout.child("header")?.child("entry")?.at("mediaProperty") ?? "",
    columns: layout.all("column").map((column) => column.all("entry").map(readEntry)),
  }));
}

function readEntry(xml) {
  return {
    property: xml.at("mediaProperty"),
    label: xml.at("displayName"),
    ringing: xml.at("showInPopOver") === "true",
    editable: xml.at("uiEditable") === "true" && isSettable(xml.at("mediaProperty")),
  };
}

/** The layout a call is shown with, or undefined where there is none at all. */
export function layoutOf(layouts, dialog) {
  const chosen = valueOf(dialog, CHOICE);
  return layouts.find((layout) => layout.name === chosen) ?? layouts.find((layout) => layout.standard);
}

/** What a call is called: the value of its header; "" where it has none. */
export function titleOf(layouts, dialog) {
  return valueOf(dialog, layoutOf(layouts, dialog)?.header ?? "callVariable1");
}

/** The columns of a call's details, each of [property, value, label, editable]. Without a layout what has a value. */
export function columnsOf(layouts, dialog) {
  const layout = layoutOf(layouts, dialog);
  return layout === undefined
    ? [filledVariables(dialog, SHOWN)].filter((column) => column.length > 0)
    : layout.columns.map((column) => rows(column, dialog));
}

/** What the popover of a ringing call shows: what is marked for it, or else the first two on the left. */
export function ringingOf(layouts, dialog) {
  const layout = layoutOf(layouts, dialog);
  if (layout === undefined) {
    return filledVariables(dialog, SHOWN_RINGING);
  }
  const marked = layout.columns.flat().filter((entry) => entry.ringing);
  const shown = marked.length > 0 ? marked : (layout.columns[0] ?? []).slice(0, LEFT_WHILE_RINGING);
  return rows(shown, dialog).slice(0, SHOWN_RINGING);
}

const rows = (entries, dialog) =>
  entries.map(({ property, label, editable }) => [property, valueOf(dialog, property), label, editable]);
