/** The list of keyboard shortcuts. */

import { SHORTCUTS } from "../model/shortcut.js";
import { h } from "./dom.js";

export class ShortcutList {
  constructor(say) {
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
      h(
        "button",
        { type: "button", class: "button blue", onclick: () => this.element.close() },
        say("shortcuts.close"),
      ),
    );
  }

  show() {
    if (!this.element.open) {
      this.element.showModal();
    }
  }
}
