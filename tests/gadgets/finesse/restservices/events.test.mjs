/** What REST objects tell: that they are loaded, changed, added, deleted, or failed. */
import assert from "node:assert/strict";
import { test } from "node:test";

import { objectOf } from "../../../../gadgets/finesse/converter/object_form.js";
import { restservices as rs } from "../../../../gadgets/finesse/restservices/restservices.js";
import { dialog, loaded, server, USER } from "../server.mjs";

let ids = 0;

/** A user of his own for each test: what hears a topic goes on hearing it. */
function somebody() {
  ids += 1;
  const id = `agent${ids}`;
  return {
    id,
    url: `/finesse/api/User/${id}`,
    topic: `finesse.api.User.${id}`,
    xml: USER.replaceAll("1001", id),
  };
}

/** Handlers of every kind of event, and what they were told. */
function ears() {
  const heard = [];
  const hear = (kind) => (news) => heard.push([kind, news?.getId?.() ?? news?.status ?? news]);
  const kinds = ["Load", "Change", "Add", "Delete", "Error", "CollectionAdd", "CollectionDelete"];
  return { heard, handlers: Object.fromEntries(kinds.map((kind) => [`on${kind}`, hear(kind)])) };
}

const call = (id, state = "ALERTING") => ({ ...objectOf(dialog(id)).Dialog, state });
const userState = (who, state) => ({ user: { ...objectOf(who.xml).User, state } });

test("an object hears its topic first, and then asks for itself", () => {
  const world = server();
  const who = somebody();
  const { heard, handlers } = ears();
  const order = [];
  const { onLoad } = handlers;
  const user = new rs.User({
    id: who.id,
    ...handlers,
    onLoad: (loadedOne) => order.push(loadedOne.getState()) && onLoad(loadedOne),
  });
  assert.equal(world.topics.get(who.topic).disableDuringFailover, true);
  assert.throws(() => user.getState(), /not loaded/);
  assert.deepEqual(heard, []);
  world.last.answer(200, who.xml);
  assert.deepEqual([heard, order], [[["Load", who.id]], ["NOT_READY"]]);
  assert.equal(user.getRestResponse().status, 200);
});

test("the old form of making an object: its id, its handlers, its parent", () => {
  const world = server();
  const who = somebody();
  const { heard, handlers } = ears();
  const user = new rs.User(who.id, handlers);
  world.last.answer(200, who.xml);
  const dialogs = new rs.Dialogs(undefined, handlers, user);
  assert.equal(dialogs.getRestUrl(), `${who.url}/Dialogs`);
  world.last.answer(200, "<Dialogs/>");
  assert.deepEqual(heard, [
    ["Load", who.id],
    ["Load", dialogs],
  ]);
});

for (const [what, rc, body, status] of [
  [
    "an error",
    401,
    "<ApiErrors><ApiError><ErrorType>Authorization Failure</ErrorType></ApiError></ApiErrors>",
    401,
  ],
  ["another object than it asked for", 200, "<Users/>", 200],
  ["nothing", 200, "", 200],
  ["no XML", 200, "<html>&nbsp;", 200],
  ["no answer", undefined, undefined, undefined],
]) {
  test(`an object that gets ${what} is not loaded and tells of the error`, () => {
    const world = server();
    const who = somebody();
    const told = [];
    const user = new rs.User({
      id: who.id,
      onError: (rsp) => told.push(rsp),
      onLoad: () => told.push("load"),
    });
    world.last.answer(rc, body);
    assert.deepEqual([told.length, told[0].status, told[0].rc], [1, status, status]);
    assert.equal(told[0].content, body ?? "");
    assert.equal(told[0].error?.errorType, what === "no XML" ? "parseError" : undefined);
    assert.throws(() => user.getState(), /fully instantiated/);
  });
}

test("an object that the hub refuses fails, and asks for nothing", () => {
  const world = server();
  const told = [];
  const user = new rs.User({ id: "refused", onError: (rsp) => told.push(rsp) });
  assert.deepEqual([told, world.requests.length, user._loaded], [[undefined], 0, false]);
});

test("events put change, add and delete into it, whatever the case of their first letter", () => {
  const world = server();
  const who = somebody();
  const { heard, handlers } = ears();
  const user = new rs.User({ id: who.id, ...handlers });
  world.last.answer(200, who.xml);
  world.tell(who.topic, who.url, "PUT", userState(who, "READY"));
  assert.equal(user.getState(), "READY");
  world.tell(who.topic, who.url, "PUT", { User: userState(who, "TALKING").user });
  assert.equal(user.getState(), "TALKING");
  world.tell(who.topic, who.url, "POST", userState(who, "WORK"));
  world.tell(who.topic, who.url, "DELETE", userState(who, "LOGOUT"));
  assert.deepEqual(
    heard.map(([kind]) => kind),
    ["Load", "Change", "Change", "Add", "Delete"],
  );
});

test("what is no event of its own changes nothing", () => {
  const world = server();
  const who = somebody();
  const { heard, handlers } = ears();
  const user = new rs.User({ id: who.id, ...handlers });
  world.last.answer(200, who.xml);
  world.tell(who.topic, who.url, "put", userState(who, "READY"));
  world.tell(who.topic, who.url, "PUT", { dialog: {} });
  world.tell(who.topic, who.url, "PUT", null);
  world.topics.get(who.topic).callback(undefined);
  world.topics.get(who.topic).callback("text");
  world.topics.get(who.topic).callback({ object: { Update: null } });
  assert.deepEqual([heard.length, user.getState()], [1, "NOT_READY"]);
});

test("an event that comes before the object is loaded is newer than what it loads", () => {
  const world = server();
  const who = somebody();
  const { heard, handlers } = ears();
  const user = new rs.User({ id: who.id, ...handlers });
  world.tell(who.topic, who.url, "PUT", userState(who, "READY"));
  assert.deepEqual(heard, []);
  world.last.answer(200, who.xml);
  assert.deepEqual([heard.map(([kind]) => kind), user.getState()], [["Load", "Change"], "READY"]);
});

test("an object that could not be loaded is, by the event that tells all of it", () => {
  const world = server();
  const who = somebody();
  const { heard, handlers } = ears();
  const user = new rs.User({ id: who.id, ...handlers });
  world.last.answer(503, "");
  world.tell(who.topic, who.url, "PUT", userState(who, "READY"));
  assert.deepEqual([heard.map(([kind]) => kind), user.getState()], [["Error", "Load", "Change"], "READY"]);
});

test("two objects of one address both load and both hear", () => {
  const world = server();
  const who = somebody();
  const one = loaded(world, () => new rs.User({ id: who.id }), who.xml);
  const other = loaded(world, () => new rs.User({ id: who.id }), who.xml);
  world.tell(who.topic, who.url, "PUT", userState(who, "READY"));
  assert.deepEqual([one.getState(), other.getState()], ["READY", "READY"]);
  one.unsubscribe();
  world.tell(who.topic, who.url, "PUT", userState(who, "TALKING"));
  assert.deepEqual([one.getState(), other.getState()], ["READY", "TALKING"]);
  other.unsubscribe();
  assert.equal(world.topics.has(who.topic), false);
});

test("handlers that come later hear, load at once where it has happened, and each once", () => {
  const world = server();
  const who = somebody();
  const user = loaded(world, () => new rs.User({ id: who.id }), who.xml);
  const told = [];
  const scope = { name: "mine" };
  function onChange() {
    told.push(["change", this.name]);
  }
  user.addHandler("load", (one) => told.push(["load", one === user]));
  user.addHandler("change", onChange, scope);
  user.addHandler("change", onChange, scope);
  user.addHandler("nonsense", onChange);
  user.addHandler("change", "no function");
  world.tell(who.topic, who.url, "PUT", userState(who, "READY"));
  user.removeHandler("change", onChange);
  user.removeHandler("nonsense");
  world.tell(who.topic, who.url, "PUT", userState(who, "READY"));
  user.addHandler("change", onChange, scope);
  user.removeHandler("change");
  world.tell(who.topic, who.url, "PUT", userState(who, "READY"));
  assert.deepEqual(told, [
    ["load", true],
    ["change", "mine"],
  ]);
});

test("an object that is told to hear nothing asks for itself alone", () => {
  const world = server();
  const who = somebody();
  for (const option of [{ doNotSubscribe: true }, { autoSubscribe: false }]) {
    loaded(world, () => new rs.User({ id: who.id, ...option }), who.xml);
  }
  assert.deepEqual([world.topics.size, world.refreshed.size, world.requests.length], [0, 0, 2]);
});

test("an object that is made of data is loaded, and asks for nothing", () => {
  const world = server();
  const who = somebody();
  const { User } = objectOf(who.xml);
  const told = [];
  const user = new rs.User({ data: User, onLoad: (one) => told.push(one.getFirstName()) });
  const wrapped = new rs.User({ id: who.id, data: { User } });
  assert.deepEqual(
    [told, user.getId(), wrapped.getLastName(), world.requests],
    [["Ann"], who.id, "Agent", []],
  );
});

test("refresh loads it again, which is a change", () => {
  const world = server();
  const who = somebody();
  const { heard, handlers } = ears();
  const user = new rs.User({ id: who.id, ...handlers });
  world.last.answer(200, who.xml);
  user.refresh();
  world.last.answer(200, who.xml.replace("NOT_READY</state>", "READY</state>"));
  assert.deepEqual([heard.map(([kind]) => kind), user.getState()], [["Load", "Change"], "READY"]);
});

test("a refresh that fails is tried again every ten seconds, as often as was said", (context) => {
  context.mock.timers.enable({ apis: ["setTimeout"] });
  const world = server();
  const who = somebody();
  const { heard, handlers } = ears();
  const user = new rs.User({ id: who.id, ...handlers });
  world.last.answer(200, who.xml);
  user.refresh(2);
  for (const expected of [2, 3, 4]) {
    assert.equal(world.requests.length, expected);
    world.last.answer(503, "");
    context.mock.timers.tick(9_999);
    assert.equal(world.requests.length, expected);
    context.mock.timers.tick(1);
  }
  assert.deepEqual([heard.map(([kind]) => kind), world.requests.length], [["Load", "Error"], 4]);
});

test("what has recovered is refreshed, but for who does not want it", () => {
  const world = server();
  const who = somebody();
  const user = loaded(world, () => new rs.User({ id: who.id }), who.xml);
  const other = loaded(world, () => new rs.User({ id: who.id, doNotRefresh: true }), who.xml);
  user.getClientLog();
  assert.deepEqual([...world.refreshed], [user]);
  user.unsubscribe();
  assert.deepEqual([...world.refreshed, other.getId()], [who.id]);
});

test("an object whose node must be subscribed to loads when that is done", () => {
  const world = server();
  const who = somebody();
  const told = [];
  const user = loaded(world, () => new rs.User({ id: who.id }), who.xml);
  const before = world.requests.length;
  const queues = user.getQueues({ onLoad: () => told.push("load") });
  const [{ subscribe, callback }] = world.nodes;
  assert.deepEqual([subscribe, world.requests.length], [`${who.url}/Queues`, before]);
  callback("sub7");
  world.last.answer(
    200,
    "<Queues><Queue><uri>/finesse/api/Queue/3</uri><name>Sales</name><statistics><callsInQueue>-1</callsInQueue></statistics></Queue></Queues>",
  );
  assert.deepEqual([told, queues.length, world.nodes[1].subscribe], [["load"], 1, "/finesse/api/Queue/3"]);
  assert.equal(queues.getCollection()[3].getStatistics().callsInQueue, "-1");
  queues.unsubscribe({ success: () => told.push("gone") });
  assert.deepEqual([world.nodes.at(-1).unsubscribe, world.nodes.at(-1).subid], [`${who.url}/Queues`, "sub7"]);
  world.nodes.at(-1).callback();
  assert.deepEqual(told, ["load", "gone"]);
});

test("an object whose node is refused fails, and hears nothing", () => {
  const world = server();
  const who = somebody();
  const told = [];
  const user = loaded(world, () => new rs.User({ id: who.id }), who.xml);
  user.getQueues({ onError: (error) => told.push(error) });
  world.nodes[0].callback(undefined, { errorType: "Not connected" });
  assert.deepEqual(
    [told, world.topics.has(`${who.topic}.Queues`)],
    [[{ errorType: "Not connected" }], false],
  );
});

test("a collection loads with its items, of which nobody is told one by one", () => {
  const world = server();
  const who = somebody();
  const { heard, handlers } = ears();
  const user = loaded(world, () => new rs.User({ id: who.id }), who.xml);
  const dialogs = user.getDialogs(handlers);
  assert.throws(() => dialogs.getCollection(), /not loaded/);
  world.last.answer(200, `<Dialogs>${dialog(1)}${dialog(2)}</Dialogs>`);
  assert.deepEqual(
    [heard, Object.keys(dialogs.getCollection()), dialogs.length],
    [[["Load", dialogs]], ["1", "2"], 2],
  );
  assert.equal(dialogs._collection["1"]._data.mediaProperties.mediaId, "1");
  assert.equal(user.getDialogs({ onLoad: () => assert.fail("not heard") }), dialogs);
});

for (const [what, xml, count] of [
  ["none", "<Dialogs></Dialogs>", 0],
  ["one", `<Dialogs>${dialog(1)}</Dialogs>`, 1],
]) {
  test(`a collection of ${what} loads`, () => {
    const world = server();
    const who = somebody();
    const user = loaded(world, () => new rs.User({ id: who.id }), who.xml);
    const dialogs = loaded(world, () => user.getDialogs(), xml);
    assert.deepEqual([dialogs.length, Object.keys(dialogs.getCollection()).length], [count, count]);
  });
}

test("calls come, change and go", () => {
  const world = server();
  const who = somebody();
  const { heard, handlers } = ears();
  const user = loaded(world, () => new rs.User({ id: who.id }), who.xml);
  const dialogs = loaded(world, () => user.getDialogs(handlers), "<Dialogs></Dialogs>");
  const topic = `${who.topic}.Dialogs`;
  const source = `${who.url}/Dialogs`;
  world.tell(topic, source, "POST", { dialogs: { Dialog: call(8) } });
  const added = dialogs.getCollection()["8"];
  assert.deepEqual([heard.at(-1), dialogs.length, added.getState()], [["CollectionAdd", "8"], 1, "ALERTING"]);
  added.addHandler("change", (one) => heard.push(["item change", one.getState()]));
  added.addHandler("delete", (one) => heard.push(["item delete", one.getState()]));
  world.tell(topic, "/finesse/api/Dialog/8", "PUT", { dialog: call(8, "ACTIVE") });
  world.tell(topic, "/finesse/api/Dialog/9", "PUT", { dialog: call(9, "ACTIVE") });
  world.tell(topic, source, "POST", { dialogs: { Dialog: call(8, "ALERTING") } });
  world.tell(topic, source, "POST", { dialogs: { Dialog: [call(10), call(11)] } });
  world.tell(topic, source, "DELETE", { dialogs: { Dialog: call(8, "DROPPED") } });
  world.tell(topic, source, "DELETE", { dialogs: { Dialog: call(8, "DROPPED") } });
  assert.deepEqual(heard.slice(2), [
    ["item change", "ACTIVE"],
    ["item change", "ALERTING"],
    ["CollectionAdd", "10"],
    ["CollectionAdd", "11"],
    ["item delete", "DROPPED"],
    ["CollectionDelete", "8"],
  ]);
  assert.deepEqual([dialogs.length, Object.keys(dialogs.getCollection())], [2, ["10", "11"]]);
});

test("calls of a user written in other letters are none of this collection's", () => {
  const world = server();
  const who = somebody();
  const user = loaded(world, () => new rs.User({ id: who.id }), who.xml);
  const dialogs = loaded(world, () => user.getDialogs(), "<Dialogs/>");
  world.tell(`${who.topic}.Dialogs`, `${who.url.toUpperCase()}/Dialogs`, "POST", {
    dialogs: { Dialog: call(8) },
  });
  assert.equal(dialogs.length, 0);
});

test("refreshing a collection tells what is new, what is gone and what is another now", () => {
  const world = server();
  const who = somebody();
  const { heard, handlers } = ears();
  const user = loaded(world, () => new rs.User({ id: who.id }), who.xml);
  const dialogs = loaded(
    world,
    () => user.getDialogs(handlers),
    `<Dialogs>${dialog(1)}${dialog(2)}</Dialogs>`,
  );
  const kept = dialogs.getCollection()["2"];
  kept.addHandler("change", () => heard.push(["item change", "2"]));
  dialogs.refresh();
  world.last.answer(200, `<Dialogs>${dialog(2)}${dialog(3)}</Dialogs>`);
  assert.deepEqual(heard.slice(1), [
    ["CollectionDelete", "1"],
    ["item change", "2"],
    ["CollectionAdd", "3"],
    ["Change", dialogs],
  ]);
  assert.equal(dialogs.getCollection()["2"], kept);
});

test("a call's error that comes later is told to who asked, as an answer 400", () => {
  const world = server();
  const who = somebody();
  const { heard, handlers } = ears();
  const user = loaded(world, () => new rs.User({ id: who.id }), who.xml);
  const dialogs = loaded(world, () => user.getDialogs(handlers), `<Dialogs>${dialog(1)}</Dialogs>`);
  const told = [];
  dialogs
    .getCollection()
    [
      "1"
    ].requestAction("2001", "HOLD", { success: () => told.push("accepted"), error: (rsp) => told.push(rsp) });
  const { requestId } = world.last.headers;
  world.last.answer(202, "", { requestid: [requestId] });
  const apiErrors = {
    apiError: {
      errorType: "Call Operation Failure",
      errorMessage: "CF_RESOURCE_OUT_OF_SERVICE",
      errorData: "34",
    },
  };
  world.tell(`${who.topic}.Dialogs`, "/finesse/api/Dialog/1", "put", { apiErrors }, "another");
  assert.deepEqual(told, ["accepted"]);
  world.tell(`${who.topic}.Dialogs`, "/finesse/api/Dialog/1", "put", { apiErrors }, requestId);
  world.tell(`${who.topic}.Dialogs`, "/finesse/api/Dialog/1", "put", { apiErrors }, requestId);
  assert.equal(told.length, 2);
  assert.deepEqual(
    [told[1].status, told[1].object],
    [
      400,
      {
        ApiErrors: {
          ApiError: {
            ErrorData: "34",
            ErrorMessage: "CF_RESOURCE_OUT_OF_SERVICE",
            ErrorType: "Call Operation Failure",
          },
        },
      },
    ],
  );
  assert.deepEqual(heard, [["Load", dialogs]]);
});

test("a call that could not be made is told of to who asked for it, whether or not he hears of calls", () => {
  const world = server();
  const who = somebody();
  const user = loaded(world, () => new rs.User({ id: who.id }), who.xml);
  const told = [];
  user.makeCall("3010", { error: (rsp) => told.push(rsp.object.ApiErrors.ApiError.ErrorType) });
  const { requestId } = world.last.headers;
  world.last.answer(202);
  const apiErrors = { apiError: { errorType: "Invalid Destination" } };
  world.tell(`${who.topic}.Dialogs`, `${who.url}/Dialogs`, "put", { apiErrors }, requestId);
  assert.deepEqual(told, ["Invalid Destination"]);
});

test("when the first event of a request is no error, nothing of it is kept", () => {
  const world = server();
  const who = somebody();
  const user = loaded(world, () => new rs.User({ id: who.id }), who.xml);
  user.setState("READY", null, { error: () => assert.fail("no error") });
  const { requestId } = world.last.headers;
  world.last.answer(202);
  world.tell(who.topic, who.url, "PUT", userState(who, "READY"), requestId);
  world.tell(who.topic, who.url, "put", { apiErrors: { apiError: {} } }, requestId);
  assert.equal(user.getState(), "READY");
});

test("an answer other than 202 ends the matter", () => {
  const world = server();
  const who = somebody();
  const user = loaded(world, () => new rs.User({ id: who.id }), who.xml);
  const told = [];
  user.setState("READY", null, { error: (rsp) => told.push(rsp.status) });
  const { requestId } = world.last.headers;
  world.last.answer(400, "<ApiErrors><ApiError><ErrorType>Invalid State</ErrorType></ApiError></ApiErrors>");
  world.tell(who.topic, who.url, "put", { apiErrors: { apiError: {} } }, requestId);
  assert.deepEqual(told, [400]);
});

test("an aborted request tells nothing, now or later", () => {
  const world = server();
  const who = somebody();
  const user = loaded(world, () => new rs.User({ id: who.id }), who.xml);
  const fail = () => assert.fail("told");
  const request = user.restRequest(who.url, {
    method: "PUT",
    content: { User: {} },
    success: fail,
    error: fail,
  });
  const { requestId } = world.last.headers;
  request.abort();
  world.last.answer(202);
  world.tell(who.topic, who.url, "put", { apiErrors: { apiError: {} } }, requestId);
  const other = user.restRequest(who.url, { success: fail, error: fail });
  other.abort();
  world.last.answer(500);
  assert.equal(user.getState(), "NOT_READY");
});

test("one handler that fails keeps nothing from the others", (context) => {
  const reported = [];
  globalThis.reportError = (error) => reported.push(error.message);
  context.after(() => delete globalThis.reportError);
  const world = server();
  const who = somebody();
  const user = new rs.User({
    id: who.id,
    onLoad() {
      throw new Error("the gadget's own");
    },
  });
  let heard = 0;
  user.addHandler("load", () => (heard += 1));
  world.last.answer(200, who.xml);
  assert.deepEqual([heard, reported, user.getState()], [1, ["the gadget's own"], "NOT_READY"]);
});

test("members of a team change, and strangers do not come in", () => {
  const world = server();
  const team = loaded(
    world,
    () => new rs.Team({ id: "21" }),
    `<Team><id>21</id><name>Sales</name><uri>/finesse/api/Team/21</uri><users>${USER}</users></Team>`,
  );
  const { heard, handlers } = ears();
  const users = team.getUsers(handlers);
  world.nodes[0].callback("sub1");
  const topic = "finesse.api.Team.21.Users";
  users.getCollection()["1001"].addHandler("change", (one) => heard.push(["item", one.getState()]));
  world.tell(topic, "/finesse/api/User/1001", "PUT", { user: { ...objectOf(USER).User, state: "READY" } });
  world.tell(topic, "/finesse/api/User/1002", "PUT", {
    user: { uri: "/finesse/api/User/1002", state: "READY" },
  });
  assert.deepEqual(
    [heard, users.length],
    [
      [
        ["Load", users],
        ["item", "READY"],
      ],
      1,
    ],
  );
  users.refresh();
  assert.equal(world.last.path, "/finesse/api/Team/21?nocache=*");
  world.last.answer(
    200,
    "<Team><id>21</id><users><User><uri>/finesse/api/User/1003</uri></User></users></Team>",
  );
  assert.deepEqual(Object.keys(users.getCollection()), ["1003"]);
});

test("messages to a team come and go", () => {
  const world = server();
  const team = loaded(
    world,
    () => new rs.Team({ id: "22" }),
    "<Team><id>22</id><uri>/finesse/api/Team/22</uri></Team>",
  );
  const { heard, handlers } = ears();
  const messages = team.getTeamMessages(handlers);
  world.nodes[0].callback("sub1");
  world.last.answer(200, "<TeamMessages/>");
  const message = { uri: "/finesse/api/TeamMessage/4", content: "Hi", teams: { team: "22" } };
  const [topic, source] = ["finesse.api.Team.22.TeamMessages", "/finesse/api/Team/22/TeamMessages"];
  world.tell(topic, source, "POST", { TeamMessage: message });
  assert.deepEqual(
    [messages.getCollection()["4"].getContent(), messages.getCollection()["4"].getTeams()],
    ["Hi", ["22"]],
  );
  world.tell(topic, source, "DELETE", { TeamMessage: message });
  assert.deepEqual(heard.slice(1), [
    ["CollectionAdd", "4"],
    ["CollectionDelete", "4"],
  ]);
});

for (const [rc, body] of [
  [501, ""],
  [404, "<ApiErrors/>"],
  [200, "<Medias/>"],
  [200, "<MediaList/>"],
  [200, "no XML"],
]) {
  test(`a server without media has an empty list of them, whatever it answers (${rc} ${body})`, () => {
    const world = server();
    const who = somebody();
    const { heard, handlers } = ears();
    const user = loaded(world, () => new rs.User({ id: who.id }), who.xml);
    const list = user.getMediaList(handlers);
    world.last.answer(rc, body);
    assert.deepEqual([heard, list.length, list.getCollection()], [[["Load", list]], 0, {}]);
    assert.throws(() => list.getMedia({ id: "5000" }), /no medium 5000/);
  });
}

test("a gadget's own class is a REST object like those of the library", () => {
  const world = server();
  const told = [];
  const Devices = rs.RestBase.extend({
    supportsSubscriptions: false,
    getRestType: () => "Devices",
    init(options) {
      this._super({ ...options, onLoad: (one) => told.push(one.getData()) });
    },
  });
  new Devices({});
  world.last.answer(200, "<Devices><Device>1</Device></Devices>");
  assert.deepEqual([world.last.path, told], ["/finesse/api/Devices?nocache=*", [{ Device: "1" }]]);
});

test("that the server has taken the logs is told as add", () => {
  const world = server();
  const who = somebody();
  const { heard, handlers } = ears();
  const user = loaded(world, () => new rs.User({ id: who.id }), who.xml);
  const log = user.getClientLog(handlers);
  assert.equal(world.nodes[0].subscribe, `${who.url}/ClientLog`);
  world.nodes[0].callback("sub1");
  world.tell(`${who.topic}.ClientLog`, `${who.url}/ClientLog`, "POST", { clientLog: null });
  assert.deepEqual([heard.map(([kind]) => kind), log.getData()], [["Load", "Add"], {}]);
});

for (const [how, failure] of [["is there", undefined], ["was refused", { error: { errorType: "Not connected" } }]]) {
  test(`logs are sent when the subscription ${how}, so that their event is not missed`, () => {
    const world = server();
    const who = somebody();
    const { heard, handlers } = ears();
    const user = loaded(world, () => new rs.User({ id: who.id }), who.xml);
    const log = user.getClientLog(handlers);
    const before = world.requests.length;
    assert.equal(log.sendLogs("one"), log);
    assert.equal(world.requests.length, before);
    world.nodes[0].callback("sub1", failure);
    assert.match(world.last.body, /one/);
    log.sendLogs("two");
    assert.match(world.last.body, /two/);
    assert.deepEqual([world.requests.length, heard.map(([kind]) => kind)], [before + 2, failure ? ["Error"] : []]);
  });
}

test("of notifications that come while an object loads the last hundred are kept", () => {
  const world = server();
  const who = somebody();
  const { heard, handlers } = ears();
  const user = new rs.User({ id: who.id, ...handlers });
  for (let number = 0; number < 130; number += 1) {
    world.tell(who.topic, who.url, "PUT", userState(who, `STATE_${number}`));
  }
  world.last.answer(200, who.xml);
  assert.deepEqual([heard.length, user.getState()], [101, "STATE_129"]);
});

test("of requests that wait for their outcome the last five hundred are kept", () => {
  const world = server();
  const who = somebody();
  const user = loaded(world, () => new rs.User({ id: who.id }), who.xml);
  const told = [];
  const wait = (name) => {
    user.setState("READY", null, { error: () => told.push(name) });
    const { requestId } = world.last.headers;
    world.last.answer(202);
    return requestId;
  };
  const first = wait("first");
  const second = wait("second");
  for (let number = 0; number < 499; number += 1) {
    wait("other");
  }
  for (const requestId of [first, second]) {
    world.tell(who.topic, who.url, "put", { apiErrors: { apiError: {} } }, requestId);
  }
  assert.deepEqual(told, ["second"]);
});

test("a user with calls can be written as JSON, as gadgets do into their logs", () => {
  const world = server();
  const who = somebody();
  const user = loaded(world, () => new rs.User({ id: who.id }), who.xml);
  const dialogs = user.getDialogs({ onCollectionAdd: () => {} });
  world.last.answer(200, `<Dialogs>${dialog(1)}</Dialogs>`);
  const read = JSON.parse(JSON.stringify({ user, dialogs, call: dialogs.getCollection()[1] }));
  assert.deepEqual([read.user._data.state, read.call._id], ["NOT_READY", "1"]);
});
