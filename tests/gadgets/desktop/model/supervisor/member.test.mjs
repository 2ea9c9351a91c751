import assert from "node:assert/strict";
import { test } from "node:test";

import {
  isOnCall,
  mayMonitor,
  movesOf,
  readMember,
  timeInState,
} from "../../../../../gadgets/desktop/model/supervisor/member.js";
import { parse } from "../../../../../gadgets/notification/xml.js";

const DESK = { user: { loginId: "boss", state: "NOT_READY" }, dialogs: [] };
const member = (state, more = {}) => ({ loginId: "ann", state, pendingState: "", isBusy: false, ...more });

test("a member is read as the team's node tells of him", () => {
  // source: Finesse Web Services guide 12.5, Team notification
  const ann = readMember(
    parse(
      "<user><extension>2001</extension><firstName>Ann</firstName><lastName>Agent</lastName>" +
        "<loginId>1001001</loginId><pendingState></pendingState><reasonCode><category>NOT_READY</category>" +
        "<code>4</code><id>2</id><label>Lunch</label></reasonCode><state>NOT_READY</state>" +
        "<stateChangeTime>2023-01-13T11:21:47.026Z</stateChangeTime><mediaState>BUSY</mediaState></user>",
    ),
  );
  assert.deepEqual(ann, {
    loginId: "1001001",
    name: "Ann Agent",
    extension: "2001",
    state: "NOT_READY",
    pendingState: "",
    since: Date.UTC(2023, 0, 13, 11, 21, 47, 26),
    reason: { label: "Lunch", code: "4", system: false },
    isBusy: true,
  });
});

test("what a member's reason does not say is known by its number; who has no name is called by his id", () => {
  const forced = readMember(
    parse("<User><loginId>x</loginId><reasonCode><code>33</code><label>l</label></reasonCode></User>"),
  );
  assert.equal(forced.reason.system, true);
  assert.deepEqual([forced.name, forced.since, forced.isBusy], ["x", undefined, false]);
});

test("a supervisor moves his agents as the guide has it for Unified CCX, and not himself", () => {
  // source: Finesse Web Services guide, User - Change Agent State
  const moves = {
    READY: ["NOT_READY", "LOGOUT"],
    NOT_READY: ["READY", "LOGOUT"],
    WORK: ["READY", "NOT_READY", "LOGOUT"],
    TALKING: ["LOGOUT"],
    RESERVED: ["LOGOUT"],
    LOGOUT: [],
    UNKNOWN: [],
  };
  for (const [state, allowed] of Object.entries(moves)) {
    assert.deepEqual(movesOf(DESK, member(state)), allowed, state);
  }
  assert.deepEqual(movesOf(DESK, member("TALKING", { pendingState: "LOGOUT" })), []);
  assert.deepEqual(movesOf(DESK, member("READY", { loginId: "boss" })), []);
});

test("one listens from Not Ready, without a call of one's own, to somebody who is on one", () => {
  // source: Finesse desktop user guide, Monitor; for calls made by hand from Not Ready, too
  assert.equal(mayMonitor(DESK, member("TALKING")), true);
  assert.equal(mayMonitor(DESK, member("NOT_READY", { isBusy: true })), true);
  assert.equal(mayMonitor(DESK, member("NOT_READY")), false);
  assert.equal(mayMonitor({ ...DESK, dialogs: [{}] }, member("TALKING")), false);
  assert.equal(mayMonitor({ ...DESK, user: { loginId: "boss", state: "READY" } }, member("TALKING")), false);
  assert.equal(mayMonitor(DESK, member("TALKING", { loginId: "boss" })), false);
  assert.equal(isOnCall(member("HOLD")), true);
});

test("the time in a state goes on in steps of ten seconds, and is blank where it is not known", () => {
  const since = 1_000_000;
  assert.deepEqual(
    [0, 9_999, 10_000, 65_000, 3_600_000].map((ms) => timeInState({ since }, since + ms)),
    ["00:00", "00:00", "00:10", "01:00", "01:00:00"],
  );
  assert.equal(timeInState({ since: undefined }, 5), "");
  assert.equal(timeInState({ since }, since - 3_600_000), "00:00"); // a clock that is an hour behind
});
