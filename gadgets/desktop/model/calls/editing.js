/**
 * What an agent has typed into the call variables of a call and not saved yet: pure. By the variable's name `{typed,
 * found}`: the text, and the value that it stood in the place of.
 */

const CALL_VARIABLE_BYTES = 40;
const ECC_BYTES = 210;
const CALL_VARIABLE = /^callVariable([1-9]|10)$/;
const ECC = /^user\./;

const bytes = (text) => new TextEncoder().encode(text).length;

/** Whether a variable is one whose value clients can set. */
export const isSettable = (name) => CALL_VARIABLE.test(name) || ECC.test(name);

/** How many bytes a variable holds. */
const limitOf = (name) => (CALL_VARIABLE.test(name) ? CALL_VARIABLE_BYTES : ECC_BYTES);

/** How many bytes too many a text has for that variable. */
export const excess = (name, text) => Math.max(0, bytes(text) - limitOf(name));

/** The agent types; what is the call's own value again is no edit. */
export function typed(edits, name, text, value) {
  const { [name]: edit, ...others } = edits;
  return text === value ? others : { ...others, [name]: { typed: text, found: edit?.found ?? value } };
}

/**
 * The call's values as they are now: an edit whose variable somebody else has changed meanwhile gives way. Returns the
 * edits that are left and the names of those that are lost.
 */
export function heard(edits, valueOf) {
  const left = {};
  const lost = [];
  for (const [name, edit] of Object.entries(edits)) {
    const value = valueOf(name);
    if (value === edit.found) {
      left[name] = edit;
    } else if (value !== edit.typed) {
      lost.push(name);
    }
  }
  return [left, lost];
}

/** What is to be saved, by name; undefined where nothing is changed or something does not fit. */
export function toSave(edits) {
  const entries = Object.entries(edits);
  const fits = entries.every(([name, edit]) => excess(name, edit.typed) === 0);
  return entries.length > 0 && fits
    ? Object.fromEntries(entries.map(([name, edit]) => [name, edit.typed]))
    : undefined;
}
