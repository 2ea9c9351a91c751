/** A drawing of a desktop of a layout, for one role at a time: header, page, tabs with their columns, gadgets. */

import { h } from "../../../desktop/parts/dom.js";
import { icon as desktops, isIcon } from "../../../desktop/parts/icons.js";
import { refusalOf } from "../../../desktop/model/layout/layout_xml.js";
import { speakerOf } from "../../../desktop/parts/speech.js";
import { message } from "../../../desktop/texts.js";
import { icon } from "../icons.js";

const COMPONENTS = new Set([
  "activity",
  "agentvoicestate.component",
  "callcontrol",
  "chat.component",
  "identity-component",
  "logo",
  "makenewcall.component",
  "nonvoice-state-menu.component",
  "queueStatistics",
  "tabbedGadgets",
  "teamPerformance",
  "teammessage.component",
]);

export class Preview {
  /** @param {function} say */
  constructor(say) {
    this.say = say;
    this.desktop = undefined; // what says a desktop's texts
    this.role = undefined;
    this.tabs = new Map(); // the tab that is shown, by role
    this.roles = h("div", { class: "preview-roles", role: "group", "aria-label": say("layout.roles") });
    this.stale = h("p", { class: "preview-stale", "data-testid": "preview-stale", hidden: true }, icon("info"), say("layout.stale"));
    this.board = h("div", { class: "preview-board" });
    this.element = h(
      "section",
      { class: "card preview", "aria-label": say("layout.preview"), "data-testid": "layout-preview" },
      h("div", { class: "preview-head" }, h("h2", {}, say("layout.preview")), this.roles),
      this.stale,
      this.board,
    );
  }

  /** Load the words of desktops, which labels of tabs are. */
  async load(locale) {
    const words = await import(`../../../desktop/texts/${locale}.js`);
    this.desktop = speakerOf(words.default);
  }

  /** @param {object|undefined} preview of model/layout/preview.js; undefined leaves what was there, and says so */
  show(preview) {
    this.stale.hidden = preview !== undefined || this.shown === undefined;
    if (preview === undefined && this.shown !== undefined) {
      return;
    }
    this.shown = preview;
    this.draw();
  }

  draw() {
    const { say, shown } = this;
    if (shown === undefined) {
      this.roles.replaceChildren();
      this.board.replaceChildren(
        h("div", { class: "empty-state" }, icon("tab"), h("p", {}, say("layout.noPreview"))),
      );
      return;
    }
    const of = shown.roles.find(({ role }) => role === this.role) ?? shown.roles[0];
    this.role = of.role;
    this.roles.replaceChildren(...shown.roles.map(({ role }) => this.choice(role, role === of.role)));
    this.board.replaceChildren(
      h(
        "div",
        { class: "preview-header" },
        shown.header.left.map((column) => this.headerColumn(column)),
        h("span", { class: "preview-gap" }),
        shown.header.right.map((column) => this.headerColumn(column)),
      ),
      h("p", { class: "preview-title" }, h("span", {}, say("layout.title")), h("bdi", {}, shown.title || "–")),
      of.page.length > 0 && h("div", { class: "preview-page" }, of.page.map((piece) => this.piece(piece))),
      this.tabbed(of),
    );
  }

  choice(role, isShown) {
    return h(
      "button",
      {
        type: "button",
        class: "preview-role",
        "aria-pressed": String(isShown),
        "data-testid": `preview-role-${role}`,
        onclick: () => {
          this.role = role;
          this.draw();
          this.roles.querySelector('[aria-pressed="true"]')?.focus();
        },
      },
      this.say(["Agent", "Supervisor", "Admin"].includes(role) ? `layoutRole.${role}` : "layoutRole.other", { role }),
    );
  }

  headerColumn({ width, piece }) {
    const column = h(
      "div",
      { class: "preview-header-column", title: width },
      piece ? this.name(piece) : h("span", { class: "preview-empty" }, this.say("layout.emptyColumn")),
      h("small", {}, width),
    );
    if (piece?.isUnknown || piece?.isMissing) {
      column.dataset.kind = "warning";
    }
    return column;
  }

  tabbed({ role, tabs }) {
    if (tabs.length === 0) {
      return h("p", { class: "preview-empty" }, this.say("layout.noTabs"));
    }
    const shown = tabs.find(({ id }) => id === this.tabs.get(role)) ?? tabs[0];
    return h(
      "div",
      { class: "preview-tabs" },
      h(
        "nav",
        { class: "preview-tab-list", "aria-label": this.say("layout.tabs") },
        tabs.map((tab) => this.tab(role, tab, tab === shown)),
      ),
      h(
        "div",
        { class: "preview-columns", "data-testid": "preview-columns" },
        shown.columns.every((column) => column.length === 0)
          ? h("p", { class: "preview-empty" }, this.say("layout.emptyTab"))
          : shown.columns.map((column) => h("div", { class: "preview-column" }, column.map((piece) => this.piece(piece)))),
      ),
    );
  }

  tab(role, { id, icon: picture, label }, isShown) {
    return h(
      "button",
      {
        type: "button",
        class: "preview-tab",
        "aria-pressed": String(isShown),
        "data-testid": `preview-tab-${id}`,
        onclick: () => {
          this.tabs.set(role, id);
          this.draw();
          this.board.querySelector('.preview-tab[aria-pressed="true"]')?.focus();
        },
      },
      pictured(picture),
      h("bdi", {}, message(this.desktop, label)),
    );
  }

  piece(piece) {
    const { say } = this;
    const wrong = piece.isMissing ? "layout.pieceMissing" : piece.isUnknown ? "layout.pieceUnknown" : undefined;
    return h(
      "article",
      {
        class: "preview-piece",
        "data-testid": "preview-piece",
        "data-kind": wrong ? "warning" : piece.isHidden ? "hidden" : piece.name === undefined ? "gadget" : "component",
      },
      h("h3", {}, this.name(piece)),
      h("bdi", { class: "preview-url" }, piece.url),
      piece.facts.length > 0 &&
        h(
          "dl",
          { class: "preview-facts" },
          piece.facts.map(([name, value]) => h("div", {}, h("dt", {}, name), h("dd", {}, h("bdi", {}, value)))),
        ),
      wrong && h("p", { class: "preview-wrong" }, icon("warning"), say(wrong)),
    );
  }

  /** What a piece is called; what nobody here knows, by its file. */
  name({ name, title }) {
    return h("bdi", {}, COMPONENTS.has(name) ? this.say(`layoutComponent.${name.replaceAll(".", "-")}`) : title);
  }
}

function pictured(name) {
  if (/[/.:]/.test(name) && refusalOf(name) === undefined) {
    return h("img", { class: "icon", src: name, alt: "" });
  }
  return desktops(isIcon(name) ? name : "tab");
}
