/** The keypad of a call: the digits that it is sent, and what was sent. */

import { DIGITS, unanswered } from "../../model/calls/digits.js";
import { h } from "../dom.js";
import { numberPad } from "./number_pad.js";

const SHOWN = 60; // digits

export class Keypad {
  constructor({ say, ask, dialogId, properties }) {
    Object.assign(this, { ask, dialogId, count: 0, isFull: false });
    this.most = properties.pendingDTMFThresholdCount;
    this.within = properties.dtmfRequestTimeoutInMs;
    this.first = ".pad-key";
    this.sent = h("input", {
      type: "text",
      class: "keypad-sent",
      readonly: true,
      dir: "ltr",
      "aria-label": say("keypad.sent"),
      placeholder: say("keypad.sent"),
      "data-testid": "keypad-sent",
    });
    this.pad = numberPad(say, (digit) => this.press(digit));
    this.element = h(
      "div",
      { class: "keypad", "data-testid": "keypad-panel", onkeydown: (event) => this.key(event) },
      this.sent,
      this.pad,
    );
  }

  update(desk) {
    this.isFull = !desk.connected || unanswered(desk, this.dialogId) >= this.most;
    this.pad.querySelectorAll("button").forEach((key) => {
      key.setAttribute("aria-disabled", String(this.isFull)); // it keeps the focus
    });
  }

  key(event) {
    if (DIGITS.includes(event.key) && !event.ctrlKey && !event.altKey && !event.metaKey) {
      event.preventDefault();
      this.press(event.key);
    }
  }

  press(digit) {
    if (this.isFull) {
      return;
    }
    this.count += 1;
    this.sent.value = `${this.sent.value}${digit}`.slice(-SHOWN);
    this.sent.scrollLeft = this.sent.scrollWidth;
    const { dialogId, count: number, most, within } = this;
    this.ask({ to: "sendDigit", dialogId, digit, number, most, within });
  }
}
