/** Parts of a screen of which one is shown: tabs, between which the arrow keys move. */

import { h, setAttribute } from "../../desktop/parts/dom.js";

export class Tabs {
  /**
   * @param {{id: string, label: string, element: Node}[]} tabs the first is shown
   * @param {string} label of them all
   * @param {(id: string) => Promise<boolean>} [mayShow] asked before another one is shown
   */
  constructor(tabs, label, mayShow = async () => true) {
    this.mayShow = mayShow;
    this.panels = new Map(
      tabs.map(({ id, element }) => [
        id,
        h("div", { class: "tab-place", role: "tabpanel", id: `panel-${id}`, "aria-labelledby": `part-${id}` }, element),
      ]),
    );
    this.buttons = new Map(
      tabs.map((tab) => [
        tab.id,
        h(
          "button",
          {
            type: "button",
            role: "tab",
            id: `part-${tab.id}`,
            "aria-controls": `panel-${tab.id}`,
            "data-testid": `part-${tab.id}`,
            onclick: () => void this.choose(tab.id),
          },
          tab.label,
        ),
      ]),
    );
    this.element = h(
      "div",
      { class: "parts" },
      h(
        "div",
        { class: "tabs", role: "tablist", "aria-label": label, onkeydown: (event) => this.key(event) },
        [...this.buttons.values()],
      ),
      [...this.panels.values()],
    );
    this.show(tabs[0].id);
  }

  async choose(id) {
    if (id !== this.shown && (await this.mayShow(id))) {
      this.show(id);
    }
    this.buttons.get(this.shown).focus();
  }

  show(id) {
    this.shown = id;
    for (const [each, button] of this.buttons) {
      setAttribute(button, "aria-selected", String(each === id));
      setAttribute(button, "tabindex", each === id ? "0" : "-1");
      this.panels.get(each).hidden = each !== id;
    }
  }

  key(event) {
    const ids = [...this.buttons.keys()];
    const at = ids.indexOf(this.shown);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1 + ids.length, Home: 0, End: ids.length - 1 }[event.key];
    if (to !== undefined) {
      event.preventDefault();
      void this.choose(ids[to % ids.length]);
    }
  }
}
