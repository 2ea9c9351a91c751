/**
 * The buttons of a call: one for each action that the server allows and the desktop knows, and no other. The elements
 * stay, so that the focus does: a button that goes hands it to the one beside it.
 */

import { waitsForDigits } from "../../model/calls/digits.js";
import { offersOf } from "../../model/calls/offers.js";
import { h, setAttribute } from "../dom.js";
import { FloatingPanel } from "../floating_panel.js";
import { icon } from "../icons.js";
import { isBusy } from "./actions.js";
import { DropPanel } from "./drop_panel.js";
import { Keypad } from "./keypad.js";
import { ReachPanel } from "./reach_panel.js";

const act = ({ action, dialogId }) => ({ to: "act", dialogId, action });

/**
 * Every button, in its order: `action` of the server; `ask(offer)`, what a click asks; `panel`, the class of what it
 * opens instead. `key` is that of its words, where the action has others elsewhere.
 */
const BUTTONS = [
  { action: "ACCEPT", icon: "answer", look: "green", testid: "accept", ask: act },
  { action: "RETRIEVE", icon: "retrieve", look: "blue", testid: "retrieve", ask: act },
  { action: "CONFERENCE", icon: "conference", look: "blue", testid: "conference", ask: act },
  { action: "TRANSFER", icon: "transfer", look: "blue", testid: "transfer", ask: act },
  { action: "HOLD", icon: "hold", look: "quiet", testid: "hold", ask: act },
  { action: "CONSULT_CALL", icon: "consult", look: "quiet", testid: "consult", panel: ReachPanel },
  { action: "TRANSFER_SST", icon: "directTransfer", look: "quiet", testid: "direct-transfer", panel: ReachPanel },
  { action: "SEND_DTMF", icon: "keypad", look: "quiet", testid: "keypad", panel: Keypad },
  { action: "START_RECORDING", icon: "record", look: "quiet", testid: "record", ask: ({ dialogId }) => ({ to: "record", dialogId }) },
  { action: "BARGE_CALL", icon: "barge", look: "blue", testid: "barge", ask: act },
  { action: "PARTICIPANT_DROP", icon: "dropParticipant", look: "quiet", testid: "drop", panel: DropPanel },
  { action: "REJECT", icon: "end", look: "quiet", testid: "reject", ask: act },
  { action: "CLOSE", icon: "close", look: "quiet", testid: "close-record", ask: act },
  { action: "DROP", icon: "end", look: "red", testid: "end", ask: act },
];

export class ButtonRow {
  constructor(given) {
    Object.assign(this, { given, shown: new Map() }); // of the buttons on the page, by action
    this.element = h("div", { class: "call-actions" });
  }

  update(desk, dialog, own) {
    const offers = offersOf(desk, dialog);
    const hadFocus = this.element.contains(document.activeElement) ? document.activeElement : undefined;
    for (const row of BUTTONS) {
      const offer = offers.find(({ action }) => action === row.action);
      this.updateButton(row, offer, desk, dialog, own);
    }
    if (hadFocus?.isConnected === false) {
      this.element.querySelector(".button")?.focus();
    }
  }

  updateButton(row, offer, desk, dialog, own) {
    let one = this.shown.get(row.action);
    const isOffered = offer !== undefined && row.panel?.isEmpty?.(desk, dialog, this.given) !== true;
    if (!isOffered) {
      one?.remove();
      this.shown.delete(row.action);
      return;
    }
    if (one === undefined) {
      one = new Button(row, this.given);
      const after = BUTTONS.slice(BUTTONS.indexOf(row) + 1).find(({ action }) => this.shown.has(action));
      this.element.insertBefore(one.button, after ? this.shown.get(after.action).button : null);
      this.shown.set(row.action, one);
    }
    one.update(desk, offer, dialog, own);
  }

  /** Open the panel of an action, or close it. */
  toggle(action) {
    this.shown.get(action)?.click();
  }

  remove() {
    this.shown.forEach((one) => one.remove());
    this.shown.clear();
  }
}

class Button {
  constructor({ action, icon: drawn, look, testid, ask, panel: Panel }, given) {
    const { say } = given;
    this.isBusy = false;
    this.button = h(
      "button",
      {
        type: "button",
        class: `button ${look}`,
        "data-testid": testid,
        onclick: () => this.click(),
      },
      icon(drawn),
      h("span", {}, say(`action.${action}`)),
    );
    if (Panel === undefined) {
      this.chosen = () => given.ask(ask(this.offer));
      return;
    }
    FloatingPanel.announce(this.button);
    this.chosen = () => {
      this.makePanel(Panel, action, given);
      this.panel.toggle(this.button, this.content.first);
    };
  }

  /** The panel is made when it is asked for: most calls end without. */
  makePanel(Panel, action, given) {
    if (this.panel === undefined) {
      this.content = new Panel({ ...given, action, close: () => this.panel.close() });
      this.content.update(...this.latest);
      this.panel = new FloatingPanel(
        h("div", { role: "dialog", "aria-label": given.say(`action.${action}`) }, this.content.element),
        () => this.content.closed?.(),
      );
    }
  }

  update(desk, offer, dialog, own) {
    this.offer = offer;
    this.latest = [desk, dialog, own];
    this.isBusy = isBusy(desk, offer.dialogId) || waitsForDigits(desk, offer.action);
    // It keeps the focus while it waits.
    setAttribute(this.button, "aria-disabled", this.isBusy ? "true" : undefined);
    this.content?.update(desk, dialog, own);
  }

  click() {
    if (!this.isBusy) {
      this.chosen();
    }
  }

  remove() {
    this.panel?.close(false);
    this.button.remove();
  }
}
