/** What an agent did lately: the gadgets that the layout has for it, in the place of the table, with a way back. */

import { h, setText } from "../dom.js";
import { icon } from "../icons.js";

export class History {
  /** @param {{say: function, gadget: object, managedCount: function, back: (loginId: string) => void}} given */
  constructor(given) {
    Object.assign(this, given);
    const { say } = given;
    this.title = h("h2", { tabindex: "-1" });
    this.none = h("p", { class: "nothing", "data-testid": "team-no-history" }, say("team.noHistory"));
    this.element = h(
      "div",
      { class: "team-history", hidden: true, "data-testid": "team-history" },
      h(
        "button",
        {
          type: "button",
          class: "plain-button back",
          "aria-label": say("team.back"),
          title: say("team.back"),
          "data-testid": "team-back",
          onclick: () => this.hide(),
        },
        icon("chevron"),
      ),
      this.title,
      this.none,
    );
  }

  show({ loginId, name }) {
    this.loginId = loginId;
    setText(this.title, this.say("team.historyOf", { name }));
    this.none.hidden = this.managedCount(this.gadget) > 0;
    this.element.hidden = false;
    this.gadget.manage(true);
    this.title.focus();
  }

  hide() {
    this.element.hidden = true;
    this.gadget.manage(false);
    this.back(this.loginId);
  }
}
