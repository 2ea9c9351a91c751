/**
 * One call: whom with, its state and timers, what can be done, and, unfolded, its variables and participants. Each of
 * these is a part of its own: `{element, update(desk, dialog, own), tick?(now), remove?()}`.
 */

import { isRinging, ownPart } from "../../model/calls/dialog.js";
import { h, setAttribute } from "../dom.js";
import { icon } from "../icons.js";
import { ButtonRow } from "./button_row.js";
import { CallNames } from "./call_names.js";
import { CallProblem } from "./call_problem.js";
import { CallStatus } from "./call_status.js";
import { CallVariables } from "./call_variables.js";
import { Participants } from "./participants.js";
import { WrapUp } from "../wrap_up/wrap_up.js";

export class CallRow {
  /** @param {{say: function, ask: function, properties: object, announce: (text: Array) => void}} given */
  constructor(given, dialogId) {
    const { say } = given;
    const details = `details-${dialogId}`;
    const of = { ...given, dialogId };
    this.buttons = new ButtonRow(of);
    const [names, status, problem] = [new CallNames(of), new CallStatus(of), new CallProblem(of)];
    this.wrapUp = new WrapUp(of);
    this.buttons.element.prepend(this.wrapUp.element);
    this.variables = new CallVariables(of);
    const participants = new Participants(of);
    this.parts = [names, status, this.wrapUp, this.buttons, problem, participants, this.variables];
    this.expander = h(
      "button",
      {
        type: "button",
        class: "plain-button expander",
        "aria-controls": details,
        "aria-label": say("calls.expand"),
        title: say("calls.expand"),
        "data-testid": "call-expand",
        onclick: () => this.fold(!this.details.hidden),
      },
      icon("chevron"),
    );
    this.details = h(
      "div",
      { class: "call-details", id: details },
      participants.element,
      h("div", { class: "call-variables" }, h("h3", {}, say("calls.variables")), this.variables.element),
    );
    this.element = h(
      "article",
      { class: "call-row", "data-testid": "call-row", "data-dialog-id": dialogId },
      h(
        "div",
        { class: "call-line" },
        h("span", { class: "call-icon" }, icon("answer")),
        names.element,
        status.element,
        this.buttons.element,
        this.expander,
      ),
      this.wrapUp.tags,
      problem.element,
      this.details,
    );
    this.fold(false);
  }

  fold(folded) {
    this.details.hidden = folded;
    setAttribute(this.expander, "aria-expanded", String(!folded));
  }

  update(desk, dialog) {
    const own = ownPart(dialog, desk.user.extension);
    setAttribute(this.element, "data-state", own.state);
    setAttribute(this.element, "data-ringing", isRinging(dialog, desk.user.extension));
    this.parts.forEach((part) => part.update(desk, dialog, own));
  }

  tick(now) {
    this.parts.forEach((part) => part.tick?.(now));
  }

  /** Take it off the page. */
  remove() {
    this.parts.forEach((part) => part.remove?.());
    this.element.remove();
  }
}
