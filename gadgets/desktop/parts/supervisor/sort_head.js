/** The head of a column by which a table can be sorted. */

import { h, setAttribute } from "../dom.js";
import { icon } from "../icons.js";

/** @param {{label: string, testid: string, press: () => void, head?: HTMLElement}} given `head`: what it stands in */
export function sortHead({ label, testid, press, head = h("div", { role: "columnheader" }) }) {
  head.append(
    h(
      "button",
      { type: "button", class: "sort-head", "data-testid": testid, onclick: press },
      h("span", {}, label),
      icon("chevron"),
    ),
  );
  return head;
}

/** Say at the heads, by their columns, which of them sorts. */
export function markSorting(heads, { column, descending }) {
  heads.forEach((head, name) =>
    setAttribute(head, "aria-sort", name === column ? (descending ? "descending" : "ascending") : "none"),
  );
}
