/** The state of the agent's part in a call, and how long it has lasted. */

import { duration, elapsed } from "../../model/clock.js";
import { stateOf, timeOnCall } from "../../model/calls/dialog.js";
import { h, setText } from "../dom.js";
import { icon } from "../icons.js";

export class CallStatus {
  constructor({ say, dialogId }) {
    this.say = say;
    this.state = h("span", { class: "call-state", "data-testid": "call-state" });
    this.total = h("span", {
      class: "call-timer",
      id: `${dialogId}-call-timer`,
      "data-testid": "call-timer",
      role: "timer",
      "aria-label": say("calls.total"),
      title: say("calls.total"),
    });
    this.recorded = h(
      "span",
      { class: "call-recorded", "data-testid": "call-recorded", hidden: true },
      icon("record"),
      h("span", {}, say("calls.recorded")),
    );
    this.element = h("div", { class: "call-status" }, this.recorded, this.state, this.total);
  }

  update({ recorded }, dialog, own) {
    this.own = own;
    setText(this.state, this.say(`callState.${stateOf(dialog, own)}`));
    this.recorded.hidden = !recorded.some(({ id }) => id === dialog.id);
  }

  tick(now) {
    const total = duration(timeOnCall(this.own, now));
    const held = this.own.state === "HELD" ? duration(elapsed(this.own.since, now)) : undefined;
    setText(this.total, held === undefined ? total : `${held} (${total})`);
  }
}
