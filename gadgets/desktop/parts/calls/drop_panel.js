/** Whom to drop from a conference. */

import { nameOf } from "../../model/calls/contacts.js";
import { droppable } from "../../model/calls/dropping.js";
import { h, refill } from "../dom.js";
import { icon } from "../icons.js";

export class DropPanel {
  constructor({ say, ask, dialogId, properties, close }) {
    Object.assign(this, { say, ask, dialogId, properties, close });
    this.list = h("ul", { class: "drop-list", onkeydown: (event) => move(event) });
    this.element = h("div", { class: "drop-panel" }, h("h2", {}, say("calls.dropWhom")), this.list);
  }

  /** Whether there is nobody whom the user may drop. */
  static isEmpty(desk, dialog, { properties }) {
    return droppable(desk, dialog, properties).length === 0;
  }

  update(desk, dialog) {
    const parts = droppable(desk, dialog, this.properties).map(({ address, agent, state }) => ({
      address,
      agent,
      state,
      name: nameOf(desk.contacts, address),
    }));
    refill(this.list, JSON.stringify(parts), () => parts.map((part) => this.entry(part)));
  }

  entry({ address, agent, name, state }) {
    return h(
      "li",
      {},
      h(
        "button",
        {
          type: "button",
          class: "menu-item",
          "data-testid": "drop-participant",
          "data-address": address,
          onclick: () => {
            this.close();
            this.ask({ to: "dropParticipant", dialogId: this.dialogId, address });
          },
        },
        icon(agent ? "headset" : "person"),
        h("bdi", { class: "menu-words", title: name || address }, name || address),
        h("span", { class: "menu-detail" }, name === "" ? this.say(`callState.${state}`) : address),
      ),
    );
  }
}

/** The arrow keys go from one to the next. */
function move(event) {
  const row = event.target.closest("li");
  const next = { ArrowDown: row?.nextElementSibling, ArrowUp: row?.previousElementSibling }[event.key];
  if (next) {
    event.preventDefault();
    next.firstElementChild.focus();
  }
}
