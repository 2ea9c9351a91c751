/** The page: its head, the gadgets, what is known of the chosen one, the filter and the timeline. */

import { h, setText } from "../../desktop/parts/dom.js";
import { Facts } from "./facts.js";
import { FilterBar } from "./filter_bar.js";
import { GadgetList } from "./gadget_list.js";
import { Timeline } from "./timeline.js";

const SAID_FOR = 4_000; // ms

export class InspectorPage {
  /** @param {{say: function, locale: string, record: object, filter: object, reload: function}} given */
  constructor({ say, locale, record, filter, reload }) {
    Object.assign(this, { say, record, filter });
    this.isPaused = false;
    this.list = new GadgetList({ say, reload, choose: (gadget) => this.choose(gadget) });
    this.facts = new Facts(say);
    this.bar = new FilterBar({ say, filter, changed: () => this.show() });
    this.timeline = new Timeline({ say, locale, nameOf: (line) => this.nameOf(line) });
    this.pauseButton = button(say("pause"), "pause", () => this.pause());
    this.status = h("p", { class: "status", role: "status", "data-testid": "status" });
    this.desktops = h("p", { class: "desktops", "data-testid": "desktops" });
    this.waiting = h(
      "section",
      { class: "card waiting", "data-testid": "waiting" },
      h("h2", {}, say("waiting")),
      h("p", {}, say("waiting.text")),
    );
    this.body = h(
      "div",
      { class: "body" },
      this.list.element,
      h("div", { class: "main" }, this.facts.element, this.bar.element, this.timeline.element),
    );
    this.element = h(
      "div",
      { class: "inspector" },
      h(
        "header",
        { class: "head" },
        h("div", { class: "head-words" }, h("h1", {}, say("title")), this.desktops),
        h(
          "div",
          { class: "head-actions" },
          this.status,
          this.pauseButton,
          button(say("copy"), "copy", () => void this.copy()),
          button(say("clear"), "clear", () => this.clear()),
        ),
      ),
      h("main", { class: "inside" }, this.waiting, this.body),
    );
  }

  /** What is known now; the timeline stands still while it is paused. */
  show() {
    const { record, say } = this;
    const pages = [...record.pages.values()].filter(({ isGone }) => !isGone);
    this.waiting.hidden = record.pages.size > 0;
    this.body.hidden = record.pages.size === 0;
    const users = pages.map(({ user }) => user).join(", ");
    setText(this.desktops, pages.length === 0 ? say("subtitle") : say("desktops", { users }));
    const { gadget: chosen } = this.filter;
    const known = record.gadgets;
    this.list.show(known, chosen);
    this.facts.show(chosen && known.find(({ page, mid }) => page === chosen.page && mid === chosen.mid));
    this.bar.show();
    if (this.isPaused) {
      const isFresh = (line) => line.number > this.pausedAt && this.filter.passes(line);
      const count = record.lines.filter(isFresh).length;
      setText(this.pauseButton, count > 0 ? say("resume.new", { count }) : say("resume"));
    }
    this.timeline.show(this.lines, this.filter.version);
  }

  get lines() {
    const until = this.isPaused ? this.pausedAt : Infinity;
    return this.record.lines.filter((line) => line.number <= until && this.filter.passes(line));
  }

  nameOf({ page, gadget }) {
    const found = this.record.pages.get(page)?.gadgets.get(gadget);
    return found ? found.title || `#${gadget}` : this.say("desktop");
  }

  choose(gadget) {
    this.filter.gadget = gadget && { page: gadget.page, mid: gadget.mid };
    this.show();
  }

  pause() {
    this.isPaused = !this.isPaused;
    this.pausedAt = this.record.count;
    this.pauseButton.setAttribute("aria-pressed", String(this.isPaused));
    setText(this.pauseButton, this.say(this.isPaused ? "resume" : "pause"));
    this.tell(this.isPaused ? this.say("paused") : "");
    this.show();
  }

  clear() {
    this.record.clear();
    this.pausedAt = this.record.count;
    this.show();
  }

  /** What the timeline shows, as text. */
  async copy() {
    const { lines } = this;
    try {
      await navigator.clipboard.writeText(lines.map((line) => this.timeline.textOf(line)).join("\n"));
      this.tell(this.say("copied", { count: lines.length }));
    } catch {
      this.tell(this.say("copy.failed"));
    }
  }

  tell(text) {
    clearTimeout(this.telling);
    setText(this.status, text);
    if (!this.isPaused) {
      this.telling = setTimeout(() => setText(this.status, ""), SAID_FOR);
    }
  }
}

function button(text, name, onclick) {
  return h("button", { type: "button", class: "action", "data-testid": name, onclick }, text);
}
