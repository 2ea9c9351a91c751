/** The twelve keys of a phone, with their letters. */

import { DIGITS, lettersOn } from "../../model/calls/digits.js";
import { h } from "../dom.js";

/** A pad; `press(digit)` is called for each key that is clicked. */
export function numberPad(say, press) {
  const keys = DIGITS.map((digit) =>
    h(
      "button",
      {
        type: "button",
        class: "pad-key",
        "aria-label": NAMES[digit] && say(NAMES[digit]),
        "data-testid": "pad-key",
        "data-digit": digit,
        onclick: () => press(digit),
      },
      h("span", {}, digit),
      h("small", { class: "pad-letters", dir: "auto", "aria-hidden": "true" }, lettersOn(digit)),
    ),
  );
  return h("div", { class: "pad", role: "group", "aria-label": say("dialler.pad") }, keys);
}

const NAMES = { "*": "dialler.star", "#": "dialler.pound" };
