/**
 * What the page does for gadgets beside showing them: dialogs, banners about certificates, popovers, notifications,
 * digital channels and shortcut keys. What is a gadget's goes when its frame goes or begins anew.
 */

import { CONTAINER, FINEXT } from "../../finesse/base/hub_topics.js";
import { gadgetOf, inspect } from "../connection/inspection.js";
import { CertificateBanners } from "./certificate_banners.js";
import * as channels from "./channel_list.js";
import { Dialog } from "./dialog.js";
import * as notes from "./notification_list.js";
import { Notifications } from "./notifications.js";
import * as popovers from "./popover_list.js";
import { GadgetPopovers } from "./popovers.js";
import { ShortcutKeys } from "./shortcut_keys.js";

export class Services {
  /**
   * @param {{say: function, hub: object, run: (command: string) => void, can: (command: string) => boolean}} given
   *   `run` carries out a command of the page, `can` tells whether it has one
   */
  constructor({ say, hub, run, can }) {
    Object.assign(this, { say, hub });
    this.dialog = new Dialog(say);
    this.certificates = new CertificateBanners(say);
    this.keys = new ShortcutKeys({ say, run, can, placeOf: (gadget) => this.placeOf(gadget), inspect: told });
    this.alerts = undefined; // what reaches an agent who looks at something else, see parts/alerts/alerts.js
    this.popovers = popovers.NONE;
    this.notes = notes.NONE;
    this.channels = channels.NONE;
    this.watchers = new Set(); // of the channels
    const titleOf = (gadget) => this.placeOf(gadget)?.title ?? "";
    this.drawnPopovers = new GadgetPopovers({ say, titleOf, tell: (event) => this.onPopovers(event) });
    this.drawnNotes = new Notifications({ say, tell: (event) => this.onNotes(event) });
    this.elements = [this.certificates.element, this.drawnNotes.element, this.dialog.element];
    const from = (hear) => (_topic, data, client) => {
      const gadget = gadgetOf(client);
      if (gadget !== undefined) {
        hear(gadget, data);
      }
    };
    for (const [topic, hear] of [
      [FINEXT.POPOVER_REQUESTS, (gadget, request) => this.onPopovers({ type: "requested", gadget, request })],
      [FINEXT.CHANNEL_REQUESTS, (gadget, request) => this.onChannels({ type: "requested", gadget, request })],
      [
        FINEXT.CHANNEL_MENU_RESULTS,
        (gadget, result) => this.onChannels({ type: "answered", gadget, result }),
      ],
      [FINEXT.NOTIFICATION_POPOVER, (gadget, data) => this.noteCame(gadget, data)],
    ]) {
      hub.subscribe(topic, from(hear));
    }
    hub.subscribe(CONTAINER.TIMER_TICK_EVENT, () => this.drawnPopovers.tick(performance.now()));
    hub.whenGone((client) => this.gone(gadgetOf(client)));
    hub.whenClosed(() => this.remove());
  }

  /** The board is there: whose gadgets these are. */
  attend(board) {
    this.board = board;
    this.keys.enabled = board.properties.enableShortCutKeys;
    this.keys.activeTab = () => board.tabs.active;
    this.keys.tabs = () => board.tabs.all;
    this.keys.hasMultiTabs(board.multiTabs.length > 0);
    this.keys.hasTeams(board.user.roles.includes("Supervisor"));
    if (globalThis.Notification?.permission === "default") {
      void Notification.requestPermission(); // toasters need it; gadgets cannot ask for themselves
    }
  }

  /** {title, tab, isPageLevel} of a gadget, or undefined for one that the board does not have. */
  placeOf(gadget) {
    const found = this.board?.gadget(gadget);
    return (
      found && { title: found.titleText, tab: found.piece.level === "tab" ? found.piece.tab : undefined }
    );
  }

  // What gadgets call in this page

  showDialog(first, second) {
    return this.dialog.show(first, second);
  }

  hideDialog() {
    this.dialog.hide();
  }

  showCertificateBanner(gadget, callback) {
    const place = this.placeOf(gadget);
    return place && this.certificates.show(String(gadget), place.title, callback);
  }

  hideCertificateBanner(id) {
    this.certificates.hide(id);
  }

  /** A gadget's own news, with what is to pop up, if anything is. */
  notify(gadget, details) {
    if (details !== undefined && details !== null) {
      this.noteCame(String(gadget), details);
    }
  }

  /** Tell the agent something of the page's own. */
  tell(message) {
    this.onNotes({ type: "came", data: { message, showAlways: true, icon: {} }, id: crypto.randomUUID() });
  }

  // What happens

  noteCame(gadget, data) {
    const shy = this.board !== undefined && !this.board.tabs.element.classList.contains("narrow");
    this.onNotes({ type: "came", gadget, data, id: crypto.randomUUID(), shy });
  }

  onPopovers(event) {
    const now = performance.now();
    const [next, effects] = popovers.popoverList(this.popovers, { now, ...event });
    if (next !== this.popovers) {
      this.popovers = next;
      this.drawnPopovers.update(next, now);
    }
    for (const { told: event_, refused } of effects) {
      if (event_ !== undefined) {
        const { gadget, ...data } = event_;
        this.hub.publish(`${FINEXT.POPOVER_EVENTS}.${gadget}`, data);
      } else {
        told(refused.gadget, refused.why);
      }
    }
    this.setTimer();
  }

  onNotes(event) {
    const [next, effects] = notes.notificationList(this.notes, { now: performance.now(), ...event });
    if (next !== this.notes) {
      this.notes = next;
      this.drawnNotes.update(next);
    }
    for (const effect of effects) {
      if (effect.told !== undefined) {
        const { gadget, notificationId } = effect.told;
        this.hub.publish(`${FINEXT.NOTIFICATION_CLICKED}.${gadget}`, { notificationId });
      } else if (effect.news !== undefined) {
        this.news(effect.news);
      } else {
        told(effect.refused.gadget, effect.refused.why);
      }
    }
    this.setTimer();
  }

  onChannels(event) {
    const [next, effects] = channels.channelList(this.channels, { now: performance.now(), ...event });
    if (next !== this.channels) {
      this.channels = next;
      this.keys.hasChannels(next.length > 0);
      this.watchers.forEach((watch) => watch(next));
    }
    for (const effect of effects) {
      if (effect.told !== undefined) {
        const { gadget, topic, data } = effect.told;
        const name = topic === "menu" ? FINEXT.CHANNEL_MENU : FINEXT.CHANNEL_RESPONSES;
        this.hub.publish(`${name}.${gadget}`, data);
      } else {
        told(effect.refused.gadget, effect.refused.why);
      }
    }
    this.setTimer();
  }

  /** Call `watch(channels)` now and after every change, until the function that this returns is called. */
  watchChannels(watch) {
    this.watchers.add(watch);
    watch(this.channels);
    return () => this.watchers.delete(watch);
  }

  chooseChannel(id, menuId) {
    this.onChannels({ type: "chosen", id, menuId, clickId: crypto.randomUUID() });
  }

  chooseForAll(menuId) {
    const clickIds = this.channels.map(() => crypto.randomUUID());
    this.onChannels({ type: "chosenForAll", menuId, clickIds });
  }

  /** The red dot, for a gadget on a tab that is not looked at. */
  news(gadget) {
    const found = this.board?.gadget(gadget);
    if (found?.piece.tab !== undefined && found.piece.tab !== this.board.tabs.active) {
      this.board.notify(found, true);
    }
  }

  gone(gadget) {
    if (gadget === undefined) {
      return;
    }
    this.onPopovers({ type: "gone", gadget });
    this.onNotes({ type: "gone", gadget });
    this.onChannels({ type: "gone", gadget });
    this.certificates.gone(gadget);
    this.keys.gone(gadget);
  }

  setTimer() {
    const ends = [
      popovers.nextEnd(this.popovers),
      notes.nextEnd(this.notes),
      channels.nextEnd(this.channels),
    ];
    const end = Math.min(...ends.filter((one) => one !== undefined));
    clearTimeout(this.timer);
    if (Number.isFinite(end)) {
      this.timer = setTimeout(() => this.wake(), Math.min(Math.max(0, end - performance.now()), 2 ** 31 - 1));
    }
  }

  wake() {
    this.onPopovers({ type: "ticked" });
    this.onNotes({ type: "ticked" });
    this.onChannels({ type: "ticked" });
  }

  remove() {
    clearTimeout(this.timer);
    this.keys.remove();
    this.dialog.hide();
    this.elements.forEach((element) => element.remove());
    this.drawnPopovers.element.remove();
  }
}

function told(gadget, why) {
  inspect(`finesse_gadget_${gadget}`, "refused", { why });
}
