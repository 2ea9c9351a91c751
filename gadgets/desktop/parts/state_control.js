/** The voice state control of the header: the state, how long it lasts, and the menu to change it. */

import { duration } from "../model/clock.js";
import { reasonText } from "../model/reason.js";
import { hasChosen, isForLater, stateMenu, stateTime, wrapUpTime } from "../model/voice_state.js";
import { waitsForReason } from "../model/wrap_up/wrap_up.js";
import { h, refill, setAttribute, setText } from "./dom.js";
import { icon } from "./icons.js";
import { Menu } from "./menu.js";

const LONG = 8; // entries from which on they can be searched

export class StateControl {
  /** @param {{say: function, ask: function, properties: object, giveReason: function}} given `giveReason()` opens wrap-up */
  constructor({ say, ask, properties, giveReason }) {
    Object.assign(this, { say, ask, properties });
    this.state = h("span", { class: "state-name", "data-testid": "agent-state" });
    this.reason = h("span", { class: "state-reason", dir: "auto", "data-testid": "agent-reason" });
    this.pending = h("span", { class: "state-pending", "data-testid": "pending-state" });
    this.timer = h("span", { class: "state-timer", "data-testid": "state-timer" });
    this.wrapUp = h("span", { class: "wrap-up-timer", "data-testid": "wrap-up-timer", hidden: true });
    this.button = h(
      "button",
      { type: "button", class: "state-button", id: "voice-state-select-headerContainer", "data-testid": "state-menu" },
      h("span", { class: "state-dot" }),
      h(
        "span",
        { class: "state-lines" },
        h(
          "span",
          { class: "state-words", id: "voice-state-select-headerOptionText" },
          this.state,
          this.reason,
          this.pending,
        ),
        this.wrapUp,
      ),
      this.timer,
      icon("chevron"),
    );
    this.search = h("input", {
      type: "search",
      class: "state-search",
      "data-testid": "state-search",
      "aria-label": say("state.search"),
      placeholder: say("state.search"),
      oninput: () => this.list(),
    });
    this.hint = h("p", { class: "menu-hint", id: "state-hint" });
    this.giveReason = h(
      "button",
      {
        type: "button",
        class: "button quiet",
        "data-testid": "state-give-reason",
        onclick: () => {
          this.menu.close(false);
          giveReason();
        },
      },
      icon("tag"),
      h("span", {}, say("state.giveReason")),
    );
    this.items = h("div", { role: "menu", "aria-label": say("state.menu"), "aria-describedby": "state-hint" });
    this.panel = h("div", { class: "menu state-list" }, this.search, this.hint, this.giveReason, this.items);
    this.menu = new Menu(this.button, this.panel);
    this.element = h("div", { class: "state-control" }, this.button, this.panel);
  }

  update(desk) {
    const { user, reasons, connected, pending } = (this.desk = desk);
    const { say } = this;
    const items = stateMenu(user, reasons.NOT_READY);
    this.user = user;
    this.held = waitsForReason(desk, this.properties) !== undefined;
    setAttribute(this.element, "data-state", user.state);
    setText(this.state, say(`state.${user.state}`));
    setText(this.reason, say("state.reason", { reason: reasonText(user.reason) }));
    setAttribute(this.element, "data-system", user.reason?.system === true);
    const next = user.pendingState && say("state.pending", { state: [`state.${user.pendingState}`, {}] });
    setText(this.pending, next || "");
    this.button.disabled = !connected || items.length === 0;
    setAttribute(this.button, "title", say(this.titleOf(items)));
    setAttribute(this.button, "aria-busy", pending.state !== undefined ? "true" : undefined);
    this.list();
    if (this.button.disabled) {
      this.menu.close(false);
    }
  }

  titleOf(items) {
    if (items.length === 0) {
      return hasChosen(this.user) ? "state.chosen" : "state.none";
    }
    return this.held ? "state.needsReason" : "state.menu";
  }

  /** The entries of the menu, of a long one those that are searched. */
  list() {
    const { user, held, say } = this;
    const items = stateMenu(user, this.desk.reasons.NOT_READY);
    const isLong = items.length > LONG;
    const wanted = isLong ? this.search.value.trim().toLowerCase() : "";
    const found = items.filter((item) => this.wordsOf(item).toLowerCase().includes(wanted));
    this.search.hidden = !isLong;
    this.giveReason.hidden = !held;
    const hint = held ? "state.needsReason" : isForLater(user) ? "state.forLater" : undefined;
    setText(this.hint, hint ? say(hint) : "");
    this.hint.hidden = hint === undefined;
    refill(this.items, JSON.stringify([found, held]), () =>
      found.length > 0 || wanted === ""
        ? found.map((item) => this.item(item))
        : h("p", { class: "menu-hint" }, say("state.nothingFound")),
    );
  }

  wordsOf = ({ state, reason }) => `${this.say(`state.${state}`)} ${reason?.label ?? ""}`;

  tick(now) {
    setText(this.timer, duration(stateTime(this.user, now)));
    const wrapUp = wrapUpTime(this.user, now, this.properties);
    this.wrapUp.hidden = wrapUp === undefined;
    if (wrapUp !== undefined) {
      const time = duration(wrapUp.ms);
      setText(this.wrapUp, this.say(wrapUp.down ? "state.wrapUpLeft" : "state.wrapUpLasts", { time }));
    }
  }

  /** Go Ready, where nothing is to be done first. */
  goReady() {
    if (this.held) {
      this.menu.open();
    } else {
      this.ask({ to: "changeState", state: "READY" });
    }
  }

  /** Open the menu at the Not Ready reasons. */
  openNotReady() {
    this.menu.open('[data-testid="state-not-ready"]:not([disabled])');
  }

  item({ state, reason }) {
    return h(
      "button",
      {
        type: "button",
        role: "menuitem",
        class: "menu-item",
        disabled: this.held,
        "data-state": state,
        "data-testid": { READY: "state-ready", WORK: "state-wrap-up" }[state] ?? "state-not-ready",
        "data-reason-id": reason?.id,
        onclick: () => {
          this.menu.close();
          this.search.value = "";
          this.ask({ to: "changeState", state, reason });
        },
      },
      h("span", { class: "state-dot" }),
      h("span", { class: "menu-words" }, this.say(`state.${state}`)),
      reason && h("span", { class: "menu-detail", dir: "auto" }, reason.label),
    );
  }
}
