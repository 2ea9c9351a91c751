import assert from "node:assert/strict";
import { test } from "node:test";

import { droppable } from "../../../../../gadgets/desktop/model/calls/dropping.js";
import { offerOf, offersOf } from "../../../../../gadgets/desktop/model/calls/offers.js";

const EXTENSION = "1001";
const part = (state, actions, since) => ({ address: EXTENSION, agent: true, state, actions, since });
const call = (id, state, actions, { since = 0, associated = "", parties = [] } = {}) => ({
  id,
  associated,
  participants: [part(state, actions, since), ...parties],
});
const desk = (...dialogs) => ({ user: { extension: EXTENSION, roles: ["Agent"] }, dialogs });

// source: Finesse Web Services guide, Actions by participant state
const HELD = ["TRANSFER", "CONFERENCE", "RETRIEVE", "UPDATE_CALL_DATA", "DROP"];
const CONSULT = ["HOLD", "UPDATE_CALL_DATA", "SEND_DTMF", "DROP"];

test("transfer and conference stand on the consultation and are asked of the call on hold", () => {
  const [held, consult] = [call("1", "HELD", HELD), call("2", "ACTIVE", CONSULT, { associated: "1" })];
  const shown = (dialog) => offersOf(desk(held, consult), dialog).map(({ action, dialogId }) => [action, dialogId]);
  assert.deepEqual(shown(held), [["RETRIEVE", "1"], ["UPDATE_CALL_DATA", "1"], ["DROP", "1"]]);
  assert.deepEqual(shown(consult), [
    ...CONSULT.map((action) => [action, "2"]),
    ["TRANSFER", "1"],
    ["CONFERENCE", "1"],
  ]);
});

test("of several calls on hold, the one that the consultation is about is joined, or else the latest", () => {
  const held = ["1", "2", "3"].map((id) => call(id, "HELD", HELD));
  const joins = (associated) => {
    const active = call("4", "ACTIVE", CONSULT, { associated });
    return offersOf(desk(...held, active), active).find(({ action }) => action === "TRANSFER").dialogId;
  };
  assert.equal(joins("2"), "2");
  assert.equal(joins(""), "3");
});

test("a call on hold with no active one beside it keeps what the server offers there", () => {
  const held = call("1", "HELD", HELD);
  assert.deepEqual(offersOf(desk(held), held).map(({ action }) => action), HELD);
});

test("a shortcut means the latest call that offers it, and End the active one before any other", () => {
  const active = call("1", "ACTIVE", ["HOLD", "DROP"], { since: 5 });
  const older = call("2", "HELD", ["RETRIEVE", "DROP"], { since: 7 });
  const later = call("3", "HELD", ["RETRIEVE", "DROP"], { since: 9 });
  const calling = call("4", "INITIATED", ["DROP"], { since: 10 });
  assert.equal(offerOf(desk(active, later, older), "DROP").dialogId, "1");
  assert.equal(offerOf(desk(later, older, calling), "DROP").dialogId, "4");
  assert.equal(offerOf(desk(later, older), "DROP").dialogId, "3");
  assert.equal(offerOf(desk(later, older, active), "RETRIEVE").dialogId, "3");
  assert.equal(offerOf(desk(later, active), "HOLD").dialogId, "1");
  assert.equal(offerOf(desk(later), "HOLD"), undefined);
});

test("who may be dropped follows the server's action and the two properties", () => {
  const parties = [
    { address: "1002", agent: true, state: "ACTIVE", actions: [] },
    { address: "5551234", agent: false, state: "ACTIVE", actions: [] },
    { address: "1003", agent: true, state: "DROPPED", actions: [] },
  ];
  const may = call("1", "ACTIVE", ["PARTICIPANT_DROP"], { parties });
  const mayNot = call("1", "ACTIVE", ["DROP"], { parties });
  const who = (dialog, roles, enableDropParticipantFor, dropParticipant = "agents") =>
    droppable({ user: { extension: EXTENSION, roles } }, dialog, { enableDropParticipantFor, dropParticipant }).map(
      ({ address }) => address,
    );
  assert.deepEqual(who(may, ["Agent"], "supervisor_only"), []);
  assert.deepEqual(who(may, ["Agent", "Supervisor"], "supervisor_only"), ["1002"]);
  assert.deepEqual(who(may, ["Agent"], "conference_controller_and_supervisor"), ["1002"]);
  assert.deepEqual(who(may, ["Agent"], "all", "all"), ["1002", "5551234"]);
  assert.deepEqual(who(mayNot, ["Supervisor"], "all", "all"), []);
});
