/** Call variables as a list of names and values. */

import { h } from "../dom.js";

/** `variables` as [name, value, label]. A name without a label or words of its own is shown as it is. */
export function variableList(say, variables) {
  return h(
    "dl",
    { class: "variables" },
    variables.map(([name, value, label]) => {
      const known = label || say(`variable.${name}`);
      return h(
        "div",
        { class: "variable" },
        h("dt", {}, known === `variable.${name}` ? name : known),
        h("dd", { "data-testid": `call-variable-${name}` }, value),
      );
    }),
  );
}

/** Up to two such lists side by side. A single one fills both halves. */
export function variableColumns(say, columns) {
  const lists = columns.map((column) => variableList(say, column));
  return lists.length > 1 ? [h("div", { class: "variable-columns" }, ...lists)] : lists;
}
