import assert from "node:assert/strict";
import { test } from "node:test";

import { gadgetPage, until } from "./frames.mjs";

function tabs(defaultTab) {
  const { gadgets, window } = gadgetPage(["tabs"], { body: '<div id="own">Mine</div>' });
  const set = new gadgets.TabSet(1, defaultTab);
  const isShown = (tab) => tab.getContentContainer().style.display !== "none";
  const shown = () => Array.from(set.getTabs()).filter(isShown).map((tab) => tab.getName());
  return { set, window, shown };
}

test("one tab is shown, and its callback hears so", () => {
  const { set, shown } = tabs();
  const heard = [];
  const first = set.addTab("One", { callback: (id) => heard.push(id) });
  const second = set.addTab("Two", { callback: (id) => heard.push(id), tooltip: "tip" });
  assert.deepEqual(shown(), ["One"]);
  set.setSelectedTab(1);
  set.setSelectedTab(7);
  assert.deepEqual(shown(), ["Two"]);
  assert.deepEqual(heard, [first, second]);
  assert.equal(set.getSelectedTab().getIndex(), 1);
  assert.equal(set.getSelectedTab().getNameContainer().title, "tip");
});

test("a tab can be named as the first to be shown, and have content of the page", () => {
  const { set, window, shown } = tabs("Two");
  set.addTab("One");
  assert.equal(set.addTab("Two", "own"), "own");
  assert.deepEqual(shown(), ["Two"]);
  assert.equal(set.getSelectedTab().getContentContainer(), window.document.getElementById("own"));
});

test("tabs are added at a place, swapped and removed", () => {
  const { set, shown } = tabs();
  const names = () => [...set.getHeaderContainer().children].map((each) => each.textContent);
  set.addTab("A");
  set.addTab("C");
  set.addTab("B", { index: 1 });
  assert.deepEqual(names(), ["A", "B", "C"]);
  set.swapTabs(0, 2);
  assert.deepEqual(names(), ["C", "B", "A"]);
  assert.deepEqual(shown(), ["A"]);
  set.removeTab(2);
  assert.deepEqual([names(), shown()], [["C", "B"], ["B"]]);
  set.removeTab(9);
  assert.equal(set.getTabs().length, 2);
});

test("tabs follow the arrow keys, align and hide", () => {
  const { set, window, shown } = tabs();
  set.addTab("A");
  set.addTab("B");
  const header = set.getHeaderContainer();
  for (const [key, name] of [["ArrowRight", "B"], ["ArrowRight", "A"], ["End", "B"], ["ArrowLeft", "A"]]) {
    header.dispatchEvent(new window.KeyboardEvent("keydown", { key }));
    assert.deepEqual(shown(), [name]);
  }
  set.alignTabs("right", 10);
  assert.equal(header.style.justifyContent, "flex-end");
  set.displayTabs(false);
  assert.equal(header.parentElement.style.display, "none");
});

test("a message that can be closed goes when it is closed, unless its callback says no", () => {
  const { gadgets, window } = gadgetPage(["minimessage"]);
  const messages = new gadgets.MiniMessage();
  let allowed = false;
  const shown = messages.createDismissibleMessage("Watch <b>out</b>", () => allowed);
  const close = shown.querySelector("button");
  assert.match(shown.textContent, /Watch <b>out<\/b>/);
  assert.equal(shown.querySelector("b"), null);
  close.click();
  assert.ok(window.document.body.contains(shown));
  allowed = true;
  close.click();
  assert.ok(!window.document.body.contains(shown));
});

test("a message for some seconds goes by itself, another stays until it is dismissed", async () => {
  const { gadgets, window } = gadgetPage(["minimessage"], { body: '<div id="here"></div>' });
  const messages = new gadgets.MiniMessage(0, "here");
  const here = window.document.getElementById("here");
  let over = 0;
  messages.createTimerMessage("Soon", 0.001, () => (over += 1));
  const element = window.document.createElement("i");
  const stays = messages.createStaticMessage(element, () => (over += 10));
  assert.equal(here.children.length, 2);
  await until(() => over === 11);
  assert.deepEqual([...here.children], [stays]);
  assert.equal(stays.firstChild, element);
  messages.dismissMessage(stays);
  assert.equal(here.children.length, 0);
});
