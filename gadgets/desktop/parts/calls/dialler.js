/** Making a call, from the header. */

import { keyOf } from "../../model/asks.js";
import { mayDial } from "../../model/voice_state.js";
import { h } from "../dom.js";
import { FloatingPanel } from "../floating_panel.js";
import { icon } from "../icons.js";
import { DialForm } from "./dial_form.js";

export class Dialler {
  constructor(say, ask) {
    this.say = say;
    this.form = new DialForm({
      say,
      submit: "dialler.call",
      choose: "dialler.callTo",
      chosen: (number) => {
        this.panel.close();
        ask({ to: "call", number });
      },
    });
    this.panel = new FloatingPanel(
      h("div", { role: "dialog", "aria-label": say("header.dialler") }, this.form.element),
      () => this.form.clear(),
    );
    this.button = h(
      "button",
      {
        type: "button",
        class: "round-button",
        id: "make-new-call-actionbutton",
        "data-testid": "dialler",
        title: say("header.dialler"),
        "aria-label": say("header.dialler"),
        onclick: () => this.panel.toggle(this.button),
      },
      icon("keypad"),
    );
    FloatingPanel.announce(this.button);
    this.element = h("div", { class: "dialler" }, this.button);
  }

  update({ user, contacts, connected, pending }) {
    const allowed = connected && mayDial(user) && pending[keyOf({ to: "call" })] === undefined;
    const hint = mayDial(user) ? "" : this.say("dialler.hint");
    this.form.update({ contacts, allowed, hint });
  }

  open() {
    if (!this.panel.isOpen) {
      this.panel.open(this.button);
    }
  }
}
