import assert from "node:assert/strict";
import { test } from "node:test";

import { errorCode, errorText, streamText } from "../../../../gadgets/desktop/model/errors.js";

const heard = (type, text, data) => ({ type, text, data });
const answered = (status, type, text, data) => ({ kind: "refused", status, type, text, data });

test("what the phone system refuses is told by its number", () => {
  for (const [data, sentence] of [
    ["265", "error.workMode"],
    ["33", "error.lineBusy"],
    ["22", "error.state"],
    ["88049", "error.monitor"],
  ]) {
    assert.deepEqual(errorText(heard("Generic Error", "CF_X", data)), [sentence, {}]);
  }
  assert.deepEqual(errorText(heard("Invalid State", "CF_NEW", "4711")), ["error.state", {}]);
});

test("a number in REST's own answer is an id and no number of the phone system's", () => {
  assert.deepEqual(errorText(answered(404, "Not Found", "Invalid dialogId specified for dialog", "22")), [
    "error.gone",
    {},
  ]);
});

// source: answers of live systems to PUT User, 11.6 to 12.5
test("the refusals of a reason are told apart", () => {
  const refusal = (type, key) => errorText(answered(400, type, "", `finesse.api.reasoncode.${key}`))[0];
  assert.equal(refusal("Parameter Missing", "require_reasoncode"), "error.reasonNeeded");
  assert.equal(refusal("Invalid Input", "not_valid"), "error.reason");
  assert.equal(refusal("Invalid Input", "not_allowed"), "error.reasonNotAllowed");
});

test("without Finesse's words the status tells, and without any the refusal alone", () => {
  assert.deepEqual(errorText({ kind: "outOfService", status: 502, type: "", text: "", data: "" }), [
    "error.outOfService",
    {},
  ]);
  assert.deepEqual(errorText({ kind: "unreachable", status: 0, text: "TypeError" }), ["error.unreachable", {}]);
  assert.deepEqual(errorText({ kind: "unsendable" }), ["error.unsendable", {}]);
  assert.deepEqual(errorText({}), ["error.unknown", {}]);
});

test("words that are names of JavaScript's are words like any other", () => {
  for (const word of ["constructor", "__proto__", "toString"]) {
    assert.deepEqual(errorText(heard(word, word, word)), ["error.unknown", {}]);
    assert.deepEqual(streamText(word, "s"), ["streamError.protocol", { service: "s" }]);
  }
});

test("the server's own words are the code", () => {
  assert.equal(
    errorCode(heard("Invalid State", "CF_INVALID_AGENT_WORKMODE", "265")),
    "Invalid State · CF_INVALID_AGENT_WORKMODE · 265",
  );
  assert.equal(
    errorCode(answered(400, "Invalid Input", "The Reason Code …", "finesse.api.reasoncode.not_valid")),
    "400 · Invalid Input · finesse.api.reasoncode.not_valid",
  );
  assert.equal(errorCode(answered(400, "Invalid State", "not now", "")), "400 · Invalid State · not now");
  assert.equal(errorCode({ kind: "unreachable", status: 0, type: "", text: "TypeError", data: "" }), "TypeError");
  assert.equal(errorCode({}), "");
});
