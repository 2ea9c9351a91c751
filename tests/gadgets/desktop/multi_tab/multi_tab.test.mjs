/** The tabs of a Multi-Tab gadget: their order and the options beside them, as the browser remembers them. */
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { JSDOM } from "jsdom";

import { MultiTab } from "../../../../gadgets/desktop/multi_tab/multi_tab.js";
import { speaker } from "../../speaker.mjs";
import { propertiesOf } from "../../../../gadgets/desktop/model/layout/properties.js";

let kept;

beforeEach(() => {
  const { window } = new JSDOM();
  Object.assign(globalThis, { window, document: window.document });
  window.innerWidth = 1366;
  kept = new Map();
  globalThis.localStorage = {
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, text) => kept.set(key, text),
    removeItem: (key) => kept.delete(key),
  };
});

/** A Multi-Tab gadget of a tab with gadgets of these titles. */
function multiTab(titles, more = {}) {
  const piece = { mid: 1, id: "multi", key: "/tabbed.js", level: "tab", tab: "home", hidden: false };
  const say = speaker("en_US");
  const made = new MultiTab(piece, { say, properties: propertiesOf(), maximise: () => undefined, ...more });
  const members = titles.map((titleText, at) => ({
    mid: 10 + at,
    piece: { key: titleText, isDefault: false, tab: "home" },
    element: document.createElement("section"),
    titleText,
    isShown: true,
  }));
  members.forEach((one) => made.adopt(one));
  made.refresh("home");
  document.body.append(made.element);
  return { made, members };
}

const titles = ({ made }) => [...made.strip.children].map((one) => one.textContent);
const option = ({ made }, name) => made.element.querySelector(`[data-testid=multi-tab-${name}]`);
const key = (target, name, more) =>
  target.dispatchEvent(new window.KeyboardEvent("keydown", { key: name, code: `Key${name}`, bubbles: true, ...more }));

test("a tab is moved by the menu and by the keyboard, and the browser remembers where to", () => {
  const one = multiTab(["a", "b", "c"]);
  option(one, "right").click();
  assert.deepEqual(titles(one), ["b", "a", "c"]);
  one.made.strip.children[1].focus();
  key(document.activeElement, "ArrowRight", { ctrlKey: true, shiftKey: true });
  assert.deepEqual(titles(one), ["b", "c", "a"]);
  assert.equal(document.activeElement.textContent, "a");
  assert.deepEqual(titles(multiTab(["a", "b", "c"])), ["b", "c", "a"]);
});

test("Reset Tab Order forgets it, and what cannot be done cannot be chosen", () => {
  const one = multiTab(["a", "b"]);
  const disabled = () => ["left", "right", "reset"].filter((name) => option(one, name).disabled);
  assert.deepEqual(disabled(), ["left", "reset"]);
  option(one, "right").click();
  assert.deepEqual(disabled(), ["right"]);
  option(one, "reset").click();
  assert.deepEqual(titles(one), ["a", "b"]);
  assert.equal(kept.size, 0);
});

test("a tab that is chosen has the focus still, and so has one whose title changes", () => {
  const { made, members } = multiTab(["a", "b"]);
  made.strip.children[1].focus();
  made.strip.children[1].click();
  assert.equal(document.activeElement, made.strip.children[1]);
  members[1].titleText = "B";
  made.refresh("home");
  assert.equal(document.activeElement.textContent, "B");
});

test("the next tab and the one before go round, and have the focus", () => {
  const one = multiTab(["a", "b", "c"]);
  assert.equal(one.made.hasFocus, false);
  one.made.turn(-1);
  assert.deepEqual([document.activeElement.textContent, one.made.hasFocus], ["c", true]);
  one.made.turn(1);
  assert.equal(document.activeElement.textContent, "a");
  const alone = multiTab(["a"]);
  alone.made.turn(1);
  assert.deepEqual(titles(alone), ["a"]);
});

test("without Dynamic Height all have one height, but not where the gadget is collapsed or maximised", () => {
  const one = multiTab(["a"]);
  option(one, "dynamic").click();
  const isCommon = () => one.made.panes.classList.contains("common-height");
  assert.deepEqual([isCommon(), option(one, "dynamic").getAttribute("aria-checked")], [true, "false"]);
  one.made.collapse(true);
  assert.deepEqual([isCommon(), option(one, "dynamic").disabled], [false, true]);
  one.made.collapse(false);
  one.made.maximised(true);
  assert.deepEqual([isCommon(), option(one, "dynamic").disabled], [false, true]);
  assert.equal(multiTab(["a"]).made.hasDynamicHeight, false);
});

test("one that is moved as a whole has neither maximise nor collapse nor another height", () => {
  const one = multiTab(["a"], { isOnGrid: true });
  assert.deepEqual(["maximise", "collapse"].map((name) => option(one, name)), [null, null]);
  assert.equal(option(one, "dynamic").disabled, true);
});

test("news is what is not seen: the chosen one has none while its tab is shown", () => {
  const { made, members } = multiTab(["a", "b"]);
  const tell = (tab) => {
    members.forEach((one) => (one.hasNews = true));
    made.refresh(tab);
    return members.map((one) => one.hasNews);
  };
  assert.deepEqual(tell("home"), [false, true]);
  assert.deepEqual(tell("other"), [true, true]);
});
