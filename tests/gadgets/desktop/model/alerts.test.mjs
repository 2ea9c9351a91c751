import assert from "node:assert/strict";
import { test } from "node:test";

import { alertsOf, ringing, titleOf } from "../../../../gadgets/desktop/model/alerts.js";

const PROPERTIES = { enableToasterNotificationForRONA: true, enableToasterNotificationForFailover: true };
const CONNECTED = { name: "connected" };

const call = (id, state, actions, from = "5551234") => ({
  id,
  from,
  to: "6001",
  participants: [{ address: "1001", state, actions }],
});
const desk = (user, ...dialogs) => ({ user: { extension: "1001", ...user }, dialogs });
const rings = (id, from) => call(id, "ALERTING", ["ANSWER"], from);
const RONA = { state: "NOT_READY", reason: { code: "32763" } };

function kinds(before, after, { links = [CONNECTED, CONNECTED], properties = PROPERTIES } = {}) {
  return alertsOf({ desk: before, link: links[0] }, { desk: after, link: links[1] }, properties);
}

test("a call that begins to ring is told once, with its number", () => {
  const [before, after] = [desk({ state: "READY" }), desk({ state: "RESERVED" }, rings("1"))];
  assert.deepEqual(kinds(before, after), [
    { kind: "call", tag: "call 1", text: ["alert.call", { number: "5551234" }] },
  ]);
  assert.deepEqual(kinds(after, after), []);
  assert.deepEqual(kinds(before, desk({ state: "TALKING" }, call("1", "ACTIVE", ["DROP"]))), []);
  assert.deepEqual(kinds(before, desk({ state: "RESERVED" }, rings("1", "")))[0].text[1].number, ["calls.withheld", {}]);
});

test("an unanswered call is told, unless the property says not to", () => {
  const before = desk({ state: "RESERVED" }, rings("1"));
  assert.deepEqual(
    kinds(before, desk(RONA)).map(({ kind }) => kind),
    ["rona"],
  );
  assert.deepEqual(kinds(desk(RONA), desk(RONA)), []);
  assert.deepEqual(kinds(before, desk({ state: "NOT_READY", reason: { code: "4" } })), []);
  const properties = { ...PROPERTIES, enableToasterNotificationForRONA: false };
  assert.deepEqual(kinds(before, desk(RONA), { properties }), []);
});

test("a lost connection and its return are told, unless the property says not to", () => {
  const same = desk({ state: "READY" });
  const texts = (...links) => kinds(same, same, { links }).map(({ text: [key] }) => key);
  assert.deepEqual(texts(CONNECTED, { name: "retrying" }), ["alert.lost"]);
  assert.deepEqual(texts({ name: "retrying" }, { name: "recovering" }), []);
  assert.deepEqual(texts({ name: "refreshing" }, { name: "connected", recovered: true }), ["alert.back"]);
  const properties = { ...PROPERTIES, enableToasterNotificationForFailover: false };
  assert.deepEqual(kinds(same, same, { links: [CONNECTED, { name: "waiting" }], properties }), []);
});

test("nothing is told while the desktop opens", () => {
  assert.deepEqual(alertsOf(undefined, { desk: desk(RONA, rings("1")), link: CONNECTED }, PROPERTIES), []);
});

test("the title names who calls first, as long as it rings", () => {
  assert.deepEqual(titleOf(desk({}, rings("1"), rings("2", "777"))), ["alert.title", { number: "5551234" }]);
  assert.equal(titleOf(desk({}, call("1", "ACTIVE", ["DROP"]))), undefined);
  assert.deepEqual(ringing({ user: undefined, dialogs: [] }), []);
});
