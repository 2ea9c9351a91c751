/** The languages there are, as links to this page in each. */

import { h } from "../../desktop/parts/dom.js";
import { LOCALES } from "../texts.js";

/** @param {function} say @param {string} current locale */
export function languages(say, current) {
  return h(
    "nav",
    { class: "languages", "aria-label": say("signIn.language") },
    Object.entries(LOCALES).map(([locale, words]) =>
      h(
        "a",
        {
          href: `?locale=${locale}${location.hash}`,
          lang: locale.replace("_", "-"),
          "aria-current": locale === current ? "true" : undefined,
        },
        words.language,
      ),
    ),
  );
}
