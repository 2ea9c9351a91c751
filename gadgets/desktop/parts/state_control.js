/** The voice state control of the header: the state, how long it lasts, and the menu to change it. */

import { duration } from "../model/clock.js";
import { reasonText } from "../model/reason.js";
import { mustWait, stateMenu, stateTime } from "../model/voice_state.js";
import { h, refill, setAttribute, setText } from "./dom.js";
import { icon } from "./icons.js";
import { Menu } from "./menu.js";

export class StateControl {
  constructor(say, ask) {
    Object.assign(this, { say, ask });
    this.state = h("span", { class: "state-name", "data-testid": "agent-state" });
    this.reason = h("span", { class: "state-reason", dir: "auto", "data-testid": "agent-reason" });
    this.pending = h("span", { class: "state-pending", "data-testid": "pending-state" });
    this.timer = h("span", { class: "state-timer", "data-testid": "state-timer" });
    this.button = h(
      "button",
      { type: "button", class: "state-button", id: "voice-state-select-headerContainer", "data-testid": "state-menu" },
      h("span", { class: "state-dot" }),
      h("span", { class: "state-words", id: "voice-state-select-headerOptionText" }, this.state, this.reason, this.pending),
      this.timer,
      icon("chevron"),
    );
    this.panel = h("div", { class: "menu state-list", role: "menu", "aria-label": say("state.menu") });
    this.menu = new Menu(this.button, this.panel);
    this.element = h("div", { class: "state-control" }, this.button, this.panel);
  }

  update({ user, reasons, connected, pending }) {
    const { say } = this;
    const items = stateMenu(user, reasons.NOT_READY);
    this.user = user;
    setAttribute(this.element, "data-state", user.state);
    setText(this.state, say(`state.${user.state}`));
    setText(this.reason, say("state.reason", { reason: reasonText(user.reason) }));
    setAttribute(this.element, "data-system", user.reason?.system === true);
    const next = user.pendingState && say("state.pending", { state: [`state.${user.pendingState}`, {}] });
    setText(this.pending, next || "");
    this.button.disabled = !connected || items.length === 0;
    const closed = mustWait(user) ? "state.chosen" : "state.none";
    setAttribute(this.button, "title", say(items.length === 0 ? closed : "state.menu"));
    setAttribute(this.button, "aria-busy", pending.state !== undefined ? "true" : undefined);
    refill(this.panel, JSON.stringify(items), () => items.map((item) => this.item(item)));
    if (this.button.disabled) {
      this.menu.close(false);
    }
  }

  tick(now) {
    setText(this.timer, duration(stateTime(this.user, now)));
  }

  /** Open the menu at the Not Ready reasons. */
  openNotReady() {
    this.menu.open('[data-testid="state-not-ready"]');
  }

  item({ state, reason }) {
    const ready = state === "READY";
    return h(
      "button",
      {
        type: "button",
        role: "menuitem",
        class: "menu-item",
        "data-state": state,
        "data-testid": ready ? "state-ready" : "state-not-ready",
        "data-reason-id": reason?.id,
        onclick: () => {
          this.menu.close();
          this.ask({ to: "changeState", state, reason });
        },
      },
      h("span", { class: "state-dot" }),
      h("span", { class: "menu-words" }, this.say(`state.${state}`)),
      reason && h("span", { class: "menu-detail", dir: "auto" }, reason.label),
    );
  }
}
