// The page's side of the gadgets' topics, at the real hub, with gadgets in frames. source: gadget reference, all topics.
import assert from "node:assert/strict";
import { test } from "node:test";

import { Bridge } from "../../../../gadgets/desktop/connection/bridge.js";
import { ContainerRequests } from "../../../../gadgets/desktop/connection/container_requests.js";
import { Hub } from "../../../../gadgets/desktop/hub.js";
import { containerPage, until } from "../../features/frames.mjs";

const NODE = "/finesse/api/Team/5/Users";
const CONNECTED = { name: "connected", resourceID: "desktop" };

/** The page with its hub and bridge; `service` answers what is asked of the notification service. */
function container({ service = () => undefined } = {}) {
  const page = containerPage();
  const hub = new Hub(page.window);
  const asked = [];
  const bridge = new Bridge(hub, async (request, node) => {
    asked.push([request, node]);
    return service(request, node);
  });
  return { page, hub, bridge, asked, gadget: (id) => gadget(page, id) };
}

/** A gadget that keeps what it hears on a topic. */
async function gadget(page, mid) {
  const opened = page.open(`finesse_gadget_${mid}`);
  opened.gadgets.util.runOnLoadHandlers();
  await until(() => opened.gadgets.Hub.isConnected());
  const { Hub: client } = opened.gadgets;
  return {
    ...opened,
    publish: (topic, data) => client.publish(topic, data),
    async hears(topic) {
      const heard = [];
      let ready = false;
      client.subscribe(
        topic,
        (_topic, data) => heard.push(structuredClone(data)),
        null,
        () => (ready = true),
      );
      await until(() => ready);
      return heard;
    },
    async asks(type, data, invokeID) {
      const heard = await this.hears(`finesse.info.responses.${invokeID}`);
      client.publish("finesse.info.requests", { type, data, invokeID });
      await until(() => heard.length === 1);
      return heard[0];
    },
  };
}

test("the page has a client of its own, with the gadgets' calls", async () => {
  const { page, hub } = container();
  const heard = [];
  page.gadgets.Hub.subscribe("a.*", (topic, data) => heard.push([topic, data]));
  hub.publish("a.b", 1);
  await until(() => heard.length === 1);
  assert.deepEqual(heard, [["a.b", 1]]);
});

test("a gadget that comes late is answered with the connection as it is", async () => {
  const desktop = container();
  desktop.bridge.linkChanged(CONNECTED);
  const late = await desktop.gadget(1);
  const heard = await late.hears("finesse.info.connection");
  late.publish("finesse.info.requests", { type: "ConnectionInfoReq", data: {}, invokeID: "u-1" });
  await until(() => heard.length === 1);
  assert.deepEqual(heard, [{ status: "connected", resourceID: "desktop", invokeID: "u-1" }]);
});

test("a loss and its end are heard by every gadget", async () => {
  const desktop = container();
  const one = await desktop.gadget(1);
  const heard = await one.hears("finesse.info.connection");
  desktop.bridge.linkChanged(CONNECTED);
  desktop.bridge.linkChanged({ name: "retrying", attempt: 1, resourceID: "desktop" });
  desktop.bridge.linkChanged({ name: "refreshing", resourceID: "desktop" });
  desktop.bridge.linkChanged(CONNECTED);
  await until(() => heard.length === 5);
  assert.deepEqual(
    heard.map(({ status }) => status),
    ["connected", "disconnected", "failing", "connected", "recovered"],
  );
});

test("notifications, presence and ticks reach a gadget's handlers", async () => {
  const desktop = container();
  const one = await desktop.gadget(1);
  const [user, presence, ticks] = [
    await one.hears("finesse.api.User.1001"),
    await one.hears("finesse.info.presence"),
    await one.hears("finesse.containerservices.timerTickEvent"),
  ];
  desktop.bridge.notification({
    node: "/finesse/api/User/1001",
    text: "<Update><event>PUT</event></Update>",
  });
  desktop.bridge.notification({ node: "/finesse/api/User/1001", text: "nothing" });
  desktop.bridge.presence({ stanza: '<presence from="finesse@x/y"/>' });
  desktop.bridge.tick(0);
  await until(() => ticks.length === 1);
  assert.deepEqual(user, [
    {
      content: "/finesse/api/User/1001<Update><event>PUT</event></Update>",
      object: { Update: { event: "PUT" } },
    },
  ]);
  assert.equal(presence[0].object.presence["@from"], "finesse@x/y");
  assert.equal(ticks[0]._tickFrequency, 1000);
});

test("two gadgets share one subscription, which ends when both are gone", async () => {
  const desktop = container();
  desktop.bridge.linkChanged(CONNECTED);
  const [a, b] = [await desktop.gadget(1), await desktop.gadget(2)];
  assert.equal((await a.asks("SubscribeNodeReq", { node: NODE }, "u-1")) ?? null, null);
  await b.asks("SubscribeNodeReq", { node: NODE }, "u-2");
  assert.deepEqual(desktop.asked, [["subscribe", NODE]]);
  await a.asks("UnsubscribeNodeReq", { node: NODE, subid: "u-1" }, "u-3");
  assert.equal(desktop.asked.length, 1);
  desktop.hub.managed.removeContainer(b.container);
  await until(() => desktop.asked.length === 2);
  assert.deepEqual(desktop.asked[1], ["unsubscribe", NODE]);
});

test("a gadget cannot end what another one holds", async () => {
  const desktop = container();
  desktop.bridge.linkChanged(CONNECTED);
  const [a, b] = [await desktop.gadget(1), await desktop.gadget(2)];
  await a.asks("SubscribeNodeReq", { node: NODE }, "u-1");
  await b.asks("UnsubscribeNodeReq", { node: NODE, subid: "u-1" }, "u-2");
  assert.deepEqual(desktop.asked, [["subscribe", NODE]]);
});

test("an error of the service is answered in its own words, others in ours", async () => {
  const desktop = container({ service: () => '<error code="403"/>' });
  const one = await desktop.gadget(1);
  const early = await one.asks("SubscribeNodeReq", { node: NODE }, "u-1");
  assert.equal(early.error.errorType, "Not connected");
  desktop.bridge.linkChanged(CONNECTED);
  const refused = await one.asks("SubscribeNodeReq", { node: NODE }, "u-2");
  assert.deepEqual(refused.subscribe, {
    content: '<error code="403"/>',
    object: { error: { "@code": "403" } },
  });
});

test("a connection of its own is refused to a gadget, and whoever inspects is told of that and of nonsense", async (context) => {
  const desktop = container();
  const told = [];
  globalThis.finesse = { container: { Inspection: { tell: (...words) => told.push(words) } } };
  context.after(() => delete globalThis.finesse);
  const warned = context.mock.method(console, "warn", () => undefined);
  const one = await desktop.gadget(3);
  one.publish("finesse.info.requests", {
    type: "ConnectionReq",
    data: { id: "1", password: "x" },
    invokeID: "u",
  });
  one.publish("finesse.info.requests", "nonsense");
  await until(() => told.length === 2);
  assert.match(warned.mock.calls[0].arguments[0], /F403: Access denied/);
  assert.deepEqual(
    told.map(([id, kind]) => [id, kind]),
    [
      ["3", "refused"],
      ["3", "malformed"],
    ],
  );
});

test("what gadgets log is kept", async () => {
  const desktop = container();
  const one = await desktop.gadget(1);
  one.publish("finesse.clientLogging.1", "a line");
  await until(() => desktop.bridge.log.text() !== "");
  assert.equal(desktop.bridge.log.text(), "a line");
});

test("the container answers which tab is active, changes it, and loads a gadget anew", async () => {
  const desktop = container();
  const done = [];
  new ContainerRequests(desktop.hub, {
    activeTab: () => "home",
    activateTab: (id) => done.push(["activate", id]),
    reload: (id) => done.push(["reload", id]),
  });
  const one = await desktop.gadget(1);
  const [tabs, reloads] = [
    await one.hears("finesse.containerservices.activeTab"),
    await one.hears("finesse.containerservices.reloadGadget"),
  ];
  const ask = (type, data) =>
    one.publish("finesse.containerservices.requests", { type, data, invokeID: "u" });
  ask("ActiveTabReq", {});
  ask("SetActiveTabReq", { id: "history" });
  ask("SetActiveTabReq", {});
  ask("ReloadGadgetReq", { gadgetId: "../1" });
  ask("toString", {});
  ask("ReloadGadgetReq", { gadgetId: 1 });
  await until(() => done.length === 2 && reloads.length === 1);
  assert.deepEqual(done, [
    ["activate", "history"],
    ["reload", "1"],
  ]);
  assert.deepEqual([tabs, reloads], [["home"], [{ gadgetId: 1 }]]);
});

test("what gadgets log goes into the browser's own storage where that is wanted, and else not", async () => {
  const { bridge } = container();
  const kept = new Map();
  const session = new Map([["finSessKey", "1700000000000"]]);
  const storage = (map) => ({ getItem: (key) => map.get(key) ?? null, setItem: (key, text) => map.set(key, text) });
  globalThis.localStorage = storage(kept);
  globalThis.sessionStorage = storage(session);
  bridge.logged("one");
  assert.equal(kept.size, 0);
  session.set("enableLocalLog", "true");
  bridge.logged("two");
  assert.equal(kept.get("Fi1700000000000_0"), "two\n");
  assert.equal(bridge.log.text(), "one\ntwo");
  globalThis.localStorage = globalThis.sessionStorage = undefined;
});
