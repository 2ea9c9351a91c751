/**
 * Long documents, read in turns, so that a page goes on meanwhile. The API's lists are elements and text and no more; those are
 * read here, for a fifth of what the browser's parser and the walk through its tree cost. Whatever else there is in a
 * document, an error too, is the browser's to judge.
 */

import { DEEPEST, ILLEGAL, LONGEST, parse, XmlElement } from "../../notification/xml.js";

const SHORT = 20_000; // characters of what is read at once
const OF_A_TURN = 1_000; // tags, some 1 ms
const DECLARATION = /^<\?xml version="1\.0"(?: encoding="UTF-8")?(?: standalone="(?:yes|no)")?\?>[ \t\n]*/;
const NAME = /^(?!parsererror$)[A-Za-z_][\w.-]{0,99}$/;
const NO_MORE = /^[ \t\n]*$/;
const ENTITIES = { "&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"', "&apos;": "'" };
const NONE = new Map(); // attributes

/**
 * The root element of a document, as `parse` has it. Throws XmlError.
 *
 * @param {string} text
 * @param {() => Promise<void>} pause between two turns
 */
export async function parseLong(text, pause) {
  if (text.length <= SHORT) {
    return parse(text);
  }
  const document = new PlainDocument(text);
  while (document.read(OF_A_TURN)) {
    await pause();
  }
  return document.root ?? parse(text);
}

/** A document of elements and text. `root` is there when all is read, and is undefined when it is no such document. */
export class PlainDocument {
  constructor(text) {
    this.text = text;
    this.at = DECLARATION.exec(text)?.[0].length ?? 0; // where the next tag begins
    this.open = [];
    this.isPlain =
      text.length <= LONGEST &&
      text[this.at] === "<" &&
      !["\r", "]]>", "<!"].some((other) => text.includes(other)) &&
      !text.includes("<?", this.at);
  }

  /** Read so many more tags. Whether there may be more. */
  read(tags) {
    for (let left = tags; left > 0 && this.isPlain && !this.isRead; left -= 1) {
      this.isPlain = this.readTag();
    }
    return this.isPlain && !this.isRead;
  }

  get root() {
    return this.isPlain && this.isRead ? this.first : undefined;
  }

  /** Read a tag and the text behind it. Whether they are as they have to be. */
  readTag() {
    const { text, at, open } = this;
    const end = text.indexOf(">", at);
    if (end < 0 || !(text[at + 1] === "/" ? this.close(at + 2, end) : this.begin(at + 1, end))) {
      return false;
    }
    const next = text.indexOf("<", end);
    if (next < 0) {
      this.isRead = true;
      return open.length === 0 && NO_MORE.test(text.slice(end + 1));
    }
    this.at = next;
    return next === end + 1 || (open.length > 0 && this.add(text.slice(end + 1, next)));
  }

  begin(from, end) {
    const { text, open } = this;
    const isEmpty = text[end - 1] === "/";
    const name = text.slice(from, isEmpty ? end - 1 : end);
    if (!NAME.test(name) || open.length === DEEPEST || (open.length === 0 && this.first !== undefined)) {
      return false;
    }
    const begun = new XmlElement(name, NONE);
    this.first ??= begun;
    open.at(-1)?.children.push(begun);
    if (!isEmpty) {
      open.push(begun);
    }
    return true;
  }

  close(from, end) {
    const name = this.open.pop()?.name;
    return name?.length === end - from && this.text.startsWith(name, from);
  }

  /** Text of the element that is open. */
  add(text) {
    let isKnown = !ILLEGAL.test(text);
    const read = text.includes("&")
      ? text.replace(/&[^;]{0,5};?/g, (entity) => {
          isKnown &&= entity in ENTITIES;
          return ENTITIES[entity];
        })
      : text;
    this.open.at(-1).children.push(read);
    return isKnown;
  }
}
