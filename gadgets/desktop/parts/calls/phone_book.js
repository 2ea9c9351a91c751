/**
 * The phone book: a search, and those that it finds, some at a time. The arrow keys go from one to the next, and to the
 * button that copies its number.
 */

import { found } from "../../model/calls/contacts.js";
import { h, setAttribute, setText } from "../dom.js";
import { icon } from "../icons.js";

const AT_A_TIME = 40; // entries; more are made when the list is scrolled to its end
const NEAR_THE_END = 120; // px

export class PhoneBook {
  /**
   * @param {{say: function, chosen: (number: string) => void, copied: (number: string) => void, choose: string}} given
   *   `choose` is the key of what choosing an entry does
   */
  constructor(given) {
    const { say } = given;
    Object.assign(this, given, { contacts: [], found: [], made: 0, allowed: true });
    this.search = h("input", {
      type: "search",
      class: "phone-book-search",
      "data-testid": "phone-book-search",
      "aria-label": say("dialler.search"),
      placeholder: say("dialler.search"),
      autocomplete: "off",
      oninput: () => this.list(),
      onkeydown: (event) => this.searchKey(event),
    });
    this.count = h("p", { class: "phone-book-count", role: "status" });
    this.entries = h("ul", {
      class: "phone-book-entries",
      onscroll: () => this.scrolled(),
      onkeydown: (event) => this.entryKey(event),
    });
    const title = h("h2", {}, say("dialler.book"));
    this.element = h(
      "section",
      { class: "phone-book", "aria-label": say("dialler.book") },
      title,
      this.search,
      this.count,
      this.entries,
    );
  }

  /** `allowed`: whether an entry may be chosen now. */
  update(contacts, allowed) {
    if (contacts === this.contacts && allowed === this.allowed) {
      return;
    }
    const isOther = contacts !== this.contacts;
    Object.assign(this, { contacts, allowed });
    this.element.hidden = contacts.length === 0;
    if (isOther) {
      this.list();
    } else {
      this.entries.querySelectorAll(".phone-book-call").forEach((button) => setAttribute(button, "disabled", !allowed));
    }
  }

  /** Show from the beginning what the search finds. */
  list() {
    this.found = found(this.contacts, this.search.value);
    this.made = 0;
    this.entries.replaceChildren();
    this.entries.scrollTop = 0;
    setText(
      this.count,
      this.found.length === 0
        ? this.say("dialler.nobody")
        : this.say("dialler.found", { count: this.found.length }),
    );
    this.more();
    this.reach(this.entries.querySelector("button"));
  }

  more() {
    const next = this.found.slice(this.made, this.made + AT_A_TIME);
    this.made += next.length;
    this.entries.append(...next.map((contact) => this.entry(contact)));
  }

  scrolled() {
    const { scrollTop, clientHeight, scrollHeight } = this.entries;
    if (this.made < this.found.length && scrollTop + clientHeight > scrollHeight - NEAR_THE_END) {
      this.more();
    }
  }

  entry(contact) {
    const { say } = this;
    const name = contact.name || contact.number;
    const title = [name, contact.note].filter(Boolean).join("\n");
    return h(
      "li",
      { class: "phone-book-entry" },
      h(
        "button",
        {
          type: "button",
          class: "phone-book-call",
          disabled: !this.allowed,
          tabindex: "-1",
          "data-testid": "contact",
          onclick: () => this.chosen(contact.number),
        },
        h("span", { class: "unseen" }, `${say(this.choose)} `),
        h("bdi", { class: "menu-words", title }, contact.shown || contact.number),
        h("span", { class: "menu-detail" }, contact.number),
      ),
      h(
        "button",
        {
          type: "button",
          class: "plain-button",
          tabindex: "-1",
          "aria-label": say("dialler.edit", { name }),
          title: say("dialler.edit", { name }),
          "data-testid": "contact-edit",
          onclick: () => this.copied(contact.number),
        },
        icon("edit"),
      ),
    );
  }

  searchKey(event) {
    const first = this.entries.querySelector("button:not([disabled])");
    if (event.key === "ArrowDown" && first !== null) {
      event.preventDefault();
      this.reach(first);
      first.focus();
    } else if (event.key === "Enter" && this.found.length === 1 && this.allowed) {
      event.preventDefault();
      this.chosen(this.found[0].number);
    }
  }

  entryKey(event) {
    const here = document.activeElement;
    const row = here.closest("li");
    const column = row === null ? -1 : [...row.children].indexOf(here);
    if (column < 0) {
      return;
    }
    const end = row.parentElement;
    const to = {
      ArrowDown: () => row.nextElementSibling ?? row,
      ArrowUp: () => row.previousElementSibling,
      Home: () => end.firstElementChild,
      End: () => end.lastElementChild,
      ArrowRight: () => row,
      ArrowLeft: () => row,
    }[event.key];
    if (to === undefined) {
      return;
    }
    event.preventDefault();
    if (row.nextElementSibling === null && this.made < this.found.length) {
      this.more();
    }
    const next = to();
    const at = { ArrowRight: 1, ArrowLeft: 0 }[event.key] ?? column;
    const button = next === null ? this.search : next.children[at];
    this.reach(button);
    button.focus();
  }

  /** Make that the one button of the list which Tab stops at. */
  reach(button) {
    this.entries.querySelector("[tabindex='0']")?.setAttribute("tabindex", "-1");
    if (button !== null && button !== this.search) {
      button.setAttribute("tabindex", "0");
    }
  }
}
