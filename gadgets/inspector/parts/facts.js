/** What is known of the chosen gadget: its preferences, the features it asked for, how long it took to load. */

import { h, refill } from "../../desktop/parts/dom.js";

export class Facts {
  constructor(say) {
    this.say = say;
    this.element = h("div", { class: "facts", "data-testid": "facts" });
  }

  /** @param {object|undefined} gadget of record.js */
  show(gadget) {
    this.element.hidden = gadget === undefined;
    if (gadget !== undefined) {
      const { given, times, connected, code, words, mid, page } = gadget;
      const opened = [...this.element.querySelectorAll("details[open]")];
      const open = new Set(opened.map((each) => each.dataset.name));
      refill(this.element, JSON.stringify([page, mid, given, times, connected, code, words]), () => [
        words?.length > 0 && h("div", { class: "failed" }, words.map((each) => h("p", {}, each))),
        this.part("features", open, this.features(given)),
        this.part("prefs", open, this.prefs(given)),
        this.part("times", open, this.times(times, connected)),
      ]);
    }
  }

  part(name, open, content) {
    return h(
      "details",
      { class: "card fact", "data-name": name, "data-testid": `facts-${name}`, open: open.has(name) },
      h("summary", {}, h("h2", {}, this.say(`facts.${name}`))),
      content ?? h("p", { class: "none" }, this.say("facts.none")),
    );
  }

  features(given) {
    const { say } = this;
    const got = ([name, asked]) => [name, shown(asked) || say("facts.given")];
    const { features = {}, unknown = [], unknownOptional = [] } = given ?? {};
    const missing = unknown.map((name) => [name, say("facts.unknown")]);
    const optional = unknownOptional.map((name) => [name, say("facts.unknown.optional")]);
    return given && pairs([...Object.entries(features).map(got), ...missing, ...optional]);
  }

  prefs(given) {
    return given && pairs(Object.entries(given.prefs));
  }

  times(times, connected) {
    const { say } = this;
    const known = { ...times, connected };
    const found = ["answered", "parsed", "loaded", "connected"].filter((name) => known[name] !== undefined);
    return found.length > 0
      ? pairs(found.map((name) => [say(`facts.${name}`), say("facts.ms", { ms: known[name] })]))
      : undefined;
  }
}

function pairs(all) {
  const rows = all.map(([name, value]) => h("div", {}, h("dt", {}, name), h("dd", {}, String(value))));
  return h("div", { class: "pairs", tabindex: "0" }, h("dl", {}, rows));
}

function shown(params) {
  const text = ([name, value]) => `${name} = ${[value].flat().join(", ")}`;
  return Object.entries(params ?? {}).map(text).join("; ");
}
