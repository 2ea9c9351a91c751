import assert from "node:assert/strict";
import { test } from "node:test";

import { driftOf, duration, elapsed, timeOf } from "../../../../gadgets/desktop/model/clock.js";

test("a duration is mm:ss, from an hour on hh:mm:ss, and dashes when unknown", () => {
  const shown = [
    [0, "00:00"],
    [999, "00:00"],
    [1000, "00:01"],
    [59 * 60_000 + 59_999, "59:59"],
    [3_600_000, "01:00:00"],
    [360_061_000, "100:01:01"],
    [-5, "00:00"],
    [undefined, "--:--"],
  ];
  for (const [ms, text] of shown) {
    assert.equal(duration(ms), text);
  }
});

test("the drift is measured against the middle of the request", () => {
  assert.equal(driftOf("1970-01-01T00:00:10.000Z", 1_000, 3_000), 8_000);
  assert.equal(driftOf("", 1_000, 3_000), 0);
});

test("times are never negative, and unknown where the server says none", () => {
  assert.equal(elapsed(5_000, 4_000), 0);
  assert.equal(elapsed(undefined, 4_000), undefined);
  assert.equal(timeOf("2023-01-13T11:07:11.466Z"), 1673608031466);
  assert.equal(timeOf(""), undefined);
});
