/** The calls of an agent, as his supervisor sees them: read once, and followed. */

import { NodeFeed } from "../../connection/node_feed.js";
import { duration } from "../../model/clock.js";
import { isShown, otherEndText, others, ownPart, readDialogs, timeOnCall, valueOf } from "../../model/calls/dialog.js";
import { ringingOf, titleOf } from "../../model/calls/variables_layout.js";
import { errorText } from "../../model/errors.js";
import { dialogsPath } from "../../model/request.js";
import { readUpdateTree } from "../../model/update.js";
import { RestError } from "../../rest.js";
import { variableList } from "../calls/variables.js";
import { h, setText } from "../dom.js";

export class MemberCalls {
  /** @param {object} table of member_table.js */
  constructor(table, { loginId, extension }) {
    const { say, session, hub } = table;
    Object.assign(this, { table, say, session, extension, dialogs: new Map(), timers: [] });
    this.words = h("p", { class: "nothing", role: "status" }, say("team.callsLoading"));
    this.list = h("div", { class: "member-call-list" });
    this.element = h("div", { "data-testid": "member-calls" }, this.words, this.list);
    this.feed = new NodeFeed({
      hub,
      node: dialogsPath(loginId),
      read: () => session.rest.get(dialogsPath(loginId)),
      loaded: (found) => {
        this.dialogs.clear();
        this.take(readDialogs(found));
      },
      heard: (update) => this.heard(readUpdateTree(update)),
      failed: (error) =>
        setText(this.words, say(errorText(error instanceof RestError ? error : { kind: "refused" }))),
    });
  }

  heard(update) {
    switch (update.type) {
      case "dialogs":
        return this.take(update.dialogs);
      case "dialog":
        return this.take([update.dialog]);
      case "dialogsGone":
        update.dialogs.forEach(({ id }) => this.dialogs.delete(id));
        return this.draw();
      default:
        return undefined;
    }
  }

  take(dialogs) {
    dialogs.forEach((dialog) => this.dialogs.set(dialog.id, dialog));
    this.draw();
  }

  draw() {
    const shown = [...this.dialogs.values()].filter((dialog) => isShown(dialog, this.extension));
    setText(this.words, this.say("team.noCalls"));
    this.words.hidden = shown.length > 0;
    this.timers = [];
    this.list.replaceChildren(...shown.map((dialog) => this.call(dialog)));
    this.tick(this.session.now());
  }

  call(dialog) {
    const { say, extension } = this;
    const own = ownPart(dialog, extension);
    const parts = others(dialog, extension);
    const timer = h("span", { class: "member-call-timer" });
    this.timers.push({ own, timer });
    const those = (held) => parts.filter(({ state }) => (state === "HELD") === held).map(({ address }) => address);
    const facts = [
      ["status", say(`callState.${own.state}`)],
      ["duration", timer],
      ["queue", valueOf(dialog, "queueName") || say("team.noQueue")],
      ["active", those(false).join(", ")],
      ["held", those(true).join(", ")],
    ];
    const { layouts } = this.table.desk;
    return h(
      "article",
      { class: "member-call", "data-testid": "member-call", "data-dialog-id": dialog.id, "data-state": own.state },
      h(
        "h3",
        { class: "member-call-title", dir: "auto" },
        titleOf(layouts, dialog) || say("calls.number", { number: otherEndText(dialog, extension) }),
      ),
      h(
        "dl",
        { class: "variables" },
        facts
          .filter(([, value]) => value !== "")
          .map(([fact, value]) =>
            h("div", { class: "variable" }, h("dt", {}, say(`team.call.${fact}`)), h("dd", { dir: "auto", "data-testid": `member-call-${fact}` }, value)),
          ),
      ),
      variableList(
        say,
        ringingOf(layouts, dialog).filter(([name]) => name !== "queueName"),
      ),
    );
  }

  tick(now) {
    this.timers.forEach(({ own, timer }) => setText(timer, duration(timeOnCall(own, now))));
  }

  remove() {
    this.feed.close();
  }
}
