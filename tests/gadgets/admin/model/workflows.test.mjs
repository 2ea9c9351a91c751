import assert from "node:assert/strict";
import { test } from "node:test";

import {
  COMPARATORS,
  conditionFault,
  hasValue,
  MEDIA,
  MOST,
  nameFault,
  readWorkflows,
  TRIGGERS,
  workflowBody,
  workflowsWith,
} from "../../../../gadgets/admin/model/workflows.js";
import { element, parse } from "../../../../gadgets/notification/xml.js";
import { random, SEEDS } from "../../random.mjs";

const read = (body) => readWorkflows(parse(String(element("Workflows", {}, body))))[0];

for (const seed of SEEDS) {
  test(`a workflow that is written is read as it was, seed ${seed}`, () => {
    const { pick, below, chance } = random(seed);
    const words = ["", "x", "<a>&", "ñ 😀", "1,2, 3"];
    const conditions = Array.from({ length: below(6) }, () => {
      const type = pick(["SYSTEM", "CUSTOM"]);
      const comparator = pick(COMPARATORS);
      return {
        name: pick(["callVariable1", "mine"]),
        type,
        node: type === "CUSTOM" ? pick(["//Dialog/id", "x"]) : "",
        comparator,
        value: hasValue(comparator) ? pick(words) : "",
      };
    });
    const values = {
      name: pick(words) || "x",
      description: pick(words),
      media: pick(MEDIA),
      trigger: pick(TRIGGERS),
      applyMethod: chance(0.5) ? "ALL" : "ANY",
      conditions,
    };
    const workflowActions = Array.from({ length: below(6) }, (_, at) => `/finesse/api/WorkflowAction/${at}`);
    const { actions, isSystem, uri, ...found } = read(workflowBody({ ...values, workflowActions }));
    assert.deepEqual(found, values);
    assert.deepEqual(actions.map((action) => action.uri), workflowActions);
    assert.equal(isSystem, true);
    assert.equal(uri, "");
  });
}

test("a change leaves a trigger set that stays the same, whoever made it", () => {
  const old = { trigger: "CALL_ENDS" };
  const values = { name: "x", description: "", media: "1", applyMethod: "ALL", conditions: [], workflowActions: [] };
  assert.equal(workflowBody({ ...values, trigger: "CALL_ENDS" }, old).child("TriggerSet"), undefined);
  assert.equal(workflowBody({ ...values, trigger: "CALL_MADE" }, old).at("TriggerSet", "name"), "CALL_MADE");
});

test("the form of media before 12.0 is read, and a workflow that names none is for voice", () => {
  assert.equal(read(parse("<Workflow><media>Chat</media></Workflow>")).media, "Chat");
  assert.equal(read(parse("<Workflow/>")).media, "1");
});

test("a condition says what is missing in it", () => {
  const right = { name: "callVariable1", type: "SYSTEM", node: "", comparator: "CONTAINS", value: "1" };
  assert.equal(conditionFault(right), undefined);
  assert.equal(conditionFault({ ...right, value: "" }).at, "value");
  assert.equal(conditionFault({ ...right, value: "", comparator: "IS_EMPTY" }), undefined);
  assert.equal(conditionFault({ ...right, name: "" }).at, "name");
  assert.equal(conditionFault({ ...right, name: "n".repeat(MOST.variable + 1) }).at, "name");
  assert.equal(conditionFault({ ...right, type: "CUSTOM" }).at, "node");
  assert.equal(conditionFault({ ...right, node: "n".repeat(MOST.node + 1) }).at, "node");
  assert.equal(conditionFault({ ...right, value: "v".repeat(MOST.value + 1) }).at, "value");
});

test("names differ by case, and who uses an action is known", () => {
  assert.equal(nameFault("book", [{ name: "BOOK" }]), undefined);
  assert.equal(nameFault("BOOK", [{ name: "BOOK" }])[0], "workflows.nameTaken");
  const one = { name: "one", actions: [{ uri: "/1" }, { uri: "/1" }] };
  assert.deepEqual(workflowsWith("/1", [one, { name: "other", actions: [] }]), [one]);
});
