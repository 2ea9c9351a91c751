/** The user's corner of the header: who is signed in, the shortcut list, and signing out. */

import { keyOf } from "../model/asks.js";
import { maySignOut } from "../model/voice_state.js";
import { h, refill, setAttribute, setText } from "./dom.js";
import { icon } from "./icons.js";
import { confirmed } from "./question.js";
import { Menu } from "./menu.js";

export class Identity {
  constructor(say, ask, { showShortcuts, sendReport, resetLayout, alerts }) {
    Object.assign(this, { say, ask });
    this.initials = h("span", { class: "avatar" });
    this.name = h("span", { class: "identity-name", dir: "auto" });
    this.button = h(
      "button",
      {
        type: "button",
        class: "identity-button",
        id: "identity-menu",
        "data-testid": "user-menu",
        title: say("header.user"),
      },
      this.initials,
      this.name,
      h("span", { class: "unseen" }, say("header.user")),
      icon("chevron"),
    );
    this.facts = h("div", { class: "identity-facts" });
    this.hint = h("p", { class: "menu-hint", id: "sign-out-hint" }, say("user.signOutHint"));
    this.exits = h("div", { class: "menu-group" });
    this.resetter = h(
      "button",
      {
        type: "button",
        role: "menuitem",
        class: "menu-item",
        hidden: true,
        "data-testid": "reset-layout",
        onclick: async () => {
          this.menu.close();
          const words = { question: "user.resetQuestion", yes: "user.resetYes", no: "user.resetNo" };
          if (await confirmed(say, { title: "user.resetLayout", ...words })) {
            resetLayout();
          }
        },
      },
      icon("restore"),
      h("span", { class: "menu-words" }, say("user.resetLayout")),
    );
    this.panel = h(
      "div",
      { class: "menu identity-menu", role: "menu", "aria-label": say("header.user") },
      this.facts,
      showShortcuts &&
        h(
          "button",
          {
            type: "button",
            role: "menuitem",
            class: "menu-item",
            "data-testid": "shortcuts",
            onclick: () => {
              this.menu.close();
              showShortcuts();
            },
          },
          icon("keyboard"),
          h("span", { class: "menu-words" }, say("user.shortcuts")),
        ),
      h(
        "button",
        {
          type: "button",
          role: "menuitem",
          class: "menu-item",
          "data-testid": "error-report",
          onclick: () => {
            this.menu.close();
            sendReport();
          },
        },
        icon("warning"),
        h("span", { class: "menu-words" }, say("user.errorReport")),
      ),
      this.resetter,
      ringSwitch(say, alerts),
      this.exits,
      this.hint,
    );
    this.menu = new Menu(this.button, this.panel);
    this.element = h("div", { class: "identity" }, this.button, this.panel);
  }

  /** Why the agent may not sign out, beside his state, in words; undefined where nothing is in the way. */
  hold(words) {
    this.held = words;
    if (this.desk !== undefined) {
      this.update(this.desk);
    }
  }

  /** Whether the user has put gadgets elsewhere than where the layout has them. */
  customised(is) {
    this.resetter.hidden = !is;
  }

  update(desk) {
    const { user, reasons, connected, pending } = (this.desk = desk);
    const { say } = this;
    const name = [user.firstName, user.lastName].filter(Boolean).join(" ") || user.loginId;
    setText(this.name, name);
    setText(this.initials, initialsOf(name));
    const facts = [
      user.roles.map((role) => say(`user.role.${role}`)).join(", "),
      say("user.id", { id: user.loginId }),
      say("user.extension", { extension: user.extension }),
      user.teamName && say("user.team", { team: user.teamName }),
    ].filter(Boolean);
    refill(this.facts, JSON.stringify([name, facts]), () => [
      h("strong", { dir: "auto" }, name),
      ...facts.map((fact) => h("bdi", {}, fact)),
    ]);
    const allowed = connected && this.held === undefined && maySignOut(user) && pending[keyOf({ to: "signOut" })] === undefined;
    this.allowed = allowed;
    this.hint.hidden = maySignOut(user) && this.held === undefined;
    setText(this.hint, maySignOut(user) ? (this.held ?? "") : say("user.signOutHint"));
    refill(this.exits, JSON.stringify([reasons.LOGOUT, allowed]), () =>
      this.exitItems(reasons.LOGOUT, allowed),
    );
  }

  /** Sign out by the keyboard: at once where that is allowed and no reason is asked for, else with the list open. */
  signOut(reasons) {
    if (reasons.length === 0 && this.allowed) {
      this.ask({ to: "signOut" });
    } else {
      this.menu.open('[data-testid="sign-out"], [data-testid="sign-out-reason"]');
      this.reveal();
    }
  }

  exitItems(reasons, allowed) {
    const { say } = this;
    const list = reasons.map((reason) =>
      h(
        "button",
        {
          type: "button",
          role: "menuitem",
          class: "menu-item",
          disabled: !allowed,
          "data-testid": "sign-out-reason",
          "data-reason-id": reason.id,
          onclick: () => this.leave(reason),
        },
        h("span", { class: "menu-words" }, reason.label),
      ),
    );
    const reasonList = h(
      "div",
      { class: "sign-out-reasons", hidden: true, role: "group", "aria-label": say("user.signOutReason") },
      list,
    );
    this.reveal = () => {
      reasonList.hidden = false;
      list[0]?.focus();
    };
    const exit = h(
      "button",
      {
        type: "button",
        role: "menuitem",
        class: "menu-item",
        disabled: !allowed,
        "aria-describedby": "sign-out-hint",
        "data-testid": "sign-out",
        onclick: () => (reasons.length === 0 ? this.leave() : this.reveal()),
      },
      icon("signOut"),
      h("span", { class: "menu-words" }, say("user.signOut")),
      reasons.length > 0 && icon("chevron"),
    );
    return [exit, reasonList];
  }

  leave(reason) {
    this.menu.close();
    this.ask({ to: "signOut", reason });
  }
}

/** Whether calls are heard; nothing, where the desktop never rings. */
function ringSwitch(say, alerts) {
  if (!alerts.canRing) {
    return undefined;
  }
  const item = h(
    "button",
    {
      type: "button",
      role: "menuitemcheckbox",
      class: "menu-item",
      "aria-checked": String(alerts.rings),
      "data-testid": "ring-sound",
      onclick: () => {
        alerts.switchRing();
        setAttribute(item, "aria-checked", String(alerts.rings));
      },
    },
    icon("bell"),
    h("span", { class: "menu-words" }, say("user.ring")),
  );
  return item;
}

function initialsOf(name) {
  const words = name.split(/\s+/).filter(Boolean);
  return [words[0], words.length > 1 ? words.at(-1) : ""]
    .map((word) => [...(word ?? "")][0] ?? "")
    .join("")
    .toUpperCase();
}
