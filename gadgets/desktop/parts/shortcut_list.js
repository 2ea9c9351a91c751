/** The list of keyboard shortcuts: the desktop's, and those that gadgets have registered. */

import { SHORTCUTS } from "../model/shortcut.js";
import { h } from "./dom.js";

export class ShortcutList {
  /** @param {function} say  @param {() => object[]} more the other keys, as `finesse.container.ShortcutKeys` lists them */
  constructor(say, more = otherKeys) {
    Object.assign(this, { say, more });
    this.others = h("div", {});
    const groups = [...new Set(SHORTCUTS.map((shortcut) => shortcut.group))];
    this.element = h(
      "dialog",
      { class: "shortcuts", "aria-labelledby": "shortcuts-title", "data-testid": "shortcut-list" },
      h("h2", { id: "shortcuts-title" }, say("shortcuts.title")),
      groups.map((group) =>
        h(
          "section",
          {},
          h("h3", {}, say(`shortcuts.${group}`)),
          h(
            "dl",
            {},
            SHORTCUTS.filter((shortcut) => shortcut.group === group).map(({ key, command }) =>
              h(
                "div",
                {},
                h("dt", {}, say(`shortcut.${command}`)),
                h(
                  "dd",
                  {},
                  ["Ctrl", "Alt", key.toUpperCase()].map((cap) => h("kbd", {}, cap)),
                ),
              ),
            ),
          ),
        ),
      ),
      this.others,
      h(
        "button",
        { type: "button", class: "button blue", onclick: () => this.element.close() },
        say("shortcuts.close"),
      ),
    );
  }

  show() {
    if (!this.element.open) {
      this.others.replaceChildren(...this.sections());
      this.element.showModal();
    }
  }
  /** A section for each component that has keys. */
  sections() {
    const keys = this.more();
    const components = [...new Set(keys.map(({ componentName }) => componentName))];
    return components.map((name) =>
      h(
        "section",
        { "data-testid": "shortcuts-of-gadget" },
        h("h3", {}, name),
        h(
          "dl",
          {},
          keys.filter(({ componentName }) => componentName === name).map((key) => this.row(key)),
        ),
      ),
    );
  }

  row({ actionName, accessKey, conflict }) {
    const caps = accessKey.split("+").map((cap) => h("kbd", {}, cap));
    const told = conflict && h("small", { class: "shortcut-conflict" }, this.say("shortcuts.conflict"));
    return h("div", { "data-conflict": conflict }, h("dt", {}, actionName, told), h("dd", {}, caps));
  }
}

function otherKeys() {
  const keys = window.finesse?.container?.ShortcutKeys?.list() ?? [];
  return keys.filter(({ id, type }) => type === "gadget" || !SHORTCUTS.some(({ command }) => command === id));
}
