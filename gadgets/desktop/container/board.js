/** The board: header, page-level gadgets and tabs of a layout, and every gadget and component on them. */

import { MultiTab } from "../multi_tab/multi_tab.js";
import { h } from "../parts/dom.js";
import { arrange, loadOrder } from "../model/layout/arrangement.js";
import { layoutFor, refusalOf } from "../model/layout/layout_xml.js";
import { languageOf, prefsOf, renderUrl } from "../model/layout/render_url.js";
import { message } from "../texts.js";
import { Component } from "./component.js";
import { Gadget } from "./gadget.js";
import { fit, header } from "./header.js";
import { Panels } from "./panels.js";
import { Queue } from "./queue.js";
import { Room } from "./room.js";
import { Tabs } from "./tabs.js";

const ACTIVE_TAB = "finesse.containerservices.activeTab";

export class Board {
  /**
   * @param {{say: function, locale: string, session: object, hub: object, config: object, properties: object, read: object,
   *   run: (command: string) => void, services: object, places: object}} given `read` as layout_xml.js has it,
   *   `config.layout` its configuration, `properties` the desktop's, read; `run` carries out a command of the page; `places` where the user has put
   *   gadgets, as grid/kept_places.js has it
   */
  constructor(given) {
    const { say, session, read } = given;
    Object.assign(this, given, { queue: new Queue(), user: session.known });
    this.hasGrids = given.properties.enableDragDropAndResizeGadget;
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
    this.panels = new Panels({
      say,
      tabs: this.arranged.tabs,
      isGrid: this.hasGrids,
      places: given.places,
      standing: (pieces) => this.standing(pieces),
    });
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
      const isOnGrid = this.hasGrids && piece.level === "tab";
      return new MultiTab(piece, { say, properties: this.properties, maximise, isOnGrid });
    }
    if (piece.kind === "component") {
      const managed = (one) => this.managed(one).forEach(shown);
      const managedCount = (one) => this.managed(one).length;
      return new Component(piece, {
        say,
        locale,
        session,
        hub,
        config,
        properties: this.properties,
        run,
        services,
        shown,
        managed,
        managedCount,
        places: this.places,
        reveal: (one) => this.reveal(one),
      });
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
        one.adopt(member, one.piece.level === "page" ? this.panels.paneOf(member.piece.tab, one.mid) : undefined);
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

  /** Bring one to where it is seen: on the desktop's tab, and as the chosen one of its Multi-Tab gadget. */
  reveal(one) {
    const { tab, manager } = one.piece;
    if (tab !== undefined && tab !== this.tabs.active) {
      this.tabs.activate(tab);
    }
    const around = this.pieces.get(manager);
    if (around instanceof MultiTab && !around.isLookingAt(one)) {
      around.choose(one.mid);
    }
  }

  /** The next tab, or the one before, of the Multi-Tab gadget that has the focus, also in a frame of its gadgets. */
  turnTabs(by) {
    this.multiTabs.find((one) => one.hasFocus)?.turn(by);
  }

  /** The gadget that has the focus fills its room, or does no longer. */
  toggleMaximised() {
    const around = this.multiTabs.find((one) => one.hasFocus && !one.isOnGrid);
    const gadget = this.gadgets.find((one) => one.element.contains(document.activeElement));
    if (around !== undefined) {
      around.maximised(!around.isMaximised);
    } else if (gadget !== undefined && gadget.piece.level !== "header") {
      this.room.maximise(gadget, !gadget.isMaximised);
    }
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
      this.panels?.refresh(one);
    }
  }

  elements(pieces) {
    return this.standing(pieces).map(({ element }) => element);
  }

  /** Those that stand where the layout has them: what a Multi-Tab gadget manages stands in it. */
  standing(pieces) {
    const placed = pieces.filter(({ manager }) => !(this.pieces.get(manager) instanceof MultiTab));
    return placed.map(({ mid }) => this.pieces.get(mid));
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
    const { session, locale, config, properties } = this;
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
      properties,
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
    this.panels.activate(id);
    this.multiTabs.forEach((one) => one.refresh(id));
    for (const one of this.gadgets) {
      one.hasNews &&= !this.isLookedAt(one);
    }
    this.queue.prefer((gadget) => gadget.piece.tab === id);
    this.markTabs();
    this.hub.publish(ACTIVE_TAB, id);
  }

  /** The red dot of a gadget that is not looked at: in its Multi-Tab gadget, and on its tab's link. */
  notify(gadget, is) {
    gadget.hasNews = is && !this.isLookedAt(gadget);
    this.shown(gadget);
    this.markTabs();
  }

  /** Whether a gadget is in front of the agent: on the desktop's tab, and the chosen one of its Multi-Tab gadget. */
  isLookedAt(gadget) {
    const { tab, manager } = gadget.piece;
    const around = this.pieces.get(manager);
    const isHere = tab === undefined || tab === this.tabs.active;
    return isHere && (around instanceof MultiTab ? around.isLookingAt(gadget) : true);
  }

  /** A tab's link has the red dot while it is not looked at and a gadget on it has news. */
  markTabs() {
    for (const { id } of this.arranged.tabs) {
      const news = this.gadgets.some((one) => one.piece.tab === id && one.hasNews);
      this.tabs.notify(id, news && id !== this.tabs.active);
    }
  }

  /** Another gadget, beside those of the layout; in a tab before them, where it is seen without scrolling. */
  add({ url, tab }) {
    const place = this.panels.has(tab) ? tab : this.tabs.first;
    const level = tab === "header" ? "header" : tab === "page" || place === undefined ? "page" : "tab";
    const mid = Math.max(-1, ...this.pieces.keys()) + 1;
    const [piece] = arrange(
      { header: { left: [], right: [] } },
      { page: [{ ...PIECE, url, refused: refusalOf(url) }], tabs: [] },
    ).pieces;
    const key = `added ${url}`; // no address of the layout
    const gadget = this.make({ ...piece, key, mid, level, tab: level === "tab" ? place : undefined });
    this.pieces.set(mid, gadget);
    const put = {
      header: () => this.header.querySelector(".header-right").append(gadget.element),
      page: () => this.page.append(gadget.element),
      tab: () => this.panels.add(place, gadget),
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
      this.panels.drop(gadget);
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
    this.panels.remove();
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

/** A gadget's file: its address without its query. */
function specOf(url) {
  try {
    const { origin, pathname } = new URL(url, location.origin);
    return origin + pathname;
  } catch {
    return url;
  }
}
