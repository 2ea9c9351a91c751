/** The console's sign-in page. */

import { h, setAttribute, setText } from "../../desktop/parts/dom.js";
import { icon } from "../../desktop/parts/icons.js";
import { side } from "../../desktop/parts/sign_in/side.js";
import { checkIn, SignInError } from "../sign_in.js";
import { languages } from "./languages.js";

export class SignInForm {
  /**
   * @param {{say: function, locale: string, config: object, why?: string, signedIn: (credentials: object) => void}} given
   *   `why` is the key of why this page is there again
   */
  constructor({ say, locale, config, why, signedIn }) {
    Object.assign(this, { say, signedIn });
    const field = { type: "text", required: true, spellcheck: "false", autocapitalize: "none" };
    this.user = h("input", { ...field, id: "user", autocomplete: "username", "data-testid": "admin-user" });
    this.password = h("input", {
      ...field,
      type: "password",
      id: "password",
      autocomplete: "current-password",
      "data-testid": "admin-password",
    });
    this.button = h(
      "button",
      { type: "submit", class: "button blue wide", "data-testid": "admin-sign-in" },
      say("signIn.button"),
    );
    this.step = h("p", { class: "sign-in-step", role: "status" });
    this.error = h("div", {
      class: "sign-in-error",
      id: "sign-in-error",
      role: "alert",
      "data-testid": "admin-sign-in-error",
      hidden: true,
    });
    this.form = h(
      "form",
      {
        class: "sign-in-form",
        novalidate: true,
        onsubmit: (event) => {
          event.preventDefault();
          void this.submit();
        },
        oninput: () => {
          this.error.hidden = true;
          this.wrong = undefined;
          this.refresh();
        },
      },
      h("h1", {}, say("signIn.title")),
      why && h("p", { class: "sign-in-service", role: "status", "data-testid": "admin-farewell" }, say(why)),
      config.banner !== "" &&
        h(
          "p",
          { class: "security-banner", role: "note", dir: "auto", "data-testid": "security-banner" },
          config.banner,
        ),
      labelled("user", say("signIn.user"), this.user),
      labelled("password", say("signIn.password"), this.password),
      this.button,
      this.step,
      languages(say, locale),
    );
    this.element = h(
      "div",
      { class: "sign-in" },
      side({ product: say("product.name"), tagline: say("signIn.tagline"), about: say("signIn.about") }),
      h("main", { class: "sign-in-main" }, this.form),
    );
    this.refresh();
  }

  /** Put the cursor where he goes on. */
  begin() {
    this.user.focus();
  }

  async submit() {
    const credentials = { user: this.user.value.trim(), password: this.password.value };
    if (this.button.disabled) {
      return;
    }
    this.isWorking = true;
    this.error.hidden = true;
    this.refresh();
    try {
      await checkIn(credentials);
    } catch (error) {
      this.failed(error);
      if (!(error instanceof SignInError)) {
        throw error;
      }
      return;
    }
    this.signedIn(credentials);
  }

  failed({ text = "signInError.refused", field }) {
    this.isWorking = false;
    this.error.replaceChildren(icon("warning"), h("p", {}, this.say(text)));
    this.error.hidden = false;
    this.wrong = field && this[field];
    (this.wrong?.parentElement ?? this.form).insertBefore(
      this.error,
      this.wrong === undefined ? this.user.parentElement : null,
    );
    this.refresh();
    if (this.wrong) {
      this.wrong.focus();
      this.wrong.select();
    } else {
      this.button.focus();
    }
  }

  refresh() {
    const isFilled = this.user.value.trim() !== "" && this.password.value !== "";
    this.button.disabled = !isFilled || this.isWorking === true;
    setText(this.step, this.isWorking ? this.say("signIn.busy") : "");
    for (const input of [this.user, this.password]) {
      input.readOnly = this.isWorking === true;
      setAttribute(input, "aria-invalid", String(input === this.wrong));
      setAttribute(input, "aria-describedby", input === this.wrong ? this.error.id : undefined);
    }
  }
}

function labelled(id, text, input) {
  return h("div", { class: "field" }, h("label", { for: id }, text), input);
}
