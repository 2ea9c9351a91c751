/** What happened, as a line of the timeline. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { lineOf } from "../../../../gadgets/inspector/model/line.js";

const start = (data) => lineOf({ kind: "hub", data: { kind: "published", topic: "t", data } }).outcome[1].start;

test("a message that is longer than its line says that it goes on", () => {
  assert.equal(start("x".repeat(60)), "x".repeat(60));
  assert.equal(start("x".repeat(61)), `${"x".repeat(60)}…`);
});
