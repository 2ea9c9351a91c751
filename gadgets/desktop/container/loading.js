/** The overlay of a gadget that is being loaded, or of one that is late; and what stands in the place of a failed one. */

import { h, setText } from "../parts/dom.js";
import { icon } from "../parts/icons.js";
import { begun, indicatorOf, wishesOf } from "../model/layout/loading.js";

const LONGEST = 500; // characters of a text that a gadget gives

export class Loading {
  /** @param {{say: function, retry: function}} given */
  constructor({ say, retry }) {
    this.texts = { loading: say("gadget.loading"), late: say("gadget.late") };
    this.words = h("p", {});
    this.button = h(
      "button",
      { type: "button", class: "button quiet", "data-testid": "gadget-retry", onclick: retry },
      say("gadget.retry"),
    );
    this.spinner = h("span", { class: "gadget-spinner" });
    this.element = h(
      "div",
      { class: "gadget-loading", role: "status", "data-testid": "gadget-loading" },
      this.spinner,
      this.words,
      this.button,
    );
    this.wishes = wishesOf();
    this.begin();
  }

  begin(asked = false) {
    this.state = { ...begun(Date.now()), asked };
    this.show();
  }

  /** What the gadget wishes, as soon as it says it. */
  wish(params) {
    this.wishes = wishesOf(params);
    this.show();
  }

  become(change) {
    this.state = { ...this.state, ...change };
    this.show();
  }

  /** Another text in place of one of ours. */
  text(name, words) {
    const text = String(words).slice(0, LONGEST);
    if (name === "retry") {
      setText(this.button, text);
    } else {
      this.texts[name] = text;
    }
    this.show();
  }

  get shown() {
    return indicatorOf(this.state, this.wishes, Date.now());
  }

  show() {
    const { shown } = this;
    this.element.hidden = shown === "none";
    this.element.dataset.shown = shown;
    this.spinner.hidden = shown !== "loading";
    this.button.hidden = shown !== "late";
    setText(this.words, this.texts[shown] ?? "");
  }
}

/** Why a gadget is not there, and what would help: `words` are sentences. */
export function failure({ say, code, words, retry }) {
  return h(
    "div",
    { class: "gadget-failure", role: "alert", "data-testid": "gadget-error", "data-code": code },
    icon("warning"),
    h(
      "div",
      { class: "gadget-failure-words" },
      words.map((sentence) => h("p", {}, sentence)),
    ),
    retry &&
      h(
        "button",
        { type: "button", class: "button quiet", "data-testid": "gadget-retry", onclick: retry },
        say("gadget.retry"),
      ),
  );
}
