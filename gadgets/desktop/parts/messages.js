/** What the desktop tells the agent unasked: the banner about its server, notices about requests, announcements. */

import { bannerOf } from "../model/failover.js";
import { h, refill, setAttribute, setText } from "./dom.js";
import { icon } from "./icons.js";

const RECOVERED_STAYS = 6_000;

/** The banner below the header. */
export class Banner {
  constructor(say) {
    this.say = say;
    this.text = h("span", {});
    this.element = h(
      "div",
      { class: "banner", "data-testid": "banner", role: "status", hidden: true },
      h("span", { class: "banner-icon" }),
      this.text,
    );
  }

  update(link) {
    const kind = bannerOf(link);
    if (kind === this.kind) {
      return;
    }
    this.kind = kind;
    clearTimeout(this.timer);
    this.element.hidden = kind === null;
    if (kind === null) {
      return;
    }
    setAttribute(this.element, "data-kind", kind);
    setText(this.text, this.say(`banner.${kind}`, { server: location.hostname }));
    this.element.firstElementChild.replaceChildren(icon(kind === "recovered" ? "done" : "warning"));
    if (kind === "recovered") {
      this.timer = setTimeout(() => (this.element.hidden = true), RECOVERED_STAYS);
    }
  }
}

/** Requests that failed; those about a call or a member of a team are shown in their rows. */
export class Notices {
  constructor(say, dismiss) {
    Object.assign(this, { say, dismiss });
    this.element = h("div", { class: "notices" });
  }

  update({ notices, dialogs }) {
    const shown = notices.filter(
      ({ key }) => !key.startsWith("member ") && !dialogs.some((dialog) => key === `dialog ${dialog.id}`),
    );
    refill(this.element, shown.map((notice) => notice.id).join(), () =>
      shown.map((notice) =>
        h(
          "div",
          { class: "notice", "data-testid": "notice", "data-about": notice.key },
          icon("warning"),
          h(
            "div",
            { class: "notice-words" },
            h("p", {}, this.say(notice.text)),
            notice.code !== "" &&
              h("small", { class: "error-code", "data-testid": "error-code" }, notice.code),
          ),
          h(
            "button",
            {
              type: "button",
              class: "plain-button",
              "aria-label": this.say("notice.close"),
              onclick: () => this.dismiss(notice.id),
            },
            icon("close"),
          ),
        ),
      ),
    );
  }
}

/** What screen readers say: calmly, or at once. */
export class Announcer {
  constructor() {
    this.calm = h("div", { class: "unseen", "aria-live": "polite", "data-testid": "announcement" });
    this.urgent = h("div", { class: "unseen", "aria-live": "assertive" });
    this.element = h("div", { class: "announcer" }, this.calm, this.urgent);
  }

  announce(text, urgent) {
    (urgent ? this.urgent : this.calm).replaceChildren(h("p", {}, text));
  }
}
