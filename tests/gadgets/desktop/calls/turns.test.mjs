import assert from "node:assert/strict";
import { test } from "node:test";

import { readInTurns } from "../../../../gadgets/desktop/turns.js";

test("all things are read in their order, and other work goes on meanwhile", async () => {
  let [read, seen] = [0, undefined];
  setImmediate(() => (seen = read));
  const things = Array.from({ length: 2_000 }, (_, n) => n);
  const made = await readInTurns(things, (n) => {
    read += 1;
    return n * 2;
  });
  assert.deepEqual(made, things.map((n) => n * 2));
  assert.ok(seen > 0 && seen < 2_000, `${seen} were read before other work`);
  assert.deepEqual(await readInTurns([], String), []);
});
