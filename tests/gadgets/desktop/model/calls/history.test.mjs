import assert from "node:assert/strict";
import { test } from "node:test";

import { desk, EMPTY } from "../../../../../gadgets/desktop/model/desk.js";
import { kept } from "../../../../../gadgets/desktop/model/calls/history.js";

const USER = { loginId: "agent1", extension: "1001", pendingState: "", state: "READY", since: 500, roles: [] };
const part = (address, state, more = {}) => ({
  address,
  agent: address === "1001",
  state,
  cause: "",
  actions: state === "ALERTING" ? ["ANSWER"] : [],
  startedAt: 1_000,
  since: 1_000,
  ...more,
});

/** A call from 555 as the agent's part stands; the captures have the agent first on inbound calls, or alone. */
const call = (state, more = {}) => ({
  id: "1",
  state: "ACTIVE",
  from: "555",
  to: "6001",
  callType: "ACD_IN",
  variables: [["callVariable1", "Maria"]],
  participants: [part("1001", state, more), part("555", "ACTIVE")],
});
const outgoing = (state, to) => ({ ...call(state), from: "1001", to, participants: [part("1001", state)] });

const heard = (type, dialog, now = 9_000) => ({
  type: "heard",
  now,
  update: type === "dialog" ? { type, dialog } : { type, dialogs: [dialog] },
});
const read = (dialogs, now = 2_000) => ({ type: "read", now, user: USER, dialogs });

/** The entries of the calls, oldest first, of a desk that has heard these events. */
function told(events, start = EMPTY) {
  let state = start;
  for (const event of events) {
    [state] = desk(state, event);
  }
  return state.activity
    .filter(({ text }) => text[0] !== "activity.state")
    .map(({ at, text: [key, { number, lasted }] }) => [key, number, lasted, at].filter((one) => one !== undefined))
    .reverse();
}

test("a call is told step by step, at the server's times", () => {
  const talking = call("ACTIVE", { startedAt: 3_000, since: 3_000 });
  assert.deepEqual(
    told([
      read([]),
      heard("dialogs", call("ALERTING")),
      heard("dialog", talking),
      heard("dialogsGone", call("DROPPED", { startedAt: 3_000, since: 68_000 }), 68_500),
    ]),
    [
      ["activity.ringing", "555", 1_000],
      ["activity.talking", "555", 3_000],
      ["activity.ended", "555", "01:05", 68_000],
    ],
  );
});

// sources: guide, event sequences (PUT, PUT, DELETE); captures CCE 10.5 and 11.x, CCX 11.0 (one DELETE)
test("a call ends once, however many events tell it", () => {
  const over = call("DROPPED", { startedAt: 1_000, since: 5_000 });
  const ends = (...events) =>
    told([read([call("ACTIVE")]), ...events]).filter(([key]) => key === "activity.ended");
  const once = [["activity.ended", "555", "00:04", 5_000]];
  assert.deepEqual(ends(heard("dialogsGone", over)), once);
  assert.deepEqual(ends(heard("dialog", over), heard("dialog", over), heard("dialogsGone", over)), once);
  const wrapUp = call("WRAP_UP", { startedAt: 1_000, since: 5_000 });
  const last = { ...over, participants: [part("1001", "DROPPED", { since: 35_000 })] };
  assert.deepEqual(ends(heard("dialog", wrapUp), heard("dialogsGone", last, 35_000)), once);
});

test("who was never talked to is no call that ended", () => {
  const gone = call("DROPPED", { since: 7_000 });
  assert.deepEqual(told([read([]), heard("dialogs", call("ALERTING")), heard("dialogsGone", gone)]), [
    ["activity.ringing", "555", 1_000],
    ["activity.unanswered", "555", 7_000],
  ]);
  const failed = outgoing("FAILED", "9555");
  assert.deepEqual(told([read([]), heard("dialogs", failed), heard("dialogsGone", failed)]), [
    ["activity.failed", "9555", 1_000],
  ]);
});

// source: capture CCE 11.x, outgoing call: the numbers are empty at INITIATING and filled in at INITIATED
test("a number being dialled is told when it is known", () => {
  assert.deepEqual(
    told([
      read([]),
      heard("dialogs", outgoing("INITIATING", "")),
      heard("dialog", outgoing("INITIATED", "9555")),
      heard("dialog", outgoing("INITIATED", "9555")),
    ]),
    [["activity.dialling", "9555", 1_000]],
  );
});

// source: capture CCE 10.5, routed call whose caller withheld the number: fromAddress empty, the agent alone
test("a caller without number has words for one", () => {
  const hidden = { ...call("ALERTING"), from: "", participants: [part("1001", "ALERTING")] };
  assert.deepEqual(told([read([]), heard("dialogs", hidden)]), [
    ["activity.ringing", ["calls.withheld", {}], 1_000],
  ]);
});

test("a call that went while nobody looked has no length", () => {
  assert.deepEqual(told([read([call("ACTIVE")]), read([], 90_000)]), [
    ["activity.talking", "555", 1_000],
    ["activity.gone", "555", 90_000],
  ]);
  const wrapUp = call("WRAP_UP", { since: 5_000 });
  assert.deepEqual(
    told([read([wrapUp]), read([], 90_000)]).map(([key]) => key),
    ["activity.ended"],
  );
});

test("a reload tells nothing twice and keeps what was told", () => {
  let before = EMPTY;
  for (const event of [read([]), heard("dialogs", call("ALERTING")), heard("dialog", call("ACTIVE"))]) {
    [before] = desk(before, event);
  }
  const stored = JSON.parse(JSON.stringify(kept(before)));
  const start = { ...EMPTY, ...stored };
  const same = [
    ["activity.ringing", "555", 1_000],
    ["activity.talking", "555", 1_000],
  ];
  assert.deepEqual(told([read([call("ACTIVE")], 80_000)], start), same);
  assert.deepEqual(told([read([], 80_000)], start), [...same, ["activity.gone", "555", 80_000]]);
  const [after] = desk(start, read([call("ACTIVE")], 80_000));
  assert.equal(after.activity.length, before.activity.length);
  assert.equal(new Set(after.activity.map(({ id }) => id)).size, after.activity.length);
});

test("nothing that a call carries is kept over a reload", () => {
  const secret = "Maria Gonzalez";
  const carried = {
    variables: [["callVariable1", secret]],
    properties: { callvariables: secret, queueName: secret, ofALaterRelease: secret },
    wrapUps: [secret],
    ofALaterRelease: secret,
  };
  const dialog = { ...call("ACTIVE"), ...carried };
  dialog.participants.push({ ...part("556", "ACTIVE"), name: secret });
  const [state] = desk(EMPTY, read([dialog]));
  const stored = JSON.stringify(kept(state));
  assert.ok(!stored.includes(secret), stored);
  assert.equal(JSON.parse(stored).dialogs[0].id, "1");
});

test("a supervisor's list says that he listens", () => {
  const participants = [part("1001", "ACTIVE", { actions: ["DROP", "BARGE_CALL"] })];
  const monitor = { ...outgoing("ACTIVE", "1002"), callType: "SUPERVISOR_MONITOR", participants };
  assert.deepEqual(told([read([monitor])]), [["activity.listening", "1002", 1_000]]);
});
