/**
 * The editor of a layout with its preview, for every screen that has one: text, what is wrong in it at its lines, and
 * what a desktop of it would look like. What is wrong the server says, a moment after the last key.
 */

import { h } from "../../desktop/parts/dom.js";
import { ConsoleApi } from "../console_api.js";
import { errorText } from "../model/errors.js";
import { previewOf } from "../model/layout/preview.js";
import { countOf, isReadable, problemText } from "../model/layout/problem.js";
import { icon } from "./icons.js";
import { Preview } from "./layout/preview.js";
import { ProblemList } from "./layout/problem_list.js";
import { textEditor } from "./layout/text_editor.js";

const QUIET = 350; // ms after the last key

export class LayoutEditor {
  /**
   * @param {object} given
   * @param {function} given.say
   * @param {string} given.locale
   * @param {import("../rest.js").AdminRest} given.rest
   * @param {boolean} [given.readOnly]
   * @param {(isDirty: boolean) => void} [given.changed] whenever the text is another
   */
  constructor({ say, locale, rest, readOnly = false, changed = () => undefined }) {
    Object.assign(this, { say, locale, readOnly, changed });
    this.api = new ConsoleApi(rest);
    this.known = "";
    this.titles = {};
    this.problems = [];
    this.asked = 0;
    this.list = new ProblemList({ say, chosen: ({ line, column }) => this.editor.go(line, column) });
    this.preview = new Preview(say);
    this.tools = h("div", { class: "layout-tools" });
    this.textPlace = h("div", { class: "layout-text-place" });
    this.element = h(
      "div",
      { class: "layout-editor" },
      h(
        "section",
        { class: "card layout-source", "aria-label": say("layout.source") },
        this.tools,
        this.textPlace,
        h("p", { class: "layout-hint" }, icon("keyboard"), say("layout.leaveHint")),
        this.list.element,
      ),
      this.preview.element,
    );
  }

  /** Load what it needs. To be called once, before a text is put in. */
  async load() {
    const { say, readOnly } = this;
    const [editor, titles] = await Promise.all([
      textEditor({ say, readOnly, changed: () => this.edited() }),
      this.titlesOfGadgets(),
      this.preview.load(this.locale),
    ]);
    this.editor = editor;
    this.titles = titles;
    const { find, folds } = editor;
    this.tools.replaceChildren(
      ...[
        find && this.tool("search", "layout.find", () => editor.find()),
        folds && this.tool("up", "layout.fold", folds.fold),
        folds && this.tool("down", "layout.unfold", folds.unfold),
      ].filter(Boolean),
    );
    this.textPlace.replaceChildren(editor.element);
  }

  get text() {
    return this.editor?.text ?? this.known;
  }

  /** The text that is kept. */
  set text(text) {
    this.known = text;
    this.editor.text = text;
    void this.check();
  }

  /** Another text in the place of what is there, not kept. */
  replace(text) {
    this.editor.replace(text);
  }

  get isDirty() {
    return this.editor !== undefined && this.editor.text !== this.known;
  }

  /** What is there is what is kept. */
  kept() {
    this.known = this.editor.text;
    this.changed(false);
  }

  /** Look at it now. A promise of whether it may be saved; the first error gets the focus if it may not. */
  async mayBeSaved() {
    await this.check();
    const may = countOf(this.problems).errors === 0;
    if (!may) {
      this.list.focus();
    }
    return may;
  }

  edited() {
    this.changed(this.isDirty);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.check(), QUIET);
  }

  async check() {
    clearTimeout(this.timer);
    const turn = (this.asked += 1);
    const { text } = this;
    let problems = [];
    try {
      ({ problems } = await this.api.upload("POST", "layout/check", text, "application/xml"));
    } catch (error) {
      if (error.kind === undefined) {
        throw error;
      }
      if (turn === this.asked) {
        this.list.failed(this.say(errorText(error)));
      }
      return;
    }
    if (turn !== this.asked) {
      return; // it has been written on since
    }
    this.problems = problems;
    this.list.show(problems);
    this.editor.mark(problems.map((one) => ({ ...one, text: this.say(problemText(one)) })));
    this.preview.show(isReadable(problems) ? previewOf(text, this.titles, problems) : undefined);
  }

  /** By their addresses; none where the node has no folder of gadgets. */
  async titlesOfGadgets() {
    try {
      const { entries } = await this.api.get("gadget-files");
      return Object.fromEntries(entries.filter(({ gadget }) => gadget).map(({ url, gadget }) => [url, gadget]));
    } catch (error) {
      if (error.kind === undefined) {
        throw error;
      }
      return {};
    }
  }

  remove() {
    clearTimeout(this.timer);
    this.asked += 1;
    this.editor?.remove();
  }

  tool(picture, label, does) {
    return h(
      "button",
      { type: "button", class: "button quiet small", "data-testid": label.replace(".", "-"), onclick: does },
      icon(picture),
      this.say(label),
    );
  }
}
