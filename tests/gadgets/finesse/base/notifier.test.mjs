import assert from "node:assert/strict";
import { test } from "node:test";

import { Notifier } from "../../../../gadgets/finesse/base/notifier.js";

test("listeners hear in the order they came, each once, with their own this", () => {
  const heard = [];
  const notifier = new Notifier();
  const first = (news) => heard.push(["first", news]);
  notifier.addListener(first);
  notifier.addListener(
    function (news) {
      heard.push([this.name, news]);
    },
    { name: "second" },
  );
  notifier.addListener(first);
  notifier.notifyListeners(1);
  assert.deepEqual(heard, [
    ["first", 1],
    ["second", 1],
  ]);
});

test("who is removed hears no more, and without a name nobody", () => {
  const heard = [];
  const notifier = new Notifier();
  const first = () => heard.push("first");
  notifier.addListener(first);
  notifier.addListener(() => heard.push("second"));
  notifier.removeListener(first);
  notifier.notifyListeners();
  notifier.removeListener();
  notifier.notifyListeners();
  assert.deepEqual(heard, ["second"]);
});

test("one that fails is reported and keeps nothing from the others", (context) => {
  const reported = [];
  globalThis.reportError = (error) => reported.push(error.message);
  context.after(() => delete globalThis.reportError);
  const heard = [];
  const notifier = new Notifier();
  notifier.addListener(() => {
    throw new Error("mine");
  });
  notifier.addListener(() => heard.push("second"));
  notifier.notifyListeners();
  assert.deepEqual([heard, reported], [["second"], ["mine"]]);
});
