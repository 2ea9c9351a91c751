/** The tab of a team's desktop layout: the default one, or one of its own. */

import { h, setText } from "../../../desktop/parts/dom.js";
import { layoutOfTeam, readTeamLayout, teamLayoutBody } from "../../model/team_resources.js";
import { toggleField } from "../fields.js";
import { LayoutEditor } from "../layout_editor.js";
import { tried } from "../tried.js";

export class LayoutPart {
  id = "layout";

  /** @param {object} given say, locale, rest, readOnly, notify, team, changed */
  constructor(given) {
    Object.assign(this, given, { fault: "", isOpen: false, known: { useDefault: true, layoutxml: "" } });
    const { say, readOnly } = this;
    this.overriding = toggleField({
      say,
      name: "override",
      label: say("teams.override"),
      hint: say("teams.overrideHint"),
      isFixed: readOnly,
      changed: () => void this.show(),
    });
    this.error = h("p", { class: "field-error", role: "alert", "data-testid": "error-layout", hidden: true });
    this.place = h("div", { hidden: true });
    this.element = h("div", { class: "team-part" }, this.overriding.element, this.error, this.place);
  }

  async load() {
    this.known = await this.read();
    await this.revert();
  }

  async read() {
    return readTeamLayout(await this.rest.get(layoutOfTeam(this.team.id)));
  }

  get value() {
    const useDefault = !this.overriding.value;
    const text = this.isOpen ? this.editor.text : this.known.layoutxml;
    return { useDefault, layoutxml: useDefault ? "" : text };
  }

  get isDirty() {
    const { useDefault, layoutxml } = this.value;
    return useDefault !== this.known.useDefault || (!useDefault && layoutxml !== this.known.layoutxml);
  }

  /** Without a layout of its own the team has the default one again, from which the next is begun. */
  async save() {
    const { value } = this;
    await this.rest.put(layoutOfTeam(this.team.id), teamLayoutBody(value));
    this.known = value.useDefault ? await this.read() : value;
  }

  kept() {
    if (this.isOpen && this.editor.text !== this.known.layoutxml) {
      this.editor.text = this.known.layoutxml;
    }
  }

  async revert() {
    this.overriding.value = !this.known.useDefault;
    this.kept();
    await this.show();
  }

  fail(text) {
    this.fault = text;
    setText(this.error, text);
    this.error.hidden = text === "";
  }

  async show() {
    this.fail("");
    this.place.hidden = !this.overriding.value;
    this.changed();
    if (this.overriding.value) {
      await tried(this.notify, () => this.open());
    }
  }

  /** The editor is loaded once it is needed. */
  async open() {
    if (this.editor !== undefined) {
      return;
    }
    const { say, locale, rest, readOnly } = this;
    const editor = new LayoutEditor({ say, locale, rest, readOnly, changed: () => this.edited() });
    this.editor = editor;
    try {
      await editor.load();
    } catch (error) {
      this.editor = undefined;
      throw error;
    }
    if (this.isRemoved) {
      editor.remove();
      return;
    }
    editor.text = this.known.layoutxml;
    this.isOpen = true;
    this.place.replaceChildren(editor.element);
    this.changed();
  }

  edited() {
    if (this.isOpen) {
      this.fail("");
      this.changed();
    }
  }

  remove() {
    this.isRemoved = true;
    if (this.isOpen) {
      this.editor.remove();
    }
  }
}
