/** Choosing a number: typed, tapped on the pad, or taken from the phone book. */

import { withoutLetters } from "../../model/calls/digits.js";
import { h, setText } from "../dom.js";
import { icon } from "../icons.js";
import { numberPad } from "./number_pad.js";
import { PhoneBook } from "./phone_book.js";

const LONGEST = 32; // characters of a number, as in a phone book

export class DialForm {
  /**
   * @param {{say: function, submit: string, choose: string, chosen: (number: string) => void}} given the keys of what the
   *   button and a contact do
   */
  constructor({ say, submit, choose, chosen }) {
    Object.assign(this, { say, chosen, allowed: true });
    this.number = h("input", {
      type: "tel",
      class: "dial-number",
      "data-testid": "dial-number",
      "aria-label": say("dialler.number"),
      placeholder: say("dialler.number"),
      maxlength: LONGEST,
      pattern: "[ -~]*",
      title: say("dialler.form"),
      autocomplete: "off",
      oninput: () => this.typed(),
      onkeydown: (event) => this.numberKey(event),
    });
    this.button = h(
      "button",
      { type: "submit", class: "button green", "data-testid": "dial" },
      icon("answer"),
      h("span", {}, say(submit)),
    );
    this.hint = h("p", { class: "dial-hint", role: "status" });
    const erase = h(
      "button",
      {
        type: "button",
        class: "plain-button",
        "aria-label": say("dialler.delete"),
        title: say("dialler.delete"),
        onclick: () => this.fill(this.number.value.slice(0, -1)),
      },
      icon("erase"),
    );
    this.book = new PhoneBook({
      say,
      choose,
      chosen: (number) => this.finish(number),
      copied: (number) => this.fill(number),
    });
    this.form = h(
      "form",
      { class: "dial-form", onsubmit: (event) => this.submit(event) },
      h("div", { class: "dial-line" }, this.number, erase),
      numberPad(say, (digit) => this.fill(this.number.value + digit)),
      this.hint,
      this.button,
    );
    this.element = h("div", { class: "dial-panel" }, this.form, this.book.element);
  }

  /** `hint`: why no number can be chosen now; "" where one can. */
  update({ contacts, allowed, hint = "" }) {
    this.allowed = allowed;
    setText(this.hint, hint);
    this.hint.hidden = hint === "";
    this.book.update(contacts, allowed);
    this.refresh();
  }

  /** Put a number into the field. */
  fill(number) {
    this.number.value = number.slice(0, LONGEST);
    this.number.focus();
    this.refresh();
  }

  /** Begin anew. */
  clear() {
    this.number.value = "";
    if (this.book.search.value !== "") {
      this.book.search.value = "";
      this.book.list();
    }
    this.refresh();
  }

  typed() {
    const { value, selectionStart } = this.number;
    const digits = withoutLetters(value);
    if (digits !== value) {
      this.number.value = digits;
      this.number.setSelectionRange(selectionStart, selectionStart);
    }
    this.refresh();
  }

  numberKey(event) {
    if (event.key === "ArrowDown") {
      this.book.searchKey(event);
    }
  }

  submit(event) {
    event.preventDefault();
    this.finish(this.number.value.trim());
  }

  finish(number) {
    if (this.allowed && number !== "") {
      this.clear();
      this.chosen(number);
    }
  }

  refresh() {
    this.button.disabled = !this.allowed || this.number.value.trim() === "";
  }
}
