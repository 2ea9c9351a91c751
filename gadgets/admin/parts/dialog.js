/** A form in front of the page. */

import { h } from "../../desktop/parts/dom.js";
import { confirmed } from "../../desktop/parts/question.js";
import { Form } from "./form.js";
import { icon } from "./icons.js";

const LEAVE = { title: "leave.title", question: "leave.question", yes: "leave.yes", no: "leave.no" };

/**
 * Show a form until it is saved or given up; what has been changed is given up after a question only.
 *
 * @param {object} given
 * @param {function} given.say
 * @param {string} given.title
 * @param {object[]} given.fields of fields.js
 * @param {(values: object) => Promise<void>} given.submit RestErrors that it throws are shown in the form
 * @param {(values: object) => Promise<boolean>} [given.mayBeSent] see Form
 * @param {Node[]} [given.content] see Form
 * @param {boolean} [given.isWide]
 * @returns {{saved: Promise<boolean>, isDirty: () => boolean, close: () => void}}
 */
export function formDialog({ say, title, fields, submit, mayBeSent, content, isWide = false }) {
  const heading = h("h2", { id: "form-dialog-title", dir: "auto" }, title);
  const giveUp = async () => {
    if (!form.isDirty || (await confirmed(say, LEAVE))) {
      dialog.close();
    }
  };
  const form = new Form({
    say,
    fields,
    content,
    mayBeSent,
    submit: async (values) => {
      await submit(values);
      dialog.close("saved");
    },
    cancel: () => void giveUp(),
  });
  const dialog = h(
    "dialog",
    {
      class: isWide ? "form-dialog wide" : "form-dialog",
      "aria-labelledby": heading.id,
      "data-testid": "form-dialog",
      oncancel: (event) => {
        if (event.target === dialog) {
          event.preventDefault();
          void giveUp();
        }
      },
    },
    h(
      "div",
      { class: "form-dialog-head" },
      heading,
      h(
        "button",
        { type: "button", class: "plain-button", "aria-label": say("form.close"), onclick: () => void giveUp() },
        icon("close"),
      ),
    ),
    form.element,
  );
  const saved = new Promise((resolve) => {
    dialog.addEventListener("close", (event) => {
      if (event.target === dialog) {
        dialog.remove();
        resolve(dialog.returnValue === "saved");
      }
    });
  });
  document.body.append(dialog);
  dialog.showModal();
  fields[0]?.focus();
  return { saved, isDirty: () => dialog.open && form.isDirty, close: () => dialog.close() };
}
