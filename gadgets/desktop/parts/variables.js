/** Call variables as a list of names and values. */

import { h } from "./dom.js";

/** `variables` as [name, value]. A name without words of its own (an ECC variable) is shown as it is. */
export function variableList(say, variables) {
  return h(
    "dl",
    { class: "variables" },
    variables.map(([name, value]) => {
      const known = say(`variable.${name}`);
      return h(
        "div",
        { class: "variable" },
        h("dt", {}, known === `variable.${name}` ? name : known),
        h("dd", { "data-testid": `call-variable-${name}` }, value),
      );
    }),
  );
}
