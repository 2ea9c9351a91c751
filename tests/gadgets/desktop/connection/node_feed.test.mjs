import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { NodeFeed } from "../../../../gadgets/desktop/connection/node_feed.js";
import { Hub } from "../../../../gadgets/desktop/hub.js";

const NODE = "/finesse/api/Team/1/Users";
const TOPIC = "finesse.api.Team.1.Users";

let hub, asked, told, reads;

beforeEach(() => {
  hub = new Hub({});
  [asked, told, reads] = [[], [], []];
  hub.subscribe("finesse.info.requests", (_topic, data) => asked.push(data));
});

function follow() {
  return new NodeFeed({
    hub,
    node: NODE,
    read: () => new Promise((resolve, reject) => reads.push({ resolve, reject })),
    loaded: (found) => told.push(`loaded ${found}`),
    heard: (update) => told.push(update.at("event")),
    failed: (error) => told.push(`failed ${error.kind ?? error.message}`),
  });
}

const answer = (error, to = asked[0]) => hub.publish(`finesse.info.responses.${to.invokeID}`, error);
const event = (name) =>
  hub.publish(TOPIC, { content: `${NODE}<Update><event>${name}</event></Update>`, object: {} });
const settled = () => new Promise((resolve) => setImmediate(resolve));

test("a node is subscribed to, then read once, and then heard", async () => {
  follow();
  assert.deepEqual([asked[0].type, asked[0].data], ["SubscribeNodeReq", { node: NODE }]);
  assert.equal(reads.length, 0);
  answer(undefined);
  event("early");
  assert.deepEqual(told, []);
  reads[0].resolve("all");
  await settled();
  event("late");
  assert.deepEqual(told, ["loaded all", "early", "late"]);
  assert.equal(reads.length, 1);
});

test("after a lost connection it is read again, and what an earlier reading brings late does not count", async () => {
  follow();
  answer(undefined);
  hub.publish("finesse.info.connection", { status: "disconnected" });
  hub.publish("finesse.info.connection", { status: "connected" });
  assert.equal(asked.length, 2);
  assert.equal(asked[1].invokeID, asked[0].invokeID);
  answer(undefined);
  reads[0].resolve("old");
  await settled();
  reads[1].resolve("new");
  await settled();
  assert.deepEqual(told, ["loaded new"]);
});

test("a subscription that waits for the connection is asked for again; another refusal is told", async () => {
  follow();
  answer({ error: { errorType: "Not connected" } });
  hub.publish("finesse.info.connection", { status: "connected" });
  assert.equal(asked.length, 2);
  answer({ subscribe: { content: "<forbidden/>" } });
  assert.deepEqual(told, ["failed refused"]);
});

test("what cannot be read is told", async () => {
  follow();
  answer(undefined);
  reads[0].reject(new Error("no"));
  await settled();
  assert.deepEqual(told, ["failed no"]);
});

test("a feed that is closed hears nothing more and gives its subscription up", async () => {
  const feed = follow();
  answer(undefined);
  feed.close();
  assert.deepEqual(asked.at(-1).data, { node: NODE, subid: asked[0].invokeID });
  reads[0].resolve("all");
  event("late");
  await settled();
  assert.deepEqual(told, []);
});

test("what is no notification of the node is not heard", async () => {
  follow();
  answer(undefined);
  reads[0].resolve("all");
  await settled();
  for (const data of [null, {}, { content: "<Update/>" }, { content: `${NODE}<Update>` }, { content: 5 }]) {
    hub.publish(TOPIC, data);
  }
  assert.deepEqual(told, ["loaded all"]);
});
