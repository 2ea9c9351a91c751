/** Whom a call is with: its header, the number at the other end, which a click copies, and which kind of call it is. */

import { isListening, otherEnd, otherEndText } from "../../model/calls/dialog.js";
import { nameOf } from "../../model/calls/contacts.js";
import { titleOf } from "../../model/calls/variables_layout.js";
import { h, setText } from "../dom.js";
import { icon } from "../icons.js";

const SAYS_SO = 2_000; // ms for which the button shows that the number is copied

export class CallNames {
  constructor({ say, announce }) {
    Object.assign(this, { say, announce });
    this.header = h("strong", { class: "call-header", dir: "auto", "data-testid": "call-header" });
    this.route = h("span", { class: "call-route", "data-testid": "call-route" });
    this.kind = h("span", { class: "call-type", "data-testid": "call-type" });
    this.copy = h(
      "button",
      {
        type: "button",
        class: "plain-button copy-number",
        "aria-label": say("calls.copy"),
        title: say("calls.copy"),
        "data-testid": "copy-number",
        onclick: () => void this.copyNumber(),
      },
      icon("copy"),
    );
    this.element = h(
      "div",
      { class: "call-names" },
      this.header,
      h("div", { class: "call-about" }, this.route, this.copy, this.kind),
    );
  }

  update({ user, layouts, contacts, monitored }, dialog) {
    const { say } = this;
    const number = otherEndText(dialog, user.extension);
    this.number = otherEnd(dialog, user.extension);
    const listens = isListening(dialog, user.extension);
    const isKnown = listens && monitored?.extension === this.number;
    const name = (isKnown && monitored.name) || nameOf(contacts, this.number);
    const header = titleOf(layouts, dialog);
    const title = header || name || say("calls.number", { number });
    setText(this.header, title);
    this.header.title = title;
    const route = name === "" || header === "" ? number : ["calls.named", { name, number }];
    const direction = dialog.from === user.extension ? "calls.to" : "calls.from";
    setText(this.route, say(listens ? "calls.listening" : direction, { number: route }));
    setText(this.kind, dialog.callType === "" ? "" : say(`callType.${dialog.callType}`));
    this.copy.hidden = this.number === "";
  }

  async copyNumber() {
    try {
      await navigator.clipboard.writeText(this.number);
    } catch {
      this.announce(["calls.notCopied", { number: this.number }], true); // the browser may not let it
      return;
    }
    this.announce(["calls.copied", { number: this.number }]);
    this.copy.replaceChildren(icon("done"));
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.copy.replaceChildren(icon("copy")), SAYS_SO);
  }

  remove() {
    clearTimeout(this.timer);
  }
}
