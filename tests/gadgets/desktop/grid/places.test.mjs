import assert from "node:assert/strict";
import { test } from "node:test";

import {
  COLUMNS,
  dropped,
  fallen,
  KEPT,
  keptPlaces,
  placesOf,
  sized,
  stepped,
} from "../../../../gadgets/desktop/grid/places.js";
import { random, SEEDS } from "../../random.mjs";

const place = (key, x, width, height) => ({ key, x, width, height });
const GAP = 10;
const high = (heights) => ({ key }) => heights[key] ?? 100;
const given = (more = {}) => ({ isThere: () => true, height: 100, least: 60, ...more });

test("a layout's columns share the twelve, and each gadget stands below the one before it", () => {
  const places = placesOf([["a", "b"], ["c"], ["d"]]);
  assert.deepEqual(places.map(({ x, width }) => [x, width]), [[0, 4], [0, 4], [4, 4], [8, 4]]);
  const { tops, height } = fallen(places, high({ c: 300 }), GAP);
  assert.deepEqual([...tops], [["a", 0], ["b", 110], ["c", 0], ["d", 0]]);
  assert.equal(height, 300);
});

test("one that is not seen takes no room, and a wide one stands below all it covers", () => {
  const places = [place("a", 0, 6), place("b", 6, 6), place("c", 0, 12), place("d", 3, 2)];
  const { tops, height } = fallen(places, high({ a: 0, b: 50 }), GAP);
  assert.deepEqual([...tops], [["b", 0], ["c", 60], ["d", 170]]);
  assert.equal(height, 270);
  assert.equal(fallen([], high({}), GAP).height, 0);
});

test("steps to the sides end at the edges", () => {
  const one = [place("a", 10, 2)];
  assert.equal(stepped(one, "a", "left", given())[0].x, 9);
  assert.equal(stepped(one, "a", "right", given())[0].x, 10);
  assert.equal(stepped([place("a", 0, 2)], "a", "left", given())[0].x, 0);
});

test("steps up and down pass the next one in the way that is seen", () => {
  const places = [place("a", 0, 6), place("hidden", 0, 6), place("aside", 6, 6), place("b", 0, 6)];
  const isThere = (key) => key !== "hidden";
  const order = (some) => some.map(({ key }) => key);
  assert.deepEqual(order(stepped(places, "b", "up", given({ isThere }))), ["b", "a", "hidden", "aside"]);
  assert.deepEqual(order(stepped(places, "a", "down", given({ isThere }))), ["hidden", "aside", "b", "a"]);
  assert.equal(stepped(places, "a", "up", given({ isThere })), places);
  assert.equal(stepped(places, "aside", "down", given({ isThere })), places);
});

test("a gadget grows to the right, at the edge to the left, and is never less than a column and a step high", () => {
  assert.deepEqual(stepped([place("a", 9, 2)], "a", "wider", given()), [place("a", 9, 3)]);
  assert.deepEqual(stepped([place("a", 10, 2)], "a", "wider", given()), [place("a", 9, 3)]);
  assert.deepEqual(stepped([place("a", 0, 12)], "a", "wider", given()), [place("a", 0, 12)]);
  assert.deepEqual(stepped([place("a", 0, 1)], "a", "narrower", given()), [place("a", 0, 1)]);
  assert.equal(stepped([place("a", 0, 1)], "a", "higher", given())[0].height, 160);
  assert.equal(stepped([place("a", 0, 1)], "a", "lower", given())[0].height, 60);
  assert.deepEqual(sized([place("a", 8, 2)], "a", { width: 30, height: 1e9 }, 60), [place("a", 8, 4, 20_000)]);
});

test("a gadget that is put down comes before what its upper edge is above the middle of", () => {
  const places = [place("a", 0, 6), place("b", 0, 6), place("c", 6, 6)];
  const heightOf = high({});
  const shown = { tops: fallen(places, heightOf, GAP).tops, heightOf };
  const order = (some) => some.map(({ key, x }) => `${key}${x}`);
  assert.deepEqual(order(dropped(places, "c", { x: 0, y: 40 }, shown)), ["c0", "a0", "b0"]);
  assert.deepEqual(order(dropped(places, "c", { x: 0.4, y: 60 }, shown)), ["a0", "c0", "b0"]);
  assert.deepEqual(order(dropped(places, "c", { x: -4, y: 999 }, shown)), ["a0", "b0", "c0"]);
  assert.deepEqual(order(dropped(places, "a", { x: 99, y: 0 }, shown)), ["b0", "a6", "c6"]);
});

test("of what was kept only places of gadgets that the layout has count, each once", () => {
  const own = placesOf([["a"], ["b"]]);
  assert.deepEqual(keptPlaces([place("b", 3, 4, 200), place("b", 0, 1), place("x", 0, 1)], own), [
    place("b", 3, 4, 200),
    own[0],
  ]);
  for (const none of [undefined, null, 7, "a", {}, [null, 1, "x", {}, { key: "a" }]]) {
    assert.deepEqual(keptPlaces(none, own), own);
  }
  for (const bad of [[-1, 2], [11, 2], [0, 0], [0, 13], [0.5, 2], ["0", 2], [0, 1, 0], [0, 1, NaN], [0, 1, 1e9]]) {
    assert.deepEqual(keptPlaces([place("a", ...bad)], own), own);
  }
  assert.equal(keptPlaces([...Array(KEPT).fill({}), place("b", 0, 1)], own)[1].x, 6);
});

for (const seed of SEEDS) {
  test(`whatever is done, everybody is there once, within the twelve, and nobody stands on another (seed ${seed})`, () => {
    const { below, pick } = random(seed);
    const columns = Array.from({ length: 1 + below(4) }, (_, at) =>
      Array.from({ length: below(4) }, (_none, number) => `${at}.${number}`),
    );
    let places = placesOf(columns);
    const keys = places.map(({ key }) => key).toSorted();
    const heights = Object.fromEntries(keys.map((key) => [key, below(3) * 100]));
    const heightOf = ({ key, height }) => (heights[key] === 0 ? 0 : (height ?? heights[key]));
    const steps = ["left", "right", "up", "down", "wider", "narrower", "higher", "lower"];
    for (let times = 0; times < 20 && keys.length > 0; times += 1) {
      const key = pick(keys);
      const { tops } = fallen(places, heightOf, GAP);
      const isThere = (one) => heights[one] > 0;
      const here = given({ isThere, height: heights[key] });
      places = [
        () => stepped(places, key, pick(steps), here),
        () => dropped(places, key, { x: below(20) - 4, y: below(900) - 100 }, { tops, heightOf }),
        () => sized(places, key, { width: below(20) - 3, height: below(900) - 100 }, 60),
        () => keptPlaces(JSON.parse(JSON.stringify(places)), placesOf(columns)),
      ][below(4)]();
      assert.deepEqual(places.map((one) => one.key).toSorted(), keys);
      assert.ok(places.every(({ x, width }) => x >= 0 && width >= 1 && x + width <= COLUMNS));
    }
    const { tops, height } = fallen(places, heightOf, GAP);
    const boxes = places.filter(({ key }) => tops.has(key));
    for (const one of boxes) {
      const [top, bottom] = [tops.get(one.key), tops.get(one.key) + heightOf(one)];
      assert.ok(bottom <= height);
      for (const other of boxes.filter((box) => box !== one)) {
        const beside = one.x >= other.x + other.width || other.x >= one.x + one.width;
        assert.ok(beside || bottom <= tops.get(other.key) || top >= tops.get(other.key) + heightOf(other));
      }
    }
  });
}
