// What gadgets are told of the connection. source: gadget reference, values of finesse.info.connection.
import assert from "node:assert/strict";
import { test } from "node:test";

import { connectionAnswer, connectionTold, UNKNOWN } from "../../../../gadgets/desktop/connection/status.js";

/** What is told when the link goes through these states, and what a late gadget is answered at the end. */
function through(...names) {
  let told = UNKNOWN;
  const heard = [];
  for (const name of names) {
    const [next, payloads] = connectionTold(told, { name, resourceID: "desktop", reason: "conflict" });
    told = next;
    heard.push(...payloads.map(({ status }) => status));
  }
  return [heard, connectionAnswer(told)];
}

test("a desktop that connects says so, with its resource", () => {
  const [, payloads] = connectionTold(UNKNOWN, { name: "connected", resourceID: "desktop" });
  assert.deepEqual(payloads, [{ status: "connected", resourceID: "desktop" }]);
});

test("a lost connection is told as disconnected and failing once, and its end as connected and recovered", () => {
  const [heard, late] = through("connected", "retrying", "retrying", "recovering", "refreshing", "connected");
  assert.deepEqual(heard, ["connected", "disconnected", "failing", "connected", "recovered"]);
  assert.deepEqual(late, { status: "connected", resourceID: "desktop" });
});

test("a server out of service is told as failing and recovered, the connection being there", () => {
  const [heard, late] = through("connected", "waiting", "refreshing", "connected");
  assert.deepEqual(heard, ["connected", "failing", "recovered"]);
  assert.equal(late.status, "connected");
});

test("who asks meanwhile is answered that it fails", () => {
  assert.equal(through("connected", "retrying")[1].status, "failing");
  assert.equal(through("connected", "waiting")[1].status, "failing");
  assert.equal(connectionAnswer(UNKNOWN).status, "connecting");
});

test("a desktop signed in elsewhere says so", () => {
  assert.deepEqual(through("connected", "stopped")[0], ["connected", "conflict"]);
});

test("an answer carries the request's invokeID where it gave one", () => {
  const told = { status: "connected", resourceID: "desktop", failing: false };
  assert.deepEqual(connectionAnswer(told, "u-1"), {
    status: "connected",
    resourceID: "desktop",
    invokeID: "u-1",
  });
  assert.equal("invokeID" in connectionAnswer(told), false);
});
