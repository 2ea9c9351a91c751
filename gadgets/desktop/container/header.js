/** The header's columns, from the left and from the right, each with one component or gadget. */

import { h } from "../parts/dom.js";

/** @param {function} say  @param {{left: object[], right: object[]}} columns each `{width, element}` */
export function header(say, { left, right }) {
  return h(
    "header",
    { class: "header", "aria-label": say("header.main") },
    h("a", { class: "skip", href: "#calls" }, say("header.skip")),
    h("div", { class: "header-left" }, left.map(column)),
    h("div", { class: "header-right" }, right.map(column)),
  );
}

function column({ width, element }) {
  const made = h("div", { class: "header-column" }, element);
  if (width !== undefined) {
    made.style.setProperty("--width", width);
  }
  return made;
}
