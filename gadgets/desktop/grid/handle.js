/**
 * What a gadget is moved and resized by: its bar and its corner with the pointer, and a menu for those who have none or
 * cannot drag.
 */

import { h, setAttribute } from "../parts/dom.js";
import { icon } from "../parts/icons.js";
import { Menu } from "../parts/menu.js";

const STEPS = ["left", "right", "up", "down", "wider", "narrower", "higher", "lower"];
const BEGINS = 5; // px, so that a click is no drag

export class Handle {
  /**
   * @param {{say: function, bar: Element, box: Element, step: (name: string) => void, drag: (what: "move"|"size",
   *   by: {x: number, y: number}) => void, begin: () => void, end: (isMeant: boolean) => void}} given `drag` is told how
   *   far the pointer is from where it began, px
   */
  constructor(given) {
    Object.assign(this, given);
    const { say, bar, box } = given;
    this.button = h(
      "button",
      { type: "button", class: "plain-button", "data-testid": "gadget-move", title: say("grid.move") },
      icon("move"),
    );
    this.list = h(
      "div",
      { class: "menu grid-menu", role: "menu", "aria-label": say("grid.move") },
      STEPS.map((name) =>
        h(
          "button",
          {
            type: "button",
            role: "menuitem",
            class: "menu-item",
            "data-testid": `gadget-${name}`,
            onclick: () => this.step(name),
          },
          h("span", { class: "menu-words" }, say(`grid.${name}`)),
        ),
      ),
    );
    this.menu = new Menu(this.button, this.list);
    this.place = h("div", { class: "grid-handle" }, this.button, this.list);
    this.corner = h("div", { class: "grid-corner", "data-testid": "gadget-corner" });
    bar.append(this.place);
    box.append(this.corner);
    this.undo = [this.listen(bar, "move"), this.listen(this.corner, "size")];
  }

  name(title) {
    setAttribute(this.button, "aria-label", this.say("grid.moveGadget", { title }));
  }

  /** Whether it can be moved at all. */
  show(is) {
    this.isShown = is;
    this.place.hidden = this.corner.hidden = !is;
  }

  listen(element, what) {
    let from;
    let isDragged = false;
    const finish = (isMeant) => {
      const was = isDragged;
      from = undefined;
      isDragged = false;
      if (was) {
        document.removeEventListener("keydown", escape, { capture: true });
        this.end(isMeant);
      }
    };
    const escape = (event) => {
      if (event.key === "Escape") {
        event.stopPropagation();
        finish(false);
      }
    };
    const listeners = {
      pointerdown: (event) => {
        if (this.isShown && event.button === 0 && event.target.closest("button, a, [role=menu], [role=tab]") === null) {
          from = { x: event.clientX, y: event.clientY };
          element.setPointerCapture(event.pointerId); // also over the frames of gadgets
          event.preventDefault(); // no text is selected
        }
      },
      pointermove: (event) => {
        if (from === undefined) {
          return;
        }
        const by = { x: event.clientX - from.x, y: event.clientY - from.y };
        if (!isDragged && Math.hypot(by.x, by.y) > BEGINS) {
          isDragged = true;
          document.addEventListener("keydown", escape, { capture: true });
          this.begin();
        }
        if (isDragged) {
          this.drag(what, by);
        }
      },
      pointerup: () => finish(true),
      pointercancel: () => finish(false),
    };
    Object.entries(listeners).forEach(([name, hear]) => element.addEventListener(name, hear));
    return () => {
      finish(false);
      Object.entries(listeners).forEach(([name, hear]) => element.removeEventListener(name, hear));
    };
  }

  remove() {
    this.undo.forEach((undo) => undo());
    this.place.remove();
    this.corner.remove();
  }
}
