import assert from "node:assert/strict";
import { test } from "node:test";

import {
  hasAskedNotReady,
  hasChosen,
  isForLater,
  maySignOut,
  stateMenu,
  stateTime,
  wrapUpTime,
} from "../../../../gadgets/desktop/model/voice_state.js";
import { random, SEEDS } from "../../random.mjs";

const REASONS = [
  { id: "1", label: "Break" },
  { id: "2", label: "Lunch" },
];
const STATES = ["LOGOUT", "NOT_READY", "READY", "RESERVED", "TALKING", "HOLD", "WORK", "WORK_READY", "OTHER"];
const PENDING = ["", "READY", "NOT_READY", "WORK", "WORK_READY", "LOGOUT"];
const MODES = ["REQUIRED", "REQUIRED_WITH_WRAP_UP_DATA", "OPTIONAL", "NOT_ALLOWED", ""];
const SHOWN = { showWrapUpTimer: true, wrapUpCountDown: true };

const menu = (state, pendingState = "", wrapUpOnIncoming = "OPTIONAL") =>
  stateMenu({ state, pendingState, wrapUpOnIncoming }, REASONS).map((item) => item.reason?.label ?? item.state);

test("each state offers what the product offers on Unified CCX", () => {
  assert.deepEqual(menu("NOT_READY"), ["READY", "Break", "Lunch"]);
  assert.deepEqual(menu("READY"), ["Break", "Lunch"]);
  assert.deepEqual(menu("RESERVED"), []);
  assert.deepEqual(menu("A_STATE_OF_A_LATER_RELEASE"), []);
  assert.deepEqual(stateMenu({ state: "READY", pendingState: "" }, []), [{ state: "NOT_READY" }]);
  assert.deepEqual(
    ["READY", "TALKING", "NOT_READY"].map((state) => maySignOut({ state })),
    [false, false, true],
  );
});

test("during a call Not Ready can be asked for once, and wrap-up, where it is optional, before it", () => {
  // source: Finesse Web Services guide, User - Change Agent State (CCX: no pending READY, NOT_READY once per call)
  for (const state of ["TALKING", "HOLD"]) {
    assert.deepEqual(menu(state), ["Break", "Lunch", "WORK"]);
    assert.deepEqual(menu(state, "NOT_READY"), ["WORK"]);
    assert.deepEqual(menu(state, "WORK"), ["Break", "Lunch"]);
    assert.deepEqual(menu(state, "LOGOUT"), []);
    assert.deepEqual(menu(state, "", "REQUIRED"), ["Break", "Lunch"]);
    assert.deepEqual(menu(state, "NOT_READY", "REQUIRED"), []);
    assert.ok(hasChosen({ state, pendingState: "NOT_READY" }));
  }
});

test("Not Ready that was asked for is not offered again during the call, though wrap-up was chosen after it", () => {
  // source: Finesse Web Services guide, User - Change Agent State: a second one is refused (CF_INVALID_AGENT_WORKMODE)
  const offered = (...heard) => {
    const last = heard.reduce((before, [state, pendingState, since = 1_000]) => {
      const user = { state, pendingState, since, wrapUpOnIncoming: "OPTIONAL" };
      return { ...user, askedNotReady: hasAskedNotReady(before, user) };
    }, undefined);
    return stateMenu(last, REASONS).map(({ state }) => state);
  };
  const both = ["NOT_READY", "NOT_READY", "WORK"];
  const work = ["TALKING", "WORK"];
  assert.deepEqual(offered(["TALKING", ""]), both);
  assert.deepEqual(offered(["TALKING", ""], work), ["NOT_READY", "NOT_READY"]);
  assert.deepEqual(offered(["TALKING", ""], work, ["TALKING", "NOT_READY"]), ["WORK"]);
  assert.deepEqual(offered(["TALKING", "NOT_READY"], work), []);
  assert.deepEqual(offered(["TALKING", "NOT_READY"], work, ["TALKING", "WORK", undefined]), []);
  assert.deepEqual(offered(["TALKING", "NOT_READY"], ["HOLD", "WORK", 2_000]), []);
  assert.deepEqual(offered(["TALKING", "NOT_READY"], work, ["WORK", "NOT_READY"]), ["READY", "NOT_READY", "NOT_READY"]);
  assert.deepEqual(offered(["TALKING", "NOT_READY"], work, ["WORK", ""], ["TALKING", "", 5_000]), both);
  assert.deepEqual(offered(["TALKING", "NOT_READY"], ["TALKING", "", 5_000]), both); // a call that came while it was not connected
});

test("in wrap-up a choice ends it, whatever was chosen during the call", () => {
  // sources: Agent and Supervisor Desktop User Guide for Unified CCX 12.5, Wrap-Up; CTI guide, agent-state transitions
  for (const state of ["WORK", "WORK_READY"]) {
    for (const pending of PENDING) {
      assert.deepEqual(menu(state, pending), ["READY", "Break", "Lunch"], `${state} then ${pending}`);
    }
  }
});

for (const seed of SEEDS) {
  test(`no menu offers what the engine refuses (seed ${seed})`, () => {
    const { pick, below } = random(seed);
    const reasons = REASONS.slice(0, below(3));
    const user = { state: pick(STATES), pendingState: pick(PENDING), wrapUpOnIncoming: pick(MODES) };
    const items = stateMenu(user, reasons);
    const states = items.map(({ state }) => state);
    assert.ok(states.every((state) => ["READY", "NOT_READY", "WORK"].includes(state)));
    assert.ok(!(isForLater(user) && states.includes("READY")), "a pending READY");
    assert.ok(!states.includes(isForLater(user) ? user.pendingState : "WORK"), "what is so already");
    assert.ok(!states.includes("WORK") || user.wrapUpOnIncoming === "OPTIONAL", "wrap-up that is not the agent's");
    assert.equal(new Set(items.map(({ state, reason }) => `${state} ${reason?.id}`)).size, items.length);
    const plain = items.some(({ state, reason }) => state === "NOT_READY" && reason === undefined);
    assert.ok(!(plain && reasons.length > 0), "Not Ready without one of the reasons");
  });

  test(`the wrap-up's timer runs to its end and no further (seed ${seed})`, () => {
    const { pick, below, chance } = random(seed);
    const user = {
      state: pick(STATES),
      since: chance(0.8) ? below(100_000) : undefined,
      wrapUpSeconds: chance(0.6) ? 1 + below(7200) : undefined,
    };
    const properties = { showWrapUpTimer: chance(0.7), wrapUpCountDown: chance(0.7) };
    const now = 100_000 + below(10_000_000);
    const at = (time) => wrapUpTime(user, time, properties);
    assert.equal(at(now) !== undefined, properties.showWrapUpTimer && user.state.startsWith("WORK"));
    if (at(now)?.ms !== undefined) {
      const [first, later] = [at(now).ms, at(now + 1_000).ms];
      assert.equal(first >= later, at(now).down);
      assert.ok(first >= 0);
      assert.ok(!at(now).down || first <= user.wrapUpSeconds * 1000);
    }
  });
}

test("the state's time counts up; the wrap-up's counts down to the end that the server has told", () => {
  assert.equal(stateTime({ state: "READY", since: 1_000, wrapUpSeconds: 30 }, 6_000), 5_000);
  assert.equal(stateTime({ state: "WORK", since: 1_000, wrapUpSeconds: 30 }, 6_000), 5_000);
  assert.deepEqual(wrapUpTime({ state: "WORK", since: 1_000, wrapUpSeconds: 30 }, 6_000, SHOWN), { ms: 25_000, down: true });
  assert.deepEqual(wrapUpTime({ state: "WORK", since: 1_000, wrapUpSeconds: 30 }, 60_000, SHOWN), { ms: 0, down: true });
  const up = { showWrapUpTimer: true, wrapUpCountDown: false };
  assert.deepEqual(wrapUpTime({ state: "WORK", since: 1_000, wrapUpSeconds: 30 }, 6_000, up), { ms: 5_000, down: false });
  assert.deepEqual(wrapUpTime({ state: "WORK", since: 1_000 }, 6_000, SHOWN), { ms: 5_000, down: false });
  assert.deepEqual(wrapUpTime({ state: "WORK", wrapUpSeconds: 30 }, 6_000, SHOWN), { ms: undefined, down: false });
  assert.equal(wrapUpTime({ state: "READY", since: 1_000, wrapUpSeconds: 30 }, 6_000, SHOWN), undefined);
});
