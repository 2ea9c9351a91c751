import assert from "node:assert/strict";
import { test } from "node:test";

import { begun, indicatorOf, wishesOf } from "../../../../../gadgets/desktop/model/layout/loading.js";

const USUAL = wishesOf();
const MANUAL = wishesOf({ "manual-dismiss": "true", "loading-timeout": "3" });

// source: DevNet, Loading Indicator Feature
test("a gadget is covered until it is loaded, and after ten seconds is told to be late", () => {
  const state = begun(0);
  assert.equal(indicatorOf(state, USUAL, 9_999), "loading");
  assert.equal(indicatorOf(state, USUAL, 10_000), "late");
  assert.equal(indicatorOf({ ...state, loaded: true }, USUAL, 11_000), "none");
});

test("one that dismisses by itself is covered until it does, for as long as it says", () => {
  const loaded = { ...begun(0), loaded: true };
  assert.equal(indicatorOf(loaded, MANUAL, 2_999), "loading");
  assert.equal(indicatorOf(loaded, MANUAL, 3_000), "late");
  assert.equal(indicatorOf({ ...loaded, dismissed: true }, MANUAL, 3_000), "none");
});

test("one that asks for the cover is covered until it says otherwise", () => {
  const asked = { ...begun(100), loaded: true, asked: true };
  assert.equal(indicatorOf(asked, USUAL, 101), "loading");
  assert.equal(indicatorOf({ ...asked, dismissed: true }, USUAL, 101), "none");
});

for (const [params, wishes] of [
  [undefined, { manual: false, seconds: 10 }],
  [{}, { manual: false, seconds: 10 }],
  [{ "manual-dismiss": ["True"], "loading-timeout": ["20"] }, { manual: true, seconds: 20 }],
  [{ "manual-dismiss": " false ", "loading-timeout": "soon" }, { manual: false, seconds: 10 }],
  [{ "loading-timeout": "-1" }, { manual: false, seconds: 10 }],
  [{ "loading-timeout": "1e99" }, { manual: false, seconds: 10 }],
]) {
  test(`the parameters ${JSON.stringify(params)} are understood`, () => {
    assert.deepEqual(wishesOf(params), wishes);
  });
}
