import assert from "node:assert/strict";
import { test } from "node:test";

const said = [];
const channels = [];
const stored = new Map();
globalThis.BroadcastChannel = class {
  constructor() {
    channels.push(this);
  }
  postMessage(message) {
    said.push(structuredClone(message));
  }
  close() {
    this.closed = true;
  }
};
globalThis.window = new EventTarget();
globalThis.localStorage = { getItem: (key) => stored.get(key) ?? null };

const { Inspection, WANTED } = await import("../../../../gadgets/desktop/container/inspection.js");

function inspection(t, hub) {
  t.mock.timers.enable({ apis: ["setTimeout", "Date"], now: 1_000_000 });
  said.length = 0;
  const reloaded = [];
  const made = new Inspection({ user: "agent1", reload: (mid) => reloaded.push(mid), hub: () => hub });
  t.after(() => made.close());
  const hear = (message) => channels.at(-1).onmessage({ data: message });
  const entries = () => said.filter(({ type }) => type === "entries").flatMap((one) => one.entries);
  return { made, hear, entries, reloaded };
}

test("a page says that it is there, and that it goes", (t) => {
  const { made } = inspection(t);
  assert.deepEqual(said.map(({ type, user }) => [type, user]), [["page", "agent1"]]);
  globalThis.window.dispatchEvent(new Event("pagehide"));
  assert.deepEqual([said.at(-1).type, said.at(-1).page], ["gone", made.id]);
});

test("nothing is told while nobody listens, and one who comes late is told what was", (t) => {
  const { made, hear, entries } = inspection(t);
  made.tell("3", "console", { text: "a" });
  t.mock.timers.tick(1000);
  assert.deepEqual(entries(), []);
  hear({ type: "hello", listener: "L", anew: true });
  assert.deepEqual(said.map(({ type, listener }) => [type, listener]).slice(-2), [["page", "L"], ["entries", "L"]]);
  assert.deepEqual(entries().at(-1), { at: 1_000_000, gadget: "3", kind: "console", data: { text: "a" } });
});

test("one who listens is told as it happens, several things together, each once", (t) => {
  const { made, hear, entries } = inspection(t);
  hear({ type: "hello", listener: "L", anew: true });
  made.tell("3", "console", { text: "a" });
  made.tell("4", "console", { text: "b" });
  t.mock.timers.tick(100);
  assert.equal(said.filter(({ type }) => type === "entries").length, 1);
  made.tell("4", "console", { text: "c" });
  t.mock.timers.tick(100);
  assert.deepEqual(entries().map(({ data }) => data.text), ["a", "b", "c"]);
});

test("one who has not said for a while that he is there is told nothing more", (t) => {
  const { made, hear, entries } = inspection(t);
  hear({ type: "hello", listener: "L", anew: true });
  t.mock.timers.tick(20_000);
  made.tell("3", "console", { text: "late" });
  t.mock.timers.tick(1000);
  assert.deepEqual(entries(), []);
});

test("frames tell of themselves while an inspector is there, or was a moment ago", (t) => {
  const { made, hear } = inspection(t);
  assert.equal(made.isWanted, false);
  stored.set(WANTED, String(Date.now() - 1000));
  assert.equal(made.isWanted, true);
  stored.set(WANTED, String(Date.now() - 60_000));
  assert.equal(made.isWanted, false);
  hear({ type: "hello", listener: "L" });
  assert.equal(made.isWanted, true);
  stored.clear();
});

test("the hub's messages are told by gadget, without the ticks, and long ones cut", (t) => {
  const hub = {};
  const { made, hear, entries } = inspection(t, hub);
  hub.inspect("finesse_gadget_3", "published", { topic: "a.b", json: '{"password":"finesse"}' });
  hub.inspect("desktop", "published", { topic: "finesse.containerservices.timerTickEvent", json: "{}" });
  hub.inspect("desktop", "received", { topic: "c", json: "x".repeat(100_000) });
  hub.inspect("finesse_gadget_3", "connected", {});
  made.tell("3", "console", {});
  hear({ type: "hello", listener: "L", anew: true });
  const [first, second, third] = entries();
  assert.deepEqual(first, {
    at: 1_000_000,
    gadget: "3",
    kind: "hub",
    data: { kind: "published", topic: "a.b", data: '{"password":"********"}', length: 22 },
  });
  assert.deepEqual([second.gadget, second.data.data.length, second.data.length], ["desktop", 4000, 100_000]);
  assert.equal(third.data.kind, "connected");
  assert.equal(entries().length, 4);
});

test("what a gadget tells is a copy, masked and bounded, of a kind that can be one", (t) => {
  const { made, hear, entries } = inspection(t);
  const data = { Authorization: "Basic YTpi", list: [1] };
  made.tell("3", "call", data);
  data.list.push(2);
  made.tell("3", "<b>", undefined);
  made.tell("3".repeat(100), "console", { text: "x".repeat(1_000_000) });
  hear({ type: "hello", listener: "L", anew: true });
  const [call, other, long] = entries();
  assert.deepEqual(call.data, { Authorization: "********", list: [1] });
  assert.deepEqual([other.kind, other.data], ["other", {}]);
  assert.ok(long.gadget.length === 20 && JSON.stringify(long).length < 5000);
});

test("an inspector may load a gadget of this page anew", (t) => {
  const { made, hear, reloaded } = inspection(t);
  hear({ type: "reload", page: "another", gadget: "3" });
  hear({ type: "reload", page: made.id, gadget: 4 });
  assert.deepEqual(reloaded, ["4"]);
});
