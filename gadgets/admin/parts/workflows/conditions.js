/** The conditions of a workflow: rows of a variable, a comparator and a value. */

import { h, setAttribute, setText } from "../../../desktop/parts/dom.js";
import { COMPARATORS, conditionFault, hasValue, MOST } from "../../model/workflows.js";
import { icon } from "../icons.js";

export class Conditions {
  name = "conditions";

  /** @param {{say: function, system: string[], conditions: object[]}} given `system`: the names of variables */
  constructor({ say, system, conditions }) {
    Object.assign(this, { say, system, value: conditions.map((one) => ({ ...one })) });
    this.rows = h("ul", { class: "condition-rows" });
    this.none = h("p", { class: "field-note" }, say("workflows.noConditions"));
    this.error = h("p", { class: "field-error", role: "alert", "data-testid": "error-conditions", hidden: true });
    this.adding = h(
      "button",
      { type: "button", class: "button quiet", "data-testid": "condition-add", onclick: () => this.add() },
      icon("add"),
      say("workflows.addCondition"),
    );
    this.room = h("span", { class: "field-counter" });
    this.element = h(
      "div",
      { class: "field" },
      this.none,
      this.rows,
      this.error,
      h("div", { class: "sample-foot" }, this.adding, this.room),
    );
    this.draw();
  }

  add() {
    if (this.value.length < MOST.conditions) {
      this.value.push({ name: this.system[0] ?? "", type: "SYSTEM", node: "", comparator: COMPARATORS[0], value: "" });
      this.draw();
      this.rows.lastElementChild.querySelector("select").focus();
    }
  }

  check() {
    let first;
    this.value.forEach((one, at) => {
      const fault = conditionFault(one);
      for (const input of this.rows.children[at].querySelectorAll("input")) {
        const isWrong = fault?.at === input.dataset.part;
        setAttribute(input, "aria-invalid", isWrong ? "true" : undefined);
        first ??= isWrong ? { input, text: fault.text } : undefined;
      }
    });
    this.wrong = first?.input;
    this.fail(first === undefined ? "" : this.say(first.text));
    return first === undefined;
  }

  fail(text) {
    setText(this.error, text);
    this.error.hidden = text === "";
  }

  focus() {
    (this.wrong ?? this.adding).focus();
  }

  draw() {
    this.rows.replaceChildren(...this.value.map((one, at) => this.row(one, at)));
    this.none.hidden = this.value.length > 0;
    this.adding.disabled = this.value.length >= MOST.conditions;
    setText(this.room, this.say("field.count", { used: this.value.length, most: MOST.conditions }));
  }

  row(one, at) {
    const { say } = this;
    const number = at + 1;
    const isOwn = one.type === "CUSTOM";
    const names = this.system.includes(one.name) || isOwn ? this.system : [one.name, ...this.system];
    const comparators = COMPARATORS.includes(one.comparator) ? COMPARATORS : [one.comparator, ...COMPARATORS];
    const input = (part, label) => {
      const made = h("input", {
        type: "text",
        placeholder: say(label),
        "aria-label": say("workflows.ofCondition", { part: say(label), number }),
        dir: part === "value" ? "auto" : "ltr",
        autocomplete: "off",
        spellcheck: "false",
        "data-part": part,
        "data-testid": `condition-${part}`,
        oninput: () => {
          one[part] = made.value.trim();
          if (!this.error.hidden) {
            this.check();
          }
        },
      });
      made.value = one[part];
      return made;
    };
    const choice = (part, label, options, chosen, changed) => {
      const made = h(
        "select",
        {
          class: "select",
          "aria-label": say("workflows.ofCondition", { part: say(label), number }),
          "data-testid": `condition-${part}`,
          onchange: () => changed(made.value),
        },
        options.map(([value, text]) => h("option", { value }, text)),
      );
      made.value = chosen;
      return made;
    };
    const again = (part) => {
      this.draw();
      this.rows.children[at].querySelector(`[data-testid="condition-${part}"]`).focus();
    };
    const label = say("workflows.removeCondition", { number });
    return h(
      "li",
      { class: "condition-row", "data-testid": "condition-row" },
      choice(
        "variable",
        "workflows.variable",
        [...names.map((name) => [name, name]), ["", say("workflows.ownVariable")]],
        isOwn ? "" : one.name,
        (name) => {
          Object.assign(one, name === "" ? { name: "", type: "CUSTOM" } : { name, type: "SYSTEM", node: "" });
          again("variable");
        },
      ),
      isOwn && [input("name", "actions.variableNameLabel"), input("node", "actions.node")],
      choice(
        "comparator",
        "workflows.comparator",
        comparators.map((name) => [name, say(COMPARATORS.includes(name) ? `comparator.${name}` : "comparator.other", { name })]),
        one.comparator,
        (comparator) => {
          one.comparator = comparator;
          again("comparator");
        },
      ),
      hasValue(one.comparator) ? input("value", "workflows.value") : h("span", { class: "condition-no-value" }),
      h(
        "button",
        {
          type: "button",
          class: "plain-button",
          "aria-label": label,
          title: label,
          "data-testid": "condition-remove",
          onclick: () => {
            this.value.splice(at, 1);
            this.draw();
            this.adding.focus();
          },
        },
        icon("close"),
      ),
    );
  }
}
