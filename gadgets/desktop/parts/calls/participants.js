/** Who is on a call, by name where the phone book has one. */

import { others } from "../../model/calls/dialog.js";
import { nameOf } from "../../model/calls/contacts.js";
import { h, refill } from "../dom.js";
import { icon } from "../icons.js";

export class Participants {
  constructor({ say }) {
    this.say = say;
    this.list = h("ul", { class: "participants" });
    this.element = h(
      "div",
      { class: "call-participants", "data-testid": "call-participants" },
      h("h3", {}, say("calls.participants")),
      this.list,
    );
  }

  update({ user, contacts }, dialog, own) {
    const parts = [own, ...others(dialog, user.extension)].map(({ address, state, agent }) => ({
      address,
      state,
      agent,
      name: address === user.extension ? this.say("calls.you") : nameOf(contacts, address),
    }));
    refill(this.list, JSON.stringify(parts), () => parts.map((part) => this.participant(part)));
  }

  participant({ address, state, agent, name }) {
    return h(
      "li",
      { class: "participant", "data-state": state, "data-testid": "participant" },
      icon(agent ? "headset" : "person"),
      h(
        "span",
        { class: "participant-address" },
        name !== "" && h("bdi", {}, name),
        name !== "" && " · ",
        h("bdi", {}, address),
      ),
      h("span", { class: "participant-state" }, this.say(`callState.${state}`)),
    );
  }
}
