/** The pictures that gadgets name: a stock icon of the product as one of ours, or an image by its address. */

import { refusalOf } from "../model/layout/layout_xml.js";
import { h } from "../parts/dom.js";
import { icon } from "../parts/icons.js";

const STOCK = {
  chat: "mui-chat-active_16",
  "persistent-chat": "mui-chat-active_16",
  email: "mail",
  "read-email": "mail",
  mail: "mail",
  circle: "bell",
  task: "tab",
};

/** An element for eyes only: what it means must stand beside it. @param {{url: boolean, value: string}} given */
export function picture({ url, value }) {
  if (url && refusalOf(value) === undefined) {
    return h("img", { class: "icon", src: value, alt: "" });
  }
  return stock(value);
}

/** A stock icon by the product's name for it; a bell for names that we do not draw. */
export function stock(name) {
  const key = name.toLowerCase();
  return icon(Object.hasOwn(STOCK, key) ? STOCK[key] : "bell");
}
