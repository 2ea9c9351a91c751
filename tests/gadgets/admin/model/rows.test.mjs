import assert from "node:assert/strict";
import { test } from "node:test";

import { errorField, errorText } from "../../../../gadgets/admin/model/errors.js";
import { finder, order, pageOf } from "../../../../gadgets/admin/model/rows.js";

const sorted = (things, isDescending = false) => [...things].sort(order((each) => each, isDescending, "en"));

test("numbers are sorted by their size, words as people look them up", () => {
  assert.deepEqual(sorted([10, 9, 1]), [1, 9, 10]);
  assert.deepEqual(sorted(["Line 10", "line 9", "Élan", "Echo"]), ["Echo", "Élan", "line 9", "Line 10"]);
  assert.deepEqual(sorted(["a", "b"], true), ["b", "a"]);
});

test("every word that is looked for is found, whatever its case and accents", () => {
  assert.equal(finder("jose LOPEZ")(["José", "López García"]), true);
  assert.equal(finder("jose smith")(["José", "López"]), false);
  assert.equal(finder("  ")(["anything"]), true);
});

test("a page that there is not is the nearest one", () => {
  const rows = Array.from({ length: 101 }, (_, at) => at);
  assert.deepEqual(pageOf(rows, 9, 50), { rows: [100], page: 2, pages: 3, from: 101, to: 101 });
  assert.deepEqual(pageOf([], -1, 50), { rows: [], page: 0, pages: 1, from: 0, to: 0 });
  assert.equal(pageOf(rows, 1, 50).from, 51);
});

test("a refusal is at the field that its data names, any other has a sentence", () => {
  const taken = { type: "Finesse API Error", data: "label" };
  assert.deepEqual(errorField(taken, ["label", "code"]), { name: "label", text: ["error.taken", {}] });
  assert.equal(errorField(taken, ["name"]), undefined);
  assert.equal(errorField({ type: "Maximum Exceeded", data: "name" }, ["name"]), undefined);
  assert.deepEqual(errorText({ kind: "refused", type: "In Use" }), ["error.inUse", {}]);
  assert.deepEqual(errorText({ kind: "unreachable" }), ["error.unreachable", {}]);
  assert.deepEqual(errorText({ kind: "refused", type: "constructor" }), ["error.unknown", {}]);
});
