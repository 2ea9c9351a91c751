import assert from "node:assert/strict";
import { test } from "node:test";

import {
  CHUNKS_KEPT,
  CHUNK_CHARACTERS,
  LocalLog,
  SESSIONS_KEPT,
} from "../../../../gadgets/finesse/base/local_log.js";
import { Storage } from "../gadget_window.mjs";

test("a session's lines are found again after a reload", () => {
  const storage = new Storage();
  new LocalLog(storage, "1").add("first");
  const log = new LocalLog(storage, "1");
  log.add("second");
  assert.deepEqual(log.lines(), ["first", "second"]);
  assert.deepEqual(JSON.parse(storage.getItem("Fi1")), { first: 0, last: 0 });
});

test("of a long session the eldest chunks make room", () => {
  const storage = new Storage();
  const log = new LocalLog(storage, "1");
  const line = "x".repeat(CHUNK_CHARACTERS / 2 - 10);
  for (let at = 0; at < 2 * CHUNKS_KEPT + 10; at += 1) {
    log.add(`${at} ${line}`);
  }
  const characters = [...storage.entries.values()].reduce((sum, text) => sum + text.length, 0);
  assert.ok(characters <= CHUNKS_KEPT * CHUNK_CHARACTERS + 1000);
  assert.match(log.lines()[0], /^10 /);
  assert.match(log.lines().at(-1), new RegExp(`^${2 * CHUNKS_KEPT + 9} `));
  log.add("y".repeat(3 * CHUNK_CHARACTERS));
  assert.equal(storage.getItem(`Fi1_${log.last}`).length, CHUNK_CHARACTERS);
});

test("of many sessions the eldest is forgotten whole", () => {
  const storage = new Storage({ other: "stays" });
  for (let at = 1; at <= SESSIONS_KEPT + 1; at += 1) {
    new LocalLog(storage, at).add("line");
  }
  assert.equal(storage.getItem("Fi1"), null);
  assert.equal(storage.getItem("Fi1_0"), null);
  assert.equal(storage.getItem("Fi2_0"), "line\n");
  assert.equal(storage.getItem("other"), "stays");
});

test("storage that is full costs the eldest lines, never an error", () => {
  const storage = new Storage();
  const log = new LocalLog(storage, "1");
  log.add("x".repeat(CHUNK_CHARACTERS - 1));
  let full = 1;
  storage.setItem = (key, text) => {
    if ((full -= 1) === 0) {
      throw new Error("QuotaExceededError");
    }
    Storage.prototype.setItem.call(storage, key, text);
  };
  log.add("second chunk");
  assert.deepEqual(log.lines(), ["second chunk"]);
  storage.setItem = () => {
    throw new Error("QuotaExceededError");
  };
  assert.doesNotThrow(() => log.add("lost"));
});

test("what somebody else has left under our names is not believed", () => {
  const storage = new Storage({ FinesseSessionsInfo: "{broken", Fi1: '{"first":"a"}' });
  const log = new LocalLog(storage, "1");
  log.add("line");
  assert.deepEqual(log.lines(), ["line"]);
});
