/** What a gadget gives to `showDialog`: one object of options, or a title and the options. */

import { record, text } from "./untrusted.js";

/** {title, message, isBlocking, close}; text whatever was given, so that nothing becomes markup. */
export function readDialog(first, second) {
  const given = typeof first === "string" ? { ...record(second), title: first } : record(first);
  const { title, message, isBlocking, close } = given;
  return {
    title: words(title, 200),
    message: words(message, 5_000),
    isBlocking: isBlocking !== false,
    close: typeof close === "function" ? close : undefined,
  };
}

/** The text of what may be a text, or an element as older libraries' dialogs took it. */
function words(value, longest) {
  return text(value, longest) || text(record(value).textContent, longest);
}
