/** A question that is answered by Yes or No, in front of the page. */

import { h } from "./dom.js";

/**
 * Ask it. Returns a promise of whether the answer was yes; Escape is a no, and so is Enter at first.
 *
 * @param {function} say
 * @param {{title: string, question: string, yes: string, no: string, details?: string[]}} texts their keys; the
 *   details are lines below the question, as they are
 */
export function confirmed(say, { title, question, yes, no, details = [] }) {
  return new Promise((resolve) => {
    const heading = h("h2", { id: "question-title" }, say(title));
    const button = (text, kind, value) =>
      h(
        "button",
        { type: "button", class: `button ${kind}`, autofocus: value === "no", "data-testid": `question-${value}`, onclick: () => dialog.close(value) },
        say(text),
      );
    const dialog = h(
      "dialog",
      { class: "gadget-dialog", "aria-labelledby": heading.id, "data-testid": "question" },
      heading,
      h("p", { class: "gadget-dialog-words" }, say(question)),
      details.map((line) => h("p", { class: "gadget-dialog-words" }, line)),
      h("div", { class: "question-answers" }, button(yes, "blue", "yes"), button(no, "quiet", "no")),
    );
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(dialog.returnValue === "yes");
    });
    document.body.append(dialog);
    dialog.showModal();
  });
}
