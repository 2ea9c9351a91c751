/** What narrows the timeline: kinds to switch on and off, and a text to search for. */

import { h, setAttribute } from "../../desktop/parts/dom.js";
import { GROUPS } from "../model/line.js";

export class FilterBar {
  /** @param {{say: function, filter: object, changed: function}} given */
  constructor({ say, filter, changed }) {
    this.filter = filter;
    this.chips = GROUPS.map((group) =>
      h(
        "button",
        {
          type: "button",
          class: `chip chip-${group}`,
          "data-group": group,
          onclick: () => {
            filter.toggle(group);
            changed();
          },
        },
        say(`group.${group}`),
      ),
    );
    this.search = h("input", {
      type: "search",
      placeholder: say("search.hint"),
      "aria-label": say("search"),
      "data-testid": "search",
      oninput: ({ target }) => {
        filter.text = target.value;
        changed();
      },
    });
    this.element = h(
      "div",
      { class: "filter" },
      h("div", { class: "chips", role: "group", "aria-label": say("kinds") }, this.chips),
      this.search,
    );
  }

  show() {
    for (const chip of this.chips) {
      setAttribute(chip, "aria-pressed", String(this.filter.groups.has(chip.dataset.group)));
    }
  }
}
