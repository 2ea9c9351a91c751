/** What the server says is wrong in a layout, or will not work: `{line, column, code, values, warning, message}`. */

/** Codes that the texts have; of any other the server's own words are shown. */
const CODES = new Set([
  "tooLong",
  "doctype",
  "xml",
  "xmlTags",
  "xmlEnd",
  "xmlAttributeTwice",
  "xmlAmpersand",
  "xmlQuotes",
  "xmlEmpty",
  "xmlAfterEnd",
  "root",
  "namespace",
  "unexpected",
  "order",
  "tooMany",
  "missing",
  "mixed",
  "value",
  "attributeMissing",
  "attributeUnknown",
  "attributeValue",
  "twice",
  "columns",
  "component",
  "missingGadget",
  "callControl",
  "manager",
  "property",
  "width",
]);

/** What a value is to be, by the server's words for it. */
const WHAT = {
  digits: "digits",
  role: "role",
  tabId: "tabId",
  gadgetId: "gadgetId",
  text: "text",
  line: "line",
  address: "address",
  letters: "letters",
  width: "width",
  order: "number",
  truth: "truth",
  tab: "tab",
  gadget: "gadget",
  "of the layout": "ofTheLayout",
};

/** A problem in words, as a text. */
export function problemText({ code, values, message }) {
  if (!CODES.has(code)) {
    return ["layoutProblem.other", { message }];
  }
  const what = Object.hasOwn(WHAT, values.what ?? "") ? { what: [`layoutWhat.${WHAT[values.what]}`, {}] } : {};
  return [`layoutProblem.${code}`, { ...values, ...what }];
}

/** Whether the text is XML at all: what is none, a browser's own reader complains about in its console. */
export const isReadable = (problems) => !problems.some(({ code }) => /^xml|^doctype$|^tooLong$/.test(code));

/** How many there are of each kind. */
export function countOf(problems) {
  const warnings = problems.filter(({ warning }) => warning).length;
  return { errors: problems.length - warnings, warnings };
}
