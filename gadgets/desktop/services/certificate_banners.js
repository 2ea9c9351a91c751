/** Banners by which gadgets ask the agent to accept a server's certificate. */

import { h } from "../parts/dom.js";
import { icon } from "../parts/icons.js";
import { call } from "./untrusted.js";

export const BANNERS = 10;

export class CertificateBanners {
  constructor(say) {
    Object.assign(this, { say, banners: new Map(), count: 0 });
    this.element = h("div", { class: "certificate-banners" });
  }

  /** Show one for that gadget. Returns its id, or undefined where there are too many. */
  show(gadget, title, callback) {
    if (this.banners.size >= BANNERS) {
      return undefined;
    }
    this.count += 1;
    const id = `certificate_banner_${this.count}`;
    const close = () => {
      this.hide(id);
      call(callback);
    };
    const banner = h(
      "div",
      { class: "certificate-banner", id, role: "alert", "data-testid": "certificate-banner" },
      icon("warning"),
      h("p", {}, this.say("certificate.text", { gadget: title })),
      h("button", { type: "button", class: "button quiet", onclick: close }, this.say("certificate.done")),
    );
    this.banners.set(id, { gadget, banner });
    this.element.append(banner);
    return id;
  }

  hide(id) {
    this.banners.get(id)?.banner.remove();
    this.banners.delete(id);
  }

  gone(gadget) {
    [...this.banners].filter(([, one]) => one.gadget === gadget).forEach(([id]) => this.hide(id));
  }
}
