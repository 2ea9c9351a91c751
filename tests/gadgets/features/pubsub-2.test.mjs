import assert from "node:assert/strict";
import { test } from "node:test";

import { containerPage, until } from "./frames.mjs";

function connected(page, id, options) {
  const opened = page.open(id, ["pubsub-2"], options);
  const calls = [];
  opened.gadgets.HubSettings.onConnect = (...connection) => calls.push(connection);
  opened.gadgets.util.runOnLoadHandlers();
  return { ...opened, calls };
}

async function two() {
  const page = containerPage();
  page.gadgets.pubsub2router.init({});
  const a = connected(page, "finesse_gadget_1");
  const b = connected(page, "finesse_gadget_2");
  await until(() => a.calls.length && b.calls.length);
  return { page, hub: page.gadgets.pubsub2router.hub, a, b };
}

test("the handler of onConnect is called once, later, with the hub and success", async () => {
  const { a } = await two();
  assert.equal(a.calls.length, 1);
  assert.equal(a.calls[0][0], a.gadgets.Hub);
  assert.equal(a.calls[0][1], true);
  assert.equal(a.gadgets.Hub.isConnected(), true);
});

test("a handler that a module script sets late is called all the same, and once", async () => {
  const page = containerPage();
  page.gadgets.pubsub2router.init({});
  const late = page.open("finesse_gadget_1");
  late.gadgets.util.runOnLoadHandlers();
  await until(() => late.gadgets.Hub.isConnected());
  let calls = 0;
  late.gadgets.HubSettings.onConnect = () => (calls += 1);
  assert.equal(calls, 0);
  await until(() => calls === 1);
  late.gadgets.HubSettings.onConnect = () => (calls += 100);
  await new Promise((go) => setTimeout(go, 20));
  assert.equal(calls, 1);
});

test("what one gadget publishes the other hears, and it hears its own", async () => {
  const { a, b } = await two();
  const heard = [];
  a.gadgets.Hub.subscribe("sampleGadget.info", (topic, data) => heard.push(["a", topic, data]));
  b.gadgets.Hub.subscribe("sampleGadget.info", (topic, data, mine) => heard.push(["b", topic, data, mine]), null, null, 5);
  await until(() => true);
  b.gadgets.Hub.publish("sampleGadget.info", { n: 1, gone: undefined, f() {} });
  await until(() => heard.length === 2);
  assert.deepEqual(JSON.parse(JSON.stringify(heard)), [
    ["a", "sampleGadget.info", { n: 1 }],
    ["b", "sampleGadget.info", { n: 1 }, 5],
  ]);
});
