/** A part of the desktop that a layout places: loaded by its name, and fed with what the desktop knows. */

import { h } from "../parts/dom.js";
import { absent } from "../parts/absent.js";
import { idFor } from "./chrome.js";
import { failure } from "./loading.js";

/** What there is. In the place of those to come stands that they are not there yet. */
const COMPONENTS = {
  "activity": () => import("../components/activity.js"),
  "agentvoicestate.component": () => import("../components/agentvoicestate.component.js"),
  "callcontrol": () => import("../components/callcontrol.js"),
  "identity-component": () => import("../components/identity-component.js"),
  "logo": () => import("../components/logo.js"),
  "makenewcall.component": () => import("../components/makenewcall.component.js"),
  "nonvoice-state-menu.component": () => import("../components/nonvoice-state-menu.component.js"),
  "queueStatistics": () => import("../components/queueStatistics.js"),
  "teamPerformance": () => import("../components/teamPerformance.js"),
  "teammessage.component": () => import("../components/teammessage.component.js"),
};
const TO_COME = ["chat.component"];

export class Component {
  /** @param {object} piece of arrangement.js  @param {object} given what the component is made with */
  constructor(piece, given) {
    Object.assign(this, { piece, given });
    this.element = h("div", {
      class: `component component-of-${piece.level}`,
      id: idFor(piece),
      "data-component": piece.component,
    });
    this.isShown = !piece.hidden;
  }

  get mid() {
    return this.piece.mid;
  }

  /** What its tab in a Multi-Tab gadget says. */
  get titleText() {
    return this.given.say(`component.${this.piece.component}`);
  }

  /** Whether there is nothing to be seen. */
  get isEmpty() {
    return this.element.childElementCount === 0 || this.made?.count === 0;
  }

  /** Load and make it. What fails is told in its place. */
  async load() {
    const { component: name, url, refused } = this.piece;
    const { say } = this.given;
    if (refused === undefined && TO_COME.includes(name)) {
      this.element.replaceChildren(this.absent());
      return;
    }
    if (refused !== undefined || !Object.hasOwn(COMPONENTS, name ?? "")) {
      const words = refused ? [say("gadgetError.refused"), say(refused)] : [say("gadgetError.noComponent"), url];
      this.element.replaceChildren(failure({ say, code: refused ? "refused" : "noComponent", words }));
      return;
    }
    this.style();
    try {
      const { component } = await COMPONENTS[name]();
      const manage = (is) => this.manage(is);
      const reveal = () => this.given.reveal(this);
      this.made = component({ ...this.given, gadget: { ...this.piece, manage, reveal } });
      this.element.replaceChildren(this.made.element);
    } catch (error) {
      this.element.replaceChildren(failure({ say, code: "other", words: [say("gadgetError.other"), url] }));
      globalThis.reportError(error); // the others are to be there all the same
    }
  }

  absent() {
    const { say, services } = this.given;
    const { component: name, level } = this.piece;
    return absent({ say, name, level, tell: (words) => services.tell(words) });
  }

  /** The style sheet that the layout gives it, of this server. */
  style() {
    const href = this.piece.stylesheet && new URL(this.piece.stylesheet, location.href);
    if (href && href.origin === location.origin) {
      this.sheet = h("link", { rel: "stylesheet", href: href.href });
      document.head.append(this.sheet);
    }
  }

  /** What it has to say above the gadgets of the page, if anything. */
  get banner() {
    return this.made?.banner;
  }

  /** What it does when its shortcut is pressed, by command. */
  get commands() {
    return this.made?.commands ?? {};
  }

  update(desk, link) {
    const { count, news } = this.made ?? {};
    this.made?.update(desk, link);
    if (this.made?.count !== count || this.made?.news !== news) {
      this.counted(this.made.count > count || this.made.news !== news);
    }
  }

  /** In a Multi-Tab gadget an empty one has no tab, and the tab of one that is not looked at says that more came. */
  counted(isMore) {
    this.given.shown(this);
    this.hasNews = !this.isEmpty && this.element.hidden && (isMore || this.hasNews === true);
    this.given.shown(this);
  }

  tick(now) {
    this.made?.tick(now);
  }

  show(is) {
    this.isShown = is;
    this.given.shown(this);
  }

  /** Show the gadgets that it manages, or hide them. */
  manage(is) {
    this.showsManaged = is;
    this.given.managed(this);
  }

  remove() {
    this.made?.remove();
    this.sheet?.remove();
    this.element.remove();
  }
}
