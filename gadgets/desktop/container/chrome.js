/**
 * What stands around a gadget: its box, its title bar and the place of its frame. Ids and classes are those that
 * gadgets and bundled libraries look for in the page.
 */

import { h, setAttribute, setText } from "../parts/dom.js";
import { icon } from "../parts/icons.js";

export class Chrome {
  /**
   * @param {{say: function, piece: object, bar: boolean, maximise: function, collapse: function}} given `bar`:
   *   whether the title bar is shown from the beginning
   */
  constructor({ say, piece, bar, maximise, collapse }) {
    const { mid } = piece;
    this.say = say;
    this.words = h("span", { id: `finesse_gadget_${mid}_title_text` });
    this.title = h("h2", { class: "gadgets-gadget-title", id: `finesse_gadget_${mid}_title` }, this.words);
    this.maximiser = h(
      "button",
      { type: "button", class: "plain-button", "data-testid": "gadget-maximise", onclick: maximise },
      icon("maximise"),
    );
    this.collapser = h(
      "button",
      {
        type: "button",
        class: "plain-button expander",
        hidden: true,
        "data-testid": "gadget-collapse",
        "aria-controls": `gadgets-gadget-content-${mid}`,
        onclick: collapse,
      },
      icon("chevron"),
    );
    this.bar = h(
      "div",
      { class: "gadgets-gadget-title-bar", id: `gadgets-gadget-title-bar-${mid}`, hidden: !bar },
      this.title,
      this.maximiser,
      this.collapser,
    );
    this.content = h("div", { class: "gadgets-gadget-content", id: `gadgets-gadget-content-${mid}` });
    this.element = h(
      "section",
      {
        class: `gadget-box gadget-of-${piece.level}`,
        id: idFor(piece),
        "data-testid": "gadget",
        "data-mid": mid,
        "aria-labelledby": `finesse_gadget_${mid}_title_text`,
      },
      this.bar,
      this.content,
    );
    this.maximised(false);
    this.collapsed(false);
  }

  name(text) {
    setText(this.words, text);
    const frame = this.content.querySelector("iframe");
    if (frame !== null) {
      setAttribute(frame, "title", text);
    }
  }

  maximised(is) {
    this.element.classList.toggle("maximised", is);
    this.maximiser.replaceChildren(icon(is ? "restore" : "maximise"));
    this.label(this.maximiser, is ? "gadget.restore" : "gadget.maximise");
  }

  collapsed(is) {
    this.content.hidden = is;
    setAttribute(this.collapser, "aria-expanded", String(!is));
    this.label(this.collapser, is ? "gadget.expand" : "gadget.collapse");
  }

  label(button, key) {
    setAttribute(button, "aria-label", this.say(key));
    setAttribute(button, "title", this.say(key));
  }
}

/** A layout's own id for the element, unless the page has it already. */
export function idFor({ id }) {
  return id !== undefined && document.getElementById(id) === null ? id : undefined;
}
