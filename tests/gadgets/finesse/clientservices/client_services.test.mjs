import assert from "node:assert/strict";
import { test } from "node:test";

import { clientServicesOf } from "../../../../gadgets/finesse/clientservices/client_services.js";
import {
  RESPONSES_AT_ONCE,
  RESPONSE_MILLISECONDS,
} from "../../../../gadgets/finesse/clientservices/container_requests.js";
import { CONFIG, gadgetWindow } from "../gadget_window.mjs";

const CONNECTION = "finesse.info.connection";
const REQUESTS = "finesse.info.requests";

function started(about) {
  const frame = gadgetWindow(about);
  const services = clientServicesOf(frame).init(CONFIG, false);
  const tell = (status, more = {}) => frame.hub.publish(CONNECTION, { status, ...more });
  return { frame, services, tell };
}

test("init asks for the connection once and gives ClientServices back", () => {
  const frame = gadgetWindow();
  const services = clientServicesOf(frame);
  assert.equal(services.init(CONFIG, false), services);
  assert.equal(services.init({}), services);
  const [asked, ...more] = frame.hub.on(REQUESTS);
  assert.equal(asked.type, "ConnectionInfoReq");
  assert.deepEqual(asked.data, {});
  assert.match(asked.invokeID, /^[0-9a-f-]{36}$/);
  assert.deepEqual(more, []);
});

for (const [what, config] of Object.entries({
  "no Config": undefined,
  "no host": { ...CONFIG, host: "" },
  "a host that is no text": { ...CONFIG, host: 7 },
  "no restHost": { ...CONFIG, restHost: "" },
  "no credentials": { ...CONFIG, authorization: undefined },
  "an id without a password": { ...CONFIG, authorization: undefined, id: "agent1" },
})) {
  test(`init refuses ${what}`, () => {
    assert.throws(() => clientServicesOf(gadgetWindow()).init(config), {
      message: "Config object contains invalid properties.",
    });
  });
}

test("init takes id and password, or a token, in place of the authorization", () => {
  const { authorization: _, ...rest } = CONFIG;
  for (const config of [
    { ...rest, id: "agent1", password: "finesse" },
    { ...rest, authToken: "t" },
  ]) {
    assert.doesNotThrow(() => clientServicesOf(gadgetWindow()).init(config));
  }
});

test("init says what to do where there is no hub yet, and can be called again", () => {
  const frame = gadgetWindow();
  const services = clientServicesOf(frame);
  frame.gadgets.Hub = undefined;
  assert.throws(() => services.init(CONFIG), /onConnect/);
  frame.gadgets.Hub = frame.hub;
  services.init(CONFIG);
  assert.equal(frame.hub.on(REQUESTS).length, 1);
});

test("whoever needs the Config before init is told to call init", () => {
  const services = clientServicesOf(gadgetWindow());
  assert.throws(() => services.makeRequest("/finesse/api/SystemInfo", () => {}), /needs to be inited/);
  assert.throws(() => services.getRestHost(), /needs to be inited/);
});

test("a connect handler is called when connected, and one that comes late at once", () => {
  const { services, tell } = started();
  const heard = [];
  services.registerOnConnectHandler(() => heard.push("first"));
  tell("connecting");
  assert.deepEqual(heard, []);
  tell("connected", { resourceID: "desktop" });
  assert.deepEqual(heard, ["first"]);
  assert.equal(services.getResourceID(), "desktop");
  services.registerOnConnectHandler(() => heard.push("late"));
  assert.deepEqual(heard, ["first", "late"]);
});

test("an answer to another gadget's request is not heard as a second connection", () => {
  const { services, tell } = started();
  let count = 0;
  services.registerOnConnectHandler(() => (count += 1));
  tell("connected");
  tell("connected", { invokeID: "another's" });
  assert.equal(count, 1);
});

test("there is one handler of each kind, the last", () => {
  const { services, tell } = started();
  const heard = [];
  services.registerOnConnectHandler(() => heard.push(1));
  services.registerOnConnectHandler(() => heard.push(2));
  tell("connected");
  services.unregisterOnConnectHandler();
  tell("failing");
  tell("recovered");
  assert.deepEqual(heard, [2]);
});

test("failing disconnects a gadget, recovered connects it again and refreshes its objects ten times", () => {
  const { services, tell } = started();
  const heard = [];
  const retries = [];
  const object = { refresh: (count) => retries.push(count) };
  services.addToRefreshList(object);
  services.addToRefreshList(object);
  services.addToRefreshList({
    refresh() {
      throw new Error("broken");
    },
  });
  const gone = { refresh: () => assert.fail("is not in the list") };
  services.addToRefreshList(gone);
  services.removeFromRefreshList(gone);
  services.registerOnConnectHandler(() => heard.push("connect"));
  services.registerOnDisconnectHandler(() => heard.push("disconnect"));
  tell("connected");
  tell("failing");
  tell("failing");
  tell("connected"); // XMPP alone; the desktop has not said that it has recovered
  assert.deepEqual(heard, ["connect", "disconnect"]);
  assert.equal(services.getNotificationConnectionState(), "Failing");
  tell("recovered");
  tell("connected", { invokeID: "late" });
  assert.deepEqual(heard, ["connect", "disconnect", "connect"]);
  assert.deepEqual(retries, [10]);
});

test("a disconnect handler that comes while the desktop fails over is called at once", () => {
  const { services, tell } = started();
  let count = 0;
  tell("failing");
  services.registerOnDisconnectHandler(() => (count += 1));
  assert.equal(count, 1);
  services.unregisterOnDisconnectHandler();
});

test("what XMPP does between is not a gadget's business, except for one that asks then", () => {
  const { services, tell } = started();
  const heard = [];
  for (const name of [
    "registerOnConnectingHandler",
    "registerOnDisconnectingHandler",
    "registerOnReconnectingHandler",
    "registerOnUnloadingHandler",
    "registerOnDisconnectHandler",
  ]) {
    services[name](() => heard.push(name));
  }
  ["connecting", "disconnecting", "reconnecting", "unloading", "disconnected"].forEach((one) => tell(one));
  assert.deepEqual(heard, []);
  for (const [status, register, unregister] of [
    ["connecting", "registerOnConnectingHandler", "unregisterOnConnectingHandler"],
    ["disconnecting", "registerOnDisconnectingHandler", "unregisterOnDisconnectingHandler"],
    ["reconnecting", "registerOnReconnectingHandler", "unregisterOnReconnectingHandler"],
    ["unloading", "registerOnUnloadingHandler", "unregisterOnUnloadingHandler"],
  ]) {
    tell(status);
    services[unregister]();
    services[register](() => heard.push(status));
  }
  assert.deepEqual(heard, ["connecting", "disconnecting", "reconnecting", "unloading"]);
});

test("a handler must be a function", () => {
  const { services } = started();
  assert.throws(() => services.registerOnConnectHandler("onConnect"), {
    message: "handler must be a function",
  });
  assert.throws(() => services.subscribe("a.b"), { message: "handler must be a function" });
});

test("the state of the connection has names of its own", () => {
  const { services, tell } = started();
  assert.equal(services.getNotificationConnectionState(), undefined);
  tell("connected");
  assert.equal(services.getNotificationConnectionState(), "Connected");
  tell("failing");
  tell("recovered");
  assert.equal(services.getNotificationConnectionState(), "Recovered");
  tell("unloading");
  assert.equal(services.getNotificationConnectionState(), "Unloading");
});

test("a request goes to the local port of the REST host, with credentials, locale and no cache", () => {
  const { frame, services } = started();
  const callback = () => {};
  const headers = { requestId: "7" };
  services.makeRequest("/finesse/api/User/agent1", callback, {
    METHOD: "PUT",
    HEADERS: headers,
    POST_DATA: "x",
  });
  assert.deepEqual(frame.asked, [
    {
      url: "http://localhost:8082/finesse/api/User/agent1",
      callback,
      params: {
        METHOD: "PUT",
        POST_DATA: "x",
        REFRESH_INTERVAL: 0,
        HEADERS: { requestId: "7", Authorization: `Basic ${CONFIG.authorization}`, locale: "es_ES" },
      },
    },
  ]);
  assert.deepEqual(headers, { requestId: "7" });
});

test("the scheme of a request is http, the one given, or the Config's for null", () => {
  const { frame, services } = started();
  for (const params of [{}, { SCHEME: "https" }, { SCHEME: null }, null]) {
    services.makeRequest("/x", () => {}, params);
  }
  const urls = frame.asked.map(({ url }) => url.replace(/:.*/, ""));
  assert.deepEqual(urls, ["http", "https", "https", "http"]);
  assert.equal(services.getRestHost(), "localhost");
});

test("a Config without a local port asks without one, as the first release did", () => {
  const frame = gadgetWindow();
  const { localhostPort: _port, locale: _locale, ...config } = CONFIG;
  clientServicesOf(frame)
    .init(config)
    .makeRequest("/finesse/api/SystemInfo", () => {});
  assert.equal(frame.asked[0].url, "http://localhost/finesse/api/SystemInfo");
  assert.equal("locale" in frame.asked[0].params.HEADERS, false);
});

test("with single sign-on the token is the credential", () => {
  const frame = gadgetWindow();
  clientServicesOf(frame)
    .init({ ...CONFIG, authorization: "", authToken: "abc", systemAuthMode: "SSO" })
    .makeRequest("/x", () => {});
  assert.equal(frame.asked[0].params.HEADERS.Authorization, "Bearer abc");
});

test("a Config that changes later counts as it is then", () => {
  const frame = gadgetWindow();
  const config = { ...CONFIG, systemAuthMode: "SSO", authToken: "old" };
  const services = clientServicesOf(frame).init(config);
  config.authToken = "renewed";
  config.restHost = "other.example.com";
  services.makeRequest("/x", () => {});
  assert.equal(frame.asked[0].url, "http://other.example.com:8082/x");
  assert.equal(frame.asked[0].params.HEADERS.Authorization, "Bearer renewed");
});

test("an empty authorization is filled from the session's storage, id and password are coded", () => {
  const stored = gadgetWindow({ session: { userFinesseAuth: "c3RvcmVk" } });
  clientServicesOf(stored)
    .init({ ...CONFIG, authorization: "" })
    .makeRequest("/x", () => {});
  assert.equal(stored.asked[0].params.HEADERS.Authorization, "Basic c3RvcmVk");
  const plain = gadgetWindow();
  const { authorization: _, ...rest } = CONFIG;
  clientServicesOf(plain)
    .init({ ...rest, id: "agent1", password: "ñ" })
    .makeRequest("/x", () => {});
  assert.equal(
    plain.asked[0].params.HEADERS.Authorization,
    `Basic ${Buffer.from("agent1:ñ").toString("base64")}`,
  );
});

test("a REST request sends an object as XML, and reads the answer", () => {
  const { frame, services } = started();
  const heard = [];
  const handlers = {
    success: (rsp) => heard.push(["success", rsp]),
    error: (rsp) => heard.push(["error", rsp]),
  };
  const content = { User: { state: "READY" } };
  services.makeRestRequest("/finesse/api", "PUT", "/User/1", handlers, {
    content,
    headers: { requestId: "7" },
  });
  services.makeRestRequest("/finesse/api", "GET", "/User/1");
  const [{ url, params, callback }, plain] = frame.asked;
  assert.equal(url, "http://localhost:8082/finesse/api/User/1");
  assert.equal(params.METHOD, "PUT");
  assert.equal(params.POST_DATA, "<User><state>READY</state></User>");
  assert.equal(params.HEADERS["Content-Type"], "application/xml");
  assert.equal(params.HEADERS.requestId, "7");
  assert.equal("POST_DATA" in plain.params, false);
  callback({ rc: 200, text: "<User><id>1</id></User>" });
  callback({ rc: 404, text: "no XML" });
  plain.callback({ rc: 200, text: "" });
  assert.deepEqual(heard, [
    ["success", { status: 200, rc: 200, content: "<User><id>1</id></User>", object: { User: { id: "1" } } }],
    ["error", { status: 404, rc: 404, content: "no XML", object: {} }],
  ]);
});

test("subscribers of one topic share a subscription, which ends with the last of them", () => {
  const { frame, services } = started();
  const before = frame.hub.subscriptions.size;
  const heard = [];
  const [one, two] = [(data) => heard.push(["one", data]), (data) => heard.push(["two", data])];
  assert.equal(services.subscribe("a.b", one), true);
  assert.equal(services.subscribe("a.b", one), false);
  assert.equal(services.subscribe("a.b", two), true);
  assert.equal(frame.hub.subscriptions.size, before + 1);
  frame.hub.publish("a.b", { object: 1 });
  assert.deepEqual(heard, [
    ["one", { object: 1 }],
    ["two", { object: 1 }],
  ]);
  assert.equal(services.unsubscribe("a.b", one), true);
  assert.equal(services.unsubscribe("a.b", one), false);
  assert.equal(services.unsubscribe("a.b"), true);
  assert.equal(services.unsubscribe("a.b"), false);
  assert.equal(frame.hub.subscriptions.size, before);
});

test("a subscriber that fails does not keep the others from hearing", () => {
  const { frame, services } = started();
  const heard = [];
  services.subscribe("a", () => {
    throw new Error("broken");
  });
  services.subscribe("a", (data) => heard.push(data));
  frame.hub.publish("a", 1);
  assert.deepEqual(heard, [1]);
});

test("during a failover those hear nothing who asked for that", () => {
  const { frame, services } = started();
  const heard = [];
  services.subscribe("a", () => heard.push("silent"), true);
  services.subscribe("a", () => heard.push("always"));
  services.setFailoverMode(true);
  frame.hub.publish("a", 1);
  services.setFailoverMode(false);
  frame.hub.publish("a", 1);
  assert.deepEqual(heard, ["always", "silent", "always"]);
});

test("a node is subscribed to by the container, and left with the id of that request", () => {
  const { frame, services } = started();
  const answers = [];
  services.subscribeNode("/finesse/api/Team/1/Users", (id, error) => answers.push([id, error]));
  const asked = frame.hub.on(REQUESTS).at(-1);
  assert.equal(asked.type, "SubscribeNodeReq");
  assert.deepEqual(asked.data, { node: "/finesse/api/Team/1/Users" });
  frame.hub.publish(`finesse.info.responses.${asked.invokeID}`, null);
  frame.hub.publish(`finesse.info.responses.${asked.invokeID}`, null);
  assert.deepEqual(answers, [[asked.invokeID, undefined]]);

  services.unsubscribeNode("/finesse/api/Team/1/Users", asked.invokeID, (error) => answers.push(error));
  const left = frame.hub.on(REQUESTS).at(-1);
  assert.equal(left.type, "UnsubscribeNodeReq");
  assert.deepEqual(left.data, { node: "/finesse/api/Team/1/Users", subid: asked.invokeID });
  const error = { error: { errorType: "Not connected", errorMessage: "none" } };
  frame.hub.publish(`finesse.info.responses.${left.invokeID}`, error);
  assert.deepEqual(answers.at(-1), error);
});

test("a container that does not answer is given up after its time", (context) => {
  context.mock.timers.enable({ apis: ["setTimeout"] });
  const { frame, services } = started();
  const before = frame.hub.subscriptions.size;
  const errors = [];
  services.subscribeNode("/finesse/api/Queue/1", (_id, error) => errors.push(error.error.errorType));
  context.mock.timers.tick(RESPONSE_MILLISECONDS);
  assert.deepEqual(errors, ["Timeout"]);
  assert.equal(frame.hub.subscriptions.size, before);
});

test("only so many answers are waited for", (context) => {
  context.mock.timers.enable({ apis: ["setTimeout"] });
  const { services } = started();
  let busy = 0;
  for (let at = 0; at <= RESPONSES_AT_ONCE; at += 1) {
    services.subscribeNode(
      `/finesse/api/Queue/${at}`,
      (_id, error) => (busy += error.error.errorType === "Busy"),
    );
  }
  assert.equal(busy, 1);
});

test("a connection request names the user, whose password may hold a colon", () => {
  const { frame, services } = started();
  services.makeConnectionReq();
  const { type, data } = frame.hub.on(REQUESTS).at(-1);
  assert.equal(type, "ConnectionReq");
  assert.deepEqual(data, { id: "agent1", password: "fin:esse", xmppDomain: "ucc.example.com" });
});

test("a gadget's frame is not the master, and knows where the tunnel would be", () => {
  const { services } = started();
  assert.equal(services.isMaster(), false);
  assert.equal(services.isTunnelLoaded(), false);
  assert.equal(services.getTunnelURL(), "https://ucc.example.com:7443/tunnel/");
});

test("log lines say where they come from and go to the gadget's logger", () => {
  const { services } = started();
  const lines = [];
  services.log("nobody listens");
  services.setLogger({ log: (line) => lines.push(line) });
  services.log("hello");
  assert.deepEqual(lines, ["[ClientServices] hello"]);
});
