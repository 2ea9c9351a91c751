/**
 * A list of things that are configured: searched, sorted by its columns, in pages; with what can be done about it all,
 * and about each.
 */

import { h, setAttribute, setText } from "../../desktop/parts/dom.js";
import { confirmed } from "../../desktop/parts/question.js";
import { finder, order, pageOf } from "../model/rows.js";
import { icon } from "./icons.js";

const ROWS = 50; // of a page

export class List {
  /**
   * @param {object} given
   * @param {function} given.say
   * @param {string} given.language for the order of words
   * @param {string} given.name what the list is of, in its test ids: `reasons-new`, `reasons-row` …
   * @param {string} given.label what the list is called
   * @param {{id: string, title: string, value: (row) => string|number, cell?: (row) => Node|string}[]} given.columns
   *   `value` is what is searched and sorted, `cell` what is shown where that is something else
   * @param {(row) => string} given.keyOf what tells a row from the others
   * @param {(row) => string} given.titleOf what a row is called
   * @param {{title: string, text: string}} given.empty what stands there when there is none
   * @param {string} [given.sorted] the column that it is sorted by at first, else the first
   * @param {() => void} [given.create]
   * @param {string} [given.createText] the words of that button
   * @param {(row) => void} [given.edit]
   * @param {(row) => Promise<void>} [given.remove] after Yes to a question
   * @param {(row) => [string, object]|undefined} [given.removeQuestion] the question, where it is another
   * @param {(row) => boolean} [given.canRemove]
   * @param {(row) => void} [given.choose] the row is opened elsewhere on the screen
   * @param {() => Promise<void>} [given.refresh]
   * @param {Node} [given.heading] what stands above it
   * @param {Node[]} [given.more] further buttons
   * @param {boolean} [given.readOnly] leaves out New, Edit and Delete
   */
  constructor(given) {
    Object.assign(this, { canRemove: () => true, more: [], ...given });
    const { say, name, columns } = this;
    this.rows = [];
    this.page = 0;
    this.sort = { id: given.sorted ?? columns[0].id, isDescending: false };
    this.searching = h("input", {
      type: "search",
      placeholder: say("list.search"),
      "aria-label": say("list.searchIn", { list: this.label }),
      "data-testid": `${name}-search`,
      oninput: () => {
        this.page = 0;
        this.draw();
      },
    });
    this.headers = new Map(columns.map((column) => [column.id, this.header(column)]));
    this.body = h("tbody", { role: "rowgroup" });
    this.count = h("p", { class: "list-count", role: "status", "data-testid": `${name}-count` });
    this.previous = this.turn("left", "list.previous", -1);
    this.next = this.turn("right", "list.next", 1);
    this.pager = h("div", { class: "list-pager" }, this.previous, this.next);
    this.table = h(
      "table",
      { role: "table", "aria-label": this.label, "data-testid": name },
      h(
        "thead",
        { role: "rowgroup" },
        h("tr", { role: "row" }, [...this.headers.values()], this.hasActions && h("th", { role: "columnheader" }, h("span", { class: "unseen" }, say("list.actions")))),
      ),
      this.body,
    );
    this.nothing = h("div", { class: "empty", "data-testid": `${name}-empty`, hidden: true });
    this.newButton =
      this.create &&
      !this.readOnly &&
      h(
        "button",
        { type: "button", class: "button blue", "data-testid": `${name}-new`, onclick: () => this.create() },
        icon("add"),
        this.createText ?? say("list.new"),
      );
    this.element = h(
      "section",
      { class: "card list", "aria-label": this.label },
      this.heading && h("div", { class: "list-heading" }, this.heading),
      h(
        "div",
        { class: "list-tools" },
        this.newButton,
        this.more,
        h(
          "div",
          { class: "list-find" },
          this.searching,
          this.refresh &&
            h(
              "button",
              {
                type: "button",
                class: "plain-button",
                "aria-label": say("list.refresh"),
                title: say("list.refresh"),
                "data-testid": `${name}-refresh`,
                onclick: () => void this.refresh(),
              },
              icon("refresh"),
            ),
        ),
      ),
      h("div", { class: "list-rows", tabindex: "-1" }, this.table),
      this.nothing,
      h("div", { class: "list-foot" }, this.count, this.pager),
    );
  }

  /** Show these rows; search, order and page stay as they are. */
  show(rows) {
    this.rows = rows;
    this.draw();
  }

  /** Mark the row that is opened elsewhere on the screen; undefined for none. */
  mark(key) {
    this.marked = key;
    this.draw();
  }

  get hasActions() {
    return !this.readOnly && (this.edit !== undefined || this.remove !== undefined);
  }

  draw() {
    const { say, columns, sort } = this;
    const column = columns.find(({ id }) => id === sort.id);
    const looked = this.searching.value.trim();
    const isFound = finder(looked);
    const found =
      looked === ""
        ? [...this.rows]
        : this.rows.filter((row) => isFound(columns.map(({ value }) => String(value(row)))));
    const [byColumn, byFirst] = [column, columns[0]].map(({ value }) => order(value, sort.isDescending, this.language));
    found.sort((one, other) => byColumn(one, other) || byFirst(one, other));
    const { rows, page, pages, from, to } = pageOf(found, this.page, ROWS);
    this.page = page;
    const hadFocus = this.body.contains(document.activeElement) ? document.activeElement.dataset : undefined;
    this.body.replaceChildren(...rows.map((row) => this.row(row)));
    this.drawHeaders();
    this.table.hidden = rows.length === 0;
    this.nothing.hidden = rows.length > 0;
    if (rows.length === 0) {
      const { title, text } = looked === "" ? this.empty : { title: say("list.notFound"), text: say("list.notFoundText") };
      this.nothing.replaceChildren(h("strong", {}, title), h("p", {}, text));
    }
    const number = new Intl.NumberFormat(this.language);
    const values = { from: number.format(from), to: number.format(to), all: number.format(found.length) };
    setText(this.count, rows.length === 0 ? "" : say(pages > 1 ? "list.part" : "list.all", values));
    this.pager.hidden = pages < 2;
    this.previous.disabled = page === 0;
    this.next.disabled = page === pages - 1;
    if (hadFocus !== undefined) {
      this.focusAgain(hadFocus);
    }
  }

  /** The focus is where it was, or nearby. */
  focusAgain({ testid, key }) {
    const same = [...this.body.querySelectorAll("button")].find(
      (button) => button.dataset.testid === testid && button.dataset.key === key,
    );
    (same ?? this.body.querySelector("button") ?? this.newButton ?? this.searching)?.focus();
  }

  drawHeaders() {
    for (const [id, header] of this.headers) {
      const isSorted = id === this.sort.id;
      const direction = this.sort.isDescending ? "descending" : "ascending";
      setAttribute(header, "aria-sort", isSorted ? direction : undefined);
    }
  }

  header({ id, title }) {
    const sort = () => {
      const isDescending = this.sort.id === id && !this.sort.isDescending;
      this.sort = { id, isDescending };
      this.page = 0;
      this.draw();
    };
    return h(
      "th",
      { role: "columnheader", scope: "col" },
      h(
        "button",
        { type: "button", class: "sort-button", "data-testid": `${this.name}-sort-${id}`, onclick: sort },
        title,
      ),
    );
  }

  row(row) {
    const key = this.keyOf(row);
    const isMarked = key === this.marked;
    return h(
      "tr",
      { role: "row", "data-testid": `${this.name}-row`, "data-key": key, class: isMarked ? "marked" : undefined },
      this.columns.map((column, at) =>
        h(
          "td",
          { role: "cell", "data-label": column.title },
          at === 0 ? this.first(row, column) : shown(row, column),
        ),
      ),
      this.hasActions &&
        h(
          "td",
          { role: "cell", class: "row-actions" },
          this.edit && this.action(row, "edit", () => this.edit(row)),
          this.remove && this.canRemove(row) && this.action(row, "remove", () => void this.askToRemove(row)),
        ),
    );
  }

  /** The first column opens the row, where it can be opened. */
  first(row, column) {
    const open = this.choose ?? (this.readOnly ? undefined : this.edit);
    if (open === undefined) {
      return shown(row, column);
    }
    const key = this.keyOf(row);
    return h(
      "button",
      {
        type: "button",
        class: "row-button",
        "data-testid": `${this.name}-open`,
        "data-key": key,
        "aria-pressed": this.choose && String(key === this.marked),
        onclick: () => open(row),
      },
      shown(row, column),
    );
  }

  action(row, kind, does) {
    const label = this.say(`list.${kind}`, { name: this.titleOf(row) });
    return h(
      "button",
      {
        type: "button",
        class: "plain-button",
        "aria-label": label,
        title: label,
        "data-testid": `${this.name}-${kind}`,
        "data-key": this.keyOf(row),
        onclick: does,
      },
      icon(kind),
    );
  }

  async askToRemove(row) {
    const question = this.removeQuestion?.(row) ?? ["list.removeQuestion", { name: this.titleOf(row) }];
    const texts = { title: "list.removeTitle", question, yes: "question.yes", no: "question.no" };
    if (await confirmed(this.say, texts)) {
      await this.remove(row);
    }
  }

  turn(picture, label, by) {
    const text = this.say(label);
    return h(
      "button",
      {
        type: "button",
        class: "plain-button",
        "aria-label": text,
        title: text,
        "data-testid": `${this.name}-page-${picture}`,
        onclick: () => {
          this.page += by;
          this.draw();
        },
      },
      icon(picture),
    );
  }
}

function shown(row, { value, cell }) {
  return cell === undefined ? h("bdi", {}, String(value(row))) : cell(row);
}
