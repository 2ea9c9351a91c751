/** Call control: a row for each call of the agent. */

import { isShown } from "../../model/calls/dialog.js";
import { CallRow } from "./call_row.js";
import { h, setText } from "../dom.js";
import { icon } from "../icons.js";

export class Calls {
  /** @param {{say: function, ask: function, properties: object, announce: function}} given */
  constructor(given) {
    const { say } = given;
    Object.assign(this, { given, say });
    this.rows = new Map();
    this.list = h("div", { class: "call-list" });
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
    if (hadFocus && !this.list.contains(document.activeElement)) {
      this.element.focus(); // what had it is gone
    }
  }

  /** Open a panel of a call, or close it. */
  toggle({ dialogId, action }) {
    this.rows.get(dialogId)?.buttons.toggle(action);
  }

  tick(now) {
    this.rows.forEach((row) => row.tick(now));
  }

  remove() {
    this.rows.forEach((row) => row.remove());
  }
}
