/**
 * The call variables of one call, in up to two columns, of which a single one fills both halves. Those that the layout
 * lets agents change have a text box; what is typed is saved together, or taken back.
 */

import { isRinging } from "../../model/calls/dialog.js";
import { excess, heard, toSave, typed } from "../../model/calls/editing.js";
import { columnsOf } from "../../model/calls/variables_layout.js";
import { h, refill, setAttribute, setText } from "../dom.js";
import { isBusy } from "./actions.js";
import { nameOf, reached } from "./variables.js";

export class CallVariables {
  constructor({ say, ask, dialogId }) {
    Object.assign(this, { say, ask, dialogId });
    this.edits = {};
    this.cells = new Map(); // name → the element of its value
    this.columns = h("div", {});
    this.save = this.button("edit.save", "blue", "variables-save", () => this.submit());
    this.revert = this.button("edit.revert", "quiet", "variables-revert", () => this.takeBack());
    this.warning = h("p", { class: "edit-warning", role: "status", "data-testid": "variables-warning" });
    this.bar = h("div", { class: "edit-bar" }, this.warning, this.revert, this.save);
    this.element = h("div", { class: "call-variable-list" }, this.columns, this.bar);
  }

  update(desk, dialog, own) {
    const { say } = this;
    // In wrap-up the reasons alone can be changed.
    const may = own.state !== "WRAP_UP" && own.actions.includes("UPDATE_CALL_DATA");
    const laidOut = isRinging(dialog, desk.user.extension) ? [] : columnsOf(desk.layouts, dialog);
    const hasAny = laidOut.flat().some(([, value, , editable]) => value !== "" || (may && editable));
    const columns = hasAny ? laidOut : [];
    const rows = columns.flat();
    const shape = columns.map((column) =>
      column.map(([name, , label, editable]) => [name, label, may && editable === true]),
    );
    this.values = Object.fromEntries(rows.map(([name, value]) => [name, value]));
    const changeable = shape.flat().filter(([, , isEditable]) => isEditable);
    this.hear(changeable.map(([name]) => name));
    refill(this.columns, JSON.stringify(shape), () => {
      this.cells.clear();
      return shape.length > 0 ? this.lists(shape) : h("p", { class: "nothing" }, say("calls.noVariables"));
    });
    for (const [name, cell] of this.cells) {
      this.show(name, cell);
    }
    this.busy = isBusy(desk, dialog.id);
    this.bar.hidden = changeable.length === 0;
    this.refresh();
  }

  lists(shape) {
    const lists = shape.map((column) =>
      h(
        "dl",
        { class: "variables" },
        column.map(([name, label, isEditable]) => this.row(name, nameOf(this.say, name, label), isEditable)),
      ),
    );
    return lists.length > 1 ? h("div", { class: "variable-columns" }, lists) : lists;
  }

  row(name, label, isEditable) {
    const cell = isEditable
      ? h("input", {
          type: "text",
          class: "variable-box",
          dir: "auto",
          "aria-label": label,
          "data-testid": `edit-variable-${name}`,
          oninput: (event) => this.type(name, event.target.value),
        })
      : h("span", { "data-testid": `call-variable-${name}` });
    this.cells.set(name, cell);
    return h(
      "div",
      { class: isEditable ? "variable variable-editable" : "variable" },
      h("dt", { dir: "auto" }, label),
      h("dd", { dir: "auto" }, cell),
    );
  }

  /** Others have changed the call: what is typed here for the same variable is lost, and the agent is told. */
  hear(changeable) {
    const [left, lost] = heard(this.edits, (name) => (changeable.includes(name) ? this.values[name] : undefined));
    this.edits = left;
    if (lost.length > 0) {
      setText(this.warning, this.say("edit.overwritten"));
    }
  }

  show(name, cell) {
    const text = this.edits[name]?.typed ?? this.values[name];
    if (cell.localName !== "input") {
      setText(cell, text);
      setAttribute(cell.parentElement, "tabindex", reached(text));
    } else if (cell.value !== text) {
      cell.value = text;
    }
  }

  type(name, text) {
    this.edits = typed(this.edits, name, text, this.values[name]);
    setText(this.warning, "");
    this.refresh();
  }

  refresh() {
    const names = Object.keys(this.edits);
    const tooLong = names.find((name) => excess(name, this.edits[name].typed) > 0);
    for (const [name, cell] of this.cells) {
      if (cell.localName === "input") {
        setAttribute(cell, "aria-invalid", name === tooLong ? "true" : undefined);
      }
    }
    if (tooLong !== undefined) {
      setText(this.warning, this.say("edit.tooLong", { count: excess(tooLong, this.edits[tooLong].typed) }));
    }
    this.save.disabled = this.busy || toSave(this.edits) === undefined;
    this.revert.disabled = names.length === 0;
  }

  /** Whether anything is typed and not saved. */
  get isEdited() {
    return Object.keys(this.edits).length > 0;
  }

  submit() {
    const values = toSave(this.edits);
    if (values !== undefined && !this.busy) {
      this.ask({ to: "setVariables", dialogId: this.dialogId, values });
    }
  }

  takeBack() {
    this.edits = {};
    setText(this.warning, "");
    this.cells.forEach((cell, name) => this.show(name, cell));
    this.refresh();
  }

  button(text, look, testid, onclick) {
    const attributes = { type: "button", class: `button ${look}`, "data-testid": testid, onclick };
    return h("button", attributes, this.say(text));
  }
}
