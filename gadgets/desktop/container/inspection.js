/**
 * What happens in the gadgets of this page, for an inspector in another tab: kept for a while, told as it happens
 * while somebody listens, and told anew to one who comes late. Gadgets are told by their `mid`.
 *
 * What is kept is text: no object of a gadget's frame lives on here.
 */

import { masked } from "../inspection/masked.js";
import { Ring } from "../inspection/ring.js";

export const CHANNEL = "finesse-lab.inspector";
export const WANTED = "finesse-lab.inspector"; // in localStorage: when an inspector was last there

const LONGEST = 4_000; // characters of one entry; no more of it is shown
const LONGEST_TOPIC = 300;
const AT_ONCE = 200; // entries in a message
const TOLD_EVERY = 100; // ms
const LISTENS_FOR = 15_000; // ms after an inspector said that it is there
const TICK = "finesse.containerservices.timerTickEvent";
const FRAME = /^finesse_gadget_(\d+)$/;
const KINDS = /^[a-z]{1,20}$/;

export class Inspection {
  /** @param {{user: string, reload: (mid: string) => void, hub: () => object|undefined}} page */
  constructor({ user, reload, hub }) {
    Object.assign(this, { user, reload, hub });
    this.id = Math.random().toString(36).slice(2, 10);
    this.began = Date.now();
    this.ring = new Ring();
    this.told = 0;
    this.listenedUntil = 0;
    this.channel = new BroadcastChannel(CHANNEL);
    this.channel.onmessage = ({ data }) => this.hear(data);
    this.going = () => this.say({ type: "gone" });
    window.addEventListener("pagehide", this.going);
    this.attend();
    this.say({ type: "page", user, began: this.began });
  }

  /** Whether frames should tell of themselves. */
  get isWanted() {
    return this.isHeard || Date.now() - lastThere() < LISTENS_FOR;
  }

  get isHeard() {
    return Date.now() < this.listenedUntil;
  }

  /** Something that happened in a gadget, or to it. */
  tell(mid, kind, data) {
    this.attend();
    this.put(String(mid).slice(0, 20), KINDS.test(kind) ? kind : "other", JSON.stringify(data ?? {}));
  }

  /** Look at the hub, as soon as there is one. */
  attend() {
    const hub = this.hub();
    if (hub && !hub.inspect) {
      hub.inspect = (client, kind, message) => this.message(client, kind, message);
    }
  }

  message(client, kind, { topic = "", json = "" }) {
    if (topic !== TICK) {
      const data = json.length > LONGEST ? copied(json.slice(0, LONGEST)) : json;
      const text = JSON.stringify({ kind, topic: topic.slice(0, LONGEST_TOPIC), data, length: json.length });
      this.put(FRAME.exec(client)?.[1] ?? client, "hub", text);
    }
  }

  put(gadget, kind, text) {
    const kept = text.length > 2 * LONGEST ? JSON.stringify({ cut: text.slice(0, LONGEST) }) : text;
    this.ring.push({ at: Date.now(), gadget, kind, text: kept });
    if (this.isHeard && this.timer === undefined) {
      this.timer = setTimeout(() => this.flush(), TOLD_EVERY);
    }
  }

  flush() {
    this.timer = undefined;
    const fresh = this.ring.since(this.told);
    this.told = this.ring.next;
    this.send(fresh);
  }

  send(entries, listener) {
    for (let at = 0; at < entries.length; at += AT_ONCE) {
      const part = entries.slice(at, at + AT_ONCE);
      const shown = part.map(({ text, ...entry }) => ({ ...entry, data: masked(JSON.parse(text)) }));
      this.say({ type: "entries", entries: shown, listener });
    }
  }

  say(message) {
    this.channel?.postMessage({ ...message, page: this.id });
  }

  hear({ type, listener, page, gadget, anew }) {
    if (type === "hello" && (page === undefined || page === this.id)) {
      this.say({ type: "here" });
      if (this.isHeard) {
        this.flush(); // to those who were there before
      }
      this.listenedUntil = Date.now() + LISTENS_FOR;
      if (anew) {
        this.told = this.ring.next;
        this.say({ type: "page", user: this.user, began: this.began, listener });
        this.send(this.ring.since(0), listener);
      }
    } else if (type === "reload" && page === this.id) {
      this.reload(String(gadget));
    }
  }

  close() {
    this.going();
    clearTimeout(this.timer);
    window.removeEventListener("pagehide", this.going);
    this.channel.close();
    this.channel = undefined;
    const hub = this.hub();
    if (hub) {
      hub.inspect = null;
    }
  }
}

function lastThere() {
  try {
    return Number(localStorage.getItem(WANTED)) || 0;
  } catch {
    return 0;
  }
}

/** A text of its own: a part of a text keeps the whole of it in memory. */
function copied(text) {
  return JSON.parse(JSON.stringify(text));
}
