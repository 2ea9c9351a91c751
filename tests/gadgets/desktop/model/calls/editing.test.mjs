import assert from "node:assert/strict";
import { test } from "node:test";

import { excess, heard, isSettable, toSave, typed } from "../../../../../gadgets/desktop/model/calls/editing.js";
import { random, SEEDS } from "../../../random.mjs";

test("call variables hold 40 bytes, ECC variables 210", () => {
  assert.equal(excess("callVariable1", "x".repeat(40)), 0);
  assert.equal(excess("callVariable10", "ü".repeat(21)), 2);
  assert.equal(excess("user.note", "x".repeat(211)), 1);
});

test("clients can set call variables and ECC variables, and nothing else", () => {
  assert.deepEqual(
    ["callVariable1", "callVariable10", "user.x", "callVariable11", "BAResponse", "queueName"].map(isSettable),
    [true, true, true, false, false, false],
  );
});

test("what is typed is saved together; the value it had before is no change", () => {
  let edits = typed({}, "callVariable4", "called b", "");
  edits = typed(edits, "user.note", "x", "old");
  assert.deepEqual(toSave(edits), { "callVariable4": "called b", "user.note": "x" });
  edits = typed(edits, "user.note", "old", "old");
  assert.deepEqual(toSave(edits), { callVariable4: "called b" });
  assert.equal(toSave({}), undefined);
  assert.equal(toSave(typed(edits, "callVariable5", "x".repeat(41), "")), undefined, "too long");
});

test("what another has changed meanwhile wins, and the agent hears of it", () => {
  const edits = typed(typed({}, "callVariable4", "mine", ""), "callVariable5", "too", "");
  const values = { callVariable4: "theirs", callVariable5: "" };
  const [left, lost] = heard(edits, (name) => values[name]);
  assert.deepEqual(Object.keys(left), ["callVariable5"]);
  assert.deepEqual(lost, ["callVariable4"]);
});

test("what the agent has saved himself is no change of another", () => {
  const edits = typed({}, "callVariable4", "mine", "");
  assert.deepEqual(
    heard(edits, () => "mine"),
    [{}, []],
  );
});

for (const seed of SEEDS) {
  test(`nothing typed is lost in silence (seed ${seed})`, () => {
    const { chance, pick } = random(seed);
    const names = ["callVariable1", "callVariable2", "user.a"];
    const texts = ["", "a", "b"];
    const values = Object.fromEntries(names.map((name) => [name, pick(texts)]));
    let edits = {};
    for (let step = 0; step < 30; step += 1) {
      const name = pick(names);
      if (chance(0.6)) {
        const text = pick(texts);
        edits = typed(edits, name, text, values[name]);
        assert.equal(edits[name]?.typed ?? values[name], text);
      } else {
        values[name] = pick(texts);
        const [left, lost] = heard(edits, (each) => values[each]);
        for (const each of Object.keys(edits)) {
          assert.ok(each in left || lost.includes(each) || values[each] === edits[each].typed);
        }
        edits = left;
      }
      assert.ok(Object.entries(edits).every(([each, edit]) => edit.typed !== values[each]));
    }
  });
}
