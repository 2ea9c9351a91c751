/** The way to the inspector, at the foot of the navigation bar: one tab of the browser for it, however often it is asked. */

import { h } from "./dom.js";
import { icon } from "./icons.js";

const TAB = "finesse-lab-inspector";

/** @param {(key: string) => string} say  @param {string} locale of the desktop, which the inspector takes over */
export function inspectorLink(say, locale) {
  const text = say("nav.inspector");
  return h(
    "a",
    {
      class: "nav-tab nav-inspector",
      href: `/desktop/inspector?locale=${locale}`,
      target: TAB,
      title: text,
      "data-testid": "inspector-link",
    },
    icon("search"),
    h("span", { class: "nav-label" }, text),
  );
}
