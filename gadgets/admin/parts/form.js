/** A form of fields: checked before it is sent, with the server's refusals at the field that they are about. */

import { h } from "../../desktop/parts/dom.js";
import { RestError } from "../../desktop/rest.js";
import { errorCode, errorField, errorText } from "../model/errors.js";
import { icon } from "./icons.js";

export class Form {
  /**
   * @param {object} given
   * @param {function} given.say
   * @param {object[]} given.fields of fields.js, in their order
   * @param {(values: object) => Promise<void>} given.submit RestErrors that it throws are shown
   * @param {(values: object) => Promise<boolean>} [given.mayBeSent] asked when all is right
   * @param {Node[]} [given.content] what is shown instead of the fields one below the other
   * @param {() => void} [given.cancel] what its second button does
   * @param {string} [given.cancelText]
   * @param {boolean} [given.readOnly] without buttons
   */
  constructor({ say, fields, submit, mayBeSent = async () => true, content, cancel, cancelText, readOnly = false }) {
    Object.assign(this, { say, fields, mayBeSent, send: submit });
    this.error = h("div", { class: "form-error", role: "alert", "data-testid": "form-error", hidden: true });
    this.save = h("button", { type: "submit", class: "button blue", "data-testid": "form-save" }, say("form.save"));
    this.element = h(
      "form",
      {
        class: "admin-form",
        novalidate: true,
        onsubmit: (event) => {
          event.preventDefault();
          void this.submit();
        },
      },
      this.error,
      content ?? fields.map(({ element }) => element),
      !readOnly &&
        h(
          "div",
          { class: "form-actions" },
          this.save,
          cancel &&
            h(
              "button",
              { type: "button", class: "button quiet", "data-testid": "form-cancel", onclick: cancel },
              cancelText ?? say("form.cancel"),
            ),
        ),
    );
    this.kept();
  }

  get values() {
    return Object.fromEntries(this.fields.map((field) => [field.name, field.value]));
  }

  get isDirty() {
    return JSON.stringify(this.values) !== this.known;
  }

  /** What is in the fields now is what is configured. */
  kept() {
    this.known = JSON.stringify(this.values);
  }

  /** Whether every field may be sent; the first that may not gets the focus. */
  check() {
    const wrong = this.fields.filter((field) => !field.check());
    wrong[0]?.focus();
    return wrong.length === 0;
  }

  async submit() {
    this.error.hidden = true;
    if (this.save.disabled || !this.check()) {
      return;
    }
    this.save.disabled = true;
    try {
      if (!(await this.mayBeSent(this.values))) {
        return;
      }
      await this.send(this.values);
      this.kept();
    } catch (error) {
      if (!(error instanceof RestError)) {
        throw error;
      }
      this.failed(error);
    } finally {
      this.save.disabled = false;
    }
  }

  failed(error) {
    const at = errorField(
      error,
      this.fields.map(({ name }) => name),
    );
    if (at !== undefined) {
      const field = this.fields.find(({ name }) => name === at.name);
      field.fail(this.say(at.text));
      field.focus();
      return;
    }
    this.error.replaceChildren(
      icon("warning"),
      h("div", {}, h("p", {}, this.say(errorText(error))), h("small", { class: "error-code" }, errorCode(error))),
    );
    this.error.hidden = false;
  }
}
