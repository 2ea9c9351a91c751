import assert from "node:assert/strict";
import { test } from "node:test";

import { agentSession, START } from "../../../../gadgets/desktop/model/agent_session.js";
import { random, SEEDS } from "../../random.mjs";

/** The state after these events, and what the last of them asked for. */
function after(...events) {
  let state = START;
  let effects = [];
  for (const event of events) {
    [state, effects] = agentSession(state, typeof event === "string" ? { type: event } : event);
  }
  return { state, name: state.name, effects };
}

const DESK = { user: { state: "NOT_READY" }, dialogs: [] };
const UPDATE = { type: "user", user: { state: "READY" } };
const LATER = { type: "dialogs", dialogs: [] };
const HEARD = { type: "heard", update: UPDATE };

const checkedIn = (turn, loggedOut = false) => ({ type: "checkedIn", turn, loggedOut });
const loggedIn = (turn) => ({ type: "loggedIn", turn });
const read = (turn) => ({ type: "read", turn, desk: DESK });
const failed = (turn, kind) => ({ type: "failed", turn, error: { kind } });
const looked = (loggedOut = false) => ({ type: "looked", loggedOut });
const stopped = (reason) => ({ type: "stopped", reason });

const CONNECTED = ["begun", checkedIn(0, true), "connected"];
const LOGGED_IN = [...CONNECTED, loggedIn(0)];
const OPEN = [...LOGGED_IN, read(0), looked()];
const RECOVERING = [...OPEN, "refresh"];
const READING_ANEW = [...RECOVERING, checkedIn(1)];

test("a sign-in asks the server, connects, logs in, reads, and then shows the desktop", () => {
  assert.deepEqual(after("begun").effects, [{ checkIn: 0 }]);
  assert.deepEqual(after(...CONNECTED.slice(0, 2)).effects, [{ step: "notifications" }, { connect: true }]);
  assert.deepEqual(after(...CONNECTED).effects, [{ step: "login" }, { logIn: 0 }]);
  assert.deepEqual(after(...LOGGED_IN).effects, [{ step: "read" }, { read: 0 }]);
  assert.deepEqual(after(...LOGGED_IN, read(0)).effects, [
    { desk: { type: "read", ...DESK } },
    { link: { type: "refreshed" } },
    { look: true },
  ]);
  assert.deepEqual(after(...OPEN), {
    state: { name: "open", turn: 0 },
    name: "open",
    effects: [{ open: true }, { books: true }],
  });
});

test("who is signed in already signs in at his extension all the same", () => {
  assert.deepEqual(after("begun", checkedIn(0), "connected").effects, [{ step: "login" }, { logIn: 0 }]);
});

test("what is notified before anything was read is older than what is read, and not heard", () => {
  for (const events of [["begun"], CONNECTED.slice(0, 2), CONNECTED]) {
    assert.deepEqual(after(...events, HEARD).effects, []);
  }
});

test("what is notified while the desk is read is heard after it, in its order", () => {
  for (const [events, turn] of [
    [LOGGED_IN, 0],
    [READING_ANEW, 1],
  ]) {
    assert.deepEqual(after(...events, HEARD).effects, []);
    const { effects } = after(...events, HEARD, { type: "heard", update: LATER }, read(turn));
    assert.deepEqual(effects.slice(0, 4), [
      { desk: { type: "read", ...DESK } },
      { desk: { type: "heard", update: UPDATE } },
      { desk: { type: "heard", update: LATER } },
      { link: { type: "refreshed" } },
    ]);
  }
});

test("what is notified to an open desktop, or to one that recovers, is heard at once", () => {
  for (const events of [OPEN, RECOVERING]) {
    assert.deepEqual(after(...events, HEARD).effects, [{ desk: { type: "heard", update: UPDATE } }]);
  }
});

test("each failure on the way in refuses the sign-in, and nothing comes after it", () => {
  for (const events of [["begun"], CONNECTED, LOGGED_IN]) {
    const refused = after(...events, failed(0, "unreachable"));
    assert.deepEqual(refused.effects, [{ refuse: { error: { kind: "unreachable" } } }]);
    assert.equal(refused.name, "ended");
    for (const event of [loggedIn(0), read(0), HEARD, { type: "refresh" }, stopped("conflict")]) {
      assert.deepEqual(after(...events, failed(0, "unreachable"), event).effects, []);
    }
  }
});

test("a first connection that fails is told by its own reason, a later end of it as a conflict", () => {
  assert.deepEqual(after("begun", checkedIn(0), stopped("host-unknown")).effects, [
    { refuse: { connection: "host-unknown" } },
  ]);
  for (const events of [CONNECTED, LOGGED_IN, [...CONNECTED, "refresh"]]) {
    assert.deepEqual(after(...events, stopped("conflict")).effects, [{ refuse: { kind: "conflict" } }]);
  }
});

test("who is signed out again before the desktop is there is told that no answer came", () => {
  const signedOut = { type: "signedOut", asked: false, reason: "" };
  const refused = [{ refuse: { kind: "noAnswer" } }];
  assert.deepEqual(after(...LOGGED_IN, read(0), looked(true)).effects, refused);
  assert.deepEqual(after(...LOGGED_IN, read(0), signedOut).effects, refused);
  assert.deepEqual(after(...LOGGED_IN, read(0), signedOut, looked(true)).effects, []);
});

test("after a loss the server is asked, the user logged in where it has forgotten him, and all read anew", () => {
  assert.deepEqual(after(...RECOVERING).effects, [{ checkIn: 1 }]);
  assert.deepEqual(after(...RECOVERING, checkedIn(1, true)).effects, [{ logIn: 1 }]);
  assert.deepEqual(after(...RECOVERING, checkedIn(1, true), loggedIn(1)).effects, [{ read: 1 }]);
  assert.deepEqual(after(...READING_ANEW).effects, [{ read: 1 }]);
  assert.deepEqual(after(...READING_ANEW, read(1)), {
    state: { name: "open", turn: 1 },
    name: "open",
    effects: [{ desk: { type: "read", ...DESK } }, { link: { type: "refreshed" } }, { books: true }],
  });
});

test("a recovery that fails leaves the desktop open, and the link is told why", () => {
  for (const [kind, type] of [
    ["credentials", "unauthorized"],
    ["noAgent", "unauthorized"],
    ["outOfService", "outOfService"],
    ["unreachable", "outOfService"],
    ["refused", "outOfService"],
  ]) {
    for (const events of [RECOVERING, READING_ANEW]) {
      const { name, effects } = after(...events, failed(1, kind));
      assert.deepEqual([name, effects], ["open", [{ link: { type } }]]);
    }
  }
  assert.deepEqual(after(...RECOVERING, failed(1, "outOfService"), "refresh").effects, [{ checkIn: 2 }]);
});

test("what comes late from an earlier turn does not count", () => {
  for (const late of [checkedIn(1, true), loggedIn(1), read(1), failed(1, "credentials")]) {
    for (const events of [
      [...READING_ANEW, "refresh"],
      [...READING_ANEW, "refresh", checkedIn(2)],
    ]) {
      const { state } = after(...events);
      assert.deepEqual(agentSession(state, late), [state, []]);
    }
  }
  assert.deepEqual(after(...READING_ANEW, "refresh", checkedIn(2), read(1), read(2)).name, "open");
});

test("a reading that is broken off takes with it what was notified during it", () => {
  const { effects } = after(...READING_ANEW, HEARD, "refresh", checkedIn(2), read(2));
  assert.deepEqual(effects, [{ desk: { type: "read", ...DESK } }, { link: { type: "refreshed" } }, { books: true }]);
});

test("a connection lost on the way in begins a turn that logs in again and ends with the desktop", () => {
  const lost = [...CONNECTED, "refresh"];
  assert.deepEqual(after(...lost).effects, [{ checkIn: 1 }]);
  assert.deepEqual(after(...lost, failed(0, "extension")).effects, []);
  assert.deepEqual(after(...lost, HEARD).effects, []);
  assert.deepEqual(after(...lost, checkedIn(1)).effects, [{ logIn: 1 }]);
  assert.deepEqual(after(...lost, checkedIn(1), failed(1, "extension")).effects, [
    { refuse: { error: { kind: "extension" } } },
  ]);
  const { effects } = after(...lost, checkedIn(1), loggedIn(1), read(1), looked());
  assert.deepEqual(effects, [{ open: true }, { books: true }]);
});

test("the desktop ends once, by the agent, by others, or with its connection", () => {
  const out = (asked) => ({ type: "signedOut", asked, reason: "End of shift" });
  for (const events of [OPEN, RECOVERING, READING_ANEW]) {
    for (const [event, end] of [
      [out(true), { why: "asked", reason: "End of shift" }],
      [out(false), { why: "byOther", reason: "End of shift" }],
      [stopped("conflict"), { why: "conflict", reason: "" }],
      [stopped("unauthorized"), { why: "unauthorized", reason: "" }],
    ]) {
      assert.deepEqual(after(...events, event), {
        state: { name: "ended" },
        name: "ended",
        effects: [{ end }],
      });
      assert.deepEqual(after(...events, event, out(true)).effects, []);
      assert.deepEqual(after(...events, event, "refresh").effects, []);
    }
  }
});

for (const seed of SEEDS) {
  test(`whatever happens, a session is refused or opened and ended at most once (seed ${seed})`, () => {
    const { pick, below } = random(seed);
    const seen = [];
    let state = START;
    for (let count = 0; count < 80; count += 1) {
      const turn = below((state.turn ?? 0) + 2);
      const event = pick([
        ..."begun connected refresh".split(" ").map((type) => ({ type })),
        checkedIn(turn, pick([true, false])),
        loggedIn(turn),
        read(turn),
        failed(turn, pick(["credentials", "outOfService"])),
        looked(below(8) === 0),
        below(8) === 0 ? stopped("conflict") : HEARD,
      ]);
      const ended = state.name === "ended";
      const [next, effects] = agentSession(state, event);
      assert.ok(!ended || (next === state && effects.length === 0));
      state = next;
      seen.push(...effects.flatMap(Object.keys));
    }
    const times = (effect) => seen.filter((one) => one === effect).length;
    assert.ok(times("refuse") + times("open") <= 1);
    assert.ok(times("end") <= times("open"));
    assert.equal(state.name === "ended", times("refuse") + times("end") === 1);
  });
}
