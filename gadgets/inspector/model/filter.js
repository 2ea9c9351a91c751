/** Which lines are shown: of one gadget or of all, of some groups, with a text in them. Pure. */

import { GROUPS } from "./line.js";

export class Filter {
  constructor() {
    this.gadget = undefined; // {page, mid}
    this.groups = new Set(GROUPS);
    this.text = "";
  }

  toggle(group) {
    if (!this.groups.delete(group)) {
      this.groups.add(group);
    }
  }

  passes({ page, gadget, group, subject, detail }) {
    const chosen = this.gadget ?? { page, mid: gadget };
    if (!this.groups.has(group) || chosen.page !== page || chosen.mid !== gadget) {
      return false;
    }
    const wanted = this.text.trim().toLowerCase();
    const has = (text) => String(text).toLowerCase().includes(wanted);
    return wanted === "" || [subject, ...Object.values(detail)].some(has);
  }

  /** The same for the same choice. */
  get version() {
    const { gadget, groups, text } = this;
    return JSON.stringify([gadget?.page, gadget?.mid, [...groups].sort(), text.trim().toLowerCase()]);
  }
}
