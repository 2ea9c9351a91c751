/** The pop-ups of gadgets' notifications: what `notification_list.js` holds, drawn. */

import { h, refill } from "../parts/dom.js";
import { icon } from "../parts/icons.js";
import { stock } from "./picture.js";

export class Notifications {
  /** @param {{say: function, tell: (event: object) => void}} given */
  constructor(given) {
    Object.assign(this, given);
    this.element = h("div", { class: "gadget-notes", role: "status" });
  }

  update({ shown }) {
    refill(this.element, shown.map(({ id }) => id).join(), () => shown.map((note) => this.draw(note)));
  }

  draw({ id, title, message, icon: { name, color }, error, dismissable, link }) {
    const { say, tell } = this;
    const drawn = error ? icon("warning") : stock(name);
    drawn.style.color = color; // the browser takes colours only
    return h(
      "div",
      { class: error ? "gadget-note error" : "gadget-note", "data-testid": "gadget-notification" },
      drawn,
      h(
        "div",
        { class: "notice-words" },
        h("strong", {}, say(title)),
        h("p", {}, message),
        link !== "" &&
          h(
            "button",
            { type: "button", class: "link-button", onclick: () => tell({ type: "clicked", id }) },
            link,
          ),
      ),
      dismissable &&
        h(
          "button",
          {
            type: "button",
            class: "plain-button",
            "aria-label": say("notice.close"),
            onclick: () => tell({ type: "dismissed", id }),
          },
          icon("close"),
        ),
    );
  }
}
