import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { recall, rememberAs } from "../../../../gadgets/desktop/browser_memory.js";
import { fingerprint, KeptPlaces } from "../../../../gadgets/desktop/grid/kept_places.js";

const PLACES = [{ key: "/g.xml", x: 0, width: 3, height: 200 }];

beforeEach(() => {
  const kept = new Map();
  globalThis.localStorage = {
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, text) => kept.set(key, text),
    removeItem: (key) => kept.delete(key),
  };
});

test("where a user has put gadgets is there at the next sign-in, and only for him", () => {
  new KeptPlaces("agent1", "7-a").keep("home", PLACES);
  assert.deepEqual(new KeptPlaces("agent1", "7-a").of("home"), PLACES);
  assert.equal(new KeptPlaces("agent2", "7-a").of("home"), undefined);
});

// source: Administration Guide, enableDragDropAndResizeGadget: a layout that was changed discards it
test("another layout discards it", () => {
  new KeptPlaces("agent1", "7-a").keep("home", PLACES);
  assert.equal(new KeptPlaces("agent1", "7-b").isAny, false);
});

test("who watches hears whether there is anything to take back", () => {
  const heard = [];
  const kept = new KeptPlaces("agent1", "7-a");
  kept.watch((isAny) => heard.push(isAny));
  kept.keep("home", PLACES);
  kept.keep("b", PLACES);
  kept.keep("home", undefined);
  kept.keep("b", undefined);
  assert.deepEqual(heard, [false, true, true, true, false]);
  assert.equal(recall("places.agent1"), undefined);
});

test("what is no record of places counts as none", () => {
  for (const odd of [7, "x", [], { layout: "7-a" }, { layout: "7-a", tabs: null }, { layout: "7-a", tabs: 3 }]) {
    rememberAs("places.agent1", odd);
    assert.equal(new KeptPlaces("agent1", "7-a").isAny, false);
  }
});

test("a browser without storage, or with a full one, forgets", () => {
  globalThis.localStorage = {
    getItem: () => "{",
    setItem() {
      throw new Error("full");
    },
    removeItem() {},
  };
  const kept = new KeptPlaces("agent1", "7-a");
  kept.keep("home", PLACES);
  assert.deepEqual(kept.of("home"), PLACES);
  globalThis.localStorage = undefined;
  assert.equal(new KeptPlaces("agent1", "7-a").isAny, false);
});

test("what is too large is not remembered", () => {
  rememberAs("x", "a".repeat(300_000));
  assert.equal(recall("x"), undefined);
});

test("layouts that differ in a letter have other fingerprints", () => {
  assert.equal(fingerprint("<a/>"), fingerprint("<a/>"));
  assert.notEqual(fingerprint("<a/>"), fingerprint("<b/>"));
  assert.notEqual(fingerprint(""), fingerprint(" "));
});
