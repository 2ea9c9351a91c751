import assert from "node:assert/strict";
import { test } from "node:test";

import {
  codeFault,
  labelFault,
  proposedCode,
  readReasonCodes,
  readWrapUpReasons,
  reasonCodeBody,
  roomFault,
  wrapUpReasonBody,
  wrapUpRoomFault,
} from "../../../../gadgets/admin/model/reasons.js";
import { parse } from "../../../../gadgets/notification/xml.js";
import { random, SEEDS } from "../../random.mjs";

const code = (number, { category = "NOT_READY", isSystem = false, isGlobal = true, label = `${number}` } = {}) => ({
  uri: `/finesse/api/ReasonCode/${number}`,
  category,
  code: number,
  label,
  isGlobal,
  isSystem,
});

test("reasons are read as the API writes them", () => {
  const xml = parse(
    '<ReasonCodes category="ALL"><ReasonCode><uri>/finesse/api/ReasonCode/1</uri><category>LOGOUT</category>' +
      "<code>7</code><label>A &amp; B</label><forAll>false</forAll><systemCode>true</systemCode></ReasonCode></ReasonCodes>",
  );
  const read = code(7, { category: "LOGOUT", label: "A & B", isGlobal: false, isSystem: true });
  assert.deepEqual(readReasonCodes(xml), [{ ...read, uri: "/finesse/api/ReasonCode/1" }]);
  const body = wrapUpReasonBody({ label: "<Sale>", forAll: true });
  assert.deepEqual(readWrapUpReasons(parse(`<WrapUpReasons>${body}</WrapUpReasons>`)), [
    { uri: "", label: "<Sale>", isGlobal: true },
  ]);
});

test("of a system reason the label alone is sent, of a change no category", () => {
  const values = { label: "x", code: "5", forAll: true };
  assert.equal(String(reasonCodeBody(values, true)), "<ReasonCode><label>x</label></ReasonCode>");
  assert.equal(
    String(reasonCodeBody(values)),
    "<ReasonCode><code>5</code><label>x</label><forAll>true</forAll></ReasonCode>",
  );
});

for (const seed of SEEDS) {
  test(`the proposed code is the lowest that is not refused (seed ${seed})`, () => {
    const { below, chance } = random(seed);
    const codes = Array.from({ length: below(60) }, () =>
      code(1 + below(40), { category: chance(0.5) ? "NOT_READY" : "LOGOUT", isSystem: chance(0.1) }),
    );
    const proposed = proposedCode(codes, "LOGOUT");
    assert.equal(codeFault(String(proposed), codes, "LOGOUT"), undefined);
    for (let lower = 1; lower < proposed; lower += 1) {
      assert.notEqual(codeFault(String(lower), codes, "LOGOUT"), undefined);
    }
  });
}

test("codes are whole numbers from 1 to 999, without the system's in both categories", () => {
  for (const wrong of ["0", "1000", "-1", "1.5", "", "x", "1e2", "٣"]) {
    assert.equal(codeFault(wrong, [], "LOGOUT")[0], "reasons.codeRange", wrong);
  }
  for (const reserved of ["22", "33"]) {
    assert.equal(codeFault(reserved, [], "LOGOUT")[0], "reasons.codeReserved");
  }
  assert.equal(codeFault("255", [code(255, { isSystem: true })], "LOGOUT")[0], "reasons.codeTaken");
  assert.equal(codeFault("5", [code(5)], "LOGOUT"), undefined);
  const all = Array.from({ length: 999 }, (_, at) => code(at + 1));
  assert.equal(proposedCode(all, "NOT_READY"), undefined);
});

test("a label is another one in another case, and 100 of a kind are the most", () => {
  assert.equal(labelFault("Break", [code(1, { label: "break" })]), undefined);
  assert.equal(labelFault("break", [code(1, { label: "break" })])[0], "reasons.labelTaken");
  const global = Array.from({ length: 100 }, (_, at) => code(at + 1));
  assert.equal(roomFault(true, global)[0], "reasons.tooMany");
  assert.equal(roomFault(false, global), undefined);
  assert.equal(roomFault(true, [...global.slice(1), code(255, { isSystem: true })]), undefined);
  assert.equal(wrapUpRoomFault(true, global)[1].most, 100);
  assert.equal(wrapUpRoomFault(false, global.map((one) => ({ ...one, isGlobal: false }))), undefined);
});
