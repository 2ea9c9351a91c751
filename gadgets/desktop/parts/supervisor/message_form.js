/** A supervisor's corner for messages to his teams: writing one, and those of late, which he may take back. */

import { errorCode, errorText } from "../../model/errors.js";
import {
  CHARACTERS,
  deleting,
  EXPIRY,
  lengthOf,
  problemOf,
  sending,
} from "../../model/supervisor/team_message.js";
import { XmlError } from "../../../notification/xml.js";
import { RestError } from "../../rest.js";
import { h, refill, setAttribute, setText } from "../dom.js";
import { icon } from "../icons.js";
import { Menu } from "../menu.js";

const HOURS = 24;

export class MessageForm {
  /** @param {{say: function, locale: string, session: object, gadget: object}} given */
  constructor({ say, locale, session, gadget }) {
    Object.assign(this, { say, session, messages: [] });
    this.clock = new Intl.DateTimeFormat(locale.replace("_", "-"), { timeStyle: "short" });
    const id = (name) => `team-message-${name}-${gadget.mid}`;
    this.content = h("textarea", {
      id: id("content"),
      rows: 4,
      dir: "auto",
      "aria-describedby": `${id("count")} ${id("problem")}`,
      "data-testid": "team-message-content",
      oninput: () => this.counted(),
    });
    this.count = h("small", { id: id("count"), class: "team-message-count", "data-testid": "team-message-count" });
    this.teams = h("div", { class: "team-message-teams" });
    const choice = (name, label, values, chosen) =>
      h(
        "label",
        { class: "team-message-choice" },
        h("span", {}, say(label)),
        h(
          "select",
          { class: "choice", "data-testid": `team-message-${name}` },
          values.map((value) => h("option", { value, selected: value === chosen }, String(value))),
        ),
      );
    this.hours = choice("hours", "teamMessage.hours", numbers(HOURS, 1), Math.floor(EXPIRY.standard / 60));
    this.minutes = choice("minutes", "teamMessage.minutes", numbers(60, EXPIRY.step), EXPIRY.standard % 60);
    this.problem = h("p", { id: id("problem"), class: "team-message-problem", role: "alert", "data-testid": "team-message-problem" });
    this.code = h("small", { class: "error-code", "data-testid": "error-code" });
    this.sent = h("p", { class: "team-message-sent", role: "status", "data-testid": "team-message-sent" });
    this.send = h("button", { type: "submit", class: "button blue", "data-testid": "team-message-send" }, say("teamMessage.send"));
    this.form = h(
      "form",
      { class: "team-message-form", onsubmit: (event) => void this.submit(event) },
      h("label", { for: this.content.id }, say("teamMessage.content")),
      this.content,
      this.count,
      h("fieldset", {}, h("legend", {}, say("teamMessage.teams")), this.teams),
      h("fieldset", {}, h("legend", {}, say("teamMessage.expires")), this.hours, this.minutes),
      this.problem,
      this.code,
      this.send,
      this.sent,
    );
    this.list = h("ul", { class: "team-message-list" });
    this.none = h("p", { class: "nothing" }, say("teamMessage.none"));
    this.drop = h(
      "button",
      { type: "button", class: "button quiet", disabled: true, "data-testid": "team-message-delete", onclick: () => void this.remove() },
      say("teamMessage.delete"),
    );
    const title = id("title");
    this.button = h(
      "button",
      { type: "button", class: "round-button", "aria-label": say("component.teammessage.component"), title: say("component.teammessage.component"), "data-testid": "team-messages" },
      icon("mail"),
    );
    this.panel = h(
      "div",
      { class: "menu team-message-panel", role: "dialog", "aria-labelledby": title },
      h("h2", { id: title }, say("teamMessage.title")),
      this.form,
      h("h3", {}, say("teamMessage.recent")),
      this.none,
      this.list,
      this.drop,
    );
    this.menu = new Menu(this.button, this.panel);
    this.element = h("div", { class: "team-messages" }, this.button, this.panel);
    this.counted();
  }

  update({ user, connected }) {
    this.user = user;
    const names = user.teams;
    refill(this.teams, JSON.stringify(names), () =>
      names.map(({ id, name }, at) =>
        h(
          "label",
          { class: "check" },
          h("input", { type: "checkbox", value: id, checked: at === 0, "data-testid": "team-message-team" }),
          h("span", { dir: "auto" }, name),
        ),
      ),
    );
    this.send.disabled = !connected;
    this.shown(this.messages);
  }

  /** The counter says how many characters there are. */
  counted() {
    const length = lengthOf(this.content.value);
    setText(this.count, this.say("teamMessage.count", { count: length, most: CHARACTERS }));
    setAttribute(this.count, "data-over", length > CHARACTERS);
    setText(this.sent, "");
  }

  get written() {
    const chosen = [...this.teams.querySelectorAll("input")].filter(({ checked }) => checked);
    const value = (choice) => Number(choice.querySelector("select").value);
    return {
      content: this.content.value,
      teams: chosen.map((box) => box.value),
      minutes: value(this.hours) * 60 + value(this.minutes),
    };
  }

  async submit(event) {
    event.preventDefault();
    const { written } = this;
    const problem = problemOf(written);
    this.tell(problem === undefined ? "" : this.say(problem, { most: CHARACTERS }));
    setAttribute(this.content, "aria-invalid", ["teamMessage.empty", "teamMessage.tooLong"].includes(problem) && "true");
    if (problem === undefined && (await this.ask([sending(written)]))) {
      this.content.value = "";
      this.counted();
      setText(this.sent, this.say("teamMessage.sent"));
    }
  }

  /** Ask the server for these one after the other. Whether all were granted; a refusal is told. */
  async ask(requests) {
    if (this.isAsking) {
      return false;
    }
    this.isAsking = true; // the button keeps the focus meanwhile
    setAttribute(this.send, "aria-busy", "true");
    try {
      for (const request of requests) {
        await this.session.rest.command({ ...request, requestId: crypto.randomUUID() });
      }
      return true;
    } catch (error) {
      if (!(error instanceof RestError) && !(error instanceof XmlError)) {
        throw error;
      }
      const told = error instanceof XmlError ? { kind: "unsendable" } : error;
      this.tell(this.say(errorText(told)), errorCode(told));
      return false;
    } finally {
      this.isAsking = false;
      setAttribute(this.send, "aria-busy", false);
    }
  }

  tell(words, code = "") {
    setText(this.problem, words);
    setText(this.code, code);
  }

  /** These are the messages, the latest first; his own may be chosen and taken back. */
  shown(messages) {
    this.messages = messages;
    this.none.hidden = messages.length > 0;
    this.drop.hidden = messages.length === 0;
    const chosen = this.chosen;
    refill(this.list, messages.map(({ id }) => id).join(" "), () =>
      messages.map((message) => this.entry(message, chosen.includes(message.id))),
    );
    this.choose();
  }

  entry({ id, content, by, at, creator }, checked) {
    const isOwn = creator === this.user?.loginId;
    return h(
      "li",
      { "data-testid": "team-message-entry" },
      h(
        "label",
        {},
        h("input", { type: "checkbox", value: id, checked, disabled: !isOwn, "data-testid": "team-message-choose", onchange: () => this.choose() }),
        h(
          "span",
          {},
          h("span", { class: "team-message-text", dir: "auto" }, content),
          h("small", { dir: "auto" }, this.say("teamMessage.from", { name: by, time: Number.isNaN(at) ? "" : this.clock.format(at) })),
        ),
      ),
    );
  }

  get chosen() {
    return [...this.list.querySelectorAll("input")].filter(({ checked }) => checked).map(({ value }) => value);
  }

  choose() {
    this.drop.disabled = this.chosen.length === 0;
  }

  async remove() {
    this.tell("");
    if (await this.ask(this.chosen.map(deleting))) {
      this.content.focus(); // what was pressed has nothing to do any more
    }
  }
}

const numbers = (most, step) => Array.from({ length: most / step }, (_, at) => at * step);
