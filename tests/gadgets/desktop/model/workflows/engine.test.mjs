import assert from "node:assert/strict";
import { test } from "node:test";

import { engine, START } from "../../../../../gadgets/desktop/model/workflows/engine.js";
import { TRIGGER_SETS } from "../../../../../gadgets/desktop/model/workflows/triggers.js";
import { random, SEEDS } from "../../../random.mjs";

const USER = { loginId: "agent1", extension: "1001", firstName: "Anna", lastName: "Keller", teamId: "1", teamName: "Support" };

const call = (id, state = "ALERTING", { variables = [], ...more } = {}) => ({
  id,
  state,
  from: "555",
  to: "6001",
  callType: "ACD_IN",
  variables,
  properties: { callType: "ACD_IN" },
  participants: [{ address: "1001", agent: true, state, cause: "", actions: state === "ALERTING" ? ["ANSWER"] : ["DROP"] }],
  ...more,
});
const made = (id, state, more = {}) => call(id, state, { from: "1001", to: "555", callType: "OUT", ...more });

const workflow = (trigger, { name = trigger, when = [], any = false, ...more } = {}) => ({
  name,
  trigger,
  overlapping: false,
  triggers: [],
  conditions: { any, all: when.map(([variable, comparator, value = ""]) => ({ variable: { name: variable }, comparator, value })) },
  actions: [{ name: "pop" }],
  ...more,
});

/** The names of the workflows that ran, with their calls: `steps` are lists of the calls that are there then. */
function play(workflows, steps, { present = [] } = {}) {
  let [state, effects] = engine(START, { type: "loaded", workflows, dialogs: present, user: USER });
  const ran = [];
  const follow = (found) => {
    for (const { run } of found) {
      ran.push(`${run.workflow.name} ${run.dialog.id}`);
      const [next, more] = engine(state, { type: "done" });
      state = next;
      follow(more);
    }
  };
  follow(effects);
  for (const dialogs of steps) {
    [state, effects] = engine(state, { type: "changed", dialogs, user: USER });
    follow(effects);
  }
  return ran;
}

const ALL = TRIGGER_SETS.map((trigger) => workflow(trigger));

for (const [what, steps, ran] of [
  [
    "a call of the queue",
    [[call("a")], [call("a", "ACTIVE")], [call("a", "HELD")], [call("a", "ACTIVE")], [call("a", "WRAP_UP")], []],
    ["CALL_ARRIVES a", "CALL_ANSWERED a", "CALL_ENDS a"],
  ],
  ["a call that nobody answers", [[call("a")], []], ["CALL_ARRIVES a", "CALL_ENDS a"]],
  [
    "a call that the agent makes",
    [[made("a", "INITIATING")], [made("a", "INITIATED")], [made("a", "ACTIVE")], []],
    ["CALL_MADE a", "CALL_ENDS a"],
  ],
  [
    "a call that a campaign previews",
    [
      [{ ...call("a"), callType: "OUTBOUND_PREVIEW", participants: [{ ...call("a").participants[0], actions: ["ACCEPT"] }] }],
      [call("a", "ACTIVE", { from: "1001", callType: "OUTBOUND" })],
    ],
    ["CALL_PREVIEWED a", "CALL_ANSWERED a"],
  ],
  ["a call that fails", [[made("a", "FAILED")]], []],
  ["a call that others have", [[call("a", "ACTIVE", { participants: [] })]], []],
]) {
  test(`${what} has its triggers, each once`, () => assert.deepEqual(play(ALL, steps), ran));
}

test("the first workflow whose conditions hold runs, and no other of that trigger", () => {
  const gold = call("a", "ALERTING", { variables: [["callVariable1", "Gold"]] });
  const flows = [
    workflow("CALL_ARRIVES", { name: "silver", when: [["callVariable1", "IS_EQUAL", "Silver"]] }),
    workflow("CALL_ARRIVES", { name: "gold", when: [["callVariable1", "IS_EQUAL", "Gold"], ["teamName", "IS_EQUAL", "Support"]] }),
    workflow("CALL_ARRIVES", { name: "any" }),
  ];
  assert.deepEqual(play(flows, [[gold]]), ["gold a"]);
  assert.deepEqual(play(flows, [[call("b")]]), ["any b"]);
});

test("of several conditions all have to hold, or any; a variable that is not there is empty", () => {
  const when = [["callVariable9", "IS_EMPTY"], ["callVariable1", "IS_EQUAL", "x"]];
  assert.deepEqual(play([workflow("CALL_ARRIVES", { when })], [[call("a")]]), []);
  assert.deepEqual(play([workflow("CALL_ARRIVES", { when, any: true })], [[call("a")]]), ["CALL_ARRIVES a"]);
});

test("what a trigger set lists has to hold as well", () => {
  const triggers = [{ variable: { name: "callType", node: "//Dialog/mediaProperties/callType" }, comparator: "IS_IN_LIST", value: "ACD_IN,TRANSFER" }];
  const flows = [workflow("CALL_ARRIVES", { triggers })];
  assert.deepEqual(play(flows, [[call("a")]]), ["CALL_ARRIVES a"]);
  assert.deepEqual(play(flows, [[call("a", "ALERTING", { properties: { callType: "OTHER_IN" } })]]), []);
});

test("a trigger is judged once for a call, with the data that it has then", () => {
  const flows = [workflow("CALL_ARRIVES", { when: [["callVariable1", "IS_NOT_EMPTY"]] })];
  const later = call("a", "ALERTING", { variables: [["callVariable1", "late"]] });
  assert.deepEqual(play(flows, [[call("a")], [later]]), []);
});

test("a second call has none while the first has had one, not even after it", () => {
  const steps = [[call("a")], [call("a"), call("b")], [call("b")], [call("b", "ACTIVE")], []];
  assert.deepEqual(play(ALL, steps), ["CALL_ARRIVES a", "CALL_ENDS a"]);
  assert.deepEqual(play(ALL, [...steps, [call("c")]]).at(-1), "CALL_ARRIVES c");
});

test("a second call may have one where the first matched nothing", () => {
  const gold = workflow("CALL_ARRIVES", { when: [["callVariable1", "IS_EQUAL", "Gold"]] });
  const second = call("b", "ALERTING", { variables: [["callVariable1", "Gold"]] });
  assert.deepEqual(play([gold], [[call("a")], [call("a"), second]]), ["CALL_ARRIVES b"]);
});

test("a workflow that may overlap runs for a second call, too", () => {
  const flows = [workflow("CALL_ARRIVES", { overlapping: true }), workflow("CALL_ANSWERED")];
  const steps = [[call("a")], [call("a"), call("b")], [call("a", "ACTIVE"), call("b", "ACTIVE")]];
  assert.deepEqual(play(flows, steps), ["CALL_ARRIVES a", "CALL_ARRIVES b", "CALL_ANSWERED a"]);
});

test("a call that survives a merge keeps what it was", () => {
  const consult = (state) => made("b", state, { callType: "CONSULT" });
  const steps = [
    [call("a", "ACTIVE")],
    [call("a", "HELD"), consult("ACTIVE")],
    [call("b", "ACTIVE", { callType: "CONFERENCE" })],
    [call("b", "WRAP_UP")],
  ];
  assert.deepEqual(play(ALL, steps), ["CALL_ANSWERED a", "CALL_ENDS a"]);
});

test("after a reload a single call is judged as it is; of several none is, then or later", () => {
  assert.deepEqual(play(ALL, [], { present: [call("a", "ACTIVE")] }), ["CALL_ANSWERED a"]);
  assert.deepEqual(play(ALL, [], { present: [made("a", "ACTIVE")] }), ["CALL_MADE a"]);
  const present = [call("a", "HELD"), call("b")];
  assert.deepEqual(play(ALL, [[call("b", "ACTIVE")], [], [call("c")]], { present }), ["CALL_ARRIVES c"]);
});

test("before the workflows are loaded nothing happens", () => {
  const [state, effects] = engine(START, { type: "changed", dialogs: [call("a")], user: USER });
  assert.deepEqual([state, effects], [START, []]);
});

test("a monitored agent's desktop runs none for the supervisor who listens", () => {
  const own = { address: "1001", agent: true, state: "ACTIVE", cause: "", actions: [] };
  const monitor = call("m", "ACTIVE", { callType: "SUPERVISOR_MONITOR", participants: [own] });
  assert.deepEqual(play(ALL, [[monitor]]), []);
});

test("one workflow runs at a time; the others of the call wait for its end", () => {
  let [state] = engine(START, { type: "loaded", workflows: ALL, dialogs: [], user: USER });
  const change = (dialogs) => {
    const [next, effects] = engine(state, { type: "changed", dialogs, user: USER });
    state = next;
    return effects.map(({ run }) => run.workflow.name);
  };
  const done = () => {
    const [next, effects] = engine(state, { type: "done" });
    state = next;
    return effects.map(({ run }) => run.workflow.name);
  };
  assert.deepEqual(change([call("a")]), ["CALL_ARRIVES"]);
  assert.deepEqual(change([call("a", "ACTIVE")]), []);
  assert.deepEqual(change([]), []);
  assert.deepEqual([done(), done(), done()], [["CALL_ANSWERED"], ["CALL_ENDS"], []]);
  assert.deepEqual(change([call("b")]), ["CALL_ARRIVES"]);
});

test("what comes back has had its triggers, and what is remembered is bounded", () => {
  assert.deepEqual(play(ALL, [[call("a")], [], [call("a")]]), ["CALL_ARRIVES a", "CALL_ENDS a"]);
  let [state] = engine(START, { type: "loaded", workflows: ALL, dialogs: [], user: USER });
  for (let id = 0; id < 400; id += 1) {
    [state] = engine(state, { type: "changed", dialogs: [call(String(id))], user: USER });
  }
  assert.ok(state.calls.length <= 51, String(state.calls.length));
  assert.ok(state.waiting.length <= 10, String(state.waiting.length));
});

for (const seed of SEEDS) {
  test(`whatever calls do, no trigger of a call runs twice, and while one has had one no other does (seed ${seed})`, () => {
    const { pick, chance, below } = random(seed);
    const states = ["INITIATING", "INITIATED", "ALERTING", "ACTIVE", "HELD", "WRAP_UP", "DROPPED", "FAILED"];
    const steps = Array.from({ length: 20 }, () =>
      ["a", "b", "c"].filter(() => chance(0.6)).map((id) => (chance(0.5) ? call : made)(id, pick(states))),
    );
    const flows = ALL.slice(below(3));
    const ran = play(flows, steps);
    assert.equal(new Set(ran).size, ran.length, ran.join());
    let held;
    for (let at = 0; at < steps.length; at += 1) {
      const before = play(flows, steps.slice(0, at)).length;
      const ids = new Set(play(flows, steps.slice(0, at + 1)).slice(before).map((one) => one.split(" ")[1]));
      if (steps[at].some(({ id }) => id === held)) {
        assert.deepEqual([...ids].filter((id) => id !== held), [], ran.join());
      }
      held = [...ids].findLast((id) => steps[at].some((one) => one.id === id)) ?? (steps[at].some(({ id }) => id === held) ? held : undefined);
    }
  });
}
