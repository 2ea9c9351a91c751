// What the event tunnel does. source: Finesse Developer Guide, Connect to XMPP over HTTP using Finesse EventTunnel.
import assert from "node:assert/strict";
import { test } from "node:test";

import { TYPE } from "../../../gadgets/notification/tunnel_messages.js";
import { parse } from "../../../gadgets/notification/xml.js";
import { Tunnel } from "../../../gadgets/tunnel/tunnel.js";

const NODE = "/finesse/api/Team/1/Users";

function says(tunnel) {
  return tunnel
    .take()
    .filter((effect) => effect.say)
    .map(({ say }) => `${say.type}|${say.message}`);
}

/** As the embedding page speaks: in this order. */
function asked(tunnel = new Tunnel(), more = {}) {
  const messages = { RESOURCEID: "gadget", ID: "1001001", XMPPDOMAIN: "ccx1.example.com", ...more };
  for (const [type, message] of Object.entries(messages)) {
    tunnel.receive(TYPE[type], message);
  }
  tunnel.receive(TYPE.PASSWORD, "secret");
  tunnel.receive(TYPE.PUBSUBDOMAIN, "pubsub.ccx1.example.com");
  return tunnel;
}

function connected() {
  const tunnel = asked();
  tunnel.hear({ type: "connected", jid: "1001001@ccx1.example.com/gadget" });
  tunnel.take();
  return tunnel;
}

function answer(tunnel, text) {
  const { ask } = tunnel.take().find((effect) => effect.ask);
  tunnel.answered(ask.about, text === undefined ? undefined : parse(text));
  return ask.iq;
}

const RESULT = '<iq xmlns="jabber:client" type="result" id="d1"/>';
const FORBIDDEN =
  '<iq xmlns="jabber:client" type="error" id="d1"><error code="403" type="auth"><forbidden xmlns="urn:ietf:params:xml:ns:xmpp-stanzas"/></error></iq>';

test("the page is told that the tunnel is loaded", () => {
  const tunnel = new Tunnel();
  tunnel.loaded();
  assert.deepEqual(says(tunnel), ["4|loaded"]);
});

test("the password makes it connect, by WebSocket unless BOSH was asked for", () => {
  for (const [more, transport] of [
    [{}, "websocket"],
    [{ NOTIFICATION_CONNECTION_TYPE: "bosh" }, "bosh"],
    [{ NOTIFICATION_CONNECTION_TYPE: "pigeon" }, "websocket"],
  ]) {
    const effects = asked(new Tunnel(), more).take();
    assert.deepEqual(effects[0], { say: { type: 4, message: "connecting" } });
    assert.deepEqual(effects.slice(1), [
      {
        connect: {
          user: "1001001",
          password: "secret",
          resource: "gadget",
          domain: "ccx1.example.com",
          pubsubDomain: "pubsub.ccx1.example.com",
          transport,
          pingEvery: 10_000,
          language: "en",
        },
      },
    ]);
  }
});

test("a pubsub domain that is another than by rule makes it connect again", () => {
  const tunnel = asked();
  tunnel.take();
  tunnel.receive(TYPE.PUBSUBDOMAIN, "events.example.com");
  const { connect } = tunnel.take().find((effect) => effect.connect);
  assert.equal(connect.pubsubDomain, "events.example.com");
});

test("the resource is told before the connection", () => {
  const tunnel = asked();
  tunnel.take();
  tunnel.hear({ type: "connected", jid: "1001001@ccx1.example.com/gadget" });
  assert.deepEqual(says(tunnel), ["3|gadget", "4|connected"]);
});

test("an event is its node and its document, one after the other", () => {
  const tunnel = connected();
  tunnel.hear({ type: "notification", node: "/finesse/api/User/1001001", text: "<Update>x|y</Update>" });
  tunnel.hear({ type: "notification", node: "/finesse/api/User/a b", text: "{}" });
  assert.deepEqual(says(tunnel), [
    "0|/finesse/api/User/1001001<Update>x|y</Update>",
    "0|/finesse/api/User/a%20b{}",
  ]);
});

test("presence is handed on as it came", () => {
  const tunnel = connected();
  tunnel.hear({ type: "presence", from: "finesse@x", available: true, stanza: "<presence from='finesse@x'/>" });
  assert.deepEqual(says(tunnel), ["9|<presence from='finesse@x'/>"]);
});

test("a subscription is made with the full JID, and its answer tells the node", () => {
  const tunnel = connected();
  tunnel.receive(TYPE.SUBSCRIBE, NODE);
  const [type, attributes, pubsub] = answer(tunnel, RESULT);
  assert.deepEqual([type, attributes], ["set", { to: "pubsub.ccx1.example.com" }]);
  const subscribe = pubsub.elements[0];
  assert.deepEqual([subscribe.name, subscribe.get("node")], ["subscribe", NODE]);
  assert.equal(subscribe.get("jid"), "1001001@ccx1.example.com/gadget");
  assert.deepEqual(says(tunnel), [`7|${NODE}`]);
  tunnel.receive(TYPE.UNSUBSCRIBE, NODE);
  answer(tunnel, RESULT);
  assert.deepEqual(says(tunnel), [`8|${NODE}`]);
});

test("a refused subscription is told with the error", () => {
  const tunnel = connected();
  tunnel.receive(TYPE.SUBSCRIBE, NODE);
  answer(tunnel, FORBIDDEN);
  const [told] = says(tunnel);
  assert.ok(told.startsWith(`7|${NODE}|<error`), told);
  assert.ok(told.includes("<forbidden"), told);
  tunnel.receive(TYPE.SUBSCRIBE, NODE);
  answer(tunnel, undefined);
  assert.deepEqual(says(tunnel), [`7|${NODE}|<error>no answer in time</error>`]);
});

test("what is asked for while there is no connection is refused at once", () => {
  const tunnel = new Tunnel();
  tunnel.receive(TYPE.SUBSCRIBE, NODE);
  tunnel.receive(TYPE.SUBSCRIPTIONS_REQ, "");
  assert.deepEqual(says(tunnel), [`7|${NODE}|<error>not connected</error>`, "14|[]"]);
});

test("the list of subscriptions is JSON", () => {
  const tunnel = connected();
  tunnel.receive(TYPE.SUBSCRIPTIONS_REQ, "");
  answer(
    tunnel,
    `<iq xmlns="jabber:client" type="result" id="d1"><pubsub xmlns="http://jabber.org/protocol/pubsub"><subscriptions><subscription node="${NODE}" jid="a@b" subscription="subscribed"/></subscriptions></pubsub></iq>`,
  );
  assert.deepEqual(says(tunnel), [`14|[{"node":"${NODE}","jid":"a@b","status":"subscribed"}]`]);
});

test("after a lost connection it tries again, and subscribes anew what the page had", () => {
  const tunnel = connected();
  tunnel.receive(TYPE.SUBSCRIBE, NODE);
  answer(tunnel, RESULT);
  tunnel.take();
  const waits = [];
  for (let count = 0; count < 5; count += 1) {
    tunnel.hear({ type: "ended", reason: "closed" });
    const effects = tunnel.take();
    assert.ok(effects.some(({ say }) => say?.type === TYPE.STATUS && say.message === "disconnected"));
    waits.push(effects.find((effect) => effect.wait).wait);
    tunnel.retry();
    assert.deepEqual(says(tunnel), ["4|reconnecting"]);
  }
  assert.deepEqual(waits, [500, 2_000, 5_000, 20_000, 20_000]);
  tunnel.hear({ type: "connected", jid: "1001001@ccx1.example.com/other" });
  const [, , pubsub] = answer(tunnel, RESULT);
  assert.equal(pubsub.elements[0].get("jid"), "1001001@ccx1.example.com/other");
  assert.deepEqual(says(tunnel), []);
});

test("a conflict and a wrong password are final", () => {
  for (const reason of ["conflict", "unauthorized"]) {
    const tunnel = connected();
    tunnel.hear({ type: "ended", reason });
    const effects = tunnel.take();
    assert.ok(effects.some(({ say }) => say?.message === reason));
    assert.ok(!effects.some((effect) => effect.wait));
    tunnel.retry();
    assert.deepEqual(tunnel.take(), []);
  }
});

test("to disconnect is to unsubscribe from everything first", () => {
  const tunnel = connected();
  tunnel.receive(TYPE.SUBSCRIBE, NODE);
  answer(tunnel, RESULT);
  tunnel.take();
  tunnel.receive(TYPE.DISCONNECT_REQ, "");
  const effects = tunnel.take();
  assert.deepEqual(
    effects.map((effect) => effect.say?.message ?? effect.ask?.iq[2].elements[0].name ?? Object.keys(effect)[0]),
    ["disconnecting", "unsubscribe", "leave", "disconnected"],
  );
});

test("a request to connect names who and where", () => {
  const tunnel = connected();
  tunnel.receive(
    TYPE.CONNECT_REQ,
    "<connInfo><id>agent2</id><password>other</password><xmppDomain>ccx2.example.com</xmppDomain></connInfo>",
  );
  const { connect } = tunnel.take().find((effect) => effect.connect);
  assert.deepEqual([connect.user, connect.password, connect.domain], ["agent2", "other", "ccx2.example.com"]);
  tunnel.receive(TYPE.CONNECT_REQ, "not XML");
  assert.deepEqual(
    tunnel.take().map((effect) => effect.say.type),
    [TYPE.LOGGING],
  );
});

test("the ping's interval can be set for the connections that follow", () => {
  const tunnel = new Tunnel();
  tunnel.receive(TYPE.XMPP_DISCONNECT_PROPERTIES, '{"xmppFailoverDetectionPingInterval":5000}');
  for (const nonsense of ["{", "null", '{"xmppFailoverDetectionPingInterval":"soon"}']) {
    tunnel.receive(TYPE.XMPP_DISCONNECT_PROPERTIES, nonsense);
  }
  const { connect } = asked(tunnel).take().find((effect) => effect.connect);
  assert.equal(connect.pingEvery, 5_000);
});

test("a message of no known type is left alone", () => {
  const tunnel = new Tunnel();
  tunnel.receive(99, "x");
  assert.deepEqual(tunnel.take(), []);
});
