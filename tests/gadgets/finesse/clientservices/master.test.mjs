import assert from "node:assert/strict";
import { test } from "node:test";

import { JSDOM } from "jsdom";

import { clientServicesOf } from "../../../../gadgets/finesse/clientservices/client_services.js";
import { MasterPublisher, NODES } from "../../../../gadgets/finesse/clientservices/master_publisher.js";
import {
  ANSWERS_AT_ONCE,
  MasterTunnel,
  tunnelUrl,
} from "../../../../gadgets/finesse/clientservices/master_tunnel.js";
import { Topics } from "../../../../gadgets/finesse/clientservices/topics.js";
import { CONFIG, Hub } from "../gadget_window.mjs";

const ORIGIN = "https://ucc.example.com:7443";

/** A window whose frames post nothing for real: what is sent to the tunnel is kept. */
function masterWindow() {
  const { window } = new JSDOM("<body></body>", { url: "https://other.example.com/" });
  const sent = [];
  const hub = new Hub();
  const frame = Object.create(window, {
    gadgets: { value: { Hub: hub } },
    crypto: { value: globalThis.crypto },
    parent: { get: () => frame },
    addEventListener: { value: (...given) => window.addEventListener(...given) },
    removeEventListener: { value: (...given) => window.removeEventListener(...given) },
    document: { value: window.document },
    location: { value: window.location },
    sessionStorage: { value: undefined },
  });
  const opened = () => {
    const inner = window.document.querySelector("iframe").contentWindow;
    inner.postMessage = (text, origin) => sent.push([text, origin]);
    return inner;
  };
  const post = (
    data,
    { origin = ORIGIN, source = window.document.querySelector("iframe").contentWindow } = {},
  ) => window.dispatchEvent(Object.assign(new window.Event("message"), { data, origin, source }));
  return { frame, window, hub, sent, opened, post };
}

function tunnel() {
  const { frame, window, sent, opened, post } = masterWindow();
  const heard = [];
  const one = new MasterTunnel(
    frame,
    { ...CONFIG, id: "agent1", password: "finesse", resource: "r1" },
    {
      event: (text) => heard.push(["event", text]),
      presence: (xml) => heard.push(["presence", xml]),
      status: (status, id) => heard.push(["status", status, id]),
    },
  );
  one.open();
  opened();
  return { one, heard, sent, post, window };
}

test("the tunnel is at the notification service's port", () => {
  assert.equal(tunnelUrl({ scheme: "http", host: "a" }), "http://a:7071/tunnel/");
  assert.equal(tunnelUrl({ host: "a" }), "https://a:7443/tunnel/");
});

test("the tunnel's page gets what it needs in the tunnel's order once it is loaded", () => {
  const { one, sent, post, window } = tunnel();
  const element = window.document.querySelector("iframe");
  assert.equal(element.id, "tunnel-frame");
  assert.equal(element.name, "tunnel-frame");
  assert.equal(element.src, `${ORIGIN}/tunnel/`);
  assert.equal(one.loaded, false);
  post("4|loaded");
  assert.equal(one.loaded, true);
  assert.deepEqual(sent, [
    ["3|r1", ORIGIN],
    ["1|agent1", ORIGIN],
    ["5|ucc.example.com", ORIGIN],
    ["2|finesse", ORIGIN],
    ["6|pubsub.ucc.example.com", ORIGIN],
  ]);
  one.close();
  assert.equal(window.document.querySelector("iframe"), null);
});

test("events, presence and states are heard from the tunnel alone", () => {
  const { heard, post, window } = tunnel();
  post("3|desktop");
  post("4|connected");
  post("0|/finesse/api/User/1<Update/>");
  post("9|<presence/>");
  post("0|forged", { origin: "https://evil.example.com" });
  post("0|forged", { source: window });
  post({ not: "text" });
  post("no number");
  post("99|unknown");
  assert.deepEqual(heard, [
    ["status", "connected", "desktop"],
    ["event", "/finesse/api/User/1<Update/>"],
    ["presence", "<presence/>"],
  ]);
});

test("a node's answer comes to who asked, with the error if there was one", () => {
  const { one, sent, post } = tunnel();
  const answers = [];
  one.subscribe("/finesse/api/Queue/1", (error) => answers.push(error));
  one.unsubscribe("/finesse/api/Queue/1", (error) => answers.push(error));
  post("8|/finesse/api/Queue/1");
  post("7|/finesse/api/Queue/1|<error/>");
  assert.deepEqual(answers, [undefined, "<error/>"]);
  assert.deepEqual(
    sent.map(([text]) => text),
    ["7|/finesse/api/Queue/1", "8|/finesse/api/Queue/1"],
  );
});

test("of too many answers waited for the eldest is given up", () => {
  const { one, post } = tunnel();
  const answers = [];
  for (let at = 0; at <= ANSWERS_AT_ONCE; at += 1) {
    one.subscribe(`/n/${at}`, () => answers.push(at));
  }
  post("7|/n/0");
  post("7|/n/1");
  assert.deepEqual(answers, [1]);
});

test("a notification is published on its node's topic, as text and as object", () => {
  const hub = new Hub();
  const publisher = new MasterPublisher(hub);
  const text = "/finesse/api/User/a%40b<Update><event>PUT</event></Update>";
  publisher.publishEvent(text);
  publisher.publishEvent('/finesse/api/User/1{"a":1}');
  publisher.publishEvent("/no/content");
  assert.deepEqual(hub.published, [
    ["finesse.api.User.a@b", { content: text, object: { Update: { event: "PUT" } } }],
    ["finesse.api.User.1", { content: '/finesse/api/User/1{"a":1}', object: { a: 1 } }],
  ]);
  publisher.publishConnection({ status: "connecting" });
  assert.deepEqual(hub.on("finesse.info.connection"), [{ status: "connecting" }]);
  publisher.publishPresence("<presence from='x'/>");
  assert.deepEqual(hub.on("finesse.info.presence"), [
    { content: "<presence from='x'/>", object: { presence: { "@from": "x" } } },
  ]);
});

test("a publisher answers for the connection and counts who holds a node", () => {
  const hub = new Hub();
  const asked = [];
  const tunnel = {
    subscribe: (node, done) => asked.push(["subscribe", node]) && done(),
    unsubscribe: (node, done) => asked.push(["unsubscribe", node]) && done("<error/>"),
  };
  const publisher = new MasterPublisher(hub);
  publisher.answerRequests(tunnel, () => ({ status: "connected", resourceID: "r" }));
  const ask = (type, data, invokeID) => hub.publish("finesse.info.requests", { type, data, invokeID });
  ask("ConnectionInfoReq", {}, "1");
  assert.deepEqual(hub.on("finesse.info.connection"), [
    { status: "connected", resourceID: "r", invokeID: "1" },
  ]);
  ask("SubscribeNodeReq", { node: "/n" }, "2");
  ask("SubscribeNodeReq", { node: "/n" }, "3");
  ask("UnsubscribeNodeReq", { node: "/n", subid: "2" }, "4");
  ask("UnsubscribeNodeReq", { node: "/other", subid: "2" }, "5");
  assert.deepEqual(asked, [["subscribe", "/n"]]);
  ask("UnsubscribeNodeReq", { node: "/n", subid: "3" }, "6");
  assert.deepEqual(asked.at(-1), ["unsubscribe", "/n"]);
  assert.deepEqual(hub.on("finesse.info.responses.3"), [null]);
  assert.equal(hub.on("finesse.info.responses.6")[0].subscribe.content, "<error/>");
});

test("a publisher holds only so many nodes", () => {
  const hub = new Hub();
  new MasterPublisher(hub).answerRequests({ subscribe: (_node, done) => done() }, () => ({}));
  for (let at = 0; at <= NODES; at += 1) {
    hub.publish("finesse.info.requests", {
      type: "SubscribeNodeReq",
      data: { node: `/${at}` },
      invokeID: `i${at}`,
    });
  }
  assert.equal(hub.on(`finesse.info.responses.i${NODES}`)[0].error.errorType, "Busy");
});

test("a window that opens the tunnel is the master: it hears every state and tells the gadgets", () => {
  const { frame, hub, opened, post } = masterWindow();
  const services = clientServicesOf(frame);
  const heard = [];
  services.registerOnConnectingHandler(() => heard.push("connecting"));
  services.registerOnConnectHandler(() => heard.push("connected"));
  services.initBosh(CONFIG);
  opened();
  assert.equal(services.isMaster(), true);
  assert.equal(services.isTunnelLoaded(), false);
  post("4|loaded");
  assert.equal(services.isTunnelLoaded(), true);
  post("4|connecting");
  post("3|r");
  post("4|connected");
  post("0|/finesse/api/User/1<Update/>");
  post("9|<presence/>");
  assert.deepEqual(heard, ["connecting", "connected"]);
  assert.deepEqual(hub.on("finesse.info.connection").at(-1), { status: "connected", resourceID: "r" });
  assert.equal(hub.on("finesse.api.User.1").length, 1);
  assert.equal(hub.on("finesse.info.presence").length, 1);
});

test("topics of the connection have names, and a node has its topic", () => {
  assert.equal(Topics.CONNECTION, "finesse.info.connection");
  assert.equal(Topics.REQUESTS, "finesse.info.requests");
  assert.equal(Topics.RESPONSES, "finesse.info.responses");
  assert.equal(Topics.PRESENCE, "finesse.info.presence");
  assert.equal(Topics.getTopic("/finesse/api/User/1001/Dialogs"), "finesse.api.User.1001.Dialogs");
});
