/** One call: whom with, its state and timers, what can be done, and, unfolded, its variables and participants. */

import { duration, elapsed } from "../../model/clock.js";
import { isRinging, otherEndText, others, ownPart, timeOnCall } from "../../model/calls/dialog.js";
import { columnsOf, titleOf } from "../../model/calls/variables_layout.js";
import { actionButtons, isBusy } from "./actions.js";
import { h, refill, setAttribute, setText } from "../dom.js";
import { icon } from "../icons.js";
import { variableColumns } from "./variables.js";

export class CallRow {
  constructor(say, ask, dialogId) {
    Object.assign(this, { say, ask, dialogId });
    const details = `details-${dialogId}`;
    this.header = h("strong", { class: "call-header", "data-testid": "call-header" });
    this.route = h("span", { class: "call-route" });
    this.state = h("span", { class: "call-state", "data-testid": "call-state" });
    this.total = h("span", {
      class: "call-timer",
      id: `${dialogId}-call-timer`,
      "data-testid": "call-timer",
      role: "timer",
      "aria-label": say("calls.total"),
      title: say("calls.total"),
    });
    this.actions = h("div", { class: "call-actions" });
    this.expander = h(
      "button",
      {
        type: "button",
        class: "plain-button expander",
        "aria-controls": details,
        "aria-label": say("calls.expand"),
        title: say("calls.expand"),
        onclick: () => this.fold(!this.details.hidden),
      },
      icon("chevron"),
    );
    this.problemText = h("p", {});
    this.problemCode = h("small", { class: "error-code", "data-testid": "error-code" });
    this.problem = h(
      "div",
      { class: "call-problem", role: "alert", hidden: true },
      this.problemText,
      this.problemCode,
    );
    this.participants = h("ul", { class: "participants" });
    this.variables = h("div", {});
    this.details = h(
      "div",
      { class: "call-details", id: details },
      h("div", { class: "call-participants" }, h("h3", {}, say("calls.participants")), this.participants),
      h("div", { class: "call-variables" }, h("h3", {}, say("calls.variables")), this.variables),
    );
    this.element = h(
      "article",
      { class: "call-row", "data-testid": "call-row", "data-dialog-id": dialogId },
      h(
        "div",
        { class: "call-line" },
        h("span", { class: "call-icon" }, icon("answer")),
        h("div", { class: "call-names" }, this.header, this.route),
        h("div", { class: "call-status" }, this.state, this.total),
        this.actions,
        this.expander,
      ),
      this.problem,
      this.details,
    );
    this.fold(false);
  }

  fold(folded) {
    this.details.hidden = folded;
    setAttribute(this.expander, "aria-expanded", String(!folded));
  }

  update(desk, dialog) {
    const { say } = this;
    const { extension } = desk.user;
    const own = ownPart(dialog, extension);
    const ringing = isRinging(dialog, extension);
    const number = otherEndText(dialog, extension);
    this.own = own;
    setAttribute(this.element, "data-state", own.state);
    setText(this.header, titleOf(desk.layouts, dialog) || say("calls.number", { number }));
    setText(this.route, say(dialog.from === extension ? "calls.to" : "calls.from", { number }));
    setText(this.state, say(`callState.${own.state}`));
    this.updateProblem(
      own,
      desk.notices.find((notice) => notice.key === `dialog ${dialog.id}`),
    );
    const disabled = isBusy(desk, dialog.id);
    const shown = ringing ? ["DROP"] : ["HOLD", "RETRIEVE", "DROP"]; // a ringing call is answered in its popover
    refill(this.actions, JSON.stringify([own.actions, disabled, ringing]), () =>
      actionButtons(say, this.ask, dialog.id, own.actions, { shown, disabled }),
    );
    const parts = [own, ...others(dialog, extension)];
    refill(this.participants, JSON.stringify(parts.map((part) => [part.address, part.state])), () =>
      parts.map((part) => this.participant(part, part === own)),
    );
    const variables = ringing ? [] : columnsOf(desk.layouts, dialog);
    setAttribute(this.element, "data-ringing", ringing);
    refill(this.variables, JSON.stringify(variables), () =>
      variables.length > 0
        ? variableColumns(say, variables)
        : [h("p", { class: "nothing" }, say("calls.noVariables"))],
    );
  }

  updateProblem(own, notice) {
    const text =
      own.state === "FAILED" ? this.say(`cause.${own.cause}`) : notice ? this.say(notice.text) : "";
    setText(this.problemText, text);
    setText(this.problemCode, own.state === "FAILED" ? own.cause : (notice?.code ?? ""));
    this.problem.hidden = text === "";
  }

  tick(now) {
    const total = duration(timeOnCall(this.own, now));
    const held = this.own.state === "HELD" ? duration(elapsed(this.own.since, now)) : undefined;
    setText(this.total, held === undefined ? total : `${held} (${total})`);
  }

  participant(part, isOwn) {
    return h(
      "li",
      { class: "participant", "data-state": part.state },
      icon(part.agent ? "headset" : "person"),
      h(
        "span",
        { class: "participant-address" },
        isOwn ? `${this.say("calls.you")} · ${part.address}` : part.address,
      ),
      h("span", { class: "participant-state" }, this.say(`callState.${part.state}`)),
    );
  }
}
