/**
 * XML as the objects that gadgets read, and back: an element with text alone is a string, an empty one null,
 * a repeated one an array, one that stands alone none. Attributes are `@name`, text beside them `#text`, and
 * CDATA `#cdata`. Numbers and booleans stay strings.
 */
import { give, readXml } from "./xml_reader.js";

/** A document as an object with one member, its root element. Throws XmlError. */
export function objectOf(xml) {
  const document = {};
  const open = [{ fields: document, text: "", cdata: "" }];
  readXml(String(xml), {
    startElement(name, attributes) {
      const fields = {};
      for (const [attribute, value] of Object.entries(attributes)) {
        give(fields, `@${attribute}`, value);
      }
      open.push({ fields, text: "", cdata: "" });
    },
    characters(text) {
      open.at(-1).text += text;
    },
    cdata(text) {
      open.at(-1).cdata += text;
    },
    endElement(name) {
      const value = valueOf(open.pop());
      add(open.at(-1).fields, name, value);
    },
  });
  return document;
}

function valueOf({ fields, text, cdata }) {
  const names = Object.keys(fields);
  if (cdata !== "") {
    give(fields, "#cdata", cdata);
  }
  if (text.trim() !== "") {
    if (names.length === 0 && cdata === "") {
      return text;
    }
    give(fields, "#text", names.every((name) => name.startsWith("@")) ? text : text.trim());
  }
  return Object.keys(fields).length === 0 ? null : fields;
}

function add(fields, name, value) {
  if (!Object.hasOwn(fields, name)) {
    give(fields, name, value);
  } else if (Array.isArray(fields[name])) {
    fields[name].push(value);
  } else {
    give(fields, name, [fields[name], value]);
  }
}

// A "&" that begins an entity already is left alone: gadgets that escape their values themselves may do so.
const LOOSE_AMPERSAND = /&(?!(?:amp|lt|gt|quot|apos|#\d{1,7}|#x[0-9a-fA-F]{1,6});)/g;

/** Escape everything that XML would read as something else. */
export function escaped(text) {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}

/** Escape what is not escaped yet. */
export function escapedOnce(text) {
  const whole = text.replace(LOOSE_AMPERSAND, "&amp;");
  return whole.replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}

/**
 * The XML of an object as `objectOf` makes it; null and undefined are empty elements. `escape` is applied to
 * every text; with `indented`, each element begins a line, after as many tabs as it is deep.
 */
export function xmlOf(object, { escape = escaped, indented = false } = {}) {
  const parts = Object.entries(object ?? {}).map(([name, value]) =>
    elements(name, value, 0, { escape, indented }),
  );
  return parts.join(indented ? "\n" : "");
}

function elements(name, value, depth, way) {
  if (Array.isArray(value)) {
    return value.map((one) => elements(name, one, depth, way)).join(way.indented ? "\n" : "");
  }
  const indent = way.indented ? "\t".repeat(depth) : "";
  if (value === null || value === undefined || typeof value === "function") {
    return `${indent}<${name}/>`;
  }
  if (typeof value !== "object") {
    return `${indent}<${name}>${way.escape(String(value))}</${name}>`;
  }
  let attributes = "";
  let text = "";
  const inside = [];
  for (const [key, member] of Object.entries(value)) {
    if (key.startsWith("@")) {
      attributes += ` ${key.slice(1)}="${way.escape(String(member ?? ""))}"`;
    } else if (key === "#text") {
      text += way.escape(String(member ?? ""));
    } else if (key === "#cdata") {
      text += `<![CDATA[${String(member ?? "").replaceAll("]]>", "]]]]><![CDATA[>")}]]>`;
    } else {
      inside.push(elements(key, member, depth + 1, way));
    }
  }
  const children = inside.filter((one) => one !== "");
  if (children.length === 0) {
    return text === ""
      ? `${indent}<${name}${attributes}/>`
      : `${indent}<${name}${attributes}>${text}</${name}>`;
  }
  const [before, between, after] = way.indented ? ["\n", "\n", `\n${indent}`] : ["", "", ""];
  return `${indent}<${name}${attributes}>${text}${before}${children.join(between)}${after}</${name}>`;
}
