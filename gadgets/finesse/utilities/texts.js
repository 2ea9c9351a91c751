/** Texts: addresses, entities, spaces. */
import { escaped } from "../converter/object_form.js";

const XML = { "&lt;": "<", "&gt;": ">", "&quot;": '"', "&apos;": "'", "&amp;": "&" };
const ENTITY = /&(?:lt|gt|quot|apos|amp);/g;
const LARGEST = 512; // characters of a user agent's name that are kept

/**
 * Texts taken apart and made safe.
 * @public finesse.utilities.Utilities
 */
export const texts = {
  /** The value of a parameter in an address or query, "" where there is none. */
  getParameterByName(address, name) {
    return parametersOf(address).get(name) ?? "";
  },

  /** The value of a parameter of this page, or of `url`; null where there is none. */
  getQueryString(field, url) {
    return parametersOf(url ?? globalThis.location?.href ?? "").get(field) ?? null;
  },

  /** The host in an address, without its port. */
  extractHostname(url) {
    const found =
      /^(?:[\w+.-]+:)?\/\/(?:[^/?#@]*@)?(\[[^\]]*\]|[^/?#:]*)/.exec(url) ??
      /^(\[[^\]]*\]|[^/?#:]*)/.exec(url);
    return found[1];
  },

  /** The path of a node with what an address cannot carry escaped. */
  encodeNodeName(node) {
    return String(node).split("/").map(encodeURIComponent).join("/");
  },

  /** Markup as text (`encode`), or text of markup's entities. */
  translateHTMLEntities(text, encode) {
    return texts.translateXMLEntities(text, encode);
  },

  /** XML as text (`encode`), or the text of XML's entities. */
  translateXMLEntities(text, encode) {
    const given = String(text ?? "");
    return encode ? escaped(given).replaceAll("'", "&apos;") : given.replace(ENTITY, (entity) => XML[entity]);
  },

  /** Without the spaces around it. */
  trim(text) {
    return String(text ?? "").trim();
  },

  /** Without any spaces. */
  removeSpaces(text) {
    return String(text ?? "").replace(/\s/g, "");
  },

  /** With `%20` for each space. */
  escapeSpaces(text) {
    return String(text ?? "").replaceAll(" ", "%20");
  },

  /** "" for null and undefined, else what was given. */
  convertNullToEmptyString(value) {
    return value ?? "";
  },

  /** Which of two texts comes first, capitals or not. */
  caseInsensitiveSort(one, other) {
    const [first, second] = [String(one).toLowerCase(), String(other).toLowerCase()];
    return first < second ? -1 : Number(first > second);
  },

  /** The browser's own name, with nothing in it that means something in a log or in XML. */
  getSanitizedUserAgentString() {
    return String(globalThis.navigator?.userAgent ?? "")
      .replace(/[^\w .,:;()/+-]/g, "")
      .slice(0, LARGEST);
  },
};

function parametersOf(address) {
  const query = String(address ?? "")
    .replace(/^[^?]*\?/, "")
    .replace(/#.*$/, "");
  const found = new Map();
  for (const part of query.split("&")) {
    const equals = part.indexOf("=");
    const name = decoded(equals === -1 ? part : part.slice(0, equals));
    if (!found.has(name)) {
      found.set(name, equals === -1 ? "" : decoded(part.slice(equals + 1)));
    }
  }
  return found;
}

function decoded(text) {
  const spaced = text.replaceAll("+", " ");
  try {
    return decodeURIComponent(spaced);
  } catch {
    return spaced;
  }
}
