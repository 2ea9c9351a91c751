/** Making a call: a number typed, tapped on the keypad or chosen from the phone book. */

import { keyOf } from "../../model/asks.js";
import { mayDial } from "../../model/voice_state.js";
import { h, refill, setText } from "../dom.js";
import { icon } from "../icons.js";
import { Menu } from "../menu.js";

const KEYS = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "*", "0", "#"];
const LONGEST = 32; // characters of a number, as in a phone book
const LISTED = 50; // phone book entries shown at once; the search finds the others

export class Dialler {
  constructor(say, ask) {
    Object.assign(this, { say, ask, contacts: [] });
    this.button = h(
      "button",
      {
        type: "button",
        class: "round-button",
        id: "make-new-call-actionbutton",
        "data-testid": "dialler",
        title: say("header.dialler"),
        "aria-label": say("header.dialler"),
      },
      icon("keypad"),
    );
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
      oninput: () => this.refresh(),
    });
    this.call = h(
      "button",
      { type: "submit", class: "button green", "data-testid": "dial" },
      icon("answer"),
      h("span", {}, say("dialler.call")),
    );
    this.search = h("input", {
      type: "search",
      "data-testid": "phone-book-search",
      "aria-label": say("dialler.search"),
      placeholder: say("dialler.search"),
      oninput: () => this.list(),
    });
    this.entries = h("div", { class: "phone-book-entries" });
    this.book = h(
      "section",
      { class: "phone-book", "aria-labelledby": "phone-book-title" },
      h("h2", { id: "phone-book-title" }, say("dialler.book")),
      this.search,
      this.entries,
    );
    this.hint = h("p", { class: "menu-hint" }, say("dialler.hint"));
    const erase = h(
      "button",
      {
        type: "button",
        class: "plain-button",
        "aria-label": say("dialler.delete"),
        title: say("dialler.delete"),
        onclick: () => this.type(this.number.value.slice(0, -1)),
      },
      icon("erase"),
    );
    const pad = KEYS.map((key) =>
      h(
        "button",
        { type: "button", class: "pad-key", onclick: () => this.type(this.number.value + key) },
        key,
      ),
    );
    this.form = h(
      "form",
      { class: "dial-form", onsubmit: (event) => this.submit(event) },
      h("div", { class: "dial-line" }, this.number, erase),
      h("div", { class: "pad", role: "group", "aria-label": say("dialler.pad") }, pad),
      this.hint,
      this.call,
    );
    this.panel = h(
      "div",
      { class: "menu dialler-panel", role: "dialog", "aria-label": say("header.dialler") },
      this.form,
      this.book,
    );
    this.menu = new Menu(this.button, this.panel);
    this.element = h("div", { class: "dialler" }, this.button, this.panel);
  }

  update({ user, contacts, connected, pending }) {
    this.allowed = connected && mayDial(user) && pending[keyOf({ to: "call" })] === undefined;
    this.hint.hidden = mayDial(user);
    this.contacts = contacts;
    this.book.hidden = contacts.length === 0;
    this.panel.classList.toggle("with-book", contacts.length > 0);
    this.refresh();
    this.list();
  }

  open() {
    this.menu.open("input");
  }

  type(number) {
    this.number.value = number.slice(0, LONGEST);
    this.number.focus();
    this.refresh();
  }

  submit(event) {
    event.preventDefault();
    this.dial(this.number.value.trim());
  }

  dial(number) {
    if (this.allowed && number !== "") {
      this.menu.close();
      this.number.value = "";
      this.ask({ to: "call", number });
    }
  }

  refresh() {
    this.call.disabled = !this.allowed || this.number.value.trim() === "";
  }

  list() {
    const wanted = this.search.value.trim().toLowerCase();
    const found = this.contacts.filter((contact) =>
      `${contact.name} ${contact.number}`.toLowerCase().includes(wanted),
    );
    refill(this.entries, JSON.stringify([found.slice(0, LISTED), this.allowed]), () =>
      found.length === 0
        ? [h("p", { class: "menu-hint" }, this.say("dialler.nobody"))]
        : found.slice(0, LISTED).map((contact) => this.entry(contact)),
    );
  }

  entry(contact) {
    const name = h("span", { class: "menu-words", title: contact.note || contact.name });
    setText(name, contact.name || contact.number);
    return h(
      "button",
      {
        type: "button",
        class: "menu-item",
        disabled: !this.allowed,
        "data-testid": "contact",
        onclick: () => this.dial(contact.number),
      },
      h("span", { class: "unseen" }, this.say("dialler.callTo")),
      name,
      h("span", { class: "menu-detail" }, contact.number),
    );
  }
}
