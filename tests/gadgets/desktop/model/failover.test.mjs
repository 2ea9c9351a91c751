import assert from "node:assert/strict";
import { test } from "node:test";

import { bannerOf, failover, START } from "../../../../gadgets/desktop/model/failover.js";
import { random, SEEDS } from "../../random.mjs";

/** The state after these events, and what the last of them asked for. */
function after(...events) {
  let state = START;
  let effects = [];
  for (const event of events) {
    [state, effects] = failover(state, typeof event === "string" ? { type: event } : event);
  }
  return { name: state.name, banner: bannerOf(state), effects };
}

const LOST = [
  "connected",
  "disconnected",
  "due",
  "disconnected",
  "due",
  "disconnected",
  "due",
  "disconnected",
];

test("a first connection that fails stops the sign-in and is not tried again", () => {
  assert.deepEqual(after({ type: "disconnected", reason: "unreachable" }), {
    name: "stopped",
    banner: null,
    effects: [{ stop: "unreachable" }],
  });
});

test("a lost connection is tried again three times before the server counts as lost", () => {
  assert.deepEqual(after(...LOST.slice(0, 2)), {
    name: "retrying",
    banner: "reconnecting",
    effects: [{ timer: "reconnect", attempt: 1 }],
  });
  assert.deepEqual(after(...LOST.slice(0, 3)).effects, [{ reconnect: true }]);
  assert.deepEqual(after(...LOST.slice(0, 6)).effects, [{ timer: "reconnect", attempt: 3 }]);
  assert.deepEqual(after(...LOST), { name: "recovering", banner: "lost", effects: [{ timer: "probe" }] });
});

test("a lost server is probed until it is in service, then connected to, then everything is read anew", () => {
  assert.deepEqual(after(...LOST, "due").effects, [{ probe: "current" }]);
  assert.deepEqual(after(...LOST, "due", "outOfService").effects, [{ timer: "probe" }]);
  assert.deepEqual(after(...LOST, "due", "inService").effects, [{ reconnect: true }]);
  assert.deepEqual(after(...LOST, "due", "inService", "disconnected").effects, [{ timer: "probe" }]);
  assert.deepEqual(after(...LOST, "due", "inService", "connected").effects, [{ refresh: true }]);
  assert.deepEqual(after(...LOST, "due", "inService", "connected", "refreshed"), {
    name: "connected",
    banner: "recovered",
    effects: [],
  });
});

test("out of service with the connection alive waits for the word that it is back", () => {
  assert.deepEqual(after("connected", "outOfService"), {
    name: "waiting",
    banner: "outOfService",
    effects: [{ timer: "probe" }],
  });
  assert.deepEqual(after("connected", "outOfService", "inService").effects, [{ refresh: true }]);
  assert.deepEqual(after("connected", "finesseGone", "finesseBack").effects, [{ refresh: true }]);
  assert.deepEqual(after("connected", "finesseGone", "due", "outOfService").effects, [{ timer: "probe" }]);
  assert.deepEqual(after("connected", "outOfService", "disconnected").effects, [
    { timer: "reconnect", attempt: 1 },
  ]);
});

test("reading anew that finds no server waits again", () => {
  assert.equal(after("connected", "disconnected", "connected", "outOfService").name, "waiting");
});

test("a conflict or a refused password stops for good", () => {
  for (const reason of ["conflict", "unauthorized"]) {
    assert.deepEqual(after("connected", reason), {
      name: "stopped",
      banner: null,
      effects: [{ stop: reason }],
    });
    assert.deepEqual(after("connected", reason, "disconnected", "due", "inService", "connected").effects, []);
  }
});

test("whatever happens, a desktop that is not connected has something that will wake it", () => {
  const types = ["connected", "disconnected", "inService", "outOfService", "finesseGone", "finesseBack"];
  for (const seed of SEEDS) {
    const rng = random(seed);
    let state = { name: "connected" };
    let waking = new Set(); // what is under way and will bring an event
    for (let step = 0; step < 100; step += 1) {
      // What is under way decides which events can come of it; notifications come at any time.
      const ends = {
        timer: ["due"],
        reconnect: ["connected", "disconnected"],
        probe: ["inService", "outOfService"],
        refresh: ["refreshed", "outOfService", "disconnected"],
      };
      const under = [...waking];
      const chosen = under.length > 0 && rng.chance(0.7) ? rng.pick(under) : undefined;
      const type = chosen ? rng.pick(ends[chosen]) : rng.pick(types.slice(2));
      waking.delete(chosen);
      const before = state.name;
      const [next, effects] = failover(state, { type });
      state = next;
      if (state.name !== before) {
        waking.delete("timer");
      }
      effects.forEach((effect) => waking.add(Object.keys(effect)[0]));
      assert.ok(
        state.name === "connected" || waking.size > 0,
        `seed ${seed}: ${before} + ${type} → ${state.name}`,
      );
    }
  }
});
