import assert from "node:assert/strict";
import { test } from "node:test";

import { gadgetPage } from "./frames.mjs";

test("text that is no JSON is false, not an error", () => {
  const { gadgets } = gadgetPage([]);
  assert.equal(gadgets.json.parse("{"), false);
  assert.equal(gadgets.json.parse('{"a":[1]}').a[0], 1);
  assert.equal(gadgets.json.stringify({ a: undefined, b: [1, "x"] }), '{"b":[1,"x"]}');
  assert.deepEqual({ ...gadgets.json.flatten({ a: 1, b: { c: 2 }, d: null }) }, { a: "1", b: '{"c":2}', d: "null" });
});

test("lines go to the console from the chosen level on", () => {
  const { gadgets, window } = gadgetPage([]);
  const lines = [];
  for (const name of ["log", "warn", "error"]) {
    window.console[name] = (...things) => lines.push([name, ...things]);
  }
  gadgets.log("a", 1);
  gadgets.warn("b");
  gadgets.setLogLevel(gadgets.log.ERROR);
  gadgets.warn("c");
  gadgets.error("d");
  gadgets.log.logAtLevel(gadgets.log.ERROR, "e");
  gadgets.setLogLevel(gadgets.log.NONE);
  gadgets.error("f");
  assert.deepEqual(lines, [["log", "a", 1], ["warn", "b"], ["error", "d"], ["error", "e"]]);
});

test("a component hears its configuration, whether it registers before or after", () => {
  const { gadgets } = gadgetPage([], { config: { mine: { a: 1 } } });
  const heard = [];
  gadgets.config.register("mine", {}, (config) => heard.push(config.mine.a), true);
  assert.deepEqual(heard, [1]);
  gadgets.config.update({ mine: { b: 2 } });
  assert.deepEqual(JSON.parse(JSON.stringify(gadgets.config.get("mine"))), { a: 1, b: 2 });
  assert.deepEqual(heard, [1, 1]);
  assert.deepEqual({ ...gadgets.config.get("nothing") }, {});
});

test("a value that a component does not accept is refused by name", () => {
  const { gadgets } = gadgetPage([]);
  gadgets.config.register("mine", { kind: gadgets.config.EnumValidator("a", "b") }, () => undefined);
  assert.throws(() => gadgets.config.init({ mine: { kind: "c" } }), /"c" for parameter "kind" in component "mine"/);
  gadgets.config.init({ mine: { kind: "a" } });
  gadgets.config.init({ mine: { kind: "c" } }, true);
  assert.equal(gadgets.config.get("mine").kind, "c");
});
