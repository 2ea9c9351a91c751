/** The header's columns, from the left and from the right, each with one component or gadget. */

import { h } from "../parts/dom.js";

const WIDE = 1100; // px, as in css/header.css
const EDGES = 32; // px: its padding
const GAP = 14; // px between two columns

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

/** Leave out the columns that a wide header has no room for; a narrow one is another matter, the styles see to it. */
export function fit(element) {
  const columns = [...element.querySelectorAll(".header-column")];
  columns.forEach((one) => one.classList.remove("no-room"));
  if (window.innerWidth < WIDE) {
    return;
  }
  let room = element.clientWidth - EDGES;
  for (const one of columns) {
    const { offsetWidth } = one;
    one.classList.toggle("no-room", offsetWidth > room);
    room -= offsetWidth > room || offsetWidth === 0 ? 0 : offsetWidth + GAP;
  }
}

function column({ width, element }) {
  const made = h("div", { class: "header-column" }, element);
  if (width !== undefined) {
    made.style.setProperty("--width", width.replace("%", "vw")); // a part of the header, which is as wide as the window
  }
  return made;
}
