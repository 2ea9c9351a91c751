/** The popovers of gadgets on the page: what `popover_list.js` holds, drawn. */

import { duration } from "../model/clock.js";
import { h, setText } from "../parts/dom.js";
import { icon } from "../parts/icons.js";
import { picture } from "./picture.js";
import { secondsShown } from "./popover_list.js";

export class GadgetPopovers {
  /** @param {{say: function, titleOf: (gadget: string) => string, tell: (event: object) => void}} given */
  constructor(given) {
    Object.assign(this, given, { drawn: new Map() });
    this.element = h("div", { class: "gadget-popovers" });
  }

  update(list, now) {
    for (const [id, { popover, element }] of this.drawn) {
      if (!list.some((one) => one.id === popover.id)) {
        element.remove();
        this.drawn.delete(id);
      }
    }
    for (const popover of list) {
      const before = this.drawn.get(popover.id);
      if (before?.popover !== popover) {
        this.put(popover, before);
      }
    }
    this.tick(now);
  }

  /** Draw it, in the place and with the focus of what is there of it. */
  put(popover, before) {
    const one = this.draw(popover);
    this.drawn.set(popover.id, one);
    if (before === undefined) {
      this.element.append(one.element);
      return;
    }
    const focused = before.element.contains(document.activeElement);
    before.element.replaceWith(one.element);
    one.minimise(before.body.hidden);
    if (focused) {
      one.element.querySelector("button:enabled")?.focus();
    }
  }

  tick(now) {
    for (const { popover, timer } of this.drawn.values()) {
      const seconds = secondsShown(popover, now);
      if (seconds !== undefined) {
        setText(timer, duration(seconds * 1000));
      }
    }
  }

  draw(popover) {
    const { say, tell } = this;
    const { id } = popover;
    const title = popover.title || this.titleOf(popover.gadget);
    const timer = h("span", { class: "popover-timer", role: "timer", "aria-label": say("popover.time") });
    const header = h("strong", { class: "popover-header" }, title);
    const body = h(
      "div",
      {},
      popover.rows.length > 0 && h("div", { class: "popover-variables" }, rows(popover.rows)),
      popover.wanted !== "" && h("p", { class: "popover-wanted" }, popover.wanted),
      this.actions(popover),
    );
    const toggle = h("button", {
      type: "button",
      class: "plain-button on-night",
      onclick: () => minimise(!body.hidden),
    });
    const minimise = (is) => {
      body.hidden = is;
      header.textContent = is ? popover.small || title : title;
      toggle.replaceChildren(icon(is ? "maximise" : "restore"));
      toggle.setAttribute("aria-label", say(is ? "popover.maximise" : "popover.minimise"));
      toggle.setAttribute("aria-expanded", String(!is));
    };
    minimise(false);
    const mayClose = popover.dismissible || popover.acted;
    const element = h(
      "section",
      {
        class: "call-popover gadget-popover",
        role: "dialog",
        "aria-label": title,
        "data-testid": "gadget-popover",
      },
      h(
        "div",
        { class: "popover-top" },
        h("span", { class: "popover-icon still" }, picture(popover.icon)),
        h(
          "div",
          { class: "popover-names" },
          h("span", { class: "popover-kind" }, this.titleOf(popover.gadget)),
          header,
        ),
        popover.timer?.shown && timer,
        !popover.keepMaximised && toggle,
        mayClose &&
          h(
            "button",
            {
              type: "button",
              class: "plain-button on-night",
              "aria-label": say("popover.close"),
              "data-testid": "popover-close",
              onclick: () => tell({ type: "dismissed", id }),
            },
            icon("close"),
          ),
      ),
      body,
    );
    return { popover, element, timer, body, minimise };
  }

  /** The buttons; where one asks to be confirmed, those that confirm it take their place. */
  actions({ id, buttons, acted }) {
    if (buttons.length === 0) {
      return undefined;
    }
    const place = h("div", { class: "popover-actions" });
    const made = (list) =>
      list.map((button) =>
        h(
          "button",
          {
            type: "button",
            class: `button ${button.affirm ? "green" : "red"}`,
            title: button.hover || undefined,
            disabled: acted,
            "data-testid": "popover-button",
            "data-button-id": button.id,
            onclick: () => {
              if (button.confirm?.length > 0) {
                place.replaceChildren(...made(button.confirm));
                place.querySelector("button").focus();
              } else {
                this.tell({ type: "pressed", id, button: button.id });
              }
            },
          },
          button.label,
        ),
      );
    place.append(...made(buttons));
    return place;
  }
}

function rows(list) {
  return h(
    "dl",
    { class: "variables" },
    list.map(({ name, value }) => h("div", { class: "variable" }, h("dt", {}, name), h("dd", {}, value))),
  );
}
