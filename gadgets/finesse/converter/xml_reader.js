/**
 * XML read without the browser's parser, step by step: elements, attributes in either quotes, text, CDATA,
 * comments, instructions, the five entities and numeric ones. A document type is refused, and with it every
 * other entity.
 */

const DEEPEST = 200; // elements in each other; layouts are the deepest documents, with some ten
const ENTITIES = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };
const NAME = /[^\s<>/="'!?&]+/y;
const ATTRIBUTE = /\s+([^\s<>/="'&]+)\s*=\s*(?:"([^"<]*)"|'([^'<]*)')/y;
const END = /\s*(\/?)>/y;
const REFERENCE = /&(?:(amp|lt|gt|quot|apos)|#(\d{1,7})|#x([0-9a-fA-F]{1,6}));|&/g;

/** The text is no XML that this library reads; says what is wrong and at which character. */
export class XmlError extends Error {}

/**
 * Tell `handlers` what is in a document, in its order: `startElement(name, attributes)`, `endElement(name)`,
 * `characters(text)`, `cdata(text)`. Throws XmlError.
 */
export function readXml(text, handlers) {
  const open = [];
  let at = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  let roots = 0;
  while (at < text.length) {
    const next = text.indexOf("<", at);
    const plain = text.slice(at, next === -1 ? text.length : next);
    if (plain !== "") {
      if (open.length > 0) {
        handlers.characters?.(withoutReferences(plain, at));
      } else if (plain.trim() !== "") {
        throw new XmlError(`text outside the root element at character ${at}`);
      }
    }
    if (next === -1) {
      break;
    }
    if (text.startsWith("<!--", next)) {
      at = behind(text, "-->", next + 4);
    } else if (text.startsWith("<?", next)) {
      at = behind(text, "?>", next + 2);
    } else if (text.startsWith("<![CDATA[", next) && open.length > 0) {
      at = behind(text, "]]>", next + 9);
      handlers.cdata?.(text.slice(next + 9, at - 3));
    } else if (text.startsWith("</", next)) {
      const name = nameAt(text, next + 2);
      if (open.pop() !== name) {
        throw new XmlError(`</${name}> at character ${next} ends what has not begun`);
      }
      at = endAt(text, next + 2 + name.length).at;
      handlers.endElement?.(name);
    } else {
      const name = nameAt(text, next + 1);
      if (open.length === 0 && (roots += 1) > 1) {
        throw new XmlError(`a second root element at character ${next}`);
      }
      if (open.length === DEEPEST) {
        throw new XmlError(`more than ${DEEPEST} elements in each other`);
      }
      const attributes = attributesAt(text, next + 1 + name.length);
      const end = endAt(text, attributes.at);
      handlers.startElement?.(name, attributes.found);
      if (end.empty) {
        handlers.endElement?.(name);
      } else {
        open.push(name);
      }
      at = end.at;
    }
  }
  if (open.length > 0) {
    throw new XmlError(`<${open.at(-1)}> does not end`);
  }
  if (roots === 0) {
    throw new XmlError("no element");
  }
}

function nameAt(text, at) {
  NAME.lastIndex = at;
  const found = NAME.exec(text);
  if (found === null) {
    throw new XmlError(`no name of an element at character ${at}`);
  }
  return found[0];
}

function attributesAt(text, start) {
  const found = {};
  let at = start;
  for (;;) {
    ATTRIBUTE.lastIndex = at;
    const one = ATTRIBUTE.exec(text);
    if (one === null) {
      return { found, at };
    }
    give(found, one[1], withoutReferences(one[2] ?? one[3], at));
    at = ATTRIBUTE.lastIndex;
  }
}

function endAt(text, at) {
  END.lastIndex = at;
  const found = END.exec(text);
  if (found === null) {
    throw new XmlError(`a tag at character ${at} does not end`);
  }
  return { empty: found[1] === "/", at: END.lastIndex };
}

function behind(text, end, from) {
  const at = text.indexOf(end, from);
  if (at === -1) {
    throw new XmlError(`no ${end} behind character ${from}`);
  }
  return at + end.length;
}

function withoutReferences(text, at) {
  if (!text.includes("&")) {
    return text;
  }
  return text.replace(REFERENCE, (whole, name, decimal, hexadecimal) => {
    const code = decimal === undefined ? Number.parseInt(hexadecimal, 16) : Number(decimal);
    if (name === undefined && !(code <= 0x10ffff)) {
      throw new XmlError(`an entity near character ${at} that XML does not know`);
    }
    return name === undefined ? String.fromCodePoint(code) : ENTITIES[name];
  });
}

/** Set a member of an object by a name from outside, `__proto__` among them. */
export function give(object, name, value) {
  Object.defineProperty(object, name, { value, configurable: true, enumerable: true, writable: true });
}
