/** The board: header, page-level gadgets and tabs of a layout, and every gadget and component on them. */

import { h } from "../parts/dom.js";
import { arrange, loadOrder } from "../model/arrangement.js";
import { layoutFor, refusalOf } from "../model/layout_xml.js";
import { languageOf, prefsOf, renderUrl } from "../model/render_url.js";
import { message } from "../texts.js";
import { Component } from "./component.js";
import { Gadget } from "./gadget.js";
import { fit, header } from "./header.js";
import { MultiTab } from "./multi_tab.js";
import { Queue } from "./queue.js";
import { Room } from "./room.js";
import { Tabs } from "./tabs.js";

const ACTIVE_TAB = "finesse.containerservices.activeTab";

export class Board {
  /**
   * @param {{say: function, locale: string, session: object, hub: object, config: object, read: object,
   *   run: (command: string) => void, services: object}} given `read` as layout_xml.js has it, `config.layout` its
   *   configuration; `run` carries out a command of the page
   */
  constructor(given) {
    const { say, session, read } = given;
    Object.assign(this, given, { queue: new Queue(), user: session.known });
    this.nocache = /[?&](nocache|bypassServerCache=true)(&|=|$)/.test(location.search);
    this.room = new Room(this);
    this.arranged = arrange(read, layoutFor(read, this.user.roles));
    this.pieces = new Map(this.arranged.pieces.map((piece) => [piece.mid, this.make(piece)]));
    this.tabs = new Tabs({
      say,
      tabs: this.arranged.tabs,
      labelOf: (label) => message(say, label),
      changed: (id) => this.tabChanged(id),
    });
    this.panels = new Map(this.arranged.tabs.map((tab) => [tab.id, this.panel(tab)]));
    this.adopt();
    this.page = h("div", { class: "page-gadgets" }, this.elements(this.arranged.page));
    const columns = (side) =>
      side.map(({ width, piece }) => ({ width, element: piece && this.pieces.get(piece.mid).element }));
    this.header = header(say, {
      left: columns(this.arranged.header.left),
      right: columns(this.arranged.header.right),
    });
    this.resized = () => {
      fit(this.header);
      this.multiTabs.forEach((one) => one.refresh(this.tabs.active));
      this.room.changed();
    };
    window.addEventListener("resize", this.resized);
    this.observer = new ResizeObserver(() => this.room.changed());
    this.observer.observe(this.page);
  }

  /** Load the components, without which the page is none. */
  async prepare() {
    await Promise.all(this.components.map((one) => one.load()));
    this.multiTabs.forEach((one) => one.refresh(this.tabs.active));
  }

  /** The page is there: show the first tab, and make the frames in turns. */
  begin(main) {
    this.main = main;
    fit(this.header);
    this.tabs.activate(this.tabs.first);
    const order = loadOrder(this.arranged.pieces, this.tabs.active);
    this.queue.add(order.map(({ mid }) => this.pieces.get(mid)).filter((one) => one instanceof Gadget));
  }

  get components() {
    return [...this.pieces.values()].filter((one) => one instanceof Component);
  }

  get gadgets() {
    return [...this.pieces.values()].filter((one) => one instanceof Gadget);
  }

  /** What the components do when a shortcut is pressed, by command. */
  get commands() {
    return Object.assign({}, ...this.components.map((one) => one.commands));
  }

  /** The gadget of that number, which gadgets know as their id, as text or number. */
  gadget(mid) {
    const found = this.pieces.get(Number(mid));
    return found instanceof Gadget ? found : undefined;
  }

  make(piece) {
    const { say, locale, session, hub, config, run, services } = this;
    const shown = (one) => this.shown(one);
    const maximise = (one, is) => this.room.maximise(one, is);
    if (piece.manages === "tabs") {
      return new MultiTab(piece, { say, configs: config.layout, maximise });
    }
    if (piece.kind === "component") {
      const managed = (one) => this.managed(one).forEach(shown);
      return new Component(piece, { say, locale, session, hub, config, run, services, shown, managed });
    }
    return new Gadget(piece, {
      say,
      address: (gadget) => this.address(gadget),
      settled: (gadget) => this.queue.settled(gadget),
      maximise,
      shown,
    });
  }

  /** What each Multi-Tab gadget manages goes to it; of one of the page, into the panel of its tab. */
  adopt() {
    for (const one of this.multiTabs) {
      for (const member of this.managed(one)) {
        const panel = one.piece.level === "page" ? this.panels.get(member.piece.tab) : undefined;
        one.adopt(member, panel && paneOf(panel, one.mid));
      }
    }
    [...this.pieces.values()].forEach((one) => this.shown(one));
  }

  get multiTabs() {
    return [...this.pieces.values()].filter((one) => one instanceof MultiTab);
  }

  /** Whether it has a tab of a Multi-Tab gadget. */
  isTabbed(one) {
    return this.pieces.get(one?.piece.manager) instanceof MultiTab;
  }

  managed({ mid }) {
    return [...this.pieces.values()].filter((one) => one.piece.manager === mid);
  }

  /** Show what wants to be shown, where nobody stands against it. */
  shown(one) {
    const manager = this.pieces?.get(one.piece.manager);
    if (one instanceof MultiTab || manager instanceof MultiTab) {
      (manager instanceof MultiTab ? manager : one).refresh(this.tabs?.active);
    } else {
      one.element.hidden = !one.isShown || (manager !== undefined && manager.showsManaged !== true);
    }
  }

  elements(pieces) {
    const placed = pieces.filter(({ manager }) => !(this.pieces.get(manager) instanceof MultiTab));
    return placed.map(({ mid }) => this.pieces.get(mid).element);
  }

  panel({ id, columns }) {
    return h(
      "div",
      { class: "tab-panel", id: `panel_${id}`, role: "tabpanel", "aria-labelledby": `tablink_${id}` },
      h(
        "div",
        { class: "columns" },
        columns.map((column) => h("div", { class: "column" }, this.elements(column))),
      ),
    );
  }

  address(gadget) {
    const [language, country] = languageOf(this.locale);
    const { piece } = gadget;
    const prefs = this.prefsOf({
      url: gadget.addressInTurn,
      order: piece.mid,
      tab: piece.tab,
      attributes: { ...piece.prefs, ...gadget.prefs },
    });
    const nocache = gadget.nocache || this.nocache;
    const inspected = window.finesse?.container?.Inspection?.isWanted;
    const url = gadget.addressInTurn;
    return renderUrl({ url, mid: gadget.mid, nocache, country, language, prefs, inspected });
  }

  /** What every gadget is told of the desktop, and what `of` says of this one. */
  prefsOf(of) {
    const { session, locale, config } = this;
    return prefsOf({
      ...of,
      user: { ...this.user, extension: session.credentials.extension },
      place: {
        scheme: location.protocol.slice(0, -1),
        host: location.hostname,
        port: location.port || (location.protocol === "https:" ? "443" : "80"),
      },
      server: {
        host: config.host ?? location.hostname,
        domain: session.info.domain,
        pubsubDomain: session.info.pubsubDomain,
      },
      locale,
      configs: config.layout,
      toaster: config.toasterNotificationTimeout,
    });
  }

  update(desk, link) {
    this.user = desk.user;
    this.components.forEach((one) => one.update(desk, link));
  }

  tick(now) {
    this.pieces.forEach((one) => one.tick(now));
  }

  tabChanged(id) {
    for (const one of this.gadgets) {
      if (one.piece.tab === id && one.piece.manager === undefined) {
        one.hasNews = false; // it is looked at
      }
    }
    for (const [one, panel] of this.panels) {
      panel.classList.toggle("active", one === id);
    }
    this.multiTabs.forEach((one) => one.refresh(id));
    this.queue.prefer((gadget) => gadget.piece.tab === id);
    this.markTabs();
    this.hub.publish(ACTIVE_TAB, id);
  }

  /** The red dot of a gadget: in its Multi-Tab gadget, and on its tab's link. */
  notify(gadget, is) {
    gadget.hasNews = is;
    this.shown(gadget);
    this.markTabs();
  }

  /** A tab's link has the red dot while it is not looked at and a gadget on it has news. */
  markTabs() {
    for (const id of this.panels.keys()) {
      const news = this.gadgets.some((one) => one.piece.tab === id && one.hasNews);
      this.tabs.notify(id, news && id !== this.tabs.active);
    }
  }

  /** Another gadget, beside those of the layout; in a tab before them, where it is seen without scrolling. */
  add({ url, tab }) {
    const panel = this.panels.get(tab) ?? this.panels.get(this.tabs.first);
    const place = [...this.panels].find(([, one]) => one === panel)?.[0];
    const level = tab === "header" ? "header" : tab === "page" || panel === undefined ? "page" : "tab";
    const mid = Math.max(-1, ...this.pieces.keys()) + 1;
    const [piece] = arrange(
      { header: { left: [], right: [] } },
      { page: [{ ...PIECE, url, refused: refusalOf(url) }], tabs: [] },
    ).pieces;
    const gadget = this.make({ ...piece, mid, level, tab: level === "tab" ? place : undefined });
    this.pieces.set(mid, gadget);
    const put = {
      header: () => this.header.querySelector(".header-right").append(gadget.element),
      page: () => this.page.append(gadget.element),
      tab: () => putFirst(panel.querySelector(".column"), gadget.element),
    };
    put[level]();
    this.queue.add([gadget]);
    return mid;
  }

  /** Take away every gadget of that address. */
  remove(url) {
    for (const gadget of this.gadgets.filter((one) => one.url === url)) {
      this.queue.drop(gadget);
      if (gadget.isMaximised) {
        this.room.maximise(gadget, false);
      }
      const manager = this.pieces.get(gadget.piece.manager);
      gadget.remove();
      this.pieces.delete(gadget.mid);
      if (manager instanceof MultiTab) {
        manager.drop(gadget);
      }
    }
  }

  /** Load every gadget of that file anew, whatever query its address has, past the server's caches. */
  reload(url) {
    this.reloadThose((one) => specOf(one) === specOf(url));
  }

  /** Load the gadgets anew whose addresses are meant. @param {(url: string) => boolean} isMeant */
  reloadThose(isMeant) {
    this.gadgets.filter(({ url }) => isMeant(url)).forEach((one) => one.reload({ nocache: true }));
  }

  /** Leave the page. */
  close() {
    window.removeEventListener("resize", this.resized);
    this.observer.disconnect();
    this.tabs.remove();
    this.pieces.forEach((one) => one.remove());
  }
}

const PIECE = {
  kind: "gadget",
  id: undefined,
  alternateHosts: [],
  managedBy: undefined,
  hidden: false,
  isDefault: false,
  prefs: {},
  refused: undefined,
};

/** Before what the layout has in the column, and behind what was put there so before. */
function putFirst(column, element) {
  element.classList.add("gadget-added");
  const own = [...column.children].find((one) => !one.classList.contains("gadget-added"));
  column.insertBefore(element, own ?? null);
}

/** A gadget's file: its address without its query. */
function specOf(url) {
  try {
    const { origin, pathname } = new URL(url, location.origin);
    return origin + pathname;
  } catch {
    return url;
  }
}

/** Where a Multi-Tab gadget of the page has its gadgets of a tab: at the top of the tab's panel. */
function paneOf(panel, mid) {
  const known = panel.querySelector(`[data-multi-tab="${mid}"]`);
  const pane = known ?? h("div", { class: "multi-tab-pane", "data-multi-tab": mid });
  panel.prepend(pane);
  return pane;
}
