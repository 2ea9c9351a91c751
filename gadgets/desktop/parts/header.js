/** The header: logo, voice state, dialler and identity, in the places that the product's default layout gives them. */

import { Dialler } from "./dialler.js";
import { h } from "./dom.js";
import { Identity } from "./identity.js";
import { StateControl } from "./state_control.js";

export class Header {
  constructor(say, ask, does) {
    this.state = new StateControl(say, ask);
    this.dialler = new Dialler(say, ask);
    this.identity = new Identity(say, ask, does);
    this.element = h(
      "header",
      { class: "header", "aria-label": say("header.main") },
      h("a", { class: "skip", href: "#calls" }, say("header.skip")),
      h(
        "div",
        { class: "brand" },
        h("img", { src: "/desktop/logo.svg", alt: "" }),
        h("h1", { class: "brand-name" }, say("product.name")),
      ),
      this.state.element,
      h("div", { class: "header-right" }, this.dialler.element, this.identity.element),
    );
  }

  update(desk) {
    this.state.update(desk);
    this.dialler.update(desk);
    this.identity.update(desk);
  }

  tick(now) {
    this.state.tick(now);
  }
}
