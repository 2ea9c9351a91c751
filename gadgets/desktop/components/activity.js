/** What has happened since signing in, and who is signed in where. */

import { h, refill } from "../parts/dom.js";

export function component({ say, locale }) {
  const activity = new Activity(say, locale);
  return {
    element: activity.element,
    update: (desk) => activity.update(desk),
    tick() {},
    remove() {},
  };
}

class Activity {
  constructor(say, locale) {
    this.say = say;
    this.clock = new Intl.DateTimeFormat(locale.replace("_", "-"), { timeStyle: "medium" });
    this.entries = h("ol", {
      class: "activity",
      tabindex: "0", // it scrolls
      "aria-labelledby": "activity-title",
      "data-testid": "activity",
    });
    this.facts = h("dl", { class: "facts" });
    this.element = h(
      "div",
      { class: "home" },
      h("section", { class: "card" }, h("h2", { id: "activity-title" }, say("activity.title")), this.entries),
      h("section", { class: "card" }, h("h2", {}, say("me.title")), this.facts),
    );
  }

  update({ user, activity }) {
    const { say } = this;
    refill(this.entries, String(activity[0]?.id), () =>
      activity.map(({ at, text }) =>
        h(
          "li",
          { class: `activity-entry activity-${text[0].split(".")[1]}` },
          h("time", { datetime: new Date(at).toISOString() }, this.clock.format(at)),
          h("span", {}, say(text)),
        ),
      ),
    );
    const facts = {
      name: [user.firstName, user.lastName].filter(Boolean).join(" "),
      id: user.loginId,
      extension: user.extension,
      team: user.teamName,
      role: user.roles.map((role) => say(`user.role.${role}`)).join(", "),
      server: location.hostname,
    };
    refill(this.facts, JSON.stringify(facts), () =>
      Object.entries(facts).map(([fact, value]) =>
        h("div", { class: "fact" }, h("dt", {}, say(`me.${fact}`)), h("dd", { dir: "auto" }, value)),
      ),
    );
  }
}
