/**
 * XML as the wires of this house use it: elements, attributes, text and namespaces. The browser's own parser reads
 * it; what it reads becomes a plain tree, which nothing can put into a page by mistake. A document type, and with
 * it every entity but the five, is refused.
 */

export const DEEPEST = 64; // no document of the product comes near
export const LONGEST = 8 * 1024 * 1024; // characters

// Characters that XML 1.0 §2.2 forbids; a lone half of a surrogate pair is one of them.
export const ILLEGAL =
  /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/;

/** The text is not the XML this house speaks; `message` says what and where. */
export class XmlError extends Error {}

/** An element. `namespace` is known of parsed ones only; `children` are elements and strings. */
export class XmlElement {
  constructor(name, attributes = new Map(), children = [], namespace = "") {
    this.name = name;
    this.attributes = attributes;
    this.children = children;
    this.namespace = namespace;
  }

  /** The name without its prefix. */
  get local() {
    return this.name.slice(this.name.indexOf(":") + 1);
  }

  /** The value of an attribute, or undefined. */
  get(attribute) {
    return this.attributes.get(attribute);
  }

  /** Every text in it, however deep, as one string. */
  get text() {
    let text = "";
    for (const child of this.children) {
      text += typeof child === "string" ? child : child.text;
    }
    return text;
  }

  get elements() {
    return this.children.filter((child) => typeof child !== "string");
  }

  /** The first child element of that local name (and namespace, when given), or undefined. */
  child(local, namespace) {
    for (const child of this.children) {
      const isIt = typeof child !== "string" && child.local === local;
      if (isIt && (namespace === undefined || child.namespace === namespace)) {
        return child;
      }
    }
    return undefined;
  }

  /** All child elements of that local name. */
  all(local) {
    return this.elements.filter((child) => child.local === local);
  }

  /** The text at the end of a path of local names; "" where the path breaks off. */
  at(...path) {
    let here = this;
    for (const local of path) {
      here = here?.child(local);
    }
    return here?.text ?? "";
  }

  toString() {
    const attributes = [...this.attributes].map(([name, value]) => ` ${name}="${escape(value)}"`).join("");
    if (this.children.length === 0) {
      return `<${this.name}${attributes}/>`;
    }
    const inside = this.children.map((child) => (typeof child === "string" ? escape(child) : String(child)));
    return `<${this.name}${attributes}>${inside.join("")}</${this.name}>`;
  }
}

/** Build an element to send; attributes that are undefined are left out. */
export function element(name, attributes = {}, ...children) {
  const given = Object.entries(attributes).filter(([, value]) => value !== undefined);
  return new XmlElement(name, new Map(given.map(([key, value]) => [key, String(value)])), children);
}

/** Text fit for content and attribute values. XmlError for characters that XML cannot carry at all. */
function escape(text) {
  if (ILLEGAL.test(text)) {
    throw new XmlError("a character that XML cannot carry");
  }
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("\r", "&#13;")
    .replaceAll("\n", "&#10;")
    .replaceAll("\t", "&#9;");
}

/** The root element of a document. Throws XmlError. */
export function parse(text) {
  if (text.length > LONGEST) {
    throw new XmlError(`longer than ${LONGEST} characters`);
  }
  if (text.includes("<!DOCTYPE")) {
    throw new XmlError("a document type");
  }
  const parsed = new DOMParser().parseFromString(text, "application/xml");
  // Browsers tell of an error by an element, each of its own namespace, at the root or inside it.
  const error = parsed.querySelector("parsererror");
  if (error !== null) {
    throw new XmlError(`not well-formed: ${error.textContent.trim().split("\n")[0]}`);
  }
  return plain(parsed.documentElement, DEEPEST);
}

/** The same element without the browser's document behind it; comments and instructions are left out. */
function plain(node, depth) {
  if (depth === 0) {
    throw new XmlError(`nested deeper than ${DEEPEST} elements`);
  }
  const attributes = new Map(Array.from(node.attributes, ({ name, value }) => [name, value]));
  const children = [];
  for (const child of node.childNodes) {
    if (child.nodeType === ELEMENT) {
      children.push(plain(child, depth - 1));
    } else if (child.nodeType === TEXT || child.nodeType === CDATA) {
      const before = typeof children.at(-1) === "string" ? children.pop() : "";
      children.push(before + child.data);
    }
  }
  return new XmlElement(node.nodeName, attributes, children, node.namespaceURI ?? "");
}

// Node types (DOM Standard §4.4).
const ELEMENT = 1;
const TEXT = 3;
const CDATA = 4;
