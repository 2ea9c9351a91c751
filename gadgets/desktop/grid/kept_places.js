/**
 * Where a user has put gadgets, by tab, as this browser remembers it: until he takes it back, or the layout is another.
 */

import { recall, rememberAs } from "../browser_memory.js";

export class KeptPlaces {
  /** @param {string} user  @param {string} layout what tells one layout from another */
  constructor(user, layout) {
    Object.assign(this, { layout, memory: `places.${user}`, watchers: [] });
    const kept = Object(recall(this.memory));
    this.tabs = new Map(kept.layout === layout ? Object.entries(Object(kept.tabs)) : []);
  }

  /** What is kept of a tab; whoever reads it may not believe it. */
  of(tab) {
    return this.tabs.get(tab);
  }

  /** Keep the places of a tab; undefined for those of the layout. */
  keep(tab, places) {
    if (places === undefined) {
      this.tabs.delete(tab);
    } else {
      this.tabs.set(tab, places);
    }
    const { layout, tabs } = this;
    rememberAs(this.memory, this.isAny ? { layout, tabs: Object.fromEntries(tabs) } : undefined);
    this.watchers.forEach((hear) => hear(this.isAny));
  }

  /** Whether there is anything to take back. */
  get isAny() {
    return this.tabs.size > 0;
  }

  /** Call `hear(isAny)` now and after every change. */
  watch(hear) {
    this.watchers.push(hear);
    hear(this.isAny);
  }
}

/** What tells one layout's text from another: its length and a sum (FNV-1a, 32 bits). */
export function fingerprint(text) {
  let sum = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) {
    sum = Math.imul(sum ^ text.charCodeAt(at), 0x01000193);
  }
  return `${text.length}-${(sum >>> 0).toString(16)}`;
}
