/** The gadgets, each with its state and its faults; one of them, or all, can be chosen. */

import { h, refill } from "../../desktop/parts/dom.js";

export class GadgetList {
  /** @param {{say: function, reload: function, choose: function}} given */
  constructor({ say, reload, choose }) {
    Object.assign(this, { say, reload, choose });
    this.items = h("ul", { class: "gadget-list" });
    const title = h("h2", { id: "gadgets-title" }, say("gadgets"));
    this.element = h("section", { class: "gadgets", "aria-labelledby": "gadgets-title" }, title, this.items);
  }

  show(gadgets, chosen) {
    const facts = gadgets.map(({ page, mid, title, url, state, faults, isInspected }) =>
      [page, mid, title, url, state, faults, isInspected].join(" "),
    );
    const { activeElement: active } = document;
    const focused = this.items.contains(active) ? active.dataset.key : undefined;
    const { scrollLeft } = this.items; // where there is little room they stand in one row
    refill(this.items, JSON.stringify([facts, chosen?.page, chosen?.mid]), () => [
      this.all(chosen === undefined, gadgets.filter(isOutside)),
      ...gadgets.map((gadget) => this.item(gadget, isSame(gadget, chosen))),
      gadgets.length === 0 && h("li", { class: "none" }, this.say("gadgets.none")),
    ]);
    this.items.scrollLeft = scrollLeft;
    if (focused !== undefined) {
      this.items.querySelector(`[data-key="${CSS.escape(focused)}"]`)?.focus();
    }
  }

  all(isChosen, outside) {
    const onclick = () => this.choose(undefined);
    return h(
      "li",
      {},
      this.choice({ isChosen, key: "all", onclick }, this.say("gadgets.all")),
      isChosen && outside.length > 0 && this.outside("outside.some", "all", outside),
    );
  }

  /** Why not all is told of these gadgets, and what to do. */
  outside(text, key, gadgets) {
    const { say } = this;
    const about = { class: "action", "data-key": `reload ${key}`, "data-testid": "reload" };
    const reload = () => gadgets.forEach((one) => this.reload(one));
    return h("div", { class: "outside" }, h("p", {}, say(text)), this.button(about, say("reload"), reload));
  }

  item(gadget, isChosen) {
    const { say } = this;
    const { mid, title, url, state, faults } = gadget;
    const key = `${gadget.page} ${mid}`;
    const faulty = faults === 1 ? "faults.one" : "faults";
    return h(
      "li",
      {},
      this.choice(
        { isChosen, key, onclick: () => this.choose(gadget) },
        h("span", { class: "gadget-title" }, title || `#${mid}`),
        faults > 0 && h("span", { class: "faults" }, say(faulty, { count: faults })),
        h("span", { class: `state state-${state}` }, say(`state.${state}`)),
        h("span", { class: "gadget-url" }, url),
      ),
      isChosen && isOutside(gadget) && this.outside("outside", key, [gadget]),
    );
  }

  choice({ isChosen, key, onclick }, ...children) {
    const about = { class: "gadget", "data-key": key, "data-testid": "gadget" };
    return this.button({ ...about, "aria-pressed": String(isChosen) }, children, onclick);
  }

  button(about, words, onclick) {
    return h("button", { type: "button", ...about, onclick }, words);
  }
}

const isSame = (one, other) => one.page === other?.page && one.mid === other?.mid;

/** Whether its frame was there before the inspector, and so tells nothing of its insides. */
const isOutside = ({ isInspected, state }) => isInspected === false && state !== "gone";
