/**
 * The text of a layout, with highlighting, folding, search and marks; a plain field where there is no editor for it.
 * Escape leaves the text, so that Tab goes on from there.
 */

import { h } from "../../../desktop/parts/dom.js";
import { loadAce } from "./ace.js";

const THEMES = { light: "ace/theme/cloud_editor", dark: "ace/theme/cloud_editor_dark" };

/**
 * @param {object} given
 * @param {function} given.say
 * @param {boolean} given.readOnly
 * @param {() => void} given.changed whenever the text is another
 */
export async function textEditor(given) {
  const ace = await loadAce();
  return ace === undefined ? plainField(given) : new AceEditor(ace, given);
}

class AceEditor {
  constructor(ace, { say, readOnly, changed }) {
    ace.config.setMessages(messages(say));
    this.place = h("div", { class: "layout-text" });
    this.element = h("div", { class: "layout-text-frame", "data-testid": "layout-text" }, this.place);
    this.editor = ace.edit(this.place, {
      useWorker: false,
      mode: "ace/mode/xml",
      readOnly,
      tabSize: 2,
      useSoftTabs: true,
      showPrintMargin: false,
      fontSize: 14,
      scrollPastEnd: 0.2,
      enableKeyboardAccessibility: true,
      textInputAriaLabel: say("layout.text"),
    });
    this.dark = matchMedia("(prefers-color-scheme: dark)");
    this.themed = () => this.editor.setTheme(this.dark.matches ? THEMES.dark : THEMES.light);
    this.dark.addEventListener("change", this.themed);
    this.themed();
    this.sized = new ResizeObserver(() => this.editor.resize());
    this.sized.observe(this.place);
    this.editor.session.on("change", changed);
  }

  get text() {
    return this.editor.getValue();
  }

  set text(text) {
    const { session, selection } = this.editor;
    session.doc.setValue(text);
    session.getUndoManager().reset();
    selection.clearSelection();
    this.editor.moveCursorTo(0, 0);
    this.editor.renderer.scrollToY(0);
  }

  /** Another text, which can be taken back. */
  replace(text) {
    this.editor.setValue(text, -1);
  }

  /** @param {{line: number, column: number, text: string, warning: boolean}[]} marks shown in the gutter */
  mark(marks) {
    this.editor.session.setAnnotations(
      marks.map(({ line, column, text, warning }) => ({
        row: line - 1,
        column: column - 1,
        text,
        type: warning ? "warning" : "error",
      })),
    );
  }

  /** Put the cursor there. */
  go(line, column) {
    this.editor.session.unfold({ row: line - 1, column: 0 }, true);
    this.editor.gotoLine(line, column - 1, false);
    this.editor.focus();
  }

  find() {
    this.editor.execCommand("find");
  }

  get folds() {
    return {
      fold: () => this.editor.session.foldToLevel(4),
      unfold: () => this.editor.session.unfold(),
    };
  }

  remove() {
    this.dark.removeEventListener("change", this.themed);
    this.sized.disconnect();
    this.editor.destroy();
  }
}

/** The same with a field of the page. */
function plainField({ say, readOnly, changed }) {
  const field = h("textarea", {
    class: "layout-plain",
    "aria-label": say("layout.text"),
    spellcheck: "false",
    readonly: readOnly,
    oninput: changed,
  });
  const put = (text) => {
    field.value = text;
    changed();
  };
  return {
    element: h("div", { class: "layout-text-frame", "data-testid": "layout-text" }, field),
    get text() {
      return field.value;
    },
    set text(text) {
      put(text);
    },
    replace: put,
    mark: () => undefined,
    go: (line, column) => {
      const before = field.value.split("\n").slice(0, line - 1);
      const at = before.reduce((sum, each) => sum + each.length + 1, 0) + column - 1;
      field.focus();
      field.setSelectionRange(at, at);
    },
    find: undefined,
    folds: undefined,
    remove: () => undefined,
  };
}

/** Ace's own words, of those that are seen or read out. */
function messages(say) {
  return {
    "gutter.annotation.aria-label.error": say("layoutGutter.error", { row: "$0" }),
    "gutter.annotation.aria-label.warning": say("layoutGutter.warning", { row: "$0" }),
    "gutter.code-folding.closed.aria-label": say("layoutGutter.rows", { from: "$0", to: "$1" }),
    "gutter.code-folding.closed.title": say("layoutGutter.unfold"),
    "gutter.code-folding.open.aria-label": say("layoutGutter.row", { row: "$0" }),
    "gutter.code-folding.open.title": say("layoutGutter.fold"),
    "gutter.code-folding.range.aria-label": say("layoutGutter.rows", { from: "$0", to: "$1" }),
    "search-box.find.placeholder": say("layoutSearch.find"),
    "search-box.find-all.text": say("layoutSearch.all"),
    "search-box.replace.placeholder": say("layoutSearch.replace"),
    "search-box.replace-next.text": say("layoutSearch.replaceNext"),
    "search-box.replace-all.text": say("layoutSearch.replaceAll"),
    "search-box.toggle-replace.title": say("layoutSearch.toggleReplace"),
    "search-box.toggle-regexp.title": say("layoutSearch.regexp"),
    "search-box.toggle-case.title": say("layoutSearch.case"),
    "search-box.toggle-whole-word.title": say("layoutSearch.word"),
    "search-box.toggle-in-selection.title": say("layoutSearch.selection"),
    "search-box.search-counter": say("layoutSearch.counter"),
    "text-input.aria-label": say("layoutSearch.row"),
    "text-input.aria-roledescription": say("layoutSearch.editor"),
    "editor.scroller.aria-roledescription": say("layoutSearch.editor"),
    "editor.scroller.aria-label": say("layout.leaveHint"),
    "editor.gutter.aria-roledescription": say("layoutSearch.gutter"),
    "editor.gutter.aria-label": say("layoutSearch.gutterHint"),
  };
}
