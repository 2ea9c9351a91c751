/** What can be done with the tabs of a Multi-Tab gadget beside choosing one: a button with a menu. */

import { h, setAttribute } from "../parts/dom.js";
import { icon } from "../parts/icons.js";
import { Menu } from "../parts/menu.js";

export class Options {
  /** @param {{say: function, step: (by: number) => void, reset: () => void, dynamic: () => void}} given */
  constructor({ say, step, reset, dynamic }) {
    const item = (name, does, role = "menuitem") =>
      h(
        "button",
        { type: "button", role, class: "menu-item", "data-testid": `multi-tab-${name}`, onclick: does },
        h("span", { class: "menu-words" }, say(`multiTab.${name}`)),
      );
    this.items = {
      left: item("left", () => step(-1)),
      right: item("right", () => step(1)),
      reset: item("reset", reset),
      dynamic: item("dynamic", dynamic, "menuitemcheckbox"),
    };
    const name = say("multiTab.options");
    this.button = h(
      "button",
      {
        type: "button",
        class: "plain-button",
        "data-testid": "multi-tab-options",
        "aria-label": name,
        title: name,
      },
      icon("more"),
    );
    const list = h(
      "div",
      { class: "menu multi-tab-list", role: "menu", "aria-label": name },
      Object.values(this.items),
    );
    this.menu = new Menu(this.button, list);
    this.element = h("div", { class: "multi-tab-more" }, this.button, list);
  }

  /**
   * What may be done now. One who has just done the last of something goes on with what is left.
   *
   * @param {{at: number, count: number, isOwnOrder: boolean, isDynamic: boolean, mayBeDynamic: boolean}} now `at`: the
   *   place of the chosen tab, of so many; -1 where none is
   */
  show({ at, count, isOwnOrder, isDynamic, mayBeDynamic }) {
    const { left, right, reset, dynamic } = this.items;
    left.disabled = at < 1;
    right.disabled = at < 0 || at === count - 1;
    reset.disabled = !isOwnOrder;
    dynamic.disabled = !mayBeDynamic;
    setAttribute(dynamic, "aria-checked", String(isDynamic));
    const { activeElement } = document;
    if (activeElement?.disabled && this.element.contains(activeElement)) {
      (this.menu.first ?? this.button).focus();
    }
  }
}
