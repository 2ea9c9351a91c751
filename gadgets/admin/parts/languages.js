/** The languages there are, as links to this page in each. */

import { h } from "../../desktop/parts/dom.js";
import { languages as known, rememberLocale } from "../../desktop/parts/speech.js";

/** @param {function} say @param {string} current locale */
export function languages(say, current) {
  return h(
    "nav",
    { class: "languages", "aria-label": say("signIn.language") },
    Object.entries(known()).map(([locale, name]) =>
      h(
        "a",
        {
          href: `?locale=${locale}${location.hash}`,
          lang: locale.replace("_", "-"),
          "aria-current": locale === current ? "true" : undefined,
          onclick: () => rememberLocale(locale),
        },
        name,
      ),
    ),
  );
}
