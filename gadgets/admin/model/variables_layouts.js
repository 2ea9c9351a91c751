/** Call variables layouts: as the API has them, and what they may show. */

import { element } from "../../notification/xml.js";

export const LAYOUT = "/finesse/api/MediaPropertiesLayout";
export const NAME = 40; // characters
export const DESCRIPTION = 128;
export const DISPLAY_NAME = 50;
export const ROWS = 10; // of a column
export const MARKS = 5; // for the popover
const LAYOUTS = 200;
const VARIABLE = 32; // characters
const UNMARKED = 2; // rows of the popover where none is marked

const numbered = Array.from({ length: 10 }, (_none, at) => `callVariable${at + 1}`);

/** What can be chosen, by groups; any ECC variable beside it. */
export const VARIABLES = {
  call: numbered,
  outbound: [
    "BACampaign",
    "BAAccountNumber",
    "BAResponse",
    "BAStatus",
    "BADialedListID",
    "BATimeZone",
    "BABuddyName",
    "BACustomerNumber",
  ],
  other: ["queueNumber", "queueName", "callKeyCallId", "callKeyPrefix", "callKeySequenceNum", "wrapUpReason"],
};

const KNOWN = new Set(Object.values(VARIABLES).flat());
const EDITABLE = new Set([...numbered, "BAResponse"]);
const ECC = /^user\.[A-Za-z0-9_.]+(\[\d{1,3}\])?$/;

/** @typedef {{label: string, variable: string, isMarked: boolean, isEditable: boolean}} Row */

/** A row that shows nothing yet. @returns {Row} */
export const emptyRow = () => ({ label: "", variable: "callVariable1", isMarked: false, isEditable: false });

/** Of MediaPropertiesLayouts: {uri, name, description, isDefault, header: Row, left: Row[], right: Row[]}[]. */
export function readLayouts(xml) {
  return xml.all("MediaPropertiesLayout").map((layout) => {
    const columns = layout.all("column").map((column) => column.all("entry").map(readRow));
    const [left, right] = columns.length === 1 ? [[], columns[0]] : columns; // a single one is the right one
    const header = layout.child("header")?.child("entry");
    return {
      uri: layout.at("uri"),
      name: layout.at("name"),
      description: layout.at("description"),
      isDefault: layout.at("type") === "DEFAULT",
      header: header === undefined ? emptyRow() : readRow(header),
      left: left ?? [],
      right: right ?? [],
    };
  });
}

function readRow(entry) {
  return {
    label: entry.at("displayName"),
    variable: entry.at("mediaProperty"),
    isMarked: entry.at("showInPopOver") === "true",
    isEditable: entry.at("uiEditable") === "true",
  };
}

/** Always with both columns: desktops show a single one on the right. */
export function layoutBody({ name, description, header, left, right }) {
  return element(
    "MediaPropertiesLayout",
    {},
    element("name", {}, name),
    element("description", {}, description),
    element("header", {}, entry({ ...header, isMarked: false, isEditable: false })),
    element("column", {}, ...left.map(entry)),
    element("column", {}, ...right.map(entry)),
  );
}

function entry({ label, variable, isMarked, isEditable }) {
  return element(
    "entry",
    {},
    element("displayName", {}, label),
    element("mediaProperty", {}, variable),
    element("showInPopOver", {}, String(isMarked)),
    element("uiEditable", {}, String(isEditable && mayBeEdited(variable))),
  );
}

/** Whether it is none of those that can be chosen by name. */
export const isCustom = (variable) => !KNOWN.has(variable);

/** Whether agents may change it: the call's own ten, ECC variables, and BAResponse. */
export const mayBeEdited = (variable) => EDITABLE.has(variable) || variable.startsWith("user.");

/** What is wrong with the name of a variable, or undefined. */
export function variableFault(variable) {
  if (!isCustom(variable)) {
    return undefined;
  }
  if (!ECC.test(variable)) {
    return ["layouts.eccForm", {}];
  }
  return variable.replace(/\[\d+\]$/, "").length > VARIABLE ? ["layouts.eccLong", { most: VARIABLE }] : undefined;
}

/** What is wrong with a name beside the other layouts, or undefined. */
export function nameFault(name, others) {
  if (others.length >= LAYOUTS) {
    return ["layouts.tooMany", { most: LAYOUTS }];
  }
  return others.some((one) => one.name === name) ? ["layouts.nameTaken", {}] : undefined;
}

/** What the popover of a ringing call shows: marked rows, or else the first of the left column, or the right one. */
export function popoverRows({ left, right }) {
  const marked = [...left, ...right].filter((row) => row.isMarked);
  return marked.length > 0 ? marked.slice(0, MARKS) : (left.length > 0 ? left : right).slice(0, UNMARKED);
}
