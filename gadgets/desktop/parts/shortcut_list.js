/** The list of keyboard shortcuts: the desktop's, and those that gadgets have registered. */

import { h } from "./dom.js";

export class ShortcutList {
  /** @param {function} say  @param {() => object[]} keys as `finesse.container.ShortcutKeys` lists them */
  constructor(say, keys = () => window.finesse.container.ShortcutKeys.list()) {
    Object.assign(this, { say, keys });
    this.sections = h("div", {});
    this.element = h(
      "dialog",
      { class: "shortcuts", "aria-labelledby": "shortcuts-title", "data-testid": "shortcut-list" },
      h("h2", { id: "shortcuts-title" }, say("shortcuts.title")),
      this.sections,
      h(
        "button",
        { type: "button", class: "button blue", onclick: () => this.element.close() },
        say("shortcuts.close"),
      ),
    );
  }

  show() {
    if (!this.element.open) {
      const keys = this.keys();
      const components = [...new Set(keys.map(({ componentName }) => componentName))];
      this.sections.replaceChildren(
        ...components.map((name) =>
          this.section(
            name,
            keys.filter(({ componentName }) => componentName === name),
          ),
        ),
      );
      this.element.showModal();
    }
  }

  section(name, keys) {
    return h(
      "section",
      { "data-testid": keys.some(({ type }) => type === "gadget") ? "shortcuts-of-gadget" : undefined },
      h("h3", {}, name),
      h(
        "dl",
        {},
        keys.map((key) => this.row(key)),
      ),
    );
  }

  row({ actionName, accessKey, conflict }) {
    const caps = accessKey.split("+").map((cap) => h("kbd", {}, cap));
    const told = conflict && h("small", { class: "shortcut-conflict" }, this.say("shortcuts.conflict"));
    return h("div", {}, h("dt", {}, actionName, told), h("dd", {}, caps));
  }
}
