import assert from "node:assert/strict";
import { test } from "node:test";

import { Filter } from "../../../../gadgets/inspector/model/filter.js";
import { MOST_LINES, Record } from "../../../../gadgets/inspector/model/record.js";

const entry = (kind, data, gadget = "0", at = 100) => ({ at, gadget, kind, data });

function record(...entries) {
  const made = new Record();
  made.hear({ type: "page", page: "p", user: "agent1", began: 50 }, 100);
  made.hear({ type: "entries", page: "p", entries }, 100);
  return made;
}

test("an answer stands in the line of its request, and one without a request nowhere", () => {
  const made = record(
    entry("request", { number: 1, method: "PUT", url: "/a" }),
    entry("request", { number: 1, method: "GET", url: "/b" }, "1"),
    entry("response", { number: 1, status: 202, ms: 5, length: 3, body: "x" }),
    entry("response", { number: 9, status: 500, ms: 5 }),
  );
  assert.deepEqual(made.lines.map(({ subject, tone }) => [subject, tone]), [["PUT /a", "good"], ["GET /b", "waiting"]]);
  assert.deepEqual(made.lines[0].outcome, ["request.outcome", { status: 202, ms: 5, length: 3 }]);
  assert.equal(made.lines[0].version, 1);
  assert.equal(made.asked.size, 1);
});

test("a gadget is known by what its frame and its page tell, and begins anew when it is loaded again", () => {
  const made = record(
    entry("frame", { state: "loading", url: "/g.xml", title: "g", isInspected: true }, "0", 100),
    entry("gadget", { prefs: { id: "1" }, features: {}, unknown: [], problems: [] }),
    entry("frame", { state: "loaded", url: "/g.xml", title: "Gadget" }),
    entry("hub", { kind: "connected" }, "0", 180),
    entry("error", { text: "boom" }),
    entry("console", { level: "warn", text: "odd" }),
  );
  const [gadget] = made.gadgets;
  assert.deepEqual(
    [gadget.title, gadget.state, gadget.isInspected, gadget.connected, gadget.faults, gadget.given.prefs.id],
    ["Gadget", "loaded", true, 80, 1, "1"],
  );
  made.hear({ type: "entries", page: "p", entries: [entry("frame", { state: "loading", url: "/g.xml", title: "g" })] });
  assert.deepEqual([gadget.state, gadget.given, gadget.connected], ["loading", undefined, undefined]);
});

test("what is no gadget makes lines, and no gadget", () => {
  const made = record(entry("hub", { kind: "published", topic: "a", data: "1", length: 1 }, "desktop"));
  assert.equal(made.lines.length, 1);
  assert.deepEqual(made.gadgets, []);
});

test("a page that tells all of it anew is not heard twice", () => {
  const made = record(entry("console", { level: "error", text: "a" }));
  made.hear({ type: "page", page: "p", user: "agent1", began: 50 });
  made.hear({ type: "entries", page: "p", entries: [entry("console", { level: "error", text: "a" })] });
  assert.equal(made.lines.length, 1);
  assert.equal(made.gadgets[0].faults, 1);
});

test("a page that goes, or is silent for long, has no gadgets any more; its lines stay", () => {
  const made = record(entry("console", { level: "error", text: "a" }));
  made.forgetSilent(1_000);
  assert.equal(made.gadgets.length, 1);
  made.forgetSilent(100_000);
  assert.equal(made.gadgets.length, 0);
  made.hear({ type: "here", page: "p" }, 100_000);
  assert.equal(made.gadgets.length, 1);
  made.hear({ type: "gone", page: "p" });
  assert.deepEqual([made.gadgets.length, made.lines.length], [0, 1]);
});

test("no more is kept than has a bound", () => {
  const made = record();
  for (let n = 0; n < 3 * MOST_LINES; n += 1) {
    made.hear({ type: "entries", page: "p", entries: [entry("request", { number: n, url: "/" }, String(n % 1000))] });
  }
  assert.ok(made.lines.length <= MOST_LINES * 1.2);
  assert.ok(made.asked.size <= MOST_LINES);
  assert.equal(made.gadgets.length, 250);
  for (let n = 0; n < 100; n += 1) {
    made.hear({ type: "page", page: `p${n}`, user: "x" });
  }
  assert.equal(made.pages.size, 20);
});

test("what nobody knows, or was cut off, is a line all the same", () => {
  const made = record(entry("novelty", { a: 1 }), entry("call", { cut: '{"path":"x' }), entry("toString", {}));
  assert.deepEqual(made.lines.map(({ label, subject }) => [label[0], subject]), [
    ["other", "novelty"], ["call", "()"], ["other", "toString"],
  ]);
  assert.equal(made.lines[1].detail.message, '{"path":"x');
});

test("what the desktop refuses a gadget is a fault with its reason", () => {
  const made = record(entry("refused", { request: "ConnectionReq", why: "no" }), entry("malformed", { topic: "t", why: "x" }));
  assert.deepEqual(made.lines.map(({ group, subject }) => [group, subject]), [
    ["fault", "ConnectionReq no"], ["fault", "t x"],
  ]);
});

test("lines are narrowed by gadget, by kind and by what is in them", () => {
  const { lines } = record(
    entry("console", { level: "error", text: "Boom" }),
    entry("hub", { kind: "published", topic: "a.b", data: '{"n":"boom"}', length: 12 }, "1"),
    entry("call", { path: "x", args: [], result: "1", ms: 1 }, "1"),
  );
  const filter = new Filter();
  const shown = () => lines.filter((line) => filter.passes(line)).map(({ group }) => group);
  const versions = new Set([filter.version]);
  assert.deepEqual(shown(), ["fault", "hub", "call"]);
  filter.text = " BOOM ";
  versions.add(filter.version);
  assert.deepEqual(shown(), ["fault", "hub"]);
  filter.gadget = { page: "p", mid: "1" };
  versions.add(filter.version);
  assert.deepEqual(shown(), ["hub"]);
  filter.text = "";
  filter.toggle("hub");
  versions.add(filter.version);
  assert.deepEqual(shown(), ["call"]);
  filter.toggle("hub");
  assert.deepEqual(shown(), ["hub", "call"]);
  assert.equal(versions.size, 4);
});
