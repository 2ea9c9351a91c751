/**
 * Which things are assigned, of all that can be: two lists side by side, from one of which things go to the other; the
 * assigned ones in an order of their own where that counts.
 */

import { h, setText } from "../../desktop/parts/dom.js";
import { finder } from "../model/rows.js";
import { icon } from "./icons.js";

const SHOWN = 200; // of those that can be assigned; the others are searched

export class TransferList {
  /**
   * @param {object} given
   * @param {function} given.say
   * @param {string} given.name of the field, in its test ids: `workflows-add` …
   * @param {string} given.label what the things are
   * @param {{id: string, title: string, detail?: string}[]} given.things all, in the order they are offered
   * @param {string[]} given.chosen ids of those that are assigned, in their order
   * @param {boolean} [given.isOrdered] with arrows
   * @param {number} [given.most] as many may be assigned
   * @param {boolean} [given.readOnly]
   * @param {() => void} [given.changed]
   */
  constructor(given) {
    Object.assign(this, { isOrdered: false, most: Infinity, readOnly: false, changed: () => undefined, ...given });
    const { say, name, label } = this;
    this.searching = h("input", {
      type: "search",
      placeholder: say("list.search"),
      "aria-label": say("list.searchIn", { list: label }),
      "data-testid": `${name}-available-search`,
      oninput: () => this.draw(),
    });
    this.available = h("ul", { class: "transfer-things", "aria-label": say("transfer.available") });
    this.assigned = h("ul", { class: "transfer-things", "aria-label": say("transfer.assigned") });
    this.room = h("p", { class: "field-note", role: "status" });
    this.error = h("p", { class: "field-error", role: "alert", "data-testid": `error-${name}`, hidden: true });
    this.element = h(
      "div",
      { class: "transfer", role: "group", "aria-label": label, "data-testid": name },
      h("div", { class: "transfer-side" }, h("h3", {}, say("transfer.available")), this.searching, this.available),
      h("div", { class: "transfer-side" }, h("h3", {}, say("transfer.assigned")), this.assigned, this.room, this.error),
    );
    this.value = this.chosen;
    this.kept();
  }

  /** The ids of what is assigned. */
  get value() {
    return [...this.chosen];
  }

  set value(ids) {
    this.chosen = ids.filter((id) => this.things.some((thing) => thing.id === id));
    this.draw();
  }

  get isDirty() {
    return this.chosen.join("\n") !== this.known;
  }

  /** What is assigned now is what is configured. */
  kept() {
    this.known = this.chosen.join("\n");
  }

  check() {
    return true;
  }

  fail(text) {
    setText(this.error, text);
    this.error.hidden = text === "";
  }

  focus() {
    (this.assigned.querySelector("button") ?? this.searching).focus();
  }

  draw() {
    const { say } = this;
    const looked = this.searching.value.trim();
    const isFound = finder(looked);
    const taken = new Set(this.chosen);
    const free = this.things.filter(({ id, title, detail = "" }) => !taken.has(id) && isFound([title, detail]));
    const isFull = this.chosen.length >= this.most;
    this.available.replaceChildren(
      ...free.slice(0, SHOWN).map((thing) => this.item(thing, [["add", "add", () => this.add(thing.id), isFull]])),
      ...(free.length > SHOWN ? [h("li", { class: "transfer-none" }, say("transfer.more"))] : []),
      ...(free.length === 0 ? [h("li", { class: "transfer-none" }, say("transfer.noneLeft"))] : []),
    );
    const chosen = this.chosen.map((id) => this.things.find((thing) => thing.id === id));
    this.assigned.replaceChildren(
      ...chosen.map((thing, at) =>
        this.item(thing, [
          ...(this.isOrdered
            ? [
                ["up", "up", () => this.move(at, -1), at === 0],
                ["down", "down", () => this.move(at, 1), at === chosen.length - 1],
              ]
            : []),
          ["take", "close", () => this.take(thing.id), false],
        ]),
      ),
      ...(chosen.length === 0 ? [h("li", { class: "transfer-none" }, say("transfer.none"))] : []),
    );
    setText(
      this.room,
      Number.isFinite(this.most) ? say("transfer.room", { count: this.chosen.length, most: this.most }) : "",
    );
  }

  item({ title, detail }, actions) {
    return h(
      "li",
      { class: "transfer-thing" },
      h(
        "span",
        { class: "transfer-words" },
        h("bdi", {}, title),
        detail && h("small", { class: "transfer-detail", dir: "auto" }, detail),
      ),
      !this.readOnly &&
        actions.map(([kind, picture, does, isDisabled]) => {
          const label = this.say(`transfer.${kind}`, { name: title });
          return h(
            "button",
            {
              type: "button",
              class: "plain-button",
              "aria-label": label,
              title: label,
              disabled: isDisabled,
              "data-testid": `${this.name}-${kind}`,
              onclick: does,
            },
            icon(picture),
          );
        }),
    );
  }

  add(id) {
    this.change([...this.chosen, id], () => this.available.querySelector("button:enabled") ?? this.searching);
  }

  take(id) {
    this.change(
      this.chosen.filter((each) => each !== id),
      () => this.assigned.querySelector("button") ?? this.searching,
    );
  }

  move(at, by) {
    const next = [...this.chosen];
    [next[at], next[at + by]] = [next[at + by], next[at]];
    const kind = by < 0 ? "up" : "down";
    this.change(next, () => {
      const item = this.assigned.children[at + by];
      const same = item.querySelector(`[data-testid="${this.name}-${kind}"]`);
      return same.disabled ? item.querySelector("button:enabled") : same;
    });
  }

  change(ids, focused) {
    this.chosen = ids;
    this.fail("");
    this.draw();
    focused().focus();
    this.changed();
  }
}
