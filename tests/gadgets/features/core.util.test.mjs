import assert from "node:assert/strict";
import { test } from "node:test";

import { gadgetPage, until } from "./frames.mjs";

test("the parameters of the address are those of its query and of its fragment", () => {
  const query = "mid=3&url=http%3A%2F%2Fh%2Fg.xml%3Fa%3D1%26b%3D2&up_x=a+b%20c&bad=100%&empty=&none&x=1&x=2";
  const { gadgets } = gadgetPage([], { query, hash: "rpctoken=77&mid=4" });
  const parameters = gadgets.util.getUrlParameters();
  assert.equal(parameters.mid, "4");
  assert.equal(parameters.rpctoken, "77");
  assert.equal(parameters.url, "http://h/g.xml?a=1&b=2");
  assert.equal(parameters.up_x, "a b c");
  assert.equal(parameters.bad, "100%");
  assert.equal(parameters.empty, "");
  assert.equal(parameters.x, "2");
  assert.ok(!("none" in parameters));
});

test("another address's parameters can be read, and a name like __proto__ changes nothing", () => {
  const { gadgets } = gadgetPage([]);
  const parameters = gadgets.util.getUrlParameters("/x?__proto__=bad&a=1#b=2");
  assert.deepEqual({ ...parameters }, { a: "1", b: "2" });
  assert.deepEqual({ ...gadgets.util.getUrlParameters("/x") }, {});
});

test("a gadget that routes by the fragment keeps its parameters", () => {
  const { gadgets, window } = gadgetPage([]);
  assert.equal(gadgets.util.getUrlParameters().rpctoken, "t0ken");
  window.location.hash = "#/page/2";
  assert.equal(gadgets.util.getUrlParameters().rpctoken, "t0ken");
});

test("what is to run when the page is loaded runs once, in order, and one that fails does not stop the others", async () => {
  const { gadgets, window } = gadgetPage([]);
  const ran = [];
  const failures = [];
  window.setTimeout = (task) => failures.push(task);
  gadgets.util.registerOnLoadHandler(() => ran.push("a"));
  gadgets.util.registerOnLoadHandler(() => {
    throw new Error("mine");
  });
  gadgets.util.registerOnLoadHandler(() => ran.push("b"));
  assert.deepEqual(ran, []);
  gadgets.util.runOnLoadHandlers();
  gadgets.util.runOnLoadHandlers();
  assert.deepEqual(ran, ["a", "b"]);
  assert.throws(failures[0], /mine/);
});

test("what is registered after the page is loaded runs at once", () => {
  const { gadgets } = gadgetPage([]);
  gadgets.util.runOnLoadHandlers();
  let ran = 0;
  gadgets.util.registerOnLoadHandler(() => (ran += 1));
  assert.equal(ran, 1);
});

test("the page's own load event runs the handlers where the end of the body did not", async () => {
  const { gadgets, window } = gadgetPage([]);
  let ran = 0;
  gadgets.util.registerOnLoadHandler(() => (ran += 1));
  window.dispatchEvent(new window.Event("load"));
  await until(() => ran > 0);
  assert.equal(ran, 1);
});

test("text is escaped to numeric entities and comes back as it was", () => {
  const { gadgets } = gadgetPage([]);
  const text = `<b a='1' c="2">&\\\n\r\u2028\uff1c`;
  const escaped = gadgets.util.escapeString(text);
  assert.ok(!/[<>"'\\\n\r\u2028\uff1c]/.test(escaped));
  assert.equal(gadgets.util.escapeString("a&b"), "a&#38;b");
  assert.equal(gadgets.util.escapeString("YWdlbnQxOmZpbmVzc2U="), "YWdlbnQxOmZpbmVzc2U=");
  assert.equal(gadgets.util.unescapeString(escaped), text);
  assert.equal(gadgets.util.unescapeString("&#9999999;"), "&#9999999;");
  assert.equal(gadgets.util.escapeString(undefined), undefined);
});

test("arrays are escaped item by item, and objects where that is asked for", () => {
  const { gadgets } = gadgetPage([]);
  const escape = (...given) => JSON.stringify(gadgets.util.escape(...given));
  assert.equal(escape(["<", { a: "<" }, 1]), '["&#60;",{"a":"<"},1]');
  assert.equal(escape({ a: ["<"] }, true), '{"a":["&#60;"]}');
});

test("a closure has its object and its first arguments, an enumeration each word as its own value", () => {
  const { gadgets } = gadgetPage([]);
  const closure = gadgets.util.makeClosure({ n: 1 }, function (...rest) { return [this.n, ...rest]; }, 2);
  assert.deepEqual(closure(3, 4), [1, 2, 3, 4]);
  assert.deepEqual({ ...gadgets.util.makeEnum(["A", "B"]) }, { A: "A", B: "B" });
});

test("a gadget learns which features it has, and with which parameters it asked for them", () => {
  const config = { "core.util": { "pubsub-2": {}, loadingindicator: { "loading-timeout": "10" } } };
  const { gadgets } = gadgetPage([], { config });
  assert.equal(gadgets.util.hasFeature("pubsub-2"), true);
  assert.equal(gadgets.util.hasFeature("views"), false);
  assert.equal(gadgets.util.hasFeature("toString"), false);
  assert.equal(gadgets.util.getFeatureParameters("loadingindicator")["loading-timeout"], "10");
  assert.equal(gadgets.util.getFeatureParameters("views"), null);
});

test("events are attached and removed, elements made", () => {
  const { gadgets, window } = gadgetPage([]);
  let clicks = 0;
  const click = () => (clicks += 1);
  const element = gadgets.util.createElement("b");
  gadgets.util.attachBrowserEvent(element, "click", click, false);
  element.click();
  gadgets.util.removeBrowserEvent(element, "click", click, false);
  element.click();
  assert.equal(clicks, 1);
  assert.equal(gadgets.util.getBodyElement(), window.document.body);
});
