import assert from "node:assert/strict";
import { test } from "node:test";

import { ClientLog, LONGEST, LONGEST_LINE } from "../../../../gadgets/desktop/connection/client_log.js";

test("the lines are kept in their order", () => {
  const log = new ClientLog();
  ["one", "two", 3].forEach((line) => log.add(line));
  assert.equal(log.text(), "one\ntwo\n3");
});

test("what XML cannot carry is left out", () => {
  const log = new ClientLog();
  log.add("a\u0000b\ud800");
  assert.equal(log.text(), "a b\ufffd");
});

test("of too long a line the beginning is kept", () => {
  const log = new ClientLog();
  log.add("x".repeat(LONGEST_LINE + 1));
  assert.equal(log.text().length, LONGEST_LINE);
});

test("of too many lines the latest are kept, in bounded room", () => {
  const log = new ClientLog();
  const most = LONGEST / 1000;
  for (let at = 0; at < most * 5; at += 1) {
    log.add(String(at).padEnd(999));
  }
  const lines = log.text().split("\n");
  assert.equal(lines.length, most);
  assert.equal(Number(lines.at(-1)), most * 5 - 1);
  assert.ok(log.lines.length <= most * 2 + 1);
});
