/** What the agent is told of workflows: a page that the browser did not open, an address that was refused. */

import { h } from "../dom.js";
import { icon } from "../icons.js";

const NOTES = 5;
const LONGEST = 200; // characters of a refused address

export class WorkflowNotes {
  /** @param {function} say  @param {(url: string, name: string) => boolean} openWindow */
  constructor(say, openWindow) {
    Object.assign(this, { say, openWindow });
    this.element = h("div", { class: "workflow-notes" });
  }

  /** The browser let no window be opened; a click may. */
  blocked({ action, url, window: name }) {
    const open = () => {
      if (this.openWindow(url, name)) {
        note.remove();
      }
    };
    const note = this.add(
      "blocked",
      h("p", {}, this.say("workflow.blocked", { action })),
      h(
        "button",
        { type: "button", class: "button blue", "data-testid": "workflow-open", onclick: open },
        this.say("workflow.open"),
      ),
    );
  }

  /** The address is none that the desktop opens or asks; it is shown as words. */
  refused({ action, why, address }) {
    this.add(
      "refused",
      h("p", {}, this.say(`workflow.refused.${why}`, { action })),
      address !== "" && h("bdi", { class: "workflow-address" }, shown(address)),
    );
  }

  add(kind, ...words) {
    const close = h(
      "button",
      {
        type: "button",
        class: "plain-button",
        "aria-label": this.say("notice.close"),
        onclick: () => note.remove(),
      },
      icon("close"),
    );
    const note = h(
      "div",
      { class: "workflow-note", role: "alert", "data-testid": "workflow-note", "data-kind": kind },
      icon("warning"),
      h("div", { class: "workflow-words" }, words),
      close,
    );
    this.element.append(note);
    while (this.element.childElementCount > NOTES) {
      this.element.firstElementChild.remove();
    }
    return note;
  }
}

/** Invisible characters are shown as boxes, and what is long by its beginning. */
function shown(address) {
  const visible = address.replace(/[\p{Cc}\p{Cf}]/gu, "\uFFFD");
  return visible.length > LONGEST ? `${visible.slice(0, LONGEST)}…` : visible;
}
