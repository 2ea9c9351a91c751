/** Call variables as a list of names and values. */

import { h } from "../dom.js";

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
        h("dd", { dir: "auto", "data-testid": `call-variable-${name}` }, value),
      ),
    ),
  );
}

/** What a variable is called. */
export function nameOf(say, name, label) {
  const known = label || say(`variable.${name}`);
  return known === `variable.${name}` ? name : known;
}
