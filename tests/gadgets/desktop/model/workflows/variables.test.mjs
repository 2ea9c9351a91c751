import assert from "node:assert/strict";
import { test } from "node:test";

import { element } from "../../../../../gadgets/notification/xml.js";
import { holds } from "../../../../../gadgets/desktop/model/workflows/comparators.js";
import { textAt } from "../../../../../gadgets/desktop/model/workflows/node_path.js";
import { variableValue } from "../../../../../gadgets/desktop/model/workflows/variables.js";
import { random, SEEDS } from "../../../random.mjs";

for (const [comparator, actual, wanted, is] of [
  ["IS_EQUAL", "Gold", "Gold", true],
  ["IS_EQUAL", "Gold", "gold", false],
  ["IS_NOT_EQUAL", "Gold", "Silver", true],
  ["CONTAINS", "A-1234-B", "1234", true],
  ["CONTAINS", "A-12-34-B", "1234", false],
  ["BEGINS_WITH", "5551234", "555", true],
  ["BEGINS_WITH", "1555", "555", false],
  ["ENDS_WITH", "5551234", "234", true],
  ["ENDS_WITH", "2345", "234", false],
  ["IS_EMPTY", "", "ignored", true],
  ["IS_EMPTY", " ", "", false],
  ["IS_NOT_EMPTY", "x", "", true],
  ["IS_IN_LIST", "TRANSFER", "ACD_IN, TRANSFER", true],
  ["IS_IN_LIST", "TRANS", "ACD_IN,TRANSFER", false],
  ["IS_NOT_IN_LIST", "OUT", "ACD_IN,TRANSFER", true],
  ["IS_LIKE", "Gold customer", "Gold*", true],
  ["IS_LIKE", "Gold customer", "%cust%er", true],
  ["IS_LIKE", "Gold customer", "*customer*r", false],
  ["IS_LIKE", "aba", "ab*ba", false],
  ["IS_LIKE", "Gold", "Gold", true],
  ["constructor", "x", "x", false],
]) {
  test(`“${actual}” ${comparator} “${wanted}” ${is ? "holds" : "does not hold"}`, () => {
    assert.equal(holds(comparator, actual, wanted), is);
  });
}

const USER = { loginId: "agent1", extension: "1001", firstName: "Anna", lastName: "Keller", teamId: "1", teamName: "Support" };
const DIALOG = {
  id: "167",
  state: "ALERTING",
  from: "555",
  to: "6001",
  callType: "ACD_IN",
  variables: [["queueName", "Support_CSQ"], ["callVariable1", "Maria"], ["user.account", "A-20931"]],
  properties: { callType: "ACD_IN", DNIS: "6001", wrapUpReason: "Sale", callvariables: "Maria" },
  participants: [
    { address: "555", agent: false, state: "ACTIVE", cause: "" },
    { address: "1001", agent: true, state: "ALERTING", cause: "" },
  ],
};
const known = { dialog: DIALOG, user: USER };

for (const [variable, value] of [
  [{ name: "callVariable1" }, "Maria"],
  [{ name: "user.account" }, "A-20931"],
  [{ name: "queueName" }, "Support_CSQ"],
  [{ name: "wrapUpReason" }, "Sale"],
  [{ name: "DNIS" }, "6001"],
  [{ name: "fromAddress" }, "555"],
  [{ name: "loginId" }, "agent1"],
  [{ name: "teamName" }, "Support"],
  [{ name: "callVariable7" }, ""],
  [{ name: "toString" }, ""],
  [{ name: "x", node: "//Dialog/mediaType" }, "Voice"],
  [{ name: "x", node: "//Dialog/mediaProperties/callType" }, "ACD_IN"],
  [{ name: "x", node: "//Dialog/mediaProperties/callvariables/CallVariable[name='user.account']/value" }, "A-20931"],
  [{ name: "x", node: "//Participant[mediaAddress=\"1001\"]/state/text()" }, "ALERTING"],
  [{ name: "x", node: "/Dialog/participants/Participant[2]/mediaAddress" }, "1001"],
  [{ name: "x", node: "//Dialog/*/CallVariable[2]/name" }, ""],
  [{ name: "x", node: "//User/teamName" }, "Support"],
  [{ name: "x", node: "//Dialog/nothing" }, ""],
  [{ name: "x", node: "//Dialog[" }, ""],
  [{ name: "x", node: "document('/etc/passwd')" }, ""],
]) {
  test(`${variable.node ?? variable.name} is “${value}”`, () => assert.equal(variableValue(variable, known), value));
}

for (const seed of SEEDS) {
  test(`any path gives a text, and soon (seed ${seed})`, () => {
    const { pick, below } = random(seed);
    const tree = (depth) =>
      element(pick(["a", "b"]), {}, ...(depth === 0 ? ["x"] : Array.from({ length: 3 }, () => tree(depth - 1))));
    const pieces = ["//", "/", "a", "b", "*", "[1]", "[a='x']", "[", "]", "'", "text()", "//*"];
    const path = Array.from({ length: below(60) }, () => pick(pieces)).join("");
    assert.equal(typeof textAt(tree(4), path), "string");
    assert.equal(typeof textAt(tree(4), "//*".repeat(160)), "string");
  });
}
