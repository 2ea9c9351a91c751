/** The sign-in page. */

import { h, setAttribute, setText } from "./dom.js";
import { icon } from "./icons.js";
import { side } from "./sign_in/side.js";
import { languages, rememberLocale } from "./speech.js";

// Characters that a user ID cannot have (Finesse desktop guide, sign-in).
const NOT_IN_USERNAME = /[/\\[\]:;|=,+*?<>\s]/;

const BANNER = 220; // characters (Administration Guide, securityBannerMessage)

export class SignInForm {
  /**
   * @param {{say: function, locale: string, banner: string, submit: (credentials: object) => void}} page `banner` is
   *   what the administrator has everybody read
   */
  constructor({ say, locale, banner, submit }) {
    Object.assign(this, { say, submit });
    this.username = this.field("username", {
      autocomplete: "username",
      spellcheck: "false",
      autocapitalize: "none",
    });
    this.password = this.field("password", { type: "password", autocomplete: "current-password" });
    this.extension = this.field("extension", { inputmode: "tel", autocomplete: "off", maxlength: 15 });
    this.button = h(
      "button",
      { type: "submit", class: "button blue wide", id: "signin-button", "data-testid": "sign-in" },
      say("signIn.button"),
    );
    this.step = h("p", { class: "sign-in-step", role: "status", "data-testid": "sign-in-step" });
    this.service = h(
      "p",
      { class: "sign-in-service", role: "status", hidden: true },
      say("signInError.outOfService"),
    );
    this.error = h("div", {
      class: "sign-in-error",
      id: "sign-in-error",
      role: "alert",
      "data-testid": "sign-in-error",
      hidden: true,
    });
    this.usernameForm = h(
      "p",
      { class: "field-hint", id: "username-form", role: "status", hidden: true },
      say("signInError.usernameForm"),
    );
    this.form = h(
      "form",
      {
        class: "sign-in-form",
        novalidate: true,
        onsubmit: (event) => this.submitted(event),
        oninput: (event) => {
          if (event.target === this.wrong) {
            this.clear(); // it is being corrected
          }
          this.refresh();
        },
      },
      h("h1", {}, say("signIn.title")),
      this.service,
      this.error,
      this.labelled("username", this.username, this.usernameForm),
      this.labelled("password", this.password),
      this.labelled("extension", this.extension),
      this.button,
      this.step,
      this.languages(locale),
    );
    this.element = h(
      "div",
      { class: "sign-in" },
      side({ product: say("product.name"), tagline: say("signIn.tagline"), about: say("signIn.about") }),
      h("main", { class: "sign-in-main" }, this.form),
      banner !== "" &&
        h("p", { class: "security-banner", dir: "auto", "data-testid": "security-banner" }, banner.slice(0, BANNER)),
    );
    this.refresh();
  }

  /** Put the cursor where the agent goes on; `known` fills what is known of them. */
  begin(known = {}) {
    this.username.value = known.user ?? "";
    this.extension.value = known.extension ?? "";
    (known.user ? this.password : this.username).focus();
    this.refresh();
  }

  /** While signing in: the step being done. */
  busy(text) {
    this.working = true;
    this.clear();
    setText(this.step, text);
    this.refresh();
  }

  /**
   * Signing in failed: say why, at the field that is wrong if one is, and let the agent go on there. `code` is the
   * server's own words, `link` a page that may help.
   */
  failed({ text, code = "", field, link }) {
    this.working = false;
    setText(this.step, "");
    this.error.replaceChildren(
      icon("warning"),
      h(
        "div",
        {},
        h("p", {}, text),
        link && h("a", { href: link.href, target: "_blank", rel: "noopener" }, link.text),
        code !== "" && h("small", { class: "error-code", "data-testid": "error-code" }, code),
      ),
    );
    this.error.hidden = false;
    this.wrong = field && this[field];
    if (this.wrong) {
      this.wrong.parentElement.append(this.error);
    } else {
      this.service.after(this.error);
    }
    setAttribute(this.error, "data-field", field);
    this.refresh();
    if (this.wrong) {
      this.wrong.focus();
      this.wrong.select();
    } else {
      this.button.focus();
    }
  }

  /** Take the message away. */
  clear() {
    this.error.hidden = true;
    this.wrong = undefined;
  }

  /** Whether the server is in service; gives the same back. */
  serviceIs(inService) {
    this.outOfService = !inService;
    this.refresh();
    return inService;
  }

  refresh() {
    const said = !this.error.hidden && this.error.textContent === this.service.textContent;
    this.service.hidden = !this.outOfService || said;
    const name = this.username.value.trim();
    const filled = name !== "" && this.password.value !== "" && this.extension.value.trim() !== "";
    const malformed = NOT_IN_USERNAME.test(name);
    this.usernameForm.hidden = !malformed;
    this.button.disabled = !filled || malformed || this.working === true;
    setText(this.button, this.say(this.working ? "signIn.busy" : "signIn.button"));
    for (const input of [this.username, this.password, this.extension]) {
      input.readOnly = this.working === true;
      const told = [
        input === this.wrong && "sign-in-error",
        input === this.username && malformed && "username-form",
      ].filter(Boolean);
      setAttribute(input, "aria-invalid", String(told.length > 0));
      setAttribute(input, "aria-describedby", told.join(" ") || undefined);
    }
  }

  submitted(event) {
    event.preventDefault();
    if (!this.button.disabled) {
      this.submit({
        user: this.username.value.trim(),
        password: this.password.value,
        extension: this.extension.value.trim(),
      });
    }
  }

  field(name, attributes) {
    return h("input", { type: "text", id: name, name, required: true, "data-testid": name, ...attributes });
  }

  labelled(name, input, hint) {
    return h("div", { class: "field" }, h("label", { for: name }, this.say(`signIn.${name}`)), input, hint);
  }

  languages(current) {
    return h(
      "nav",
      { class: "languages", "aria-label": this.say("signIn.language") },
      Object.entries(languages()).map(([locale, name]) =>
        h(
          "a",
          {
            href: `?locale=${locale}`,
            lang: locale.replace("_", "-"),
            "aria-current": locale === current ? "true" : undefined,
            onclick: () => rememberLocale(locale),
          },
          name,
        ),
      ),
    );
  }
}
