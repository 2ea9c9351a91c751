import assert from "node:assert/strict";
import { test } from "node:test";

import { unanswered, waitsForDigits, withoutLetters } from "../../../../../gadgets/desktop/model/calls/digits.js";
import { desk, EMPTY } from "../../../../../gadgets/desktop/model/desk.js";

const NOW = 1_000_000;
const CALL = {
  id: "7",
  from: "5551234",
  to: "6001",
  variables: [],
  properties: {},
  participants: [
    { address: "1001", state: "ACTIVE", actions: ["SEND_DTMF", "DROP", "START_RECORDING", "CONSULT_CALL"] },
  ],
};
const OPEN = { ...EMPTY, user: { loginId: "agent1", extension: "1001", state: "TALKING" }, dialogs: [CALL] };
const press = (state, number, digit = "1", more = {}) =>
  desk(state, {
    type: "asked",
    ask: { to: "sendDigit", dialogId: "7", digit, number, most: 2, within: 3_000, ...more },
    requestId: `r${number}`,
    now: NOW,
  });
const pressed = (...numbers) => numbers.reduce((state, number) => press(state, number)[0], OPEN);

test("a digit is sent as an ActionParam of the call", () => {
  const [, [{ request }]] = press(OPEN, 1, "#");
  assert.equal(request.path, "/finesse/api/Dialog/7");
  assert.equal(
    String(request.body),
    "<Dialog><targetMediaAddress>1001</targetMediaAddress><requestedAction>SEND_DTMF</requestedAction>" +
      "<actionParams><ActionParam><name>dtmfString</name><value>#</value></ActionParam></actionParams></Dialog>",
  );
  assert.deepEqual(press(OPEN, 1, "a")[1], []);
});

test("so many digits are on their way, and no more; an accepted one makes room", () => {
  const full = pressed(1, 2);
  assert.equal(unanswered(full, "7"), 2);
  assert.equal(unanswered(full, "8"), 0);
  assert.deepEqual(press(full, 3)[1], []);
  const [next] = desk(full, { type: "accepted", key: "digit 7 1", now: NOW });
  assert.equal(unanswered(next, "7"), 1);
  assert.equal(press(next, 3)[1].length, 1);
});

test("while a digit is on its way what would come between waits; after its time it is told at the call", () => {
  const state = pressed(1);
  assert.ok(["HOLD", "TRANSFER", "CONSULT_CALL", "DROP"].every((action) => waitsForDigits(state, action)));
  assert.ok(!waitsForDigits(state, "SEND_DTMF"));
  const [early] = desk(state, { type: "ticked", now: NOW + 2_999 });
  assert.equal(unanswered(early), 1);
  const [late] = desk(state, { type: "ticked", now: NOW + 3_000 });
  assert.equal(unanswered(late), 0);
  assert.equal(late.notices[0].key, "dialog 7");
});

test("digits of a call that is gone are awaited no longer", () => {
  const gone = { type: "dialogsGone", dialogs: [{ ...CALL, participants: [] }] };
  const [next] = desk(pressed(1, 2), { type: "heard", update: gone, now: NOW });
  assert.equal(unanswered(next), 0);
});

test("a call is shown as recorded once the server has accepted it, until that fails or the call is gone", () => {
  const ask = { to: "record", dialogId: "7" };
  const [asked] = desk(OPEN, { type: "asked", ask, requestId: "r9", now: NOW });
  const [accepted] = desk(asked, { type: "accepted", key: "record 7", now: NOW });
  assert.deepEqual(accepted.recorded, [{ id: "7", requestId: "r9" }]);
  const failure = { type: "failure", source: "/finesse/api/Dialog/7", requestId: "r9", error: { type: "", data: "3" } };
  assert.deepEqual(desk(accepted, { type: "heard", update: failure, now: NOW })[0].recorded, []);
  const gone = { type: "dialogsGone", dialogs: [CALL] };
  assert.deepEqual(desk(accepted, { type: "heard", update: gone, now: NOW })[0].recorded, []);
});

test("what an event tells of is not answered by the server's 202", () => {
  const ask = { to: "reach", dialogId: "7", action: "CONSULT_CALL", number: "1002" };
  const [asked, [{ request }]] = desk(OPEN, { type: "asked", ask, requestId: "r", now: NOW });
  assert.match(String(request.body), /<toAddress>1002<\/toAddress>/);
  assert.equal(desk(asked, { type: "accepted", key: "dialog 7", now: NOW })[0], asked);
  assert.deepEqual(desk(OPEN, { type: "asked", ask: { ...ask, action: "TRANSFER_SST" }, requestId: "r", now: NOW })[1], []);
});

test("letters of a number become the digits of their keys, and punctuation stays", () => {
  assert.equal(withoutLetters("1-800-FLOWers (ext) +#*:"), "1-800-3569377 (398) +#*:");
  assert.equal(withoutLetters("abcdefghijklmnopqrstuvwxyz"), "22233344455566677778889999");
  assert.equal(withoutLetters("é世"), "é世");
});
