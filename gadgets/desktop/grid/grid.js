/** A tab whose gadgets its user may move and resize: what `places.js` decides, drawn, and kept for him. */

import { h, setAttribute, setText } from "../parts/dom.js";
import { Handle } from "./handle.js";
import { COLUMNS, dropped, fallen, keptPlaces, placesOf, samePlaces, sized, stepped } from "./places.js";

const GAP = 16; // px, as in css/grid.css
const PARTS = 12; // of the screen's height: the least that a gadget has

export class Grid {
  /**
   * @param {{say: function, columns: object[][], kept: unknown, changed: (places: object[]|undefined) => void}} given
   *   `columns` of pieces of the board, as the layout has them; `kept` what is remembered of their places; `changed` is
   *   told what to remember, undefined for the layout's
   */
  constructor({ say, columns, kept, changed }) {
    Object.assign(this, { say, changed, kept, pieces: new Map(), handles: new Map(), added: 0 });
    this.news = h("p", { class: "unseen", role: "status" });
    this.element = h("div", { class: "grid" });
    this.own = placesOf(columns.map((column) => column.map(({ piece }) => piece.key)));
    this.places = keptPlaces(kept, this.own);
    this.observer = new ResizeObserver(() => this.draw());
    this.observer.observe(this.element);
    const pieces = new Map(columns.flat().map((one) => [one.piece.key, one]));
    this.places.forEach(({ key }) => this.take(pieces.get(key)));
  }

  /** Another gadget, before those of the layout and behind what was added so before. */
  add(one) {
    const { key } = one.piece;
    const own = { key, x: 0, width: COLUMNS, height: undefined };
    const kept = (Array.isArray(this.kept) ? this.kept : []).filter((place) => place?.key === key);
    this.own = this.own.toSpliced(this.added, 0, own);
    this.places = this.places.toSpliced(this.added, 0, ...keptPlaces(kept, [own]));
    this.added += 1;
    this.take(one);
    this.draw();
  }

  take(one) {
    const { key } = one.piece;
    this.pieces.set(key, one);
    one.element.classList.add("placed");
    this.element.append(one.element);
    this.observer.observe(one.element);
    const bar = one.chrome?.bar ?? one.bar;
    if (bar !== undefined) {
      const handle = new Handle({
        say: this.say,
        bar,
        box: one.element,
        step: (name) => this.step(key, name),
        begin: () => this.begin(key),
        drag: (what, by) => this.drag(key, what, by),
        end: (isMeant) => this.end(key, isMeant),
      });
      this.handles.set(key, handle);
      this.refresh(one);
    }
  }

  drop(one) {
    const { key } = one.piece;
    this.added -= this.own.findIndex((place) => place.key === key) < this.added && this.pieces.has(key) ? 1 : 0;
    this.handles.get(key)?.remove();
    this.handles.delete(key);
    this.pieces.delete(key);
    this.observer.unobserve(one.element);
    const others = (places) => places.filter((place) => place.key !== key);
    this.own = others(this.own);
    this.places = others(this.places);
    this.draw();
  }

  /** A gadget has another name, or is shown or not. One without a title has nothing to be moved by. */
  refresh(one) {
    const handle = this.handles.get(one.piece.key);
    handle?.show(one.hasTitle === true);
    handle?.name(one.titleText);
  }

  /** Everything is where the layout has it. */
  reset() {
    this.become(this.own);
    this.sort();
  }

  /** How high a gadget is, px; 0 where it is not seen. */
  heightOf({ key, height }) {
    const { element, isCollapsed } = this.pieces.get(key);
    const own = element.offsetHeight;
    return own === 0 || isCollapsed ? own : (height ?? own);
  }

  get least() {
    return window.innerHeight / PARTS;
  }

  draw() {
    for (const [order, { key, x, width, height }] of this.places.entries()) {
      const { element } = this.pieces.get(key);
      put(element, { "--x": x, "--width": width, "--order": order, "--height": height && `${height}px` });
      element.classList.toggle("sized", height !== undefined);
      const content = element.querySelector(".gadgets-gadget-content, .multi-tab-panes");
      if (content !== null) {
        setAttribute(content, "tabindex", height === undefined ? undefined : "0"); // it may scroll
      }
    }
    const { tops, height } = fallen(this.places, (place) => this.heightOf(place), GAP);
    for (const [key, top] of tops) {
      put(this.pieces.get(key).element, { "--top": `${top}px` });
    }
    put(this.element, { "--grid-height": `${height}px` });
  }

  step(key, name) {
    const place = this.places.find((one) => one.key === key);
    const isThere = (one) => this.heightOf(this.places.find((other) => other.key === one)) > 0;
    const { least } = this;
    this.become(stepped(this.places, key, name, { isThere, height: this.heightOf(place), least }));
    this.keep();
    this.tell(key);
    this.pieces.get(key).element.scrollIntoView({ block: "nearest" });
  }

  begin(key) {
    this.before = this.places;
    const place = this.places.find((one) => one.key === key);
    const { element } = this.pieces.get(key);
    this.from = { ...place, height: this.heightOf(place), left: element.offsetLeft, top: element.offsetTop };
    element.classList.add("dragged");
    this.element.classList.add("dragging");
  }

  drag(key, what, by) {
    const column = (this.element.clientWidth + GAP) / COLUMNS;
    const { from, before } = this;
    if (what === "size") {
      const size = { width: from.width + by.x / column, height: from.height + by.y };
      this.become(sized(before, key, size, this.least));
      return;
    }
    const heightOf = (place) => this.heightOf(place);
    const others = before.filter((place) => place.key !== key);
    const { tops } = fallen(others, heightOf, GAP);
    const at = { x: (from.left + by.x) / column, y: from.top + by.y };
    this.become(dropped(before, key, at, { tops, heightOf }));
  }

  end(key, isMeant) {
    this.pieces.get(key)?.element.classList.remove("dragged");
    this.element.classList.remove("dragging");
    if (isMeant) {
      this.keep();
      this.tell(key);
    } else {
      this.become(this.before);
    }
  }

  become(places) {
    this.places = places;
    this.draw();
  }

  keep() {
    this.sort();
    this.changed(samePlaces(this.places, this.own) ? undefined : this.places);
  }

  /** Who goes from gadget to gadget by keyboard meets them as they are seen, where that loads no frame anew. */
  sort() {
    const { element } = this;
    if (element.isConnected && element.moveBefore !== undefined) {
      const { tops } = fallen(this.places, (place) => this.heightOf(place), GAP);
      const topOf = ({ key }) => tops.get(key) ?? 0;
      const seen = this.places.toSorted((one, other) => topOf(one) - topOf(other) || one.x - other.x);
      for (const [at, { key }] of seen.entries()) {
        const { element: child } = this.pieces.get(key);
        if (element.children[at] !== child) {
          element.moveBefore(child, element.children[at]);
        }
      }
    }
  }

  /** Say where a gadget is now, for who does not see it. */
  tell(key) {
    const there = this.places.filter((place) => this.heightOf(place) > 0);
    const at = there.findIndex((place) => place.key === key);
    const { x, width } = there[at] ?? {};
    const told = {
      title: this.pieces.get(key).titleText,
      from: x + 1,
      to: x + width,
      columns: COLUMNS,
      place: at + 1,
      count: there.length,
      height: Math.round(this.heightOf(there[at] ?? {})),
    };
    setText(this.news, this.say("grid.at", told));
  }

  remove() {
    this.observer.disconnect();
    this.handles.forEach((handle) => handle.remove());
  }
}

/** Set an element's own properties of style; undefined takes one away. */
function put(element, properties) {
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined) {
      element.style.removeProperty(name);
    } else if (element.style.getPropertyValue(name) !== String(value)) {
      element.style.setProperty(name, String(value));
    }
  }
}
