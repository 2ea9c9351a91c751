/**
 * A Multi-Tab gadget: a strip of tabs, one for each gadget that it manages, of which one is seen. One of the page has
 * gadgets of every tab; their frames are in the panel of their tab, where gadgets look for it. The order of the tabs
 * and whether the height is that of the gadget are the user's, and this browser remembers them.
 */

import { recall, rememberAs } from "../browser_memory.js";
import { idFor } from "../container/chrome.js";
import { keptOrder, movedTab, tabsOf } from "../model/layout/multi_tab.js";
import { h, refill, setAttribute } from "../parts/dom.js";
import { icon } from "../parts/icons.js";
import { Menu } from "../parts/menu.js";
import { letTabsBeDragged } from "./drag.js";
import { Options } from "./options.js";

const NARROW = 700; // px, as in css/gadgets.css
const MOST_NARROW = 3;

export class MultiTab {
  /**
   * @param {object} piece of arrangement.js
   * @param {{say: function, properties: object, maximise: (member: object, is: boolean) => void, isOnGrid: boolean}} given
   *   `isOnGrid`: it is moved and resized as a whole
   */
  constructor(piece, { say, properties, maximise, isOnGrid = false }) {
    Object.assign(this, { piece, say, maximise, isOnGrid, members: [], isShown: !piece.hidden, isCollapsed: false });
    const { order, dynamic } = Object(recall(this.memory));
    this.order = keptOrder(order);
    this.hasDynamicHeight = dynamic !== false;
    this.otherPanes = new Set(); // in the panels of tabs
    this.most = properties.maxTabsOnTabbedGadgetHeader;
    this.tabsFirst = properties.displayNavLevelGadgetsFirstInMultitab;
    this.strip = h("div", { class: "multi-tab-strip", role: "tablist", "aria-label": say("multiTab.tabs") });
    this.moreButton = h(
      "button",
      { type: "button", class: "plain-button", "aria-label": say("multiTab.more"), title: say("multiTab.more") },
      icon("chevron"),
    );
    this.list = h("div", { class: "menu multi-tab-list", role: "menu", "aria-label": say("multiTab.more") });
    this.more = h("div", { class: "multi-tab-more", hidden: true }, this.moreButton, this.list);
    this.menu = new Menu(this.moreButton, this.list);
    this.maximiser = h("button", {
      type: "button",
      class: "plain-button",
      "data-testid": "multi-tab-maximise",
      onclick: () => this.maximised(!this.isMaximised),
    });
    this.collapser = h(
      "button",
      {
        type: "button",
        class: "plain-button expander",
        "data-testid": "multi-tab-collapse",
        onclick: () => this.collapse(!this.isCollapsed),
      },
      icon("chevron"),
    );
    this.options = new Options({
      say,
      step: (by) => this.move(this.chosen.mid, this.there.indexOf(this.chosen.mid) + by),
      reset: () => this.become({ order: [] }),
      dynamic: () => this.become({ hasDynamicHeight: !this.hasDynamicHeight }),
    });
    this.panes = h("div", { class: "multi-tab-panes" });
    this.warning = h("p", { class: "nothing multi-tab-empty", hidden: true }, say("multiTab.empty"));
    this.bar = h(
      "div",
      { class: "multi-tab-bar" },
      this.strip,
      this.more,
      this.options.element,
      !isOnGrid && this.maximiser,
      !isOnGrid && this.collapser,
    );
    this.element = h(
      "section",
      {
        class: `gadget-box multi-tab gadget-of-${piece.level}`,
        id: idFor(piece),
        "data-testid": "multi-tab",
        "aria-label": say("multiTab.title"),
      },
      this.bar,
      this.warning,
      this.panes,
    );
    this.strip.addEventListener("keydown", (event) => this.hearKey(event));
    letTabsBeDragged(this.strip, (mid, to) => this.move(mid, to));
    this.collapse(false);
    this.labelMaximiser();
  }

  get mid() {
    return this.piece.mid;
  }

  get titleText() {
    return this.say("multiTab.title");
  }

  get hasTitle() {
    return true;
  }

  /** Another one to manage; its box has no title bar, since its tab says what it is. */
  adopt(member, pane) {
    this.members.push(member);
    if (member.chrome !== undefined) {
      member.chrome.bar.hidden = true;
    }
    setAttribute(member.element, "role", "tabpanel");
    setAttribute(member.element, "aria-labelledby", tabId(member.mid));
    if (pane !== undefined) {
      this.otherPanes.add(pane);
    }
    (pane ?? this.panes).append(member.element);
  }

  drop(member) {
    this.members = this.members.filter((one) => one !== member);
    this.refresh(this.activeTab);
  }

  get isMaximised() {
    return this.wantsMaximised === true;
  }

  /** Whether that member is the one that is seen. */
  isLookingAt(member) {
    return this.chosen === member && !member.element.hidden && !this.element.hidden;
  }

  choose(mid) {
    this.wanted = mid;
    this.refresh(this.activeTab);
  }

  /** What the model knows of the members, and of how they are to stand. */
  get asked() {
    const { activeTab, wanted, tabsFirst, order } = this;
    const most = window.innerWidth < NARROW ? Math.min(this.most, MOST_NARROW) : this.most;
    const there = this.members.map((one) => ({
      mid: one.mid,
      key: one.piece.key,
      tab: this.piece.level === "page" ? one.piece.tab : undefined,
      isDefault: one.piece.isDefault,
      isShown: one.isShown && one.isEmpty !== true,
    }));
    return [there, { activeTab, tabsFirst, wanted, most, order }];
  }

  /** Show what belongs to that tab of the desktop. */
  refresh(activeTab) {
    this.activeTab = activeTab;
    const { chosen, seen, more } = tabsOf(...this.asked);
    const isHere = this.piece.level === "page" || this.piece.tab === activeTab;
    for (const member of this.members) {
      member.element.hidden = member.mid !== chosen || this.isCollapsed;
      member.hasNews &&= member.element.hidden || !isHere; // what is seen is no news
    }
    const [tabs, others] = [seen, more].map((mids) => mids.map((mid) => this.members.find((one) => one.mid === mid)));
    const version = (members) => JSON.stringify(members.map((one) => [one.mid, one.titleText, one.hasNews]));
    const { activeElement } = document;
    const focused = this.strip.contains(activeElement) ? activeElement.dataset.mid : undefined;
    refill(this.strip, `${chosen} ${version(tabs)}`, () => tabs.map((one) => this.tab(one, one.mid === chosen)));
    if (focused !== undefined && !activeElement.isConnected) {
      (this.strip.querySelector(`[data-mid="${focused}"]`) ?? this.strip.firstElementChild)?.focus();
    }
    refill(this.list, version(others), () => others.map((one) => this.item(one)));
    this.more.hidden = others.length === 0;
    this.warning.hidden = seen.length > 0;
    this.bar.hidden = seen.length === 0;
    this.element.hidden = !this.isShown || (seen.length === 0 && this.piece.level === "page");
    this.panes.hidden = this.isCollapsed;
    this.chosen = this.members.find((one) => one.mid === chosen);
    this.showOptions();
    for (const member of this.members) {
      const is = this.isMaximised && member === this.chosen;
      if (member.isMaximised !== undefined && member.isMaximised !== is) {
        this.maximise(member, is);
      }
    }
  }

  tab(member, chosen) {
    return h(
      "button",
      {
        type: "button",
        class: "multi-tab-tab",
        role: "tab",
        id: tabId(member.mid),
        "aria-selected": String(chosen),
        "aria-keyshortcuts": "Control+Shift+ArrowLeft Control+Shift+ArrowRight",
        tabindex: chosen ? "0" : "-1",
        "data-testid": "multi-tab-tab",
        "data-mid": member.mid,
        title: member.titleText,
        onclick: () => this.choose(member.mid),
      },
      h("span", { class: "multi-tab-label" }, member.titleText),
      member.hasNews === true && this.dot(),
    );
  }

  item(member) {
    return h(
      "button",
      {
        type: "button",
        role: "menuitem",
        class: "menu-item",
        "data-testid": "multi-tab-tab",
        "data-mid": member.mid,
        onclick: () => {
          this.menu.close(false);
          this.choose(member.mid);
          this.focusChosen();
        },
      },
      h("span", { class: "menu-words" }, member.titleText),
      member.hasNews === true && this.dot(),
    );
  }

  dot() {
    return h(
      "span",
      { class: "red-dot", "data-testid": "gadget-news" },
      h("span", { class: "unseen" }, this.say("nav.news")),
    );
  }

  /** The tabs in turn. */
  turn(by) {
    const { there } = this;
    if (there.length > 1) {
      this.choose(there[(there.indexOf(this.chosen?.mid) + by + there.length) % there.length]);
      this.focusChosen();
    }
  }

  focusChosen() {
    this.strip.querySelector("[aria-selected=true]")?.focus();
  }

  /** Whether the focus is in it, or in the frame of one of its gadgets. */
  get hasFocus() {
    const places = [this.element, ...this.otherPanes];
    return places.some((one) => one.contains(document.activeElement));
  }

  /** Put a tab in another place; the browser remembers the order. */
  move(mid, to) {
    this.become({ order: movedTab(...this.asked, mid, to) });
  }

  /** The user wants it so; the gadget that he sees stays. */
  become(wish) {
    Object.assign(this, wish, { wanted: this.chosen?.mid });
    this.remember();
    this.refresh(this.activeTab);
  }

  remember() {
    const { order, hasDynamicHeight: dynamic } = this;
    rememberAs(this.memory, order.length === 0 && dynamic ? undefined : { order, dynamic });
  }

  get memory() {
    return `multi-tab.${this.piece.id ?? this.piece.key}`;
  }

  /** The tabs that are there now, in their order. */
  get there() {
    const { seen, more } = tabsOf(...this.asked);
    return [...seen, ...more];
  }

  showOptions() {
    const { there, hasDynamicHeight } = this;
    const mayBeDynamic = !this.isOnGrid && !this.isMaximised && !this.isCollapsed;
    this.options.show({
      at: there.indexOf(this.chosen?.mid),
      count: there.length,
      isOwnOrder: this.order.length > 0,
      isDynamic: hasDynamicHeight,
      mayBeDynamic,
    });
    const isCommon = !hasDynamicHeight && mayBeDynamic;
    [this.panes, ...this.otherPanes].forEach((pane) => pane.classList.toggle("common-height", isCommon));
    this.members.forEach(({ element }) => setAttribute(element, "tabindex", isCommon ? "0" : undefined)); // it scrolls
  }

  hearKey(event) {
    const tabs = [...this.strip.children];
    const at = tabs.indexOf(document.activeElement);
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (at >= 0 && by !== undefined && event.ctrlKey && event.shiftKey) {
      event.preventDefault();
      this.move(Number(tabs[at].dataset.mid), at + by);
      this.focusChosen();
      return;
    }
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1 + tabs.length, Home: 0, End: tabs.length - 1 }[event.key];
    if (at >= 0 && to !== undefined) {
      event.preventDefault();
      this.choose(Number(tabs[to % tabs.length].dataset.mid));
      this.focusChosen();
    }
  }

  collapse(is) {
    this.isCollapsed = is;
    setAttribute(this.collapser, "aria-expanded", String(!is));
    this.label(this.collapser, is ? "gadget.expand" : "gadget.collapse");
    this.refresh(this.activeTab);
  }

  /** One that is maximised stays so from tab to tab. */
  maximised(is) {
    this.wantsMaximised = is;
    this.labelMaximiser();
    this.refresh(this.activeTab);
  }

  labelMaximiser() {
    this.maximiser.replaceChildren(icon(this.isMaximised ? "restore" : "maximise"));
    this.label(this.maximiser, this.isMaximised ? "gadget.restore" : "gadget.maximise");
  }

  label(button, key) {
    setAttribute(button, "aria-label", this.say(key));
    setAttribute(button, "title", this.say(key));
  }

  show(is) {
    this.isShown = is;
    this.refresh(this.activeTab);
  }

  update() {}

  tick() {}

  remove() {
    this.element.remove();
  }
}

const tabId = (mid) => `multi_tab_${mid}`;
