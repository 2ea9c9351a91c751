/** Wrap-up of one call: the button with its popover, and the reasons that the call has. */

import { isBusy } from "../calls/actions.js";
import { unanswered } from "../../model/calls/digits.js";
import { choiceOf, heard, isChanged, isFull, listed, toggled } from "../../model/wrap_up/choice.js";
import { MOST, takesReasons } from "../../model/wrap_up/wrap_up.js";
import { h, refill, setAttribute, setText } from "../dom.js";
import { icon } from "../icons.js";
import { FloatingPanel } from "../floating_panel.js";
import { choiceKept, keepChoice } from "./kept_choices.js";

export class WrapUp {
  constructor({ say, ask, properties, dialogId }) {
    Object.assign(this, { say, ask, properties, dialogId });
    this.choice = choiceKept(dialogId) ?? choiceOf([]);
    this.reasons = [];
    this.badge = h("span", { class: "badge", "data-testid": "wrap-up-count" });
    this.applied = h("span", { class: "unseen" }, say("wrapUp.reasonsApplied"));
    this.button = h(
      "button",
      {
        type: "button",
        class: "button quiet",
        "data-testid": "wrap-up",
        onclick: () => this.panel.toggle(this.button),
      },
      icon("tag"),
      h("span", {}, say("wrapUp.button")),
      this.badge,
      this.applied,
    );
    const title = `wrap-up-title-${dialogId}`;
    this.search = h("input", {
      type: "search",
      "data-testid": "wrap-up-search",
      "aria-label": say("wrapUp.search"),
      placeholder: say("wrapUp.search"),
      oninput: () => this.list(),
      onkeydown: (event) => this.searchKey(event),
    });
    this.options = h("div", {
      class: "wrap-up-options",
      role: "listbox",
      "aria-multiselectable": "true",
      "aria-labelledby": title,
      onkeydown: (event) => this.optionKey(event),
    });
    this.none = h("p", { class: "menu-hint", role: "status" }, say("wrapUp.nothingFound"));
    this.count = h("span", { class: "wrap-up-chosen", role: "status" });
    this.apply = h(
      "button",
      {
        type: "button",
        class: "button blue",
        "data-testid": "wrap-up-apply",
        onclick: () => this.submit(),
      },
      say("wrapUp.apply"),
    );
    const cancel = h(
      "button",
      {
        type: "button",
        class: "button quiet",
        "data-testid": "wrap-up-cancel",
        onclick: () => this.giveUp(),
      },
      say("wrapUp.cancel"),
    );
    const content = h(
      "div",
      { class: "wrap-up-panel", role: "dialog", "aria-labelledby": title, "data-testid": "wrap-up-panel" },
      h("div", { class: "wrap-up-head" }, h("h3", { id: title }, say("wrapUp.title")), this.count),
      this.search,
      this.options,
      this.none,
      h("div", { class: "wrap-up-buttons" }, cancel, this.apply),
    );
    content.addEventListener("keydown", (event) => {
      if (event.key === "Escape") {
        this.change(choiceOf(this.choice.applied));
      }
    });
    this.panel = new FloatingPanel(content, () => this.clearSearch());
    FloatingPanel.announce(this.button);
    this.element = h("div", { class: "call-button", hidden: true }, this.button, content);
    this.tags = h("ul", {
      class: "wrap-up-tags",
      "aria-label": say("wrapUp.applied"),
      "data-testid": "wrap-up-tags",
      hidden: true,
    });
  }

  /** Whether the call can be given reasons now. */
  get isOffered() {
    return !this.element.hidden;
  }

  update(desk, dialog, own) {
    this.reasons = desk.wrapUpReasons;
    this.element.hidden = !takesReasons(desk, dialog, this.properties);
    this.isBusy = isBusy(desk, dialog.id) || unanswered(desk) > 0;
    const count = dialog.wrapUps.length;
    setText(this.badge, count === 0 ? "" : String(count));
    this.badge.hidden = count === 0;
    this.applied.hidden = count === 0;
    this.tags.hidden = count === 0;
    refill(this.tags, JSON.stringify(dialog.wrapUps), () =>
      dialog.wrapUps.map((reason) => h("li", { class: "tag" }, h("bdi", {}, reason))),
    );
    this.change(heard(this.choice, dialog.wrapUps));
    this.isDue = own.state === "WRAP_UP" && count === 0;
    if (!this.isOffered) {
      this.panel.close(false);
    }
  }

  /** Open the popover, if the call can be given reasons. */
  open() {
    if (this.isOffered && !this.panel.isOpen) {
      this.panel.open(this.button);
    }
  }

  change(choice) {
    const was = isChanged(this.choice);
    this.choice = choice;
    if (was || isChanged(choice)) {
      keepChoice(this.dialogId, isChanged(choice) ? choice : undefined);
    }
    this.list();
  }

  list() {
    const shown = listed(this.reasons, this.choice, this.search.value);
    refill(this.options, JSON.stringify(shown), () => shown.map((reason) => this.option(reason)));
    const { chosen } = this.choice;
    const options = [...this.options.children];
    const current = Math.max(0, options.indexOf(document.activeElement));
    for (const [at, option] of options.entries()) {
      setAttribute(option, "tabindex", at === current ? "0" : "-1");
      const isChosen = chosen.includes(option.dataset.reason);
      setAttribute(option, "aria-selected", String(isChosen));
      setAttribute(option, "aria-disabled", !isChosen && isFull(this.choice) ? "true" : undefined);
    }
    this.none.hidden = shown.length > 0;
    setText(this.count, this.say("wrapUp.chosen", { count: chosen.length, most: MOST }));
    this.apply.disabled = this.isBusy || !isChanged(this.choice);
  }

  option(reason) {
    return h(
      "div",
      {
        class: "wrap-up-option",
        role: "option",
        tabindex: "-1",
        "aria-selected": "false",
        "data-reason": reason,
        "data-testid": "wrap-up-reason",
        onclick: () => this.change(toggled(this.choice, reason)),
      },
      icon("done"),
      h("bdi", { class: "menu-words" }, reason),
    );
  }

  searchKey(event) {
    if (event.key === "ArrowDown") {
      event.preventDefault();
      this.options.firstElementChild?.focus();
    } else if (event.key === "Enter") {
      event.preventDefault();
      this.submit();
    }
  }

  optionKey(event) {
    const all = [...this.options.children];
    const at = all.indexOf(document.activeElement);
    const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 }[event.key];
    if (event.key === " ") {
      event.preventDefault();
      this.change(toggled(this.choice, all[at].dataset.reason));
    } else if (event.key === "Enter") {
      event.preventDefault();
      this.submit();
    } else if (next !== undefined) {
      event.preventDefault();
      (next < 0 ? this.search : all[Math.min(next, all.length - 1)])?.focus();
    }
  }

  submit() {
    if (!this.apply.disabled) {
      this.panel.close();
      this.ask({ to: "wrapUp", dialogId: this.dialogId, reasons: this.choice.chosen });
    }
  }

  giveUp() {
    this.change(choiceOf(this.choice.applied));
    this.panel.close();
  }

  clearSearch() {
    this.search.value = "";
    this.list();
  }

  remove() {
    this.panel.close(false);
  }
}
