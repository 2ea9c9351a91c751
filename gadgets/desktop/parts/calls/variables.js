/** Call variables as a list of names and values. */

import { isRinging } from "../../model/calls/dialog.js";
import { columnsOf } from "../../model/calls/variables_layout.js";
import { h, refill } from "../dom.js";

const SCROLLS = 150; // characters from which a value may be higher than its place

/** The variables of a call as its layout has them. */
export class CallVariables {
  constructor({ say }) {
    this.say = say;
    this.element = h("div", {});
  }

  update({ user, layouts }, dialog) {
    const variables = isRinging(dialog, user.extension) ? [] : columnsOf(layouts, dialog);
    refill(this.element, JSON.stringify(variables), () =>
      variables.length > 0
        ? variableColumns(this.say, variables)
        : [h("p", { class: "nothing" }, this.say("calls.noVariables"))],
    );
  }
}

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
        h("dt", { dir: "auto" }, known === `variable.${name}` ? name : known),
        h(
          "dd",
          {
            dir: "auto",
            tabindex: value.length > SCROLLS ? "0" : undefined,
            "data-testid": `call-variable-${name}`,
          },
          value,
        ),
      );
    }),
  );
}

/** Up to two such lists side by side. A single one fills both halves. */
function variableColumns(say, columns) {
  const lists = columns.map((column) => variableList(say, column));
  return lists.length > 1 ? [h("div", { class: "variable-columns" }, ...lists)] : lists;
}
