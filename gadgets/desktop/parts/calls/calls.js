/** Call control: a row for each call of the agent. */

import { isShown } from "../../model/calls/dialog.js";
import { CallRow } from "./call_row.js";
import { h, setText } from "../dom.js";
import { icon } from "../icons.js";
import { keepInTab, keptInTab } from "../../tab_memory.js";

const UNFOLDED = "unfoldedCalls";

export class Calls {
  /** @param {{say: function, ask: function, properties: object, announce: function}} given */
  constructor(given) {
    const { say } = given;
    Object.assign(this, { given, say });
    this.rows = new Map();
    this.unfolded = keptInTab(UNFOLDED);
    this.list = h("div", { class: "call-list", onclick: () => this.keepUnfolded() });
    this.hint = h("p", {});
    this.none = h(
      "div",
      { class: "no-calls" },
      icon("headset"),
      h("div", {}, h("strong", {}, say("calls.none")), this.hint),
    );
    this.element = h(
      "section",
      { class: "card calls", id: "calls", tabindex: "-1", "aria-labelledby": "calls-title" },
      h("h2", { id: "calls-title", class: "unseen" }, say("calls.title")),
      this.none,
      this.list,
    );
  }

  update(desk) {
    const { user, dialogs } = desk;
    const shown = dialogs.filter((dialog) => isShown(dialog, user.extension));
    this.none.hidden = shown.length > 0;
    setText(this.hint, this.say(user.state === "NOT_READY" ? "calls.noneNotReady" : "calls.noneReady"));
    const hadFocus = this.list.contains(document.activeElement);
    const ids = new Set(shown.map(({ id }) => id));
    for (const [id, row] of this.rows) {
      if (!ids.has(id)) {
        row.remove();
        this.rows.delete(id);
      }
    }
    for (const dialog of shown) {
      if (!this.rows.has(dialog.id)) {
        // A new call takes the room; those that were there fold up.
        this.rows.forEach((row) => row.fold(true));
        const row = new CallRow(this.given, dialog.id);
        this.rows.set(dialog.id, row);
        this.list.append(row.element);
      }
      this.rows.get(dialog.id).update(desk, dialog);
    }
    if (Array.isArray(this.unfolded)) {
      this.rows.forEach((row, id) => row.fold(!this.unfolded.includes(id))); // as before the reload
      this.unfolded = undefined;
    }
    this.keepUnfolded();
    if (hadFocus && !this.list.contains(document.activeElement)) {
      this.element.focus(); // what had it is gone
    }
  }

  /** Which rows show their details, so that a reload does not change it. */
  keepUnfolded() {
    const ids = [...this.rows].filter(([, row]) => !row.details.hidden).map(([id]) => id);
    if (ids.join() !== this.kept) {
      this.kept = ids.join();
      keepInTab(UNFOLDED, ids);
    }
  }

  /** Open a panel of a call, or close it. */
  toggle({ dialogId, action }) {
    this.rows.get(dialogId)?.buttons.toggle(action);
  }

  /** Open the wrap-up reasons of the latest call that takes some, first of one that is being wrapped up. */
  openWrapUp() {
    const rows = [...this.rows.values()].filter((row) => row.wrapUp.isOffered).reverse();
    (rows.find((row) => row.wrapUp.isDue) ?? rows[0])?.wrapUp.open();
  }

  /** The variables of the latest call that are being changed, or undefined. */
  get edited() {
    return [...this.rows.values()].findLast((row) => row.variables.isEdited)?.variables;
  }

  tick(now) {
    this.rows.forEach((row) => row.tick(now));
  }

  remove() {
    this.rows.forEach((row) => row.remove());
  }
}
