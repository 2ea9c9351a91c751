/** The digital channels in the header: a button with each channel's icon, and a menu to change their states. */

import { h, refill, setAttribute, setText } from "../parts/dom.js";
import { icon } from "../parts/icons.js";
import { Menu } from "../parts/menu.js";
import { ALL, worstBadge } from "./channel_list.js";
import { picture } from "./picture.js";

export class ChannelMenu {
  /**
   * @param {{say: function, choose: (id: string, menuId: string) => void, chooseForAll: (menuId: string) => void}} given
   */
  constructor(given) {
    Object.assign(this, given);
    const { say } = this;
    this.icons = h("span", { class: "channel-icons" });
    this.unseen = h("span", { class: "unseen" });
    this.button = h(
      "button",
      {
        type: "button",
        class: "channel-button",
        "aria-label": say("channels.menu"),
        "data-testid": "channel-menu",
      },
      this.icons,
      this.unseen,
      icon("chevron"),
    );
    this.panel = h("div", {
      class: "menu channel-list",
      role: "menu",
      "aria-label": say("channels.menu"),
    });
    this.menu = new Menu(this.button, this.panel);
    this.element = h("div", { class: "channels", hidden: true }, this.button, this.panel);
  }

  update(channels) {
    const { say } = this;
    this.element.hidden = channels.length === 0;
    if (channels.length === 0) {
      this.menu.close(false);
    }
    const badge = worstBadge(channels);
    setAttribute(this.button, "data-badge", badge);
    setText(this.unseen, badge === "none" ? "" : say(`channels.badge.${badge}`));
    const version = JSON.stringify(channels, (key, value) =>
      key === "click" && value ? value.menuId : value,
    );
    refill(this.icons, version, () => channels.map((channel) => this.sign(channel)));
    if (this.panel.dataset.version !== version) {
      const at = [...this.panel.querySelectorAll("[role=menuitem]")].indexOf(document.activeElement);
      refill(this.panel, version, () => [this.forAll(channels), channels.map((one) => this.group(one))]);
      if (at >= 0) {
        ([...this.panel.querySelectorAll("[role=menuitem]")][at] ?? this.button).focus();
      }
    }
  }

  open() {
    this.menu.open();
  }

  /** What of a channel is seen without the menu. */
  sign({ channelId, menu, icons, state, click }) {
    return h(
      "span",
      {
        class: "channel-icon",
        title: state.hover || `${menu.label}: ${state.current}`,
        "data-testid": "channel",
        "data-channel-id": channelId,
        "data-state": state.current,
        "data-badge": state.badge,
        "aria-busy": click !== undefined ? "true" : undefined,
      },
      picture(icons[0] ?? { url: false, value: "chat" }),
      dot(state.color),
    );
  }

  forAll(channels) {
    return h(
      "div",
      { class: "channel-group" },
      ALL.map((menuId) =>
        this.item(this.say(`channels.${menuId}`), "", !channels.some(isFree), menuId, () =>
          this.chooseForAll(menuId),
        ),
      ),
    );
  }

  group(channel) {
    const { id, channelId, menu, state, click, failed } = channel;
    const told =
      (click !== undefined && this.say("channels.busy")) ||
      (failed !== undefined && (failed || this.say("channels.failed"))) ||
      state.current;
    return h(
      "div",
      {
        class: "channel-group menu-group",
        role: "group",
        "aria-label": menu.label,
        "data-channel-id": channelId,
      },
      h(
        "p",
        { class: "channel-name" },
        h("strong", {}, state.label || menu.label),
        h("span", { class: "menu-detail" }, told),
      ),
      menu.items.map((item) =>
        this.item(
          item.label,
          item.color,
          !isFree(channel),
          item.id,
          () => this.choose(id, item.id),
          state.current,
        ),
      ),
    );
  }

  item(label, color, disabled, menuId, chosen, current) {
    return h(
      "button",
      {
        type: "button",
        role: "menuitem",
        class: "menu-item",
        disabled,
        "aria-current": current === label ? "true" : undefined,
        "data-testid": "channel-entry",
        "data-menu-id": menuId,
        onclick: () => {
          this.menu.close();
          chosen();
        },
      },
      dot(color),
      h("span", { class: "menu-words" }, label),
    );
  }
}

const isFree = ({ state, click }) => state.enabled && click === undefined;

/** A dot in one of our colours, or in the gadget's own. */
function dot(color) {
  const made = h("span", { class: "channel-dot", "data-color": color });
  if (color.startsWith("#")) {
    made.style.background = color;
  }
  return made;
}
