/** What came of what the administrator did: saved, which goes by itself, or refused, which stays until he closes it. */

import { h } from "../../desktop/parts/dom.js";
import { errorCode, errorText } from "../model/errors.js";
import { icon } from "./icons.js";

const SAID_FOR = 6_000; // ms
const SHOWN = 4;

export class Notices {
  constructor(say) {
    this.say = say;
    this.element = h("div", { class: "notices", "aria-live": "polite" });
  }

  /** Something was done; `text` is a text or a pair of it. */
  saved(text) {
    const notice = this.add("saved", "done", text);
    setTimeout(() => notice.remove(), SAID_FOR);
  }

  /** A request failed: what that means, and the server's own words. */
  refused(error) {
    this.add("refused", "warning", errorText(error), errorCode(error));
  }

  /** Something else did not come about; `text` says what, and why; `detail` is said below. */
  failed(text, detail = "") {
    this.add("refused", "warning", text, detail);
  }

  add(kind, picture, text, code = "") {
    const notice = h(
      "div",
      { class: "notice", "data-kind": kind, "data-testid": "notice" },
      icon(picture),
      h(
        "div",
        { class: "notice-words" },
        h("p", {}, this.say(text)),
        code !== "" && h("small", { class: "error-code", "data-testid": "error-code" }, code),
      ),
      h(
        "button",
        {
          type: "button",
          class: "plain-button",
          "aria-label": this.say("notice.close"),
          onclick: () => notice.remove(),
        },
        icon("close"),
      ),
    );
    this.element.append(notice);
    while (this.element.children.length > SHOWN) {
      this.element.firstElementChild.remove();
    }
    return notice;
  }
}
