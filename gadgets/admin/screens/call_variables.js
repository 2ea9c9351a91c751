/** Call variables layouts: what desktops show of a call, and where. */

import { h } from "../../desktop/parts/dom.js";
import {
  DESCRIPTION,
  emptyRow,
  LAYOUT,
  layoutBody,
  NAME,
  nameFault,
  popoverRows,
  readLayouts,
} from "../model/variables_layouts.js";
import { textField } from "../parts/fields.js";
import { Form } from "../parts/form.js";
import { icon } from "../parts/icons.js";
import { ColumnField, HeaderField } from "../parts/layout_rows.js";
import { List } from "../parts/list.js";
import { tried } from "../parts/tried.js";

const SAMPLES = {
  callVariable1: "Gold customer",
  callVariable2: "4711",
  queueName: "Support_CSQ",
  queueNumber: "1",
  wrapUpReason: "",
};

/** See screens.js. */
export function screen(given) {
  return new CallVariables(given);
}

class CallVariables {
  constructor(given) {
    Object.assign(this, given, { tried: (does, done) => tried(given.notify, does, done) });
    const { say, language, readOnly } = this;
    this.list = new List({
      say,
      language,
      readOnly,
      name: "layouts",
      label: say("tab.callVariables"),
      columns: [
        { id: "name", title: say("layouts.name"), value: (layout) => this.nameOf(layout) },
        { id: "description", title: say("layouts.description"), value: ({ description }) => description },
      ],
      keyOf: ({ uri }) => uri,
      titleOf: ({ name }) => name,
      canRemove: ({ isDefault }) => !isDefault,
      empty: { title: say("layouts.none"), text: say("layouts.noneText") },
      create: () => this.open(),
      edit: (layout) => this.open(layout),
      choose: readOnly ? (layout) => this.open(layout) : undefined,
      remove: (layout) => this.removeLayout(layout),
      refresh: () => this.tried(() => this.load()),
    });
    this.element = h("div", { class: "layouts" }, this.list.element);
  }

  async load() {
    this.known = readLayouts(await this.rest.get(`${LAYOUT}s`));
    this.list.show(this.known);
  }

  isDirty() {
    return this.form?.isDirty === true;
  }

  remove() {
    this.form = undefined;
  }

  nameOf({ name, isDefault }) {
    return isDefault ? this.say("layouts.default", { name }) : name;
  }

  async removeLayout({ uri, name }) {
    await this.tried(() => this.rest.delete(uri), ["saved.removed", { name }]);
    await this.tried(() => this.load());
  }

  /** The editor of a layout, or of a new one, in the list's place. */
  open(layout) {
    const { say, readOnly } = this;
    const shown = layout ?? { name: "", description: "", header: emptyRow(), left: [emptyRow()], right: [] };
    const others = this.known.filter(({ uri }) => uri !== layout?.uri);
    const preview = new Preview(say);
    const changed = () => {
      columns.forEach((column) => column.refresh());
      preview.show({ header: header.value, left: left.value, right: right.value });
    };
    const name = textField({
      say,
      name: "name",
      label: say("layouts.name"),
      hint: say("layouts.nameHint"),
      value: shown.name,
      required: true,
      most: NAME,
      isFixed: readOnly,
      check: (text) => nameFault(text, others),
    });
    const description = textField({
      say,
      name: "description",
      label: say("layouts.description"),
      value: shown.description,
      most: DESCRIPTION,
      isFixed: readOnly,
    });
    const header = new HeaderField({ say, name: "header", label: say("layouts.header"), value: shown.header, changed, readOnly });
    const columns = [];
    const marks = { count: () => columns.reduce((sum, column) => sum + column.marked, 0) };
    const column = (side) => {
      const label = say(`layouts.${side}`);
      const made = new ColumnField({ say, name: side, label, value: shown[side], changed, readOnly, marks });
      columns.push(made);
      return made;
    };
    const [left, right] = [column("left"), column("right")];
    this.form = new Form({
      say,
      readOnly,
      fields: [name, description, header, left, right],
      content: [
        h("div", { class: "layout-names" }, name.element, description.element),
        header.element,
        h("p", { class: "field-note" }, say("layouts.marksHint")),
        h("div", { class: "layout-columns" }, left.element, right.element),
        preview.element,
      ],
      cancel: () => void this.back(),
      submit: async (values) => {
        const body = layoutBody(values);
        await (layout === undefined ? this.rest.post(LAYOUT, body) : this.rest.put(layout.uri, body));
        this.notify.saved(["layouts.saved", { name: values.name }]);
        this.close();
      },
    });
    changed();
    this.element.replaceChildren(
      h(
        "section",
        { class: "card", "aria-label": say(layout === undefined ? "layouts.new" : "layouts.edit") },
        h(
          "div",
          { class: "list-tools" },
          h(
            "button",
            { type: "button", class: "button quiet", "data-testid": "layouts-back", onclick: () => void this.back() },
            icon("left"),
            say("layouts.back"),
          ),
          h("h2", { dir: "auto" }, layout === undefined ? say("layouts.new") : this.nameOf(layout)),
        ),
        this.form.element,
      ),
    );
    name.focus();
  }

  async back() {
    if (await this.leave()) {
      this.close();
    }
  }

  close() {
    this.form = undefined;
    this.element.replaceChildren(this.list.element);
    this.list.searching.focus();
    void this.tried(() => this.load());
  }
}

/** How a desktop shows a call with the layout. */
class Preview {
  constructor(say) {
    this.say = say;
    this.call = h("div", { class: "preview-call" });
    this.popover = h("dl", { class: "preview-variables preview-popover" });
    this.element = h(
      "section",
      { class: "preview", "aria-label": say("layouts.preview"), "data-testid": "layout-preview" },
      h("h3", {}, say("layouts.preview")),
      h(
        "div",
        { class: "preview-parts" },
        this.call,
        h("div", {}, h("p", { class: "field-note" }, say("layouts.previewRinging")), this.popover),
      ),
    );
  }

  show({ header, left, right }) {
    const value = ({ variable }) => SAMPLES[variable] ?? this.say("layouts.sample");
    const rows = (column) =>
      column.map((row) =>
        h(
          "div",
          { class: "preview-row" },
          h("dt", { dir: "auto" }, row.label || row.variable),
          h("dd", { dir: "auto", class: row.isEditable ? "preview-editable" : undefined }, value(row) || "–"),
        ),
      );
    this.call.replaceChildren(
      h("strong", { class: "preview-header", dir: "auto" }, value(header)),
      h(
        "div",
        { class: "preview-columns" },
        h("dl", { class: "preview-variables" }, rows(left)),
        h("dl", { class: "preview-variables" }, rows(right)),
      ),
    );
    this.popover.replaceChildren(...rows(popoverRows({ left, right })));
  }
}
