/**
 * The panels of a desktop's tabs, of which one is active: each with the columns of the layout, or with a grid where the
 * layout lets its users move gadgets.
 */

import { Grid } from "../grid/grid.js";
import { h } from "../parts/dom.js";

export class Panels {
  /**
   * @param {{say: function, tabs: object[], isGrid: boolean, places: object, standing: (pieces: object[]) => object[]}}
   *   given `tabs` of arrangement.js; `places` where the user has put gadgets; `standing` gives those of the pieces that
   *   stand where the layout has them
   */
  constructor({ say, tabs, isGrid, places, standing }) {
    Object.assign(this, { say, places, grids: new Map(), panels: new Map() });
    for (const { id, columns } of tabs) {
      const made = columns.map(standing);
      this.panels.set(id, this.panel(id, isGrid ? this.grid(id, made) : columnsOf(made)));
    }
  }

  get elements() {
    return [...this.panels.values()];
  }

  has(tab) {
    return this.panels.has(tab);
  }

  /** The panel of a tab, or undefined. */
  get(tab) {
    return this.panels.get(tab);
  }

  activate(tab) {
    for (const [id, panel] of this.panels) {
      panel.classList.toggle("active", id === tab);
    }
  }

  panel(id, inside) {
    return h(
      "div",
      { class: "tab-panel", id: `panel_${id}`, role: "tabpanel", "aria-labelledby": `tablink_${id}` },
      inside,
      h("p", { class: "nothing panel-empty" }, this.say(`tabEmpty.${id}`)),
    );
  }

  grid(tab, columns) {
    const { say, places } = this;
    const changed = (put) => places.keep(tab, put);
    const grid = new Grid({ say, columns, kept: places.of(tab), changed });
    this.grids.set(tab, grid);
    return [grid.element, grid.news];
  }

  /** Another gadget of a tab, before those of the layout. */
  add(tab, gadget) {
    const grid = this.grids.get(tab);
    if (grid === undefined) {
      putFirst(this.panels.get(tab).querySelector(".column"), gadget.element);
    } else {
      grid.add(gadget);
    }
  }

  /** A gadget goes. */
  drop(gadget) {
    this.grids.get(gadget.piece.tab)?.drop(gadget);
  }

  /** A gadget has another name, or is shown or not. */
  refresh(one) {
    this.grids.get(one.piece.tab)?.refresh(one);
  }

  /** Every gadget goes back to where the layout has it. */
  reset() {
    for (const [tab, grid] of this.grids) {
      grid.reset();
      this.places.keep(tab, undefined);
    }
  }

  /** Where a Multi-Tab gadget of the page has its gadgets of a tab: at the top of the tab's panel; undefined without one. */
  paneOf(tab, mid) {
    const panel = this.panels.get(tab);
    const known = panel?.querySelector(`[data-multi-tab="${mid}"]`);
    const pane = known ?? h("div", { class: "multi-tab-pane", "data-multi-tab": mid });
    panel?.prepend(pane);
    return panel && pane;
  }

  remove() {
    this.grids.forEach((grid) => grid.remove());
  }
}

function columnsOf(columns) {
  const column = (ones) => h("div", { class: "column" }, ones.map(({ element }) => element));
  return h("div", { class: "columns" }, columns.map(column));
}

/** Before what the layout has in the column, and behind what was put there so before. */
function putFirst(column, element) {
  element.classList.add("gadget-added");
  const own = [...column.children].find((one) => !one.classList.contains("gadget-added"));
  column.insertBefore(element, own ?? null);
}
