/**
 * A file of contacts, as it is imported: comma-separated values below a heading. What the server would leave out or
 * refuse is known here before anything is sent. The rules are those of the server.
 */

import { CONTACTS, contactFault } from "./phone_books.js";

const COLUMNS = ["First Name", "Last Name", "Phone Number", "Notes"];
const RECORD = 1024; // characters of a record as it is written
export const LARGEST = 8 * 1024 * 1024; // bytes of a file
const MOST_FAULTS = 10_000;
const TOLD = 5; // faults that are told one by one
const FORMULA = "[=+\\-@\\t\\r\\n\\uff1d\\uff0b\\uff0d\\uff20]"; // before which an export puts an apostrophe
const QUOTED_FORMULA = new RegExp(`^'+${FORMULA}`);
const END_OF_LINE = /\r\n|\r|\n/y;
const UNQUOTED = /[^,\r\n]*/y;
const NEXT_LINE = /[^\r\n]*(?:\r\n|\r|\n)?/y;

/**
 * What is in a file.
 *
 * @param {Uint8Array} data
 * @returns {{refused: [string, object]}|{count: number, left: number, faults: {line: number, text: string}[]}}
 *   why it cannot be imported; or how many contacts are in it, how many lines are none, and the first of these
 */
export function contactsIn(data) {
  if (data.length > LARGEST) {
    return { refused: ["import.tooLarge", { most: LARGEST / 1024 / 1024 }] };
  }
  const found = records(decoded(data));
  const heading = found.next().value?.fields ?? [];
  if (heading.length !== COLUMNS.length || heading.some((name, at) => !isColumn(name, at))) {
    return { refused: ["import.heading", { heading: COLUMNS.map((name) => `"${name}"`).join(",") }] };
  }
  const faults = [];
  let [count, left] = [0, 0];
  for (const { line, fields, wrong } of found) {
    if (wrong === undefined && fields.length === 0) {
      continue;
    }
    const fault = wrong ?? (fields.length === COLUMNS.length ? contactFault(contactOf(fields)) : "columns");
    if (fault === undefined) {
      count += 1;
    } else {
      left += 1;
      if (faults.length < TOLD) {
        faults.push({ line, text: `import.${fault}` });
      }
    }
    if (count > CONTACTS) {
      return { refused: ["import.tooMany", { most: CONTACTS }] };
    }
    if (left > MOST_FAULTS) {
      return { refused: ["import.tooManyFaults", { most: MOST_FAULTS }] };
    }
  }
  return count === 0 ? { refused: ["import.none", {}], faults } : { count, left, faults };
}

/** UTF-8, or else Latin. */
export function decoded(data) {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(data);
  } catch {
    return new TextDecoder("latin1").decode(data);
  }
}

/**
 * The records of a text: {line, fields, wrong}, where `line` is that of its beginning, and `wrong` says why a line is
 * no record. A wrong line spoils no other. Each character is looked at a few times at most.
 */
export function* records(text) {
  let [at, line] = [0, 1];
  while (at < text.length) {
    const { fields, end, wrong } = recordAt(text, at);
    yield { line, fields, wrong };
    line += linesIn(text, at, end);
    at = end;
  }
}

/** One record; a wrong one ends with its first line. */
function recordAt(text, start) {
  const fields = [];
  const wrong = (why) => ({ fields: [], end: behind(NEXT_LINE, text, start), wrong: why });
  let at = start;
  for (;;) {
    let value;
    if (text[at] === '"') {
      const closed = closingQuote(text, at, start + RECORD);
      if (closed === undefined) {
        return wrong("quote");
      }
      value = text.slice(at + 1, closed).replaceAll('""', '"');
      at = closed + 1;
    } else {
      const end = behind(UNQUOTED, text, at);
      value = text.slice(at, end);
      at = end;
    }
    if (at - start > RECORD) {
      return wrong("long");
    }
    fields.push(value);
    if (text[at] === ",") {
      at += 1;
      continue;
    }
    const end = at < text.length ? behind(END_OF_LINE, text, at) : at;
    if (end === undefined) {
      return wrong("quote"); // something stands behind a quote that closes a field
    }
    const isEmpty = fields.length === 1 && fields[0] === "" && text[start] !== '"';
    return { fields: isEmpty ? [] : fields, end };
  }
}

/** Where the quote is that closes the field whose first one is there; undefined where it is not before `last`. */
function closingQuote(text, first, last) {
  const within = text.slice(first + 1, last + 1);
  for (let at = within.indexOf('"'); at >= 0; at = within.indexOf('"', at + 2)) {
    if (within[at + 1] !== '"') {
      return first + 1 + at;
    }
  }
  return undefined;
}

function behind(pattern, text, at) {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : undefined;
}

function linesIn(text, start, end) {
  return text.slice(start, end).split(/\r\n|\r|\n/).length - 1;
}

function contactOf(fields) {
  const [firstName, lastName, phoneNumber, description] = fields.map((field) => {
    const value = field.trim();
    return QUOTED_FORMULA.test(value) ? value.slice(1) : value;
  });
  return { firstName, lastName, phoneNumber, description };
}

function isColumn(name, at) {
  return name.trim().toLowerCase() === COLUMNS[at].toLowerCase();
}
