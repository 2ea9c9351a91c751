/**
 * A gadget's frame that has nothing but `gadgets.*`. It runs the script that the server at the address given
 * serves as finesse.js, for the user given, and says what its objects say, a line of JSON each. On its input
 * come notifications, `{node, document}` a line, which it publishes as the container does, and `{step}`.
 */
import { createInterface } from "node:readline";
import vm from "node:vm";

const [server, user] = process.argv.slice(2);
const say = (...words) => process.stdout.write(`${JSON.stringify(words)}\n`);

const subscribers = new Map();
const publish = (topic, data) =>
  queueMicrotask(() => subscribers.get(topic)?.forEach((hear) => hear(topic, data)));
const Hub = {
  publish(topic, data) {
    if (topic === "finesse.info.requests") {
      const { type, invokeID } = data;
      if (type === "ConnectionInfoReq") {
        publish("finesse.info.connection", { status: "connected", resourceID: "desktop" });
      } else {
        publish(`finesse.info.responses.${invokeID}`, undefined);
      }
    }
    publish(topic, data);
  },
  subscribe(topic, hear) {
    subscribers.set(topic, [...(subscribers.get(topic) ?? []), hear]);
    return topic;
  },
  unsubscribe() {},
};

async function makeRequest(url, callback, { METHOD = "GET", HEADERS = {}, POST_DATA } = {}) {
  const { pathname, search } = new URL(url);
  const answer = await fetch(`${server}${pathname}${search}`, {
    method: METHOD,
    headers: HEADERS,
    body: POST_DATA,
  });
  const headers = Object.fromEntries([...answer.headers].map(([name, value]) => [name, [value]]));
  callback({ rc: answer.status, text: await answer.text(), headers, errors: [] });
}

const PREFS = {
  id: user,
  host: "ccx1.example.com",
  hostPort: "8445",
  restHost: "localhost",
  localhostPort: "8082",
  scheme: "https",
  authorization: Buffer.from(`${user}:finesse`).toString("base64"),
};
class Prefs {
  getString(name) {
    return PREFS[name] ?? "";
  }
  getInt() {
    return 0;
  }
  set() {}
}
const METHODS = ["METHOD", "HEADERS", "POST_DATA", "GET_FULL_HEADERS", "REFRESH_INTERVAL"];
const io = { makeRequest, RequestParameters: Object.fromEntries(METHODS.map((name) => [name, name])) };
const frame = vm.createContext({ gadgets: { io, Hub, Prefs }, setTimeout, clearTimeout, queueMicrotask });
frame.window = frame;
vm.runInContext(await (await fetch(`${server}/desktop/assets/js/finesse.js`)).text(), frame);
const { clientservices, gadget, restservices: rs, utilities } = frame.finesse;

const failed = (what) => (rsp) => say("error", what, rsp?.status, utilities.Utilities.getErrCode(rsp));
const onLoad = (what, tell) => ({ onLoad: (one) => say("load", what, ...tell(one)), onError: failed(what) });
const ids = (list) => [Object.keys(list.getCollection()).sort(), list.length];

const STEPS = {
  /** Everything that an agent's gadget may ask for. */
  load(agent) {
    agent.getWrapUpReasons(onLoad("WrapUpReasons", ids));
    agent.getPhoneBooks(onLoad("PhoneBooks", ids));
    agent.loadWorkflows(onLoad("Workflows", ids));
    agent.getMediaPropertiesLayout(
      onLoad("MediaPropertiesLayout", (one) => [one.getData().header.mediaProperty]),
    );
    agent.getMediaPropertiesLayouts(onLoad("MediaPropertiesLayouts", ids));
    agent.getMediaList(onLoad("MediaList", ids));
    agent.getQueues(onLoad("Queues", ids));
    agent.getNotReadyReasonCodes({
      success: (list) =>
        say(
          "reasons",
          "NOT_READY",
          list.every(({ id, label }) => id && label),
        ),
    });
    agent.getSignoutReasonCodes({
      success: (list) =>
        say(
          "reasons",
          "LOGOUT",
          list.every(({ id, label }) => id && label),
        ),
    });
    new rs.SystemInfo(
      onLoad("SystemInfo", (one) => [one.getStatus(), one.getDeploymentType(), one.isSingleNode()]),
    );
    new rs.Team({
      id: agent.getTeamId(),
      ...onLoad("Team", (one) => [one.getName(), ...ids(one.getUsers())]),
    });
    const resource = new rs.TeamResource({ id: agent.getTeamId() });
    resource.getReasonCodes({ category: "NOT_READY", ...onLoad("TeamResource", (one) => [one.length > 0]) });
  },
  ready: (agent) =>
    agent.setState("READY", null, {
      success: ({ status }) => say("asked", status),
      error: failed("setState"),
    }),
  hold: (_, dialogs) => {
    const [dialog] = Object.values(dialogs.getCollection());
    dialog.requestAction("1001", "HOLD", {
      success: ({ status }) => say("asked", status),
      error: failed("HOLD"),
    });
  },
  update: (_, dialogs) => {
    const [dialog] = Object.values(dialogs.getCollection());
    dialog.updateCallVariables(
      { callVariable1: "gold & <silver>" },
      { success: ({ status }) => say("asked", status), error: failed("update") },
    );
  },
};

clientservices.ClientServices.init(gadget.Config, false);
const agent = new rs.User({
  id: user,
  onError: failed("User"),
  onChange: (one) => say("change", one.getState()),
  onLoad(one) {
    say("load", "User", one.getId(), one.getExtension(), one.getState(), one.hasSupervisorRole());
    one.getDialogs({
      ...onLoad("Dialogs", ids),
      onCollectionAdd(call) {
        const { callVariable1, DNIS, queueName } = call.getMediaProperties();
        say("collectionAdd", call.getId(), call.getState(), call.getFromAddress(), {
          callVariable1,
          DNIS,
          queueName,
        });
        call.addHandler("change", (now) =>
          say("dialog", now.getState(), now.getParticipantTimerCounters("1001").state),
        );
      },
      onCollectionDelete: (call) => say("collectionDelete", call.getId()),
    });
  },
});

for await (const line of createInterface({ input: process.stdin })) {
  const { step, node, document } = JSON.parse(line);
  if (step === undefined) {
    const object = utilities.Utilities.xml2js(document);
    publish(node.slice(1).replaceAll("/", "."), { content: `${node}${document}`, object });
  } else {
    STEPS[step](agent, agent.getDialogs());
  }
}
