import assert from "node:assert/strict";
import { test } from "node:test";

import { containerPage, settled, until } from "./frames.mjs";

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
  await settled();
  assert.equal(calls, 1);
});

test("what one gadget publishes the other hears, and it hears its own", async () => {
  const { a, b } = await two();
  const heard = [];
  a.gadgets.Hub.subscribe("sampleGadget.info", (topic, data) => heard.push(["a", topic, data]));
  b.gadgets.Hub.subscribe("sampleGadget.info", (topic, data, mine) => heard.push(["b", topic, data, mine]), null, null, 5);
  b.gadgets.Hub.publish("sampleGadget.info", { n: 1, gone: undefined, f() {} });
  await until(() => heard.length === 2);
  assert.deepEqual(JSON.parse(JSON.stringify(heard)), [
    ["a", "sampleGadget.info", { n: 1 }],
    ["b", "sampleGadget.info", { n: 1 }, 5],
  ]);
});

test("a message that is nothing stays nothing, and the other kinds what they are", async () => {
  const { a } = await two();
  const heard = [];
  a.gadgets.Hub.subscribe("x", (topic, data) => heard.push(data));
  for (const data of [undefined, null, 0, "", false, "text", [1], { a: { b: null } }]) {
    a.gadgets.Hub.publish("x", data);
  }
  await until(() => heard.length === 8);
  assert.equal(heard[0], undefined);
  assert.equal(JSON.stringify(heard.slice(1)), '[null,0,"",false,"text",[1],{"a":{"b":null}}]');
});

test("each subscriber has a copy of its own", async () => {
  const { a } = await two();
  const heard = [];
  const keep = (topic, data) => {
    data.n += 1;
    heard.push(data);
  };
  a.gadgets.Hub.subscribe("x", keep);
  a.gadgets.Hub.subscribe("x", keep);
  a.gadgets.Hub.publish("x", { n: 1 });
  await until(() => heard.length === 2);
  assert.deepEqual(heard.map(({ n }) => n), [2, 2]);
});

test("a subscriber that throws does not stop the others, and the window hears of it", async () => {
  const { a, b } = await two();
  const failures = [];
  a.window.addEventListener("error", (event) => failures.push(event.error.message));
  let heard = 0;
  a.gadgets.Hub.subscribe("x", () => {
    throw new Error("mine");
  });
  a.gadgets.Hub.subscribe("x", () => (heard += 1));
  b.gadgets.Hub.subscribe("x", () => (heard += 1));
  a.gadgets.Hub.publish("x", 1);
  await until(() => heard === 2 && failures.length === 1);
  assert.deepEqual(failures, ["mine"]);
});

test("a subscription has its scope, its data and an id, and ends when it is told", async () => {
  const { a } = await two();
  const { Hub } = a.gadgets;
  const scope = { name: "me", heard: [], hear(topic, data, mine) { this.heard.push([topic, data, mine]); } };
  const completed = [];
  const id = Hub.subscribe("a.*", "hear", scope, (...done) => completed.push(done), "mine");
  assert.equal(typeof id, "string");
  assert.equal(Hub.getSubscriberData(id), "mine");
  assert.equal(Hub.getSubscriberScope(id), scope);
  Hub.publish("a.b", 1);
  await until(() => scope.heard.length === 1);
  assert.deepEqual(completed, [[id, true, undefined]]);
  Hub.unsubscribe(id, (...done) => completed.push(done));
  Hub.publish("a.b", 2);
  let last = false;
  Hub.subscribe("end", () => (last = true));
  Hub.publish("end", 1);
  await until(() => last && completed.length === 2);
  assert.deepEqual(scope.heard, [["a.b", 1, "mine"]]);
  assert.throws(() => Hub.unsubscribe(id), /NoSubscription/);
});

test("what a client may not ask it is told at once", async () => {
  const { a } = await two();
  const { Hub } = a.gadgets;
  for (const topic of ["", "a..b", ".a", "a.", "a.*", "**", 7, null, "x".repeat(1001), "a.".repeat(50) + "a"]) {
    assert.throws(() => Hub.publish(topic, 1), /BadParameters/, String(topic));
  }
  for (const topic of ["a.**.b", "", "a..*"]) {
    assert.throws(() => Hub.subscribe(topic, () => undefined), /BadParameters/);
  }
  assert.throws(() => Hub.subscribe("a"), /BadParameters/);
  assert.throws(() => Hub.connect(() => undefined), /Duplicate/);
  Hub.disconnect();
  assert.equal(Hub.isConnected(), false);
  assert.throws(() => Hub.publish("a", 1), /Disconnected/);
  assert.throws(() => Hub.subscribe("a", () => undefined), /Disconnected/);
});

test("the page may refuse a subscription, and hold a message back", async () => {
  const page = containerPage();
  page.gadgets.pubsub2router.init({
    onSubscribe: (topic) => topic !== "secret",
    onPublish: (topic, data, from, to) => data !== "held" || from === to,
  });
  const a = connected(page, "finesse_gadget_1");
  const b = connected(page, "finesse_gadget_2");
  await until(() => a.calls.length && b.calls.length);
  const completed = [];
  const heard = [];
  b.gadgets.Hub.subscribe("secret", () => undefined, null, (...done) => completed.push(done.slice(1)));
  b.gadgets.Hub.subscribe("open", (topic, data) => heard.push(data));
  await until(() => completed.length === 1);
  a.gadgets.Hub.publish("open", "held");
  a.gadgets.Hub.publish("open", "free");
  await until(() => heard.length > 0);
  assert.deepEqual(completed, [[false, "OpenAjax.hub.Error.NotAllowed"]]);
  assert.deepEqual(heard, ["free"]);
});

test("a frame that loads again connects again, and what it heard before is forgotten", async () => {
  const { page, hub, a, b } = await two();
  const old = [];
  a.gadgets.Hub.subscribe("x", () => old.push(1));
  await until(() => hub.getContainer("finesse_gadget_1").places_.size === 1);
  const token = page.gadgets.rpc.getAuthToken("finesse_gadget_1");
  hub.getContainer("finesse_gadget_1").reload();
  assert.equal(hub.getContainer("finesse_gadget_1").isConnected(), false);
  assert.notEqual(page.gadgets.rpc.getAuthToken("finesse_gadget_1"), token);
  const again = page.load("finesse_gadget_1", ["pubsub-2"]);
  const heard = [];
  again.gadgets.HubSettings.onConnect = () => again.gadgets.Hub.subscribe("x", () => heard.push(1));
  again.gadgets.util.runOnLoadHandlers();
  await until(() => hub.getContainer("finesse_gadget_1").places_.size === 1);
  b.gadgets.Hub.publish("x", 1);
  await until(() => heard.length === 1);
  assert.deepEqual(old, []);
});

test("a container that is removed takes its frame, its subscriptions and its place with it", async () => {
  const removed = [];
  const page = containerPage();
  page.gadgets.pubsub2router.init({ onUnsubscribe: (topic) => removed.push(topic) });
  const { hub } = page.gadgets.pubsub2router;
  const a = connected(page, "finesse_gadget_1");
  await until(() => a.calls.length);
  a.gadgets.Hub.subscribe("x", () => undefined);
  await until(() => a.container.places_.size === 1);
  hub.removeContainer(a.container);
  assert.deepEqual(removed, ["x"]);
  assert.equal(page.window.document.querySelector("iframe"), null);
  assert.equal(hub.getContainer("finesse_gadget_1"), null);
  assert.equal(page.gadgets.rpc.getAuthToken("finesse_gadget_1"), undefined);
  assert.equal(a.container.getIframe(), null);
  assert.throws(() => hub.removeContainer(a.container), /NoContainer/);
  connected(page, "finesse_gadget_1");
});

test("the frame is made as the page says, with the token in its fragment", () => {
  const page = containerPage();
  page.gadgets.pubsub2router.init({});
  const iframeAttrs = { className: "gadgets-gadget", frameborder: "no", title: "Mine", style: { height: "200px" } };
  const { container } = page.open("finesse_gadget_1", [], { frame: { iframeAttrs } });
  const frame = container.getIframe();
  assert.deepEqual([frame.id, frame.name, frame.className, frame.title], [
    "finesse_gadget_1", "finesse_gadget_1", "gadgets-gadget", "Mine",
  ]);
  assert.equal(frame.style.height, "200px");
  assert.match(frame.src, /#rpctoken=[0-9a-f]{32}$/);
  assert.throws(() => page.open("finesse_gadget_1"), /Duplicate/);
  assert.equal(page.window.document.querySelectorAll("iframe").length, 1);
});

test("the page hears of its frames: connected, gone, forged in their name, or never there", async () => {
  const page = containerPage();
  page.gadgets.pubsub2router.init({});
  const heard = [];
  const hears = Object.fromEntries(
    ["onConnect", "onDisconnect", "onSecurityAlert"].map((name) => [
      name,
      (container, ...what) => heard.push([name, container.getClientID(), ...what]),
    ]),
  );
  const a = connected(page, "finesse_gadget_1", { container: hears });
  await until(() => a.calls.length);
  a.gadgets.Hub.disconnect();
  await until(() => heard.length === 2);
  page.post(page.window, '{"gadgets.rpc":"x","f":"finesse_gadget_1","s":"y"}', "https://evil.example", null);
  await until(() => heard.length === 3);
  page.open("finesse_gadget_2", [], { container: hears, frame: { timeout: 1 } });
  await until(() => heard.length === 4);
  assert.deepEqual(heard, [
    ["onConnect", "finesse_gadget_1"],
    ["onDisconnect", "finesse_gadget_1"],
    ["onSecurityAlert", "finesse_gadget_1", "OpenAjax.hub.SecurityAlert.ForgedMsg"],
    ["onSecurityAlert", "finesse_gadget_2", "OpenAjax.hub.SecurityAlert.LoadTimeout"],
  ]);
});

test("the page itself is a client, and the hub speaks too", async () => {
  const { page, hub, a } = await two();
  const container = new page.OpenAjax.hub.InlineContainer(hub, "desktop", {});
  const inline = new page.OpenAjax.hub.InlineHubClient({ InlineHubClient: { container } });
  let connection;
  inline.connect((...done) => (connection = done));
  assert.deepEqual([connection[0] === inline, connection[1], inline.isConnected()], [true, true, true]);
  const heard = [];
  const hear = (who) => (topic, data) => heard.push(`${who} ${topic} ${data}`);
  const id = inline.subscribe("t", hear("page"));
  hub.subscribe("t", hear("hub"));
  a.gadgets.Hub.subscribe("t", hear("gadget"));
  await until(() => hub.getContainer("finesse_gadget_1").places_.size === 1);
  inline.publish("t", 1);
  assert.deepEqual(heard, []);
  await until(() => heard.length === 3);
  hub.publish("t", 2);
  await until(() => heard.length === 6);
  a.gadgets.Hub.publish("t", 3);
  await until(() => heard.length === 9);
  for (const who of ["page", "hub", "gadget"]) {
    assert.deepEqual(heard.filter((each) => each.startsWith(who)), [1, 2, 3].map((n) => `${who} t ${n}`));
  }
  inline.unsubscribe(id);
  hub.removeContainer(container);
  assert.equal(inline.isConnected(), false);
  assert.throws(() => inline.publish("t", 4), /Disconnected/);
});

test("a client that publishes in an endless loop is stopped, and may go on later", async () => {
  const { a } = await two();
  assert.throws(() => {
    for (;;) {
      a.gadgets.Hub.publish("x", 1);
    }
  }, /too much in one go/);
  await settled();
  a.gadgets.Hub.publish("x", 1);
  const large = "x".repeat(17 * 1024 * 1024);
  a.gadgets.Hub.publish("x", large);
  assert.throws(() => a.gadgets.Hub.publish("x", large), /too much in one go/);
});
