/** The list of gadgets: which are loaded anew for an inspector that came after them. */
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { JSDOM } from "jsdom";

import { GadgetList } from "../../../../gadgets/inspector/parts/gadget_list.js";
import { speakerOf } from "../../../../gadgets/desktop/parts/speech.js";
import { wordsOf } from "../../speaker.mjs";

const say = speakerOf((await wordsOf("inspector")).en_US);

beforeEach(() => {
  const { window } = new JSDOM();
  Object.assign(globalThis, { window, document: window.document });
});

const GADGETS = [
  { page: "p", mid: "1", title: "Late", url: "/a.xml", state: "loaded", faults: 0, isInspected: false },
  { page: "p", mid: "2", title: "Seen", url: "/b.xml", state: "loaded", faults: 2, isInspected: true },
  { page: "p", mid: "3", title: "Gone", url: "/c.xml", state: "gone", faults: 0, isInspected: false },
  { page: "p", mid: "4", title: "Too", url: "/d.xml", state: "loaded", faults: 0, isInspected: false },
];

/** What is loaded anew at the press of the button; undefined where there is none. */
function pressed(chosen) {
  const asked = [];
  const list = new GadgetList({ say, reload: ({ mid }) => asked.push(mid), choose: () => {} });
  list.show(GADGETS, chosen);
  const button = list.element.querySelector("[data-testid=reload]");
  button?.click();
  return button === null ? undefined : asked;
}

test("those that were there before the inspector are loaded anew, one or all", () => {
  assert.deepEqual(pressed(undefined), ["1", "4"]);
  assert.deepEqual(pressed({ page: "p", mid: "4" }), ["4"]);
});

test("a gadget that tells of itself, or is gone, is not offered to be loaded anew", () => {
  assert.equal(pressed({ page: "p", mid: "2" }), undefined);
  assert.equal(pressed({ page: "p", mid: "3" }), undefined);
});
