import assert from "node:assert/strict";
import { test } from "node:test";

import { LocalLog } from "../../../gadgets/finesse/base/local_log.js";
import { forgetAll, isOn, sessionsOf, turn } from "../../../gadgets/local_log/sessions.js";
import en_US from "../../../gadgets/local_log/texts/en_US.js";
import es_ES from "../../../gadgets/local_log/texts/es_ES.js";

function storage(kept = {}) {
  const entries = new Map(Object.entries(kept));
  return {
    getItem: (key) => entries.get(key) ?? null,
    setItem: (key, text) => entries.set(key, text),
    removeItem: (key) => entries.delete(key),
    key: (at) => [...entries.keys()][at] ?? null,
    get length() {
      return entries.size;
    },
  };
}

test("what desktops log is read, the latest session first", () => {
  const kept = storage();
  new LocalLog(kept, "1700000000000").add("one");
  const log = new LocalLog(kept, "1700000001000");
  for (let at = 0; at < 5_000; at += 1) {
    log.add(`line ${at}`);
  }
  const [latest, first] = sessionsOf(kept);
  assert.deepEqual(first, { session: "1700000000000", began: new Date(1_700_000_000_000), lines: ["one"] });
  assert.deepEqual(latest.lines, log.lines());
  assert.equal(latest.lines.at(-1), "line 4999");
});

test("what is damaged is no session, or one without lines", () => {
  for (const odd of ["{", "7", "null", '{"a":1}', "[1,null,{}]"]) {
    assert.deepEqual(sessionsOf(storage({ FinesseSessionsInfo: odd })), []);
  }
  for (const odd of ["{", "null", '{"first":-1,"last":2}', '{"first":0}']) {
    assert.deepEqual(sessionsOf(storage({ FinesseSessionsInfo: '["x"]', Fix: odd })), [
      { session: "x", began: undefined, lines: [] },
    ]);
  }
  const endless = storage({ FinesseSessionsInfo: '["x"]', Fix: '{"first":0,"last":9007199254740991}' });
  assert.deepEqual(sessionsOf(endless)[0].lines, []);
});

test("all is forgotten, and nothing that belongs to others", () => {
  const kept = storage({ Fiona: "stays", other: "stays" });
  new LocalLog(kept, "1700000000000").add("one");
  forgetAll(kept);
  assert.deepEqual(sessionsOf(kept), []);
  assert.deepEqual([kept.length, kept.getItem("Fiona")], [2, "stays"]);
});

test("the switch stays as it was left", () => {
  const kept = storage();
  assert.equal(isOn(kept), false);
  turn(kept, true);
  assert.equal(isOn(kept), true);
  turn(kept, false);
  assert.deepEqual([isOn(kept), kept.length], [false, 0]);
});

test("both languages say the same things", () => {
  assert.deepEqual(Object.keys(es_ES), Object.keys(en_US));
});
