/** The fields of a call variables layout: a row's label and variable, and the rows of a column. */

import { h, setAttribute, setText } from "../../desktop/parts/dom.js";
import {
  DISPLAY_NAME,
  emptyRow,
  isCustom,
  MARKS,
  mayBeEdited,
  ROWS,
  variableFault,
  VARIABLES,
} from "../model/variables_layouts.js";
import { characters } from "../model/size.js";
import { icon } from "./icons.js";

const CUSTOM = "custom"; // no variable has that name
const ECC_PREFIX = "user.";

/** A field of one row, without marks: the header of a layout. */
export class HeaderField {
  constructor({ say, name, label, value, changed, readOnly }) {
    this.name = name;
    this.row = new Row({ say, name, value, changed, readOnly });
    this.element = h("fieldset", { class: "layout-rows" }, h("legend", {}, label), this.row.element);
  }

  get value() {
    return this.row.value;
  }

  check() {
    return this.row.check();
  }

  fail(text) {
    this.row.fail(text);
  }

  focus() {
    this.row.focus();
  }
}

/** A field of the rows of one column. */
export class ColumnField {
  /** `marks` counts those of all columns: {count(): number}. */
  constructor({ say, name, label, value, changed, readOnly, marks }) {
    Object.assign(this, { say, name, changed, readOnly, marks });
    this.list = h("ol", { class: "layout-list" });
    this.none = h("p", { class: "field-note" }, say("layouts.noRows"));
    this.room = h("p", { class: "field-note", role: "status" });
    this.adding = h(
      "button",
      { type: "button", class: "button quiet", "data-testid": `${name}-add-row`, onclick: () => this.addRow() },
      icon("add"),
      say("layouts.addRow"),
    );
    this.error = h("p", { class: "field-error", role: "alert", "data-testid": `error-${name}`, hidden: true });
    this.element = h(
      "fieldset",
      { class: "layout-rows" },
      h("legend", {}, label),
      this.none,
      this.list,
      this.error,
      h("div", { class: "layout-add" }, !readOnly && this.adding, this.room),
    );
    this.rows = value.map((row) => this.row(row));
    this.draw();
  }

  get value() {
    return this.rows.map((row) => row.value);
  }

  get marked() {
    return this.rows.filter((row) => row.value.isMarked).length;
  }

  check() {
    const wrong = this.rows.filter((row) => !row.check());
    this.firstWrong = wrong[0];
    return wrong.length === 0;
  }

  fail(text) {
    setText(this.error, text);
    this.error.hidden = text === "";
  }

  focus() {
    (this.firstWrong ?? this.rows[0])?.focus();
  }

  row(value) {
    const row = new Row({
      say: this.say,
      name: this.name,
      value,
      readOnly: this.readOnly,
      changed: this.changed,
      column: {
        move: (by) => this.move(row, by),
        remove: () => this.removeRow(row),
        isFull: () => this.marks.count() >= MARKS,
      },
    });
    return row;
  }

  addRow() {
    const row = this.row(emptyRow());
    this.rows.push(row);
    this.draw();
    row.focus();
    this.changed();
  }

  removeRow(row) {
    const at = this.rows.indexOf(row);
    this.rows.splice(at, 1);
    this.draw();
    (this.rows[Math.min(at, this.rows.length - 1)] ?? this.adding).focus();
    this.changed();
  }

  move(row, by) {
    const at = this.rows.indexOf(row);
    this.rows.splice(at, 1);
    this.rows.splice(at + by, 0, row);
    this.draw();
    row.focusMover(by);
    this.changed();
  }

  draw() {
    this.list.replaceChildren(...this.rows.map((row) => row.element));
    this.rows.forEach((row, at) => row.at(at, this.rows.length));
    this.none.hidden = this.rows.length > 0;
    this.adding.disabled = this.rows.length >= ROWS;
    setText(this.room, this.say("layouts.room", { count: this.rows.length, most: ROWS }));
  }

  /** As many are marked as may be, or not: the others cannot be, or can. */
  refresh() {
    this.rows.forEach((row) => row.refresh());
  }
}

/** Label and variable; in a column also its mark, whether agents may change it, its place and its end. */
class Row {
  constructor({ say, name, value, changed, readOnly, column }) {
    Object.assign(this, { say, changed, readOnly, column });
    const testid = (part) => `${name}-${part}`;
    const told = () => {
      this.refresh();
      changed();
    };
    this.label = h("input", {
      type: "text",
      dir: "auto",
      readonly: readOnly,
      "aria-label": say("layouts.label"),
      placeholder: say("layouts.label"),
      "data-testid": testid("label"),
      oninput: told,
    });
    this.label.value = value.label;
    this.select = h(
      "select",
      {
        disabled: readOnly,
        "aria-label": say("layouts.variable"),
        "data-testid": testid("variable"),
        onchange: () => {
          told();
          if (this.select.value === CUSTOM) {
            this.ecc.focus();
          }
        },
      },
      Object.entries(VARIABLES).map(([group, names]) =>
        h(
          "optgroup",
          { label: say(`layouts.group.${group}`) },
          names.map((variable) => h("option", { value: variable }, variable)),
        ),
      ),
      h("option", { value: CUSTOM }, say("layouts.custom")),
    );
    this.select.value = isCustom(value.variable) ? CUSTOM : value.variable;
    this.ecc = h("input", {
      type: "text",
      readonly: readOnly,
      spellcheck: "false",
      autocapitalize: "none",
      placeholder: ECC_PREFIX,
      "aria-label": say("layouts.ecc"),
      "data-testid": testid("ecc"),
      oninput: told,
    });
    this.ecc.value = isCustom(value.variable) ? value.variable : ECC_PREFIX;
    this.error = h("p", { class: "field-error", role: "alert", "data-testid": testid("fault"), hidden: true });
    const parts = [this.label, h("div", { class: "layout-variable" }, this.select, this.ecc)];
    if (column !== undefined) {
      this.mark = check(say("layouts.mark"), value.isMarked, testid("mark"), told);
      this.edit = check(say("layouts.editable"), value.isEditable, testid("editable"), told);
      this.up = action(say, "up", testid("up"), () => column.move(-1));
      this.down = action(say, "down", testid("down"), () => column.move(1));
      parts.push(h("div", { class: "layout-marks" }, this.mark.element, this.edit.element));
      if (!readOnly) {
        const gone = action(say, "close", testid("remove-row"), () => column.remove());
        parts.push(h("div", { class: "layout-moves" }, this.up, this.down, gone));
      }
    }
    this.element = h(column === undefined ? "div" : "li", { class: "layout-row" }, parts, this.error);
    this.refresh();
  }

  get value() {
    const variable = this.select.value === CUSTOM ? this.ecc.value.trim() : this.select.value;
    return {
      label: this.label.value.trim(),
      variable,
      isMarked: this.mark?.input.checked === true,
      isEditable: this.edit?.input.checked === true && mayBeEdited(variable),
    };
  }

  check() {
    const { label, variable } = this.value;
    const fault =
      characters(label) > DISPLAY_NAME
        ? ["field.most", { most: DISPLAY_NAME, count: characters(label) }]
        : variableFault(variable);
    this.fail(fault === undefined ? "" : this.say(fault));
    return fault === undefined;
  }

  fail(text) {
    const isVariable = characters(this.value.label) <= DISPLAY_NAME;
    setText(this.error, text);
    this.error.hidden = text === "";
    setAttribute(this.label, "aria-invalid", text !== "" && !isVariable ? "true" : undefined);
    setAttribute(this.ecc, "aria-invalid", text !== "" && isVariable ? "true" : undefined);
  }

  focus() {
    (this.ecc.getAttribute("aria-invalid") === "true" ? this.ecc : this.label).focus();
  }

  focusMover(by) {
    const [first, second] = by < 0 ? [this.up, this.down] : [this.down, this.up];
    (first.disabled ? second : first).focus();
  }

  /** Where it is in its column. */
  at(place, count) {
    this.up.disabled = place === 0;
    this.down.disabled = place === count - 1;
  }

  refresh() {
    this.ecc.hidden = this.select.value !== CUSTOM;
    if (!this.error.hidden) {
      this.check();
    }
    if (this.column !== undefined) {
      const { variable, isMarked } = this.value;
      this.mark.input.disabled = this.readOnly || (!isMarked && this.column.isFull());
      this.edit.input.disabled = this.readOnly || !mayBeEdited(variable);
      if (!mayBeEdited(variable)) {
        this.edit.input.checked = false;
      }
    }
  }
}

function check(text, value, testid, onchange) {
  const input = h("input", { type: "checkbox", "data-testid": testid, onchange });
  input.checked = value;
  return { input, element: h("label", { class: "layout-mark" }, input, text) };
}

function action(say, picture, testid, onclick) {
  const label = say(`layouts.${picture}`);
  return h(
    "button",
    { type: "button", class: "plain-button", "aria-label": label, title: label, "data-testid": testid, onclick },
    icon(picture),
  );
}
