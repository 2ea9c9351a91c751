import assert from "node:assert/strict";
import { test } from "node:test";

import {
  readWrapUpReasons,
  takesReasons,
  waitsForReason,
} from "../../../../../gadgets/desktop/model/wrap_up/wrap_up.js";
import { parse } from "../../../../../gadgets/notification/xml.js";

const PROPERTIES = { forceWrapUp: true, enableWrapupButtonForAllCallTypes: false };

const call = (more = {}) => ({
  id: "1",
  callType: "ACD_IN",
  properties: { queueName: "Support" },
  wrapUps: [],
  participants: [{ address: "1001", state: "ACTIVE", actions: ["UPDATE_CALL_DATA", "DROP"] }],
  ...more,
});
const wrappedUp = (more = {}) =>
  call({ participants: [{ address: "1001", state: "WRAP_UP", actions: ["UPDATE_CALL_DATA"] }], ...more });
const desk = (state, dialog, wrapUpReasons = ["Sale"]) => ({
  user: { extension: "1001", state },
  wrapUpReasons,
  dialogs: [dialog],
});

test("reasons are read by their labels", () => {
  const xml = parse(
    "<WrapUpReasons><WrapUpReason><uri>/finesse/api/User/1/WrapUpReason/31</uri><label>Sale &amp; more</label>" +
      "<forAll>true</forAll></WrapUpReason><WrapUpReason><label></label></WrapUpReason></WrapUpReasons>",
  );
  assert.deepEqual(readWrapUpReasons(xml), ["Sale & more"]);
  assert.deepEqual(readWrapUpReasons(parse("<WrapUpReasons/>")), []);
});

test("the contact centre's calls and those that went out take reasons; with the property, all do", () => {
  // source: Agent and Supervisor Desktop User Guide for Unified CCX 12.5, Wrap-Up; administration guide, desktop properties
  const takes = (dialog, every = false) =>
    takesReasons(desk("TALKING", dialog), dialog, { ...PROPERTIES, enableWrapupButtonForAllCallTypes: every });
  for (const callType of ["ACD_IN", "PREROUTE_ACD_IN", "TRANSFER", "CONFERENCE"]) {
    assert.ok(takes(call({ callType })), callType);
  }
  for (const callType of ["OUT", "OUTBOUND", "OUTBOUND_PREVIEW"]) {
    assert.ok(takes(call({ callType, properties: {} })), callType);
  }
  const others = [
    call({ callType: "TRANSFER", properties: {} }),
    ...["AGENT_INSIDE", "OTHER_IN", "CONSULT", "CONSULT_OFFERED"].map((callType) => call({ callType })),
  ];
  for (const other of others) {
    assert.ok(!takes(other), other.callType);
    assert.ok(takes(other, true), other.callType);
  }
});

test("no reason can be given where there are none, or where the server does not take any", () => {
  assert.ok(!takesReasons(desk("TALKING", call(), []), call(), PROPERTIES));
  const ringing = call({ participants: [{ address: "1001", state: "ALERTING", actions: ["ANSWER"] }] });
  assert.ok(!takesReasons(desk("RESERVED", ringing), ringing, PROPERTIES));
  const others = call({ participants: [{ address: "1002", state: "ACTIVE", actions: ["UPDATE_CALL_DATA"] }] });
  assert.ok(!takesReasons(desk("TALKING", others), others, PROPERTIES));
});

test("who is forced to wrap up must give a reason before he leaves his wrap-up", () => {
  const waits = (state, dialog, properties = PROPERTIES, reasons = ["Sale"]) =>
    waitsForReason(desk(state, dialog, reasons), properties) !== undefined;
  assert.ok(waits("WORK", wrappedUp()));
  assert.ok(waits("WORK_READY", wrappedUp()));
  assert.ok(!waits("WORK", wrappedUp({ wrapUps: ["Sale"] })), "a reason is given");
  assert.ok(!waits("WORK", wrappedUp(), { ...PROPERTIES, forceWrapUp: false }), "not forced");
  assert.ok(!waits("WORK", wrappedUp(), PROPERTIES, []), "there are no reasons");
  assert.ok(!waits("READY", wrappedUp()), "the time is over");
  assert.ok(!waits("TALKING", call()), "the call goes on");
  assert.ok(!waits("WORK", call()), "another call");
});
