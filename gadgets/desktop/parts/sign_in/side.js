/** What stands beside the form of a sign-in page: the product, and what the page is for. */

import { h } from "../dom.js";

/** @param {{product: string, tagline: string, about: string}} words of the page */
export function side({ product, tagline, about }) {
  return h(
    "aside",
    { class: "sign-in-side" },
    h(
      "div",
      { class: "brand" },
      h("img", { src: "/desktop/logo.svg", alt: "" }),
      h("span", { class: "brand-name" }, product),
    ),
    h(
      "div",
      { class: "sign-in-words" },
      h("p", { class: "tagline" }, tagline),
      h("p", {}, about),
    ),
  );
}
