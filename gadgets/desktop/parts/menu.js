/**
 * A button with a panel that opens below it: closes on Escape, on a click elsewhere, and when the focus leaves it.
 * In a panel with role="menu" the arrow keys move between the items.
 */

import { setAttribute } from "./dom.js";

const ITEMS = "[role^=menuitem]:not([disabled])"; // also those that can be checked

export class Menu {
  constructor(button, panel) {
    Object.assign(this, { button, panel });
    panel.hidden = true;
    setAttribute(button, "aria-expanded", "false");
    setAttribute(button, "aria-haspopup", panel.getAttribute("role") ?? "menu");
    button.addEventListener("click", () => (panel.hidden ? this.open() : this.close()));
    button.addEventListener("keydown", (event) => this.buttonKey(event));
    panel.addEventListener("keydown", (event) => this.panelKey(event));
    panel.addEventListener("focusout", (event) => {
      const elsewhere = event.relatedTarget !== null && !panel.contains(event.relatedTarget);
      if (elsewhere && event.relatedTarget !== button) {
        this.close(false);
      }
    });
    document.addEventListener("pointerdown", (event) => {
      if (!panel.hidden && !panel.contains(event.target) && !button.contains(event.target)) {
        this.close(false);
      }
    });
  }

  /** Its first item that may be chosen. */
  get first() {
    return this.panel.hidden ? null : this.panel.querySelector(ITEMS);
  }

  /** Open, with the focus on the first item that matches `first`. */
  open(first = `${ITEMS}, input, button:not([disabled])`) {
    if (this.button.disabled) {
      return;
    }
    this.panel.hidden = false;
    setAttribute(this.button, "aria-expanded", "true");
    (this.seen(first) ?? this.seen("button, input"))?.focus();
  }

  /** The first that matches, of those that are not hidden. */
  seen(selector) {
    return [...this.panel.querySelectorAll(selector)].find((one) => one.closest("[hidden]") === null);
  }

  /** Close; the focus goes back to the button unless it is already elsewhere. */
  close(focusButton = true) {
    if (this.panel.hidden) {
      return;
    }
    this.panel.hidden = true;
    setAttribute(this.button, "aria-expanded", "false");
    if (focusButton) {
      this.button.focus();
    }
  }

  buttonKey(event) {
    if (event.key === "ArrowDown" && this.panel.hidden) {
      event.preventDefault();
      this.open();
    }
  }

  panelKey(event) {
    if (event.key === "Escape") {
      event.stopPropagation();
      this.close();
      return;
    }
    const items = [...this.panel.querySelectorAll(ITEMS)];
    const at = items.indexOf(document.activeElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1 + items.length, Home: 0, End: items.length - 1 }[
      event.key
    ];
    const isEntering = event.key === "ArrowDown" && items.length > 0; // from a field in front of them
    if (to !== undefined && (at >= 0 || isEntering)) {
      event.preventDefault();
      items[to % items.length].focus();
    }
  }
}
