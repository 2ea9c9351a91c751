/** What a team is told: the latest message that lasts, who wrote it and when, and a way to the others. */

import { h, refill, setText } from "../dom.js";
import { icon } from "../icons.js";

export class MessageBanner {
  constructor({ say, locale }) {
    Object.assign(this, { say, messages: [], shown: undefined });
    this.clock = new Intl.DateTimeFormat(locale.replace("_", "-"), { timeStyle: "short" });
    this.text = h("p", { class: "team-message-text", dir: "auto", "data-testid": "team-message-text" });
    this.from = h("span", { class: "team-message-from", dir: "auto", "data-testid": "team-message-from" });
    this.words = h("div", { class: "team-message-words", role: "status" });
    this.place = h("span", { class: "team-message-place", "data-testid": "team-message-place" });
    const turn = (by, text, testid) =>
      h(
        "button",
        {
          type: "button",
          class: `plain-button ${testid}`,
          "aria-label": say(text),
          title: say(text),
          "data-testid": testid,
          onclick: () => this.turn(by),
        },
        icon("chevron"),
      );
    this.pager = h(
      "div",
      { class: "team-message-pager" },
      turn(-1, "teamMessage.previous", "team-message-previous"),
      this.place,
      turn(1, "teamMessage.next", "team-message-next"),
    );
    this.element = h(
      "section",
      { class: "team-message", "aria-label": say("teamMessage.region"), "data-testid": "team-message", hidden: true },
      icon("mail"),
      this.words,
      this.pager,
    );
  }

  /** These are the messages, the latest first. A new one is shown at once. */
  update(messages) {
    const isNew = messages[0] !== undefined && !this.messages.some(({ id }) => id === messages[0].id);
    const still = messages.findIndex(({ id }) => id === this.shown?.id);
    this.messages = messages;
    this.show(isNew || still < 0 ? 0 : still);
  }

  turn(by) {
    const count = this.messages.length;
    this.show((this.messages.indexOf(this.shown) + by + count) % count);
  }

  show(at) {
    const { messages, say } = this;
    this.shown = messages[at];
    this.element.hidden = this.shown === undefined;
    this.pager.hidden = messages.length < 2;
    setText(this.place, say("teamMessage.place", { place: at + 1, count: messages.length }));
    refill(this.words, String(this.shown?.id), () => {
      setText(this.text, this.shown?.content ?? "");
      setText(this.from, this.shown === undefined ? "" : this.fromWords(this.shown));
      return [this.text, this.from];
    });
  }

  fromWords({ by, at }) {
    return this.say("teamMessage.from", { name: by, time: Number.isNaN(at) ? "" : this.clock.format(at) });
  }
}
