/** The popovers of ringing calls: who calls, up to five call variables, and Answer. Several stack. */

import { duration, elapsed } from "../../model/clock.js";
import { isRinging, otherEndText, ownPart } from "../../model/calls/dialog.js";
import { ringingOf, titleOf } from "../../model/calls/variables_layout.js";
import { actionButtons, isBusy } from "./actions.js";
import { h, refill, setText } from "../dom.js";
import { icon } from "../icons.js";
import { variableList } from "./variables.js";

export class Popovers {
  constructor(say, ask) {
    Object.assign(this, { say, ask });
    this.shown = new Map();
    this.element = h("div", { class: "popovers" });
  }

  update(desk) {
    const ringing = desk.dialogs.filter((dialog) => isRinging(dialog, desk.user.extension));
    for (const [id, popover] of this.shown) {
      if (!ringing.some((dialog) => dialog.id === id)) {
        popover.element.remove();
        this.shown.delete(id);
      }
    }
    for (const dialog of ringing) {
      if (!this.shown.has(dialog.id)) {
        const popover = new Popover(this.say, this.ask, dialog.id);
        this.shown.set(dialog.id, popover);
        this.element.prepend(popover.element);
      }
      this.shown.get(dialog.id).update(desk, dialog);
    }
  }

  tick(now) {
    this.shown.forEach((popover) => popover.tick(now));
  }

  /** Bring the next popover to the front, with the focus on its Answer. */
  next() {
    if (
      this.element.childElementCount > 1 &&
      this.element.firstElementChild.contains(document.activeElement)
    ) {
      this.element.append(this.element.firstElementChild);
    }
    this.element.firstElementChild?.querySelector("button:not([disabled])")?.focus();
  }
}

class Popover {
  constructor(say, ask, dialogId) {
    Object.assign(this, { say, ask, dialogId });
    this.header = h("strong", { class: "popover-header", dir: "auto" });
    this.route = h("span", { class: "popover-route" });
    this.timer = h("span", { class: "popover-timer", role: "timer", "aria-label": say("calls.total") });
    this.variables = h("div", { class: "popover-variables" });
    this.actions = h("div", { class: "popover-actions" });
    this.element = h(
      "section",
      {
        class: "call-popover",
        role: "dialog",
        "aria-label": say("calls.popover"),
        "data-testid": "call-popover",
        "data-dialog-id": dialogId,
      },
      h(
        "div",
        { class: "popover-top" },
        h("span", { class: "popover-icon" }, icon("answer")),
        h(
          "div",
          { class: "popover-names" },
          h("span", { class: "popover-kind" }, say("calls.popover")),
          this.header,
          this.route,
        ),
        this.timer,
      ),
      this.variables,
      this.actions,
    );
  }

  update(desk, dialog) {
    const { extension } = desk.user;
    const own = ownPart(dialog, extension);
    const number = otherEndText(dialog, extension);
    const variables = ringingOf(desk.layouts, dialog);
    this.startedAt = own.startedAt;
    setText(this.header, titleOf(desk.layouts, dialog) || this.say("calls.number", { number }));
    setText(this.route, this.say("calls.from", { number }));
    refill(this.variables, JSON.stringify(variables), () => variableList(this.say, variables));
    const disabled = isBusy(desk, dialog.id);
    refill(this.actions, JSON.stringify([own.actions, disabled]), () =>
      actionButtons(this.say, this.ask, dialog.id, own.actions, { shown: ["ANSWER"], disabled }),
    );
  }

  tick(now) {
    setText(this.timer, duration(elapsed(this.startedAt, now)));
  }
}
