/** The header's logo and the desktop's name, as the desktop's properties have them. */

import { h } from "../parts/dom.js";
import { refusalOf } from "../model/layout/layout_xml.js";

const OWN = "/desktop/logo.svg";

export function component({ say, properties }) {
  const { logo, title } = properties;
  const source = logo !== "" && refusalOf(logo) === undefined ? logo : OWN;
  const element = h(
    "div",
    { class: "brand" },
    h("img", { class: source === OWN ? undefined : "brand-logo", src: source, alt: "" }),
    h("h1", { class: "brand-name" }, h("span", {}, title || say("product.name"))),
  );
  return { element, update() {}, tick() {}, remove() {} };
}
