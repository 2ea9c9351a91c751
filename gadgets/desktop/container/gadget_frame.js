/**
 * The frame of a gadget and its place at the hub: made for an address, told of when its document is there, and taken
 * away whole, so that nothing of it stays behind a reload.
 */

import { h, setAttribute } from "../parts/dom.js";

const SENTENCES = 6;
const LONGEST = 1_000; // characters of one

export const frameId = (mid) => `finesse_gadget_${mid}`;

export class GadgetFrame {
  /**
   * @param {{mid: number, parent: Element, title: string}} given
   * @param {(found: {error?: string, words?: string[]}) => void} loaded told each time that a document is there; with
   *   the code and the sentences of the server's page where there is no gadget
   */
  constructor({ mid, parent, title }, uri, loaded) {
    const id = frameId(mid);
    const { pubsub2router } = window.gadgets ?? {};
    const hub = pubsub2router && (pubsub2router.hub ?? pubsub2router.init({}));
    if (hub === undefined) {
      parent.append(h("iframe", { id, name: id, src: uri }));
    } else {
      this.hub = hub;
      this.container = new window.OpenAjax.hub.IframeContainer(hub, id, {
        Container: {
          onSecurityAlert: (_source, alert) => console.warn(`gadget ${mid}: hub security alert ${alert}`),
        },
        IframeContainer: {
          parent,
          uri,
          tunnelURI: `${location.origin}/desktop/container/`,
          iframeAttrs: { id, name: id },
        },
      });
    }
    this.element = parent.querySelector("iframe");
    for (const [name, value] of Object.entries({
      class: "gadgets-gadget",
      title,
      frameborder: "no",
      scrolling: "no",
    })) {
      setAttribute(this.element, name, value);
    }
    this.element.addEventListener("load", () => loaded(this.found()));
  }

  /** Which parameters the gadget gave that feature, or undefined where it did not ask for it, or does not say yet. */
  feature(name) {
    const gadgets = this.window?.gadgets;
    try {
      return gadgets?.util?.hasFeature?.(name) ? (gadgets.util.getFeatureParameters(name) ?? {}) : undefined;
    } catch {
      return undefined; // its configuration is not there yet
    }
  }

  /** The gadget's window, or undefined where its document is of another origin. */
  get window() {
    try {
      return this.element.contentDocument === null ? undefined : this.element.contentWindow;
    } catch {
      return undefined;
    }
  }

  /** Let it have scroll bars, if its <ModulePrefs> wish it. */
  scroll() {
    if (this.said(({ gadgets }) => gadgets.config.get("lab").scrolling) === true) {
      this.letScroll();
    }
  }

  letScroll() {
    setAttribute(this.element, "scrolling", "auto");
  }

  /** The height that its <ModulePrefs> wish, px, or undefined. */
  get wishedHeight() {
    const height = this.said(({ gadgets }) => gadgets.config.get("lab").height);
    return typeof height === "number" && height > 0 ? height : undefined;
  }

  /** The title that its document has. */
  get title() {
    const title = this.said(({ document: shown }) => shown.title);
    return typeof title === "string" ? title : "";
  }

  /** What its window has; undefined where it is not there. All of that is the gadget's, which may have put anything there. */
  said(read) {
    try {
      return read(this.window);
    } catch {
      return undefined; // not there, or something that fails when it is looked at
    }
  }

  found() {
    const root = this.said(({ document: shown }) => shown.documentElement);
    const code = root?.dataset?.gadgetError; // what is no HTML has no dataset
    if (code !== undefined) {
      const sentences = [...root.querySelectorAll("main p")].slice(0, SENTENCES);
      return { error: code, words: sentences.map((one) => one.textContent.trim().slice(0, LONGEST)) };
    }
    const isOurs = this.said(({ location: at }) => at.pathname) === "/gadgets/ifr";
    return isOurs && this.window.gadgets === undefined ? { error: "other", words: [] } : {};
  }

  height(pixels) {
    this.element.style.height = `${pixels}px`;
  }

  remove() {
    if (this.container !== undefined) {
      this.hub.removeContainer(this.container);
    }
    this.element.remove();
  }
}
