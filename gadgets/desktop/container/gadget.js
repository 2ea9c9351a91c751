/** A gadget in a frame: its address, its chrome, its frame with what covers it, and its view. */

import { inspect } from "../connection/inspection.js";
import { addressesOf } from "../model/layout/arrangement.js";
import { refusalOf } from "../model/layout/layout_xml.js";
import { Chrome } from "./chrome.js";
import { frameId, GadgetFrame } from "./gadget_frame.js";
import { failure, Loading } from "./loading.js";

const HIGHEST = 20_000; // px, of a frame
const HEADER = 60; // px, as in css/header.css
const MOST_PREFS = 100;
const LARGEST_PREFS = 2_000; // characters of all of them in an address, of which servers take some thousands
const PREFERENCE = /^(?!authorization$)[\w.-]{1,100}$/; // what signs in belongs in no address
const LONGEST_TITLE = 200; // characters

export class Gadget {
  /**
   * @param {object} piece of arrangement.js
   * @param {{say: function, address: (gadget: Gadget) => string, settled: (gadget: Gadget) => void,
   *   maximise: (gadget: Gadget, is: boolean) => void, shown: (gadget: Gadget) => void}} does `address` gives what
   *   renders it; `settled` is told when it is loaded, failed or late, `shown` when it wants to be seen, or not, or
   *   has another name
   */
  constructor(piece, does) {
    Object.assign(this, { piece, does, url: piece.url, tries: 0, prefs: Object.create(null) });
    const { say } = does;
    this.chrome = new Chrome({
      say,
      piece,
      bar: piece.level === "tab",
      maximise: () => does.maximise(this, !this.isMaximised),
      collapse: () => this.collapse(!this.isCollapsed),
    });
    this.element = this.chrome.element;
    this.loading = new Loading({ say, retry: () => this.reload() });
    this.isShown = !piece.hidden;
    this.isMaximised = false;
    this.isCollapsed = false;
    this.call(fileOf(this.url));
    this.refuse(piece.refused);
  }

  get mid() {
    return this.piece.mid;
  }

  /** "canvas" while it is maximised. */
  get view() {
    return this.isMaximised ? "canvas" : "default";
  }

  /** Whether its frame may still come. */
  get isWaiting() {
    return this.frame === undefined && this.refused === undefined;
  }

  /** Make its frame; `nocache` for a spec that has changed. */
  load({ nocache = false } = {}) {
    this.unload();
    if (this.refused !== undefined) {
      this.inspect({ state: "failed", code: "refused", words: [this.does.say(this.refused)] });
      this.does.settled(this);
      return;
    }
    this.nocache = nocache;
    this.loading.begin();
    this.chrome.content.replaceChildren(this.loading.element);
    this.frame = new GadgetFrame(
      { mid: this.mid, parent: this.chrome.content, title: this.titleText },
      this.does.address(this),
      (found) => this.loaded(found),
    );
    this.inspect({ state: "loading" });
    if (this.isMaximised) {
      this.does.maximise(this, true);
    }
  }

  /** Tell an inspector what becomes of it. */
  inspect(change) {
    const { url, titleText: title } = this;
    const isInspected = this.frame?.element.src.includes("&inspect=1&");
    window.finesse?.container?.Inspection?.tell(this.mid, "frame", { url, title, isInspected, ...change });
  }

  /** A new frame in the old one's place. */
  reload(options) {
    this.tries = 0;
    this.isTitled = false;
    this.load(options);
  }

  /** Another address; it counts from the next reload. */
  modifyUrl(url) {
    this.url = String(url).trim();
    this.refuse(refusalOf(this.url));
  }

  /** The address in turn: the layout's own, then those on its alternate hosts. */
  get addressInTurn() {
    return this.addresses[this.tries] ?? this.url;
  }

  get addresses() {
    return addressesOf({ ...this.piece, url: this.url });
  }

  loaded({ error, words }) {
    if (error !== undefined) {
      this.tries += 1;
      if (this.tries < this.addresses.length) {
        this.load({ nocache: this.nocache });
      } else {
        this.fail(error, words);
      }
      return;
    }
    this.listen();
    this.frame.scroll();
    if (this.natural === undefined && this.frame.wishedHeight !== undefined) {
      this.resize(this.frame.wishedHeight);
    }
    this.inspect({ state: "loaded" });
    this.loading.become({ loaded: true });
    this.does.settled(this);
  }

  /** What the gadget asks of the container by its features. */
  listen() {
    if (!this.isTitled && this.frame.title !== "") {
      this.hasTitle = true; // of its own, else it is called by its file
      this.call(this.frame.title);
    }
    this.chrome.collapser.hidden = this.frame.feature("collapsible") === undefined;
    this.loading.wish(this.frame.feature("loadingindicator"));
  }

  fail(code, words) {
    this.unload();
    this.error = code;
    this.inspect({ state: "failed", code, words });
    const { say } = this.does;
    const told = words.length > 0 ? words : [say("gadgetError.other"), this.url];
    this.chrome.content.replaceChildren(failure({ say, code, words: told, retry: () => this.reload() }));
    this.does.settled(this);
  }

  /** Say in words why this address is not loaded; with undefined it may be. */
  refuse(text) {
    this.refused = text;
    if (text !== undefined) {
      this.unload();
      const { say } = this.does;
      const words = [say("gadgetError.refused"), say(text)];
      this.chrome.content.replaceChildren(failure({ say, code: "refused", words }));
    }
  }

  unload() {
    this.error = undefined;
    this.natural = undefined; // the next frame says its own
    this.frame?.remove();
    this.frame = undefined;
  }

  tick() {
    if (this.frame !== undefined && this.loading.shown !== "none") {
      this.listen();
      if (this.loading.shown === "late") {
        this.does.settled(this);
      }
    }
  }

  resize(pixels) {
    const height = Math.min(Math.max(Math.trunc(Number(pixels)) || 0, 0), HIGHEST);
    this.natural = height;
    if (!this.isMaximised) {
      this.frame?.height(height);
    }
    if (this.piece.level === "header" && height > HEADER) {
      this.frame?.letScroll(); // else what is below could not be reached
    }
  }

  /** The title that the gadget gives itself. */
  title(text) {
    this.isTitled = this.hasTitle = true;
    this.call(text);
  }

  call(text) {
    this.titleText = String(text).slice(0, LONGEST_TITLE);
    this.chrome.name(this.titleText);
    this.does.shown(this);
  }

  /** A preference that the gadget has set: its next frame gets it, where there is room for it in the address. */
  keep(name, value) {
    if (!PREFERENCE.test(name)) {
      return;
    }
    const { [name]: _before, ...others } = this.prefs;
    const size = Object.entries(others).reduce((sum, pref) => sum + inAddress(pref), inAddress([name, value]));
    if (Object.keys(others).length < MOST_PREFS && size <= LARGEST_PREFS) {
      this.prefs[name] = value;
    } else {
      const why = `the preference ${name} is not kept: ${size} characters of ${LARGEST_PREFS} in the address`;
      inspect(frameId(this.mid), "refused", { why });
    }
  }

  collapse(is) {
    this.isCollapsed = is;
    this.chrome.collapsed(is);
  }

  /** Fill the height that there is then, or take the height of its own again. */
  maximised(is, heightThen) {
    this.isMaximised = is;
    this.chrome.maximised(is);
    if (is) {
      this.collapse(false);
      this.frame?.height(heightThen());
    } else if (this.frame !== undefined) {
      this.frame.element.style.height = this.natural === undefined ? "" : `${this.natural}px`;
    }
  }

  show(is) {
    this.isShown = is;
    this.does.shown(this);
  }

  remove() {
    this.unload();
    this.inspect({ state: "gone" });
    this.element.remove();
  }
}

/** How many characters a preference takes of an address. */
function inAddress([name, value]) {
  return name.length + encodeURIComponent(value.toWellFormed()).length + "&up_=".length;
}

/** What a gadget is called until it says its title. */
function fileOf(url) {
  const [path] = url.split(/[?#]/);
  return (path.split("/").at(-1) || url).replace(/\.(xml|jsp)$/i, "");
}
