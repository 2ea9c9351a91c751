/** The header's logo and the desktop's name, as the layout's configuration has them. */

import { h } from "../parts/dom.js";
import { refusalOf } from "../model/layout/layout_xml.js";

const OWN = "/desktop/logo.svg";

export function component({ say, config }) {
  const { logo = "", title = "" } = config.layout;
  const source = logo !== "" && refusalOf(logo) === undefined ? logo : OWN;
  const element = h(
    "div",
    { class: "brand" },
    h("img", { class: source === OWN ? undefined : "brand-logo", src: source, alt: "" }),
    h("h1", { class: "brand-name" }, h("span", {}, title || say("product.name"))),
  );
  return { element, update() {}, tick() {}, remove() {} };
}
