import assert from "node:assert/strict";
import { test } from "node:test";

import {
  addressOf,
  filled,
  MOST,
  paramOf,
  readWorkflowActions,
  tagFault,
  tagsIn,
  TYPES,
  usedVariables,
  variableFault,
  workflowActionBody,
} from "../../../../gadgets/admin/model/workflow_actions.js";
import { element, parse } from "../../../../gadgets/notification/xml.js";
import { random, SEEDS } from "../../random.mjs";

const ORIGIN = "https://finesse.example:8445";
const SYSTEM = ["callVariable1", "lastName", "queueName"];

const WORDS = ["", "a b", "<b>&amp;</b>", "${callVariable1}", "ñ😀", "https://x.example/?q=${mine}", '"\'', "\\"];

function anAction(seed) {
  const { pick, below } = random(seed);
  const type = pick(TYPES);
  return {
    name: pick(WORDS) || "x",
    type,
    handledBy: pick(["FINESSE_DESKTOP", "OTHER"]),
    variables: Array.from({ length: below(6) }, (_, at) => ({
      name: `v${at}`,
      type: pick(["SYSTEM", "CUSTOM"]),
      node: pick(WORDS),
      sample: pick(WORDS),
    })),
    ...(type === "BROWSER_POP"
      ? { windowName: pick(WORDS), path: pick(WORDS) }
      : { method: "PUT", location: "OTHER", contentType: pick(WORDS), path: pick(WORDS), body: pick(WORDS) }),
  };
}

for (const seed of SEEDS) {
  test(`an action that is written is read as it was, seed ${seed}`, () => {
    const { name, type, handledBy, variables, ...params } = anAction(seed);
    const body = workflowActionBody({ name, type, handledBy, variables, ...params });
    const [action] = readWorkflowActions(parse(String(element("WorkflowActions", {}, body))));
    assert.deepEqual(
      { name: action.name, type: action.type, handledBy: action.handledBy, variables: action.variables },
      { name, type, handledBy, variables },
    );
    for (const [param, value] of Object.entries(params)) {
      assert.equal(paramOf(action, param), value);
    }
  });

  test(`whatever sample data says, it opens no other site, seed ${seed}`, () => {
    const { pick } = random(seed);
    const sample = pick(["@evil.example/", "//evil.example", "?#", "\\evil", "javascript:x", "\uD800", "../../"]);
    const variables = [{ name: "callVariable1", type: "SYSTEM", node: "", sample }];
    const path = pick([
      "https://crm.example/${callVariable1}",
      "https://crm.example/?q=${callVariable1}",
      "/pages/${callVariable1}",
    ]);
    const found = addressOf({ type: "BROWSER_POP", location: "", path, variables }, ORIGIN);
    if (found.fault === undefined) {
      assert.ok(["https://crm.example", ORIGIN].includes(new URL(found.url).origin), found.url);
    }
  });
}

test("params that another program gave an action stay while its type does", () => {
  const old = { type: "HTTP_REQUEST", params: [["authenticationType", "BASIC"], ["path", "/old"]] };
  const params = (type) => {
    const body = workflowActionBody({ name: "x", type, handledBy: "OTHER", variables: [], path: "/new" }, old);
    return body.child("params").all("Param").map((param) => [param.at("name"), param.at("value")]);
  };
  assert.deepEqual(params("HTTP_REQUEST").slice(-2), [["body", ""], ["authenticationType", "BASIC"]]);
  assert.deepEqual(params("BROWSER_POP"), [["windowName", ""], ["path", "/new"]]);
});

test("hostile addresses are told apart by what is wrong with them", () => {
  const fault = (type, path, location = "OTHER") =>
    addressOf({ type, location, path, variables: [] }, ORIGIN).fault?.[0];
  for (const path of ["javascript:alert(1)", " JavaScript:x", "data:text/html,x", "file:///etc/passwd", "//evil", "x"]) {
    assert.equal(fault("BROWSER_POP", path), "address.scheme", path);
    assert.equal(fault("HTTP_REQUEST", path), "address.scheme", path);
  }
  assert.equal(fault("BROWSER_POP", "/finesse/api/Users"), "address.api");
  assert.equal(fault("BROWSER_POP", "https://a.example/\u0000"), "address.control");
  assert.equal(fault("HTTP_REQUEST", "https://a.example/", "FINESSE"), "address.elsewhere");
  assert.equal(fault("HTTP_REQUEST", "/finesse/api/Dialog/1", "FINESSE"), undefined);
  assert.equal(fault("BROWSER_POP", "https://a.example/"), undefined);
});

test("tags are found, filled, and declared where the system has them", () => {
  assert.deepEqual(tagsIn("${a}${b}-${a} ${} {c} $d"), ["a", "b"]);
  assert.equal(filled("x=${a}&y=${b}", [{ name: "a", sample: "1&2" }]), "x=1%262&y=");
  const mine = [{ name: "mine", type: "CUSTOM", node: "//Dialog/id", sample: "" }];
  assert.deepEqual(
    usedVariables(["${mine} ${lastName} ${nobody}"], mine, SYSTEM).map(({ name }) => name),
    ["mine", "lastName"],
  );
  assert.deepEqual(tagFault(["${nobody}"], mine, SYSTEM), ["actions.unknownTag", { tag: "${nobody}" }]);
  assert.equal(tagFault(["${mine}${lastName}"], mine, SYSTEM), undefined);
  const five = Array.from({ length: MOST.variables }, (_, at) => ({ ...mine[0], name: `m${at}` }));
  assert.equal(tagFault(["${lastName}"], five, SYSTEM)[0], "actions.tooManyVariables");
});

test("a variable of one's own has a name that is a name and that no other has", () => {
  assert.equal(variableFault("", [], SYSTEM)[0], "actions.variableName");
  assert.equal(variableFault("a}b", [], SYSTEM)[0], "actions.variableName");
  assert.equal(variableFault("lastName", [], SYSTEM)[0], "actions.variableOfSystem");
  assert.equal(variableFault("mine", [{ name: "mine" }], SYSTEM)[0], "actions.variableTaken");
  assert.equal(variableFault("user.mine", [], SYSTEM), undefined);
});
