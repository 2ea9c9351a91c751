import assert from "node:assert/strict";
import { test } from "node:test";

import { desk, EMPTY } from "../../../../../gadgets/desktop/model/desk.js";

const NOW = 1_000_000;
const BOSS = { loginId: "boss", extension: "1101", state: "NOT_READY", pendingState: "", teams: [] };
const ANN = { loginId: "ann", extension: "1001", state: "TALKING", pendingState: "", isBusy: false };
const DESK = { ...EMPTY, user: BOSS };
const LISTENING = {
  id: "9",
  from: "1101",
  to: "1001",
  callType: "SUPERVISOR_MONITOR",
  variables: [],
  properties: {},
  participants: [{ address: "1101", state: "ACTIVE", actions: ["DROP", "BARGE_CALL"] }],
};

const asked = (state, ask) => desk(state, { type: "asked", ask, requestId: "r1", now: NOW });
const said = (request) => `${request.method} ${request.path} ${request.body}`;

test("a supervisor's move of an agent is a PUT of the agent's User, and one at a time", () => {
  const ask = { to: "force", loginId: "ann", member: { ...ANN, state: "READY" }, state: "NOT_READY" };
  const [state, [{ request }]] = asked(DESK, ask);
  assert.equal(said(request), "PUT /finesse/api/User/ann <User><state>NOT_READY</state></User>");
  assert.deepEqual(asked(state, ask)[1], []);
  assert.deepEqual(asked(DESK, { ...ask, state: "READY" })[1], []);
});

test("what was asked for an agent is answered by his team's event, by a refusal, or is told as late", () => {
  const [state] = asked(DESK, { to: "force", loginId: "ann", member: ANN, state: "LOGOUT" });
  const [settled] = desk(state, { type: "settled", key: "member ann" });
  assert.deepEqual(settled.pending, {});

  const failure = { type: "failure", source: "/finesse/api/User/ann", requestId: "r1", error: { data: "22" } };
  const [refused, effects] = desk(state, { type: "heard", update: failure, now: NOW });
  assert.deepEqual([refused.pending, refused.notices[0].key], [{}, "member ann"]);
  assert.deepEqual(effects, [{ announce: ["error.state", {}], urgent: true }]);

  const [late] = desk(state, { type: "ticked", now: NOW + 10_000 });
  assert.deepEqual(late.notices[0].text, ["error.noAnswer", {}]);
});

test("listening is a call of the supervisor's own, which answers what was asked", () => {
  // source: Finesse Web Services guide, Make a silent monitor call
  const [state, [{ request }]] = asked(DESK, { to: "monitor", loginId: "ann", member: ANN });
  assert.equal(
    said(request),
    "POST /finesse/api/User/boss/Dialogs <Dialog><requestedAction>SILENT_MONITOR</requestedAction>" +
      "<fromAddress>1101</fromAddress><toAddress>1001</toAddress></Dialog>",
  );
  const [listens] = desk(state, { type: "heard", update: { type: "dialogs", dialogs: [LISTENING] }, now: NOW });
  assert.deepEqual(listens.pending, {});
  assert.deepEqual(asked(listens, { to: "monitor", loginId: "ann", member: ANN })[1], []); // one at a time
});

test("barging in is asked of the supervisor's own list, about the call that he listens by", () => {
  // source: Finesse Web Services guide, Make a barge call
  const ask = { to: "act", dialogId: "9", action: "BARGE_CALL" };
  const [, [{ request }]] = asked({ ...DESK, dialogs: [LISTENING] }, ask);
  assert.equal(
    said(request),
    "POST /finesse/api/User/boss/Dialogs <Dialog><requestedAction>BARGE_CALL</requestedAction>" +
      "<fromAddress>1101</fromAddress><toAddress>1001</toAddress>" +
      "<associatedDialogUri>/finesse/api/Dialog/9</associatedDialogUri></Dialog>",
  );
});
