/**
 * A panel in front of the page, beside the button that opened it: closes on Escape, on a second click of the button, on
 * a click elsewhere, and when the focus leaves it. What clips or scrolls around the button does not clip it. It is on the
 * page while it is open only.
 */

import { setAttribute } from "./dom.js";

const MARGIN = 8; // px, to the window's edge and to the button

export class FloatingPanel {
  /** @param {HTMLElement} element its role says what it is  @param {() => void} closed */
  constructor(element, closed = () => undefined) {
    Object.assign(this, { element, closed });
    element.classList.add("floating-panel");
    element.setAttribute("popover", "manual");
    this.place = () => this.placeIt();
    this.pressed = ({ target }) => {
      if (!element.contains(target) && !this.button.contains(target)) {
        this.close(false);
      }
    };
    element.addEventListener("keydown", (event) => {
      if (event.key === "Escape") {
        event.stopPropagation();
        this.close();
      }
    });
    element.addEventListener("focusout", ({ relatedTarget: next }) => {
      if (next !== null && !element.contains(next) && next !== this.button) {
        this.close(false);
      }
    });
  }

  /** Whether it is shown; then `button` is what opened it. */
  get isOpen() {
    return this.button !== undefined;
  }

  /** Say of a button that it opens the panel. */
  static announce(button, role = "dialog") {
    setAttribute(button, "aria-haspopup", role);
    setAttribute(button, "aria-expanded", "false");
  }

  toggle(button, first) {
    if (this.button === button) {
      this.close();
    } else {
      this.open(button, first);
    }
  }

  /** Open beside the button, with the focus on the first element that matches. */
  open(button, first = "input, button:not([disabled])") {
    this.close(false);
    this.button = button;
    setAttribute(button, "aria-expanded", "true");
    button.after(this.element);
    this.element.showPopover();
    this.placeIt();
    document.addEventListener("pointerdown", this.pressed);
    window.addEventListener("resize", this.place);
    document.addEventListener("scroll", this.place, { capture: true, passive: true });
    this.element.querySelector(first)?.focus({ preventScroll: true });
  }

  /** Close; the focus goes back to the button unless it is already elsewhere. */
  close(focusButton = true) {
    const { button } = this;
    if (button === undefined) {
      return;
    }
    this.button = undefined;
    setAttribute(button, "aria-expanded", "false");
    document.removeEventListener("pointerdown", this.pressed);
    window.removeEventListener("resize", this.place);
    document.removeEventListener("scroll", this.place, { capture: true });
    if (focusButton) {
      button.focus();
    }
    this.element.remove();
    this.closed();
  }

  /** Below the button, or above it where there is more room, and within the window. */
  placeIt() {
    const { element, button } = this;
    const at = button.getBoundingClientRect();
    const { innerWidth, innerHeight } = window;
    const below = innerHeight - at.bottom - 2 * MARGIN;
    const above = at.top - 2 * MARGIN;
    element.style.maxHeight = `${Math.max(innerHeight - 2 * MARGIN, 0)}px`;
    const { offsetWidth: width, offsetHeight: height } = element;
    const top = height <= below ? at.bottom + MARGIN : height <= above ? at.top - MARGIN - height : undefined;
    const left = Math.min(at.left, innerWidth - MARGIN - width);
    element.style.top = `${top ?? Math.max(MARGIN, innerHeight - MARGIN - height)}px`;
    element.style.left = `${Math.max(MARGIN, left)}px`;
  }
}
