import assert from "node:assert/strict";
import { test } from "node:test";

import { changesOf, isFor } from "../../../../gadgets/desktop/model/bench.js";

const CLOCK = { name: "clock", url: "/clock.xml", role: "all", tab: "" };
const VITE = { name: "vite", url: "http://localhost:5173/g.xml", role: "agent", tab: "home" };

test("a gadget is for everybody, or for the desktops of its role", () => {
  assert.deepEqual(
    ["all", undefined, "agent", "supervisor"].map((role) => isFor(role, ["Agent"])),
    [true, true, true, false],
  );
  assert.deepEqual(
    ["all", "agent", "supervisor"].map((role) => isFor(role, ["Agent", "Supervisor"])),
    [true, false, true],
  );
});

test("what is listed and not shown yet is added, what is shown and listed no more removed", () => {
  assert.deepEqual(changesOf([], [CLOCK, VITE], ["Agent"]), { shown: [CLOCK, VITE], remove: [], add: [CLOCK, VITE] });
  assert.deepEqual(changesOf([CLOCK, VITE], [VITE], ["Agent"]), { shown: [VITE], remove: ["/clock.xml"], add: [] });
  assert.deepEqual(changesOf([CLOCK], [CLOCK], ["Agent"]), { shown: [CLOCK], remove: [], add: [] });
});

test("a gadget that stays in one tab and leaves another is added again", () => {
  const other = { ...CLOCK, name: "clock-2", tab: "home" };
  assert.deepEqual(changesOf([CLOCK, other], [other], ["Agent"]), {
    shown: [other],
    remove: ["/clock.xml"],
    add: [other],
  });
});
