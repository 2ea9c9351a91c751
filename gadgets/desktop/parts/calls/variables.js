/** Call variables as a list of names and values. */

import { h } from "../dom.js";

const SCROLLS = 150; // characters from which a value may be higher than its place

/** What lets the keyboard scroll a long value. */
export const reached = (value) => (value.length > SCROLLS ? "0" : undefined);

/** `variables` as [name, value, label]. A name without a label or words of its own is shown as it is. */
export function variableList(say, variables) {
  return h(
    "dl",
    { class: "variables" },
    variables.map(([name, value, label]) =>
      h(
        "div",
        { class: "variable" },
        h("dt", { dir: "auto" }, nameOf(say, name, label)),
        h(
          "dd",
          { dir: "auto", tabindex: reached(value), "data-testid": `call-variable-${name}` },
          value,
        ),
      ),
    ),
  );
}

/** What a variable is called. */
export function nameOf(say, name, label) {
  const known = label || say(`variable.${name}`);
  return known === `variable.${name}` ? name : known;
}
