// The desktop's side of the event tunnel. source: notifications reference, The tunnel page.
import assert from "node:assert/strict";
import { test } from "node:test";

import { TunnelClient } from "../../../../gadgets/desktop/connection/tunnel_client.js";
import { endedLine, TYPE } from "../../../../gadgets/notification/tunnel_messages.js";

const OPTIONS = {
  transport: "bosh",
  domain: "ccx1.example.com",
  pubsubDomain: "pubsub.ccx1.example.com",
  user: "1001001",
  password: "pass|word",
  resource: "desktop",
  pingEvery: 10_000,
};
const NODE = "/finesse/api/Team/5/Users";

function posted(client) {
  return client.take().flatMap((effect) => effect.post ?? []);
}

function heard(client) {
  return client.take().flatMap((effect) => effect.hear ?? []);
}

/** A client that has asked for a connection, with what it then posted. */
function asking() {
  const client = new TunnelClient(0);
  client.connect(OPTIONS, 0);
  client.receive("4|loaded", 5);
  return [client, posted(client)];
}

function connected() {
  const [client] = asking();
  ["4|connecting", "3|desktop", "4|connected"].forEach((text) => client.receive(text, 10));
  client.take();
  return client;
}

test("nothing is said before the tunnel has loaded; then the password comes in the order of the guide", () => {
  const client = new TunnelClient(0);
  client.connect(OPTIONS, 0);
  assert.deepEqual(client.take(), []);
  client.receive("4|loaded", 5);
  assert.deepEqual(posted(client), [
    "12|bosh",
    '15|{"xmppFailoverDetectionPingInterval":10000}',
    "3|desktop",
    "1|1001001",
    "5|ccx1.example.com",
    "2|pass|word",
    "6|pubsub.ccx1.example.com",
  ]);
});

test("a page that has loaded before a connection is wanted waits, and is asked at once then", () => {
  const client = new TunnelClient(0);
  client.frameLoaded(3);
  client.receive("4|loaded", 5);
  assert.equal(client.deadline, undefined);
  client.tick(60_000);
  assert.deepEqual(client.take(), []);
  client.connect(OPTIONS, 60_000);
  assert.equal(posted(client)[3], "1|1001001");
});

test("connected is told with the resource that was bound", () => {
  const [client] = asking();
  ["4|connecting", "3|desktop", "4|connected"].forEach((text) => client.receive(text, 10));
  assert.deepEqual(heard(client), [
    { type: "connected", jid: "1001001@ccx1.example.com/desktop", resource: "desktop" },
  ]);
  assert.equal(client.deadline, undefined);
});

test("events are told with their node decoded, XML and JSON alike", () => {
  const client = connected();
  client.receive("0|/finesse/api/User/a%20b<Update>a|b</Update>", 20);
  client.receive('0|/finesse/api/X{"a":1}', 20);
  client.receive("0|/finesse/api/X%", 20);
  client.receive("0|<Update/>", 20);
  client.receive("0|no document", 20);
  assert.deepEqual(heard(client), [
    { type: "notification", node: "/finesse/api/User/a b", text: "<Update>a|b</Update>" },
    { type: "notification", node: "/finesse/api/X", text: '{"a":1}' },
  ]);
});

test("presence is told with who it is of and whether he is there", () => {
  const client = connected();
  const stanza = '<presence xmlns="jabber:client" from="finesse@ccx1.example.com/f" type="unavailable"/>';
  client.receive(`9|${stanza}`, 20);
  client.receive("9|no stanza", 20);
  assert.deepEqual(heard(client), [
    { type: "presence", from: "finesse@ccx1.example.com/f", available: false, stanza },
  ]);
});

test("a lost connection ends with the reason that the tunnel logged, and the tunnel is told to stop", () => {
  const client = connected();
  client.receive(`13|${endedLine("system-shutdown")}`, 20);
  client.receive("4|disconnected", 20);
  assert.deepEqual(client.take(), [{ post: "11|" }, { hear: { type: "ended", reason: "system-shutdown" } }]);
});

test("conflict and a wrong password end it for their own reasons", () => {
  for (const status of ["conflict", "unauthorized"]) {
    const client = connected();
    client.receive(`4|${status}`, 20);
    assert.deepEqual(client.take(), [{ hear: { type: "ended", reason: status } }]);
  }
});

test("the next connection goes over the same tunnel, and what is said of the one before is not heard", () => {
  const client = connected();
  client.receive("4|disconnected", 20);
  client.take();
  client.connect(OPTIONS, 30);
  assert.equal(posted(client).at(-2), "2|pass|word");
  ["4|disconnecting", "4|disconnected", "4|reconnecting", "4|connected"].forEach((text) => {
    client.receive(text, 40);
  });
  client.receive("0|/finesse/api/User/1<Update/>", 40);
  assert.deepEqual(client.take(), []);
  ["4|connecting", "3|desktop", "4|connected"].forEach((text) => client.receive(text, 50));
  assert.equal(heard(client)[0].type, "connected");
});

test("a page that never says it is loaded counts as unreachable, sooner when the browser has finished", () => {
  for (const [loaded, late] of [
    [undefined, 10_000],
    [100, 1_600],
  ]) {
    const client = new TunnelClient(0);
    client.connect(OPTIONS, 0);
    if (loaded !== undefined) {
      client.frameLoaded(loaded);
    }
    assert.equal(client.deadline, late);
    client.tick(late - 1);
    assert.deepEqual(client.take(), []);
    client.tick(late);
    assert.deepEqual(client.take(), [{ discard: true }, { hear: { type: "ended", reason: "unreachable" } }]);
    assert.equal(client.deadline, undefined);
  }
});

test("a tunnel that falls silent while connecting is given up", () => {
  const [client] = asking();
  client.tick(client.deadline);
  assert.deepEqual(client.take(), [{ discard: true }, { hear: { type: "ended", reason: "timeout" } }]);
});

test("a tunnel whose page is going ends the connection and needs a new one", () => {
  const client = connected();
  client.receive("4|unloading", 20);
  assert.deepEqual(client.take(), [{ discard: true }, { hear: { type: "ended", reason: "closed" } }]);
});

test("leaving waits for the tunnel's word, or two seconds", () => {
  for (const end of [(client) => client.receive("4|disconnected", 30), (client) => client.tick(2_020)]) {
    const client = connected();
    client.leave(20);
    client.receive("4|disconnecting", 25);
    assert.deepEqual(client.take(), [{ post: "11|" }]);
    end(client);
    assert.deepEqual(client.take(), [{ left: true }, { discard: true }]);
  }
});

test("leaving before the tunnel has loaded is over at once", () => {
  const client = new TunnelClient(0);
  client.connect(OPTIONS, 0);
  client.leave(10);
  assert.deepEqual(client.take(), [{ left: true }, { discard: true }]);
});

test("subscriptions are asked for and answered by node; an error comes as it is", () => {
  const client = connected();
  assert.equal(client.request("subscribe", NODE), true);
  assert.equal(client.request("unsubscribe", NODE), true);
  assert.deepEqual(posted(client), [`${TYPE.SUBSCRIBE}|${NODE}`, `${TYPE.UNSUBSCRIBE}|${NODE}`]);
  client.receive(`7|${NODE}`, 20);
  client.receive(`8|${NODE}|<error>a|b</error>`, 20);
  assert.deepEqual(client.take(), [
    { answered: { request: "subscribe", node: NODE, error: undefined } },
    { answered: { request: "unsubscribe", node: NODE, error: "<error>a|b</error>" } },
  ]);
});

test("nothing is asked while not connected, nor about a node that the protocol cannot name", () => {
  assert.equal(asking()[0].request("subscribe", NODE), false);
  assert.equal(connected().request("subscribe", "/a|b"), false);
});

test("what is no message, has no known number or is endless is left alone", () => {
  const client = connected();
  ["", "4", "x|y", "99|x", "4|no-status", "1|1002", `0|/a<${"x".repeat(8 * 1024 * 1024)}`].forEach((text) => {
    client.receive(text, 20);
  });
  assert.deepEqual(client.take(), []);
});
