/** The page after the session: why it is over, and the way back in. */

import { h } from "./dom.js";

/** @param {{say: function, locale: string, why: "asked"|"byOther"|"conflict"|"unauthorized", reason: string}} what */
export function farewell({ say, locale, why, reason }) {
  const title =
    { conflict: "signedOut.conflictTitle", unauthorized: "signedOut.unauthorizedTitle" }[why] ??
    "signedOut.title";
  return h(
    "main",
    { class: "farewell" },
    h(
      "div",
      { class: "card", role: "alert", "data-testid": "signed-out", "data-why": why },
      h("img", { src: "/desktop/logo.svg", alt: "" }),
      h("h1", {}, say(title)),
      why !== "asked" && h("p", {}, say(`signedOut.${why}`)),
      reason !== "" && h("p", {}, say("signedOut.reason", { reason })),
      h(
        "a",
        { class: "button blue", href: `/desktop?locale=${locale}`, "data-testid": "sign-in-again" },
        say("signedOut.again"),
      ),
    ),
  );
}
