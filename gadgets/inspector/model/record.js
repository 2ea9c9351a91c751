/** What the inspector knows: the desktops, their gadgets, and the last things that happened in them. Pure. */

import { lineOf } from "./line.js";

export const MOST_LINES = 5_000;
const MOST_PAGES = 20;
const MOST_GADGETS = 250; // of a page
const SILENT = 20_000; // ms after which a page that says nothing is taken to be gone

export class Record {
  constructor() {
    this.pages = new Map();
    this.lines = [];
    this.count = 0;
    this.asked = new Map(); // requests that wait for their answer, by page, gadget and number
  }

  /** A message of a desktop. */
  hear(message, now = Date.now()) {
    const { type, page: id } = message;
    if (type === "gone") {
      this.gone(id);
      return;
    }
    const page = this.page(id);
    page.heard = now;
    page.isGone = false;
    if (type === "page") {
      this.forget(id);
      Object.assign(page, { user: String(message.user), began: message.began, gadgets: new Map() });
    } else if (type === "entries") {
      message.entries.forEach((entry) => this.add(page, entry));
    }
  }

  page(id) {
    if (!this.pages.has(id)) {
      this.pages.set(id, { id, user: "", began: 0, heard: 0, isGone: false, gadgets: new Map() });
      if (this.pages.size > MOST_PAGES) {
        const [oldest] = this.pages.keys();
        this.pages.delete(oldest);
        this.forget(oldest);
      }
    }
    return this.pages.get(id);
  }

  gone(id) {
    const page = this.pages.get(id);
    if (page) {
      page.isGone = true;
    }
  }

  forgetSilent(now) {
    for (const page of this.pages.values()) {
      page.isGone ||= now - page.heard > SILENT;
    }
  }

  /** Forget what happened in a page: it tells all of it anew. */
  forget(id) {
    this.lines = this.lines.filter(({ page }) => page !== id);
    for (const key of this.asked.keys()) {
      if (key.startsWith(`${id} `)) {
        this.asked.delete(key);
      }
    }
  }

  clear() {
    this.lines = [];
    this.asked.clear();
    for (const { gadgets } of this.pages.values()) {
      gadgets.forEach((gadget) => Object.assign(gadget, { faults: 0 }));
    }
  }

  add(page, entry) {
    const gadget = this.gadget(page, entry.gadget);
    if (gadget) {
      learn(gadget, entry);
    }
    if (entry.kind === "response") {
      this.answer(page, entry);
      return;
    }
    const line = { ...lineOf(entry), page: page.id, gadget: entry.gadget, at: entry.at, version: 0 };
    this.count += 1;
    line.number = this.count;
    this.lines.push(line);
    if (entry.kind === "request") {
      this.asked.set(`${page.id} ${entry.gadget} ${entry.data.number}`, line);
    }
    if (gadget && line.tone === "bad") {
      gadget.faults += 1;
    }
    if (this.lines.length > MOST_LINES * 1.2) {
      this.lines.splice(0, this.lines.length - MOST_LINES);
    }
    if (this.asked.size > MOST_LINES) {
      this.asked.delete(this.asked.keys().next().value);
    }
  }

  /** An answer stands in the line of its request. */
  answer(page, entry) {
    const key = `${page.id} ${entry.gadget} ${entry.data.number}`;
    const line = this.asked.get(key);
    if (line) {
      this.asked.delete(key);
      const { outcome, tone, detail } = lineOf(entry);
      Object.assign(line, { outcome, tone, detail: { ...line.detail, ...detail } });
      line.version += 1;
      const gadget = page.gadgets.get(entry.gadget);
      if (gadget && tone === "bad") {
        gadget.faults += 1;
      }
    }
  }

  /** The gadget of that `mid`; undefined for parts of the desktop that are none. */
  gadget(page, mid) {
    if (!/^\d+$/.test(mid) || (!page.gadgets.has(mid) && page.gadgets.size >= MOST_GADGETS)) {
      return undefined;
    }
    if (!page.gadgets.has(mid)) {
      page.gadgets.set(mid, { page: page.id, mid, title: "", url: "", state: "loading", faults: 0 });
    }
    return page.gadgets.get(mid);
  }

  /** All gadgets of the desktops that are there. */
  get gadgets() {
    const there = [...this.pages.values()].filter(({ isGone }) => !isGone);
    return there.flatMap(({ gadgets }) => [...gadgets.values()]);
  }
}

function learn(gadget, { kind, data, at }) {
  switch (kind) {
    case "frame": {
      const { title, url, isInspected = gadget.isInspected, state, code, words } = data;
      Object.assign(gadget, { title, url, state, isInspected: Boolean(isInspected), code, words });
      if (state === "loading") {
        Object.assign(gadget, { began: at, given: undefined, times: undefined, connected: undefined });
      }
      break;
    }
    case "gadget":
      gadget.given = data;
      break;
    case "times":
      gadget.times = data;
      break;
    case "hub":
      if (data.kind === "connected" && gadget.began !== undefined) {
        gadget.connected = at - gadget.began;
      }
  }
}
