/** The variables of an action, each with a sample of what it may be, and those of one's own with their place in the call. */

import { h, setAttribute, setText } from "../../../desktop/parts/dom.js";
import { characters } from "../../model/size.js";
import { MOST, usedVariables, variableFault } from "../../model/workflow_actions.js";
import { icon } from "../icons.js";

export class SampleData {
  name = "variables";

  /**
   * @param {object} given
   * @param {function} given.say
   * @param {string[]} given.system the names that the system has
   * @param {object[]} given.variables of workflow_actions.js
   * @param {() => void} given.changed
   */
  constructor({ say, system, variables, changed }) {
    Object.assign(this, { say, system, changed, value: variables.map((one) => ({ ...one })), texts: [] });
    this.rows = h("ul", { class: "sample-rows" });
    this.none = h("p", { class: "field-note" }, say("actions.noVariables"));
    this.error = h("p", { class: "field-error", role: "alert", "data-testid": "error-variables", hidden: true });
    this.adding = h(
      "button",
      { type: "button", class: "button quiet", "data-testid": "variable-add", onclick: () => this.addOwn() },
      icon("add"),
      say("actions.addOwn"),
    );
    this.room = h("span", { class: "field-counter" });
    this.element = h(
      "fieldset",
      { class: "field sample-data" },
      h("legend", {}, say("actions.variables")),
      h("p", { class: "field-note" }, say("actions.variablesHint")),
      this.none,
      this.rows,
      this.error,
      h("div", { class: "sample-foot" }, this.adding, this.room),
    );
    this.draw();
  }

  /** A variable of the system's is used. */
  add(name) {
    if (!this.value.some((one) => one.name === name) && this.value.length < MOST.variables) {
      this.value.push({ name, type: "SYSTEM", node: "", sample: "" });
      this.draw();
    }
  }

  addOwn() {
    if (this.value.length < MOST.variables) {
      this.value.push({ name: "", type: "CUSTOM", node: "", sample: "" });
      this.draw();
      this.rows.lastElementChild.querySelector("input").focus();
      this.changed();
    }
  }

  /** What the fields say now: variables that they only name get a row. */
  mark(texts) {
    const used = usedVariables(texts, this.value, this.system).slice(0, MOST.variables);
    if (used.length > this.value.length) {
      this.value = used;
      this.draw();
    }
  }

  check() {
    let first;
    this.value.forEach((one, at) => {
      const others = this.value.filter((_, other) => other !== at);
      for (const [part, fault] of Object.entries(faultsOf(one, others, this.system))) {
        const input = this.input(at, part);
        setAttribute(input, "aria-invalid", fault === undefined ? undefined : "true");
        first ??= fault && { input, fault };
      }
    });
    this.wrong = first?.input;
    this.fail(first === undefined ? "" : this.say(first.fault));
    return first === undefined;
  }

  fail(text) {
    setText(this.error, text);
    this.error.hidden = text === "";
  }

  focus() {
    (this.wrong ?? this.adding).focus();
  }

  input(at, part) {
    return this.rows.children[at].querySelector(`[data-part="${part}"]`);
  }

  draw() {
    this.rows.replaceChildren(...this.value.map((one, at) => this.row(one, at)));
    this.none.hidden = this.value.length > 0;
    this.adding.disabled = this.value.length >= MOST.variables;
    setText(this.room, this.say("field.count", { used: this.value.length, most: MOST.variables }));
  }

  row(one, at) {
    const { say } = this;
    const name = one.name || say("actions.ownVariable");
    const input = (part, label) => {
      const made = h("input", {
        type: "text",
        placeholder: label,
        "aria-label": part === "name" ? label : `${label}: ${name}`,
        dir: part === "sample" ? "auto" : "ltr",
        autocomplete: "off",
        spellcheck: "false",
        "data-part": part,
        "data-testid": `variable-${part}`,
        oninput: () => {
          one[part] = part === "sample" ? made.value : made.value.trim();
          if (!this.error.hidden) {
            this.check();
          }
          this.changed();
        },
      });
      made.value = one[part];
      return made;
    };
    const own =
      one.type === "CUSTOM"
        ? [input("name", say("actions.variableNameLabel")), input("node", say("actions.node"))]
        : [h("code", { class: "sample-name" }, `\${${one.name}}`)];
    const label = say("actions.removeVariable", { name });
    return h(
      "li",
      { class: "sample-row", "data-testid": "variable-row", "data-own": String(one.type === "CUSTOM") },
      own,
      input("sample", say("actions.sample")),
      h(
        "button",
        {
          type: "button",
          class: "plain-button",
          "aria-label": label,
          title: label,
          "data-testid": "variable-remove",
          onclick: () => {
            this.value.splice(at, 1);
            this.draw();
            this.adding.focus();
            this.changed();
          },
        },
        icon("close"),
      ),
    );
  }
}

function faultsOf({ name, type, node, sample }, others, system) {
  const long = (text, most) =>
    characters(text) > most ? ["field.most", { most, count: characters(text) }] : undefined;
  const faults = { sample: long(sample, MOST.sample) };
  if (type === "CUSTOM") {
    faults.name = long(name, MOST.variable) ?? variableFault(name, others, system);
    faults.node = node === "" ? ["actions.nodeNeeded", {}] : long(node, MOST.node);
  }
  return faults;
}
