import assert from "node:assert/strict";
import { test } from "node:test";

import {
  choiceOf,
  heard,
  isChanged,
  isChoice,
  listed,
  toggled,
} from "../../../../../gadgets/desktop/model/wrap_up/choice.js";
import { random, SEEDS } from "../../../random.mjs";

const REASONS = ["Resolved", "Callback", "Escalated", "Wrong number", "Ordered", "Complaint", "Other"];

test("a reason is chosen, and chosen no more", () => {
  const one = toggled(choiceOf([]), "Resolved");
  assert.deepEqual(one.chosen, ["Resolved"]);
  assert.ok(isChanged(one));
  assert.ok(!isChanged(toggled(one, "Resolved")));
});

test("what another agent applies meanwhile is there too, and what one has changed oneself stays", () => {
  const mine = toggled(toggled(choiceOf(["Resolved"]), "Resolved"), "Ordered");
  assert.deepEqual(heard(mine, ["Resolved", "Escalated"]), {
    applied: ["Resolved", "Escalated"],
    chosen: ["Escalated", "Ordered"],
  });
});

test("a search finds by a part of the label, also what the call has from elsewhere", () => {
  const choice = choiceOf(["Of another team"]);
  assert.deepEqual(listed(REASONS, choice, " number "), ["Wrong number"]);
  assert.deepEqual(listed(REASONS, choice, "TEAM"), ["Of another team"]);
  assert.deepEqual(listed(REASONS, choice, "zzz"), []);
  assert.equal(listed(REASONS, choice, "").length, 8);
});

test("what was kept is looked at before it is believed", () => {
  assert.ok(isChoice({ applied: [], chosen: ["Resolved"] }));
  for (const kept of [undefined, null, 1, {}, { applied: [], chosen: "x" }, { applied: [], chosen: [1] }]) {
    assert.ok(!isChoice(kept));
  }
  assert.ok(!isChoice({ applied: [], chosen: REASONS }));
});

for (const seed of SEEDS) {
  test(`a choice holds at most five, each once, and is never what nobody chose (seed ${seed})`, () => {
    const { chance, pick } = random(seed);
    const some = () => REASONS.filter(() => chance(0.4)).slice(0, 5);
    let choice = choiceOf(some());
    for (let step = 0; step < 40; step += 1) {
      const before = choice;
      if (chance(0.7)) {
        const reason = pick(REASONS);
        choice = toggled(choice, reason);
        const taken = choice.chosen.includes(reason) !== before.chosen.includes(reason);
        assert.ok(taken || before.chosen.length === 5);
      } else {
        choice = heard(choice, some());
        const known = [...choice.applied, ...before.chosen];
        assert.ok(choice.chosen.every((each) => known.includes(each)));
        const removed = before.applied.filter((each) => !before.chosen.includes(each));
        assert.ok(removed.every((each) => !choice.chosen.includes(each)));
      }
      assert.ok(choice.chosen.length <= 5);
      assert.equal(new Set(choice.chosen).size, choice.chosen.length);
      assert.ok(isChoice(choice));
    }
    assert.ok(!isChanged(heard(choice, choice.chosen)), "applied as it was chosen");
  });
}
