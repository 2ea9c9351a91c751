/**
 * The console's frame: head, navigation, and one screen at a time, which the address names as `#/reasons`. It asks
 * before changes are lost, and ends when the server takes the password no more, or nobody has done anything for long.
 */

import { h, setAttribute } from "../desktop/parts/dom.js";
import { confirmed } from "../desktop/parts/question.js";
import { errorCode, errorText } from "./model/errors.js";
import { icon } from "./parts/icons.js";
import { languages } from "./parts/languages.js";
import { Notices } from "./parts/notices.js";
import { AdminRest } from "./rest.js";
import { screenOf, SCREENS } from "./screens/screens.js";

const LOOKED_AT_EVERY = 10_000; // ms, whether anybody is there

const LEAVE = { title: "leave.title", question: "leave.question", yes: "leave.yes", no: "leave.no" };

export class AdminPage {
  /** @param {{say, locale, config, account, ended: (why?: string) => void}} given */
  constructor({ say, locale, config, account, ended }) {
    Object.assign(this, { say, locale, config, account, ended });
    this.rest = new AdminRest(account, () => this.end("farewell.unauthorized"));
    this.notices = new Notices(say);
    this.heading = h("h1", { id: "screen-title", tabindex: "-1", "data-testid": "screen-title" });
    this.place = h("div", { class: "screen-place", "data-testid": "screen" });
    this.links = new Map(SCREENS.map((each) => [each.id, this.link(each)]));
    this.element = h(
      "div",
      { class: "admin" },
      h("a", { class: "admin-skip", href: "#screen-title", onclick: (event) => this.skip(event) }, say("frame.skip")),
      h(
        "header",
        { class: "admin-head" },
        h(
          "div",
          { class: "brand" },
          h("img", { src: "/desktop/logo.svg", alt: "" }),
          h("span", { class: "brand-name" }, say("product.title")),
        ),
        h("span", { class: "admin-host" }, config.host),
        languages(say, locale),
        h("bdi", { class: "admin-user", "data-testid": "admin-name" }, account.user),
        h(
          "button",
          { type: "button", class: "button on-night", "data-testid": "admin-sign-out", onclick: () => void this.signOut() },
          icon("signOut"),
          say("frame.signOut"),
        ),
      ),
      h("nav", { class: "admin-nav", "aria-label": say("frame.navigation") }, [...this.links.values()]),
      h(
        "main",
        { class: "admin-main" },
        config.readOnly &&
          h(
            "p",
            { class: "read-only", role: "note", "data-testid": "read-only" },
            icon("info"),
            say("frame.readOnly", { primary: config.primary }),
          ),
        this.heading,
        this.place,
      ),
      this.notices.element,
    );
    this.listeners = [
      [window, "hashchange", () => void this.moved()],
      [window, "beforeunload", (event) => this.isDirty && event.preventDefault()],
      [document, "pointerdown", () => account.act()],
      [document, "keydown", () => account.act()],
    ];
  }

  begin() {
    for (const [target, type, listener] of this.listeners) {
      target.addEventListener(type, listener);
    }
    this.timer = setInterval(() => this.account.isIdle && this.end("farewell.idle"), LOOKED_AT_EVERY);
    void this.show(screenOf(location.hash));
  }

  remove() {
    clearInterval(this.timer);
    for (const [target, type, listener] of this.listeners) {
      target.removeEventListener(type, listener);
    }
    this.screen?.remove();
    document.querySelectorAll("dialog").forEach((dialog) => dialog.close());
  }

  get isDirty() {
    return this.screen?.isDirty() === true;
  }

  /** Whether the screen may be left: at once where there is nothing to lose, else as the administrator says. */
  async leave() {
    return !this.isDirty || (await confirmed(this.say, LEAVE));
  }

  /** The address has changed. */
  async moved() {
    const next = screenOf(location.hash);
    if (next === this.shown) {
      return;
    }
    const before = `#/${this.shown.id}`;
    if (await this.leave()) {
      await this.show(next);
      this.heading.focus();
    } else {
      history.replaceState(null, "", before);
    }
  }

  async show(next) {
    const { say } = this;
    this.shown = next;
    this.screen?.remove();
    this.screen = undefined;
    document.title = `${say(next.title)} – ${say("product.title")}`;
    this.heading.textContent = say(next.title);
    for (const [id, link] of this.links) {
      setAttribute(link, "aria-current", id === next.id ? "page" : undefined);
    }
    this.place.setAttribute("aria-busy", "true");
    this.place.replaceChildren(h("p", { class: "loading", role: "status" }, say("frame.loading")));
    let made;
    try {
      made = (await next.load()).screen(this.given());
      await made.load();
    } catch (error) {
      made?.remove();
      if (this.shown === next) {
        this.failed(next, error);
      }
      if (error.kind === undefined) {
        throw error;
      }
      return;
    }
    if (this.shown !== next || this.hasEnded) {
      made.remove();
      return;
    }
    this.screen = made;
    this.place.removeAttribute("aria-busy");
    this.place.replaceChildren(made.element);
  }

  /** What a screen gets. */
  given() {
    return {
      say: this.say,
      locale: this.locale,
      language: this.locale.replace("_", "-"),
      rest: this.rest,
      config: this.config,
      readOnly: this.config.readOnly,
      notify: this.notices,
      confirm: (texts) => confirmed(this.say, texts),
      leave: () => this.leave(),
    };
  }

  failed(next, error) {
    this.place.removeAttribute("aria-busy");
    this.place.replaceChildren(
      h(
        "div",
        { class: "card empty", role: "alert", "data-testid": "screen-failed" },
        icon("warning"),
        h("strong", {}, this.say("frame.failed")),
        h("p", {}, this.say(errorText(error))),
        h("small", { class: "error-code" }, errorCode(error)),
        h(
          "button",
          { type: "button", class: "button blue", onclick: () => void this.show(next) },
          this.say("frame.again"),
        ),
      ),
    );
  }

  async signOut() {
    if (await this.leave()) {
      this.end();
    }
  }

  /** Once; `why` is the key of what the sign-in page says. */
  end(why) {
    if (!this.hasEnded) {
      this.hasEnded = true;
      this.ended(why);
    }
  }

  skip(event) {
    event.preventDefault();
    this.heading.focus();
  }

  link({ id, title, icon: picture }) {
    const text = this.say(title);
    return h(
      "a",
      { class: "admin-tab", href: `#/${id}`, title: text, "data-testid": `tab-${id}` },
      icon(picture),
      h("span", { class: "admin-tab-label" }, text),
    );
  }
}
