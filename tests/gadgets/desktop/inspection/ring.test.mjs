import assert from "node:assert/strict";
import { test } from "node:test";

import { LARGEST, MOST, Ring } from "../../../../gadgets/desktop/inspection/ring.js";

test("the last things are there, by their numbers", () => {
  const ring = new Ring();
  for (let n = 0; n < 5; n += 1) {
    ring.push({ n, text: "x" });
  }
  assert.equal(ring.next, 5);
  assert.deepEqual(ring.since(3).map(({ n }) => n), [3, 4]);
  assert.deepEqual(ring.since(5), []);
});

test("more than so many are not kept, nor told", () => {
  const ring = new Ring();
  for (let n = 0; n < 10 * MOST; n += 1) {
    ring.push({ n, text: "x" });
    assert.ok(ring.entries.length <= 2 * MOST);
    assert.equal(ring.next, n + 1);
  }
  assert.equal(ring.since(0).length, MOST);
  assert.equal(ring.since(0).at(-1).n, 10 * MOST - 1);
  assert.equal(ring.since(ring.next - 2).length, 2);
});

test("more characters than so many are not kept", () => {
  const ring = new Ring();
  const text = "x".repeat(LARGEST / 10);
  for (let n = 0; n < 100; n += 1) {
    ring.push({ n, text });
    assert.ok(ring.characters <= LARGEST);
    assert.equal(ring.characters, ring.entries.length * text.length);
  }
  assert.equal(ring.since(0).at(-1).n, 99);
  assert.ok(ring.since(0).length > 1);
});
