/** The help page of the keyboard: the desktop's shortcuts and those that gadgets have registered, with a search. */

import { h, setText } from "./dom.js";
import { icon } from "./icons.js";

const MAC = { Ctrl: "Control", Alt: "Option", Meta: "Command" };

export class ShortcutList {
  /** @param {function} say  @param {() => object[]} keys as `finesse.container.ShortcutKeys` lists them */
  constructor(say, keys = () => window.finesse.container.ShortcutKeys.list()) {
    Object.assign(this, { say, keys, rows: [] });
    this.sections = h("div", { class: "shortcut-sections" });
    this.search = h("input", {
      type: "search",
      "aria-label": say("shortcuts.search"),
      placeholder: say("shortcuts.search"),
      "data-testid": "shortcut-search",
      oninput: () => this.filter(),
    });
    this.found = h("p", { class: "unseen", role: "status" });
    this.none = h("p", { class: "nothing", hidden: true }, say("shortcuts.none"));
    this.element = h(
      "dialog",
      { class: "shortcuts", "aria-labelledby": "shortcuts-title", "data-testid": "shortcut-list" },
      h(
        "div",
        { class: "shortcuts-head" },
        h("h2", { id: "shortcuts-title" }, say("shortcuts.title")),
        h(
          "button",
          {
            type: "button",
            class: "plain-button",
            "aria-label": say("shortcuts.close"),
            title: say("shortcuts.close"),
            "data-testid": "shortcuts-close",
            onclick: () => this.element.close(),
          },
          icon("close"),
        ),
      ),
      this.search,
      this.found,
      this.none,
      this.sections,
      h("p", { class: "field-note" }, say("shortcuts.hint")),
    );
  }

  show() {
    if (!this.element.open) {
      const keys = this.keys();
      const components = [...new Set(keys.map(({ componentName }) => componentName))];
      this.rows = [];
      this.sections.replaceChildren(
        ...components.map((name) =>
          this.section(
            name,
            keys.filter(({ componentName }) => componentName === name),
          ),
        ),
      );
      this.search.value = "";
      this.filter();
      this.element.showModal();
    }
  }

  /** Show what has all the words that are searched for, in its action, its component or its keys. */
  filter() {
    const words = this.search.value.toLowerCase().split(/\s+/).filter(Boolean);
    let count = 0;
    for (const { element, text } of this.rows) {
      element.hidden = !words.every((word) => text.includes(word));
      count += element.hidden ? 0 : 1;
    }
    for (const section of this.sections.children) {
      section.hidden = section.querySelector(".shortcut:not([hidden])") === null;
    }
    this.none.hidden = count > 0;
    setText(this.found, words.length === 0 ? "" : this.say("shortcuts.found", { count }));
  }

  section(name, keys) {
    return h(
      "section",
      { "data-testid": keys.some(({ type }) => type === "gadget") ? "shortcuts-of-gadget" : undefined },
      h("h3", { dir: "auto" }, name),
      h(
        "dl",
        {},
        keys.map((key) => this.row(key)),
      ),
    );
  }

  row({ actionName, componentName, accessKey, conflict }) {
    const names = accessKey.split("+").map((cap) => (isMac() ? (MAC[cap] ?? cap) : cap));
    const caps = names.map((name) => h("kbd", {}, name));
    const told = conflict && h("small", { class: "shortcut-conflict" }, this.say("shortcuts.conflict"));
    const element = h(
      "div",
      { class: "shortcut", "data-conflict": conflict ? "true" : undefined },
      h("dt", {}, h("span", { dir: "auto" }, actionName), told),
      h("dd", {}, caps),
    );
    const text = [actionName, componentName, names.join("+"), names.join(" ")].join(" ").toLowerCase();
    this.rows.push({ element, text });
    return element;
  }
}

/** Whether the keys have the names that a Mac gives them: Option takes the place of Alt. */
function isMac() {
  return /mac/i.test(navigator.userAgentData?.platform ?? navigator.platform ?? "");
}
