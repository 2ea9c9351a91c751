import assert from "node:assert/strict";
import { test } from "node:test";

import { readIsoDates } from "../../../../gadgets/finesse/base/iso_dates.js";

/** A browser that reads what has milliseconds and Z alone. */
function browser() {
  const parse = (text) => (/^\d{4}-\d\d-\d\dT[\d:]+\.\d{3}Z$/.test(text) ? Date.parse(text) : Number.NaN);
  return { parse, UTC: Date.UTC };
}

test("Date.parse reads the forms of ISO 8601 that the browser does not, and all others as before", () => {
  const Dates = browser();
  readIsoDates(Dates);
  const time = Date.UTC(2026, 0, 2, 3, 4, 5, 600);
  for (const text of [
    "2026-01-02T03:04:05.600Z",
    "2026-01-02T03:04:05.6Z",
    "2026-01-02T05:04:05.600+0200",
    "2026-01-02T01:34:05,600-01:30",
  ]) {
    assert.equal(Dates.parse(text), time, text);
  }
  assert.equal(Dates.parse("2026-01-02T03:04"), Date.UTC(2026, 0, 2, 3, 4));
  assert.ok(Number.isNaN(Dates.parse("yesterday")));
});

test("patching twice changes nothing", () => {
  const Dates = browser();
  readIsoDates(Dates);
  const { parse } = Dates;
  readIsoDates(Dates);
  assert.equal(Dates.parse, parse);
});
