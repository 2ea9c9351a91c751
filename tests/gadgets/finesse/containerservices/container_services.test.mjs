import assert from "node:assert/strict";
import { test } from "node:test";

import { containerServicesOf } from "../../../../gadgets/finesse/containerservices/container_services.js";
import { Topics } from "../../../../gadgets/finesse/containerservices/topics.js";
import { gadgetWindow } from "../gadget_window.mjs";

const ACTIVE_TAB = "finesse.containerservices.activeTab";
const REQUESTS = "finesse.containerservices.requests";

function started(about) {
  const frame = gadgetWindow(about);
  const services = containerServicesOf(frame);
  return { frame, services: services.init(), publish: (topic, data) => frame.hub.publish(topic, data) };
}

/** The container's functions, which keep what they were asked. */
function container(...names) {
  const asked = [];
  const parent = { finesse: { container: { Container: {} } } };
  for (const name of names) {
    parent.finesse.container.Container[name] = (...given) => {
      asked.push([name, ...given]);
      return `${name}'s answer`;
    };
  }
  return { parent, asked };
}

test("init gives ContainerServices back and asks which tab is shown", () => {
  const frame = gadgetWindow();
  const services = containerServicesOf(frame);
  assert.equal(services.init(), services);
  services.init();
  const [request] = frame.hub.on(REQUESTS);
  assert.equal(request.type, "ActiveTabReq");
  assert.deepEqual(request.data, {});
  assert.equal(typeof request.invokeID, "string");
  assert.equal(frame.hub.subscriptions.size, 1);
  assert.equal(services.getMasterPublisher(), undefined);
});

test("init says what to do where there is no hub yet", () => {
  const frame = gadgetWindow();
  frame.gadgets.Hub = undefined;
  assert.throws(() => containerServicesOf(frame).init(), /onConnect/);
});

test("before init nothing can be handled or asked", () => {
  const services = containerServicesOf(gadgetWindow());
  const message = /ContainerServices needs to be inited/;
  assert.throws(() => services.addHandler(ACTIVE_TAB, () => {}), message);
  assert.throws(() => services.removeHandler(ACTIVE_TAB), message);
  assert.throws(() => services.makeActiveTabReq(), message);
  assert.throws(() => services.reloadMyGadget(), message);
});

test("a handler needs a topic and a function", () => {
  const { services } = started();
  assert.throws(() => services.addHandler(undefined, () => {}), /^Error: addHandler\(\): /);
  assert.throws(() => services.addHandler(ACTIVE_TAB, "fn"), /^Error: addHandler\(\): /);
});

test("a handler of the active tab is called once for each time that its tab comes to be shown", () => {
  const { services, publish } = started({ tab: "home" });
  let count = 0;
  services.addHandler(services.Topics.ACTIVE_TAB, () => (count += 1));
  const after = (id) => {
    publish(ACTIVE_TAB, id);
    return [count, services.tabVisible()];
  };
  assert.deepEqual(after("home"), [1, true]);
  assert.deepEqual(after("home"), [1, true]); // the answer to another gadget
  assert.deepEqual(after("myHistory"), [1, false]);
  assert.deepEqual(after("home"), [2, true]);
});

test("a handler that comes late is called at the next answer, and those before are not", () => {
  const { services, publish } = started({ tab: "home" });
  const heard = [];
  services.addHandler(ACTIVE_TAB, () => heard.push("early"));
  publish(ACTIVE_TAB, "home");
  services.addHandler("tabVisible", () => heard.push("late"));
  services.makeActiveTabReq();
  publish(ACTIVE_TAB, "home");
  assert.deepEqual(heard, ["early", "late"]);
});

test("a gadget of the page has no tab, and no tab becomes its own", () => {
  const { frame, services, publish } = started({ tab: null });
  services.addHandler(ACTIVE_TAB, () => assert.fail("it is on no tab"));
  publish(ACTIVE_TAB, "home");
  publish(ACTIVE_TAB, null);
  assert.equal(services.getMyTabId(), null);
  assert.equal(services.tabVisible(), false);
  assert.match(frame.logged.at(-1), /on no tab/);
});

test("a frame in a stranger's page has no tab either", () => {
  const frame = gadgetWindow();
  Object.defineProperty(frame, "frameElement", {
    get() {
      throw new Error("SecurityError");
    },
  });
  assert.equal(containerServicesOf(frame).getMyTabId(), null);
});

test("a gadget knows its tab and its number", () => {
  const { services } = started({ mid: 7, tab: "panel_like" });
  assert.equal(services.getMyTabId(), "panel_like");
  assert.equal(services.getMyGadgetId(), "7");
});

test("a gadget may show another tab, or its own", () => {
  const { frame, services } = started({ tab: "home" });
  services.activateTab("myHistory");
  services.activateMyTab();
  const asked = frame.hub.on(REQUESTS).slice(1);
  assert.deepEqual(
    asked.map(({ type, data }) => [type, data]),
    [
      ["SetActiveTabReq", { id: "myHistory" }],
      ["SetActiveTabReq", { id: "home" }],
    ],
  );
});

test("a handler added twice is called once, and a failing one does not stop the others", () => {
  const { services, publish } = started();
  const heard = [];
  const one = (data) => heard.push(data);
  services.addHandler("a.topic", () => {
    throw new Error("broken");
  });
  services.addHandler("a.topic", one);
  services.addHandler("a.topic", one);
  publish("a.topic", { any: "thing" });
  assert.deepEqual(heard, [{ any: "thing" }]);
});

test("removed handlers hear nothing more, and the hub is left", () => {
  const { frame, services, publish } = started();
  const before = frame.hub.subscriptions.size;
  const heard = [];
  const [one, two] = [() => heard.push(1), () => heard.push(2)];
  services.addHandler("t", one);
  services.addHandler("t", two);
  services.removeHandler("t", one);
  publish("t");
  services.removeHandler("t");
  services.removeHandler("never added");
  publish("t");
  assert.deepEqual(heard, [2]);
  assert.equal(frame.hub.subscriptions.size, before);
  services.addHandler("tabVisible", one);
  services.removeHandler("tabVisible", one);
  publish(ACTIVE_TAB, "home");
  assert.deepEqual(heard, [2]);
  assert.equal(services.tabVisible(), true);
});

test("a workflow's action comes as an event with its parameters and variables by name", () => {
  const { services, publish } = started();
  const heard = [];
  services.addHandler(services.Topics.WORKFLOW_ACTION_EVENT, (event) => heard.push(event));
  publish("finesse.containerservices.workflowActionEvent", { name: "no more than that" });
  publish("finesse.containerservices.workflowActionEvent", null);
  publish("finesse.containerservices.workflowActionEvent", {
    uri: "/finesse/api/WorkflowAction/1",
    name: "Pop",
    type: "BROWSER_POP",
    handledBy: "OTHER",
    params: [{ name: "path", value: "http://x/${ANI}", expandedValue: "http://x/1" }],
    actionVariables: { name: "ANI", node: "//ANI", type: "SYSTEM", testValue: "5", actualValue: "1" },
  });
  assert.equal(heard.length, 1);
  const [event] = heard;
  assert.equal(event.getName(), "Pop");
  assert.equal(event.getType(), "BROWSER_POP");
  assert.equal(event.getHandledBy(), "OTHER");
  assert.deepEqual(event.getParams(), {
    path: { name: "path", value: "http://x/${ANI}", expandedValue: "http://x/1" },
  });
  assert.deepEqual(event.getActionVariables().ANI, {
    name: "ANI",
    type: "SYSTEM",
    node: "//ANI",
    testValue: "5",
    actualValue: "1",
  });
});

test("ticks, views and heights come as events with getters, other events as they were published", () => {
  const { services, publish } = started();
  const heard = {};
  for (const [name, topic] of Object.entries(services.Topics)) {
    if (name !== "ACTIVE_TAB") {
      services.addHandler(topic, (event) => (heard[name] = event));
    }
  }
  const { TIMER_TICK_EVENT, GADGET_VIEW_CHANGED_EVENT, MAX_AVAILABLE_HEIGHT_CHANGED_EVENT } = services.Topics;
  publish(TIMER_TICK_EVENT, { _tickFrequency: "1000", _dateQueued: "2026-01-02T03:04:05.000Z" });
  publish(GADGET_VIEW_CHANGED_EVENT, { gadgetId: 3, tabId: "home", maxAvailableHeight: 500, view: "canvas" });
  publish(MAX_AVAILABLE_HEIGHT_CHANGED_EVENT, { maxAvailableHeight: 400 });
  publish(services.Topics.RELOAD_GADGET_EVENT, { gadgetId: 3 });
  publish(services.Topics.ACTIVE_CALL_STATUS_EVENT, { status: true, type: "info" });
  publish(services.Topics.FINESSE_MAINTENANCE_MODE_EVENT, { status: "SCHEDULED" });

  assert.equal(heard.TIMER_TICK_EVENT.getTickFrequency(), "1000");
  assert.equal(heard.TIMER_TICK_EVENT.getDateQueued().getTime(), Date.UTC(2026, 0, 2, 3, 4, 5));
  assert.equal(heard.TIMER_TICK_EVENT._tickFrequency, "1000");
  const view = heard.GADGET_VIEW_CHANGED_EVENT;
  assert.deepEqual(
    [view.getGadgetId(), view.getTabId(), view.getMaxAvailableHeight(), view.getView()],
    [3, "home", 500, "canvas"],
  );
  assert.equal(heard.MAX_AVAILABLE_HEIGHT_CHANGED_EVENT.getMaxAvailableHeight(), 400);
  assert.deepEqual(heard.RELOAD_GADGET_EVENT, { gadgetId: 3 });
  assert.deepEqual(heard.ACTIVE_CALL_STATUS_EVENT, { status: true, type: "info" });
  assert.equal(heard.FINESSE_MAINTENANCE_MODE_EVENT, "SCHEDULED");
  publish(services.Topics.FINESSE_MAINTENANCE_MODE_EVENT, "MIGRATING");
  assert.equal(heard.FINESSE_MAINTENANCE_MODE_EVENT, "MIGRATING");
});

test("topics have the names that gadgets know", () => {
  assert.deepEqual(started().services.Topics, {
    ACTIVE_TAB: "finesse.containerservices.activeTab",
    WORKFLOW_ACTION_EVENT: "finesse.containerservices.workflowActionEvent",
    TIMER_TICK_EVENT: "finesse.containerservices.timerTickEvent",
    RELOAD_GADGET_EVENT: "finesse.containerservices.reloadGadget",
    GADGET_VIEW_CHANGED_EVENT: "finesse.containerservices.gadgetViewChangedEvent",
    MAX_AVAILABLE_HEIGHT_CHANGED_EVENT: "finesse.containerservices.maxAvailableHeightChangedEvent",
    ACTIVE_CALL_STATUS_EVENT: "finesse.containerservices.activeCallStatusEvent",
    FINESSE_MAINTENANCE_MODE_EVENT: "finesse.containerservices.finesseMaintenanceModeEvent",
  });
  assert.equal(Topics.REQUESTS, REQUESTS);
  assert.equal(Topics.ACTIVE_TAB, ACTIVE_TAB);
});

test("a dialog is the container's, with the options as one object or behind the title", () => {
  const { parent, asked } = container("showDialog", "hideDialog");
  const { services } = started({ parent });
  const close = () => {};
  assert.equal(
    services.showDialog({ title: "T", message: "M", close, isBlocking: true }),
    "showDialog's answer",
  );
  services.showDialog("T", { message: "M" });
  services.hideDialog();
  assert.deepEqual(asked, [
    ["showDialog", { title: "T", message: "M", close, isBlocking: true }],
    ["showDialog", { title: "T", message: "M" }],
    ["hideDialog"],
  ]);
});

test("reloading leaves the hub and asks the container", () => {
  const { frame, services } = started({ mid: 5 });
  services.addHandler("a.topic", () => {});
  services.reloadMyGadget();
  assert.equal(frame.hub.subscriptions.size, 0);
  const { type, data } = frame.hub.on(REQUESTS).at(-1);
  assert.deepEqual([type, data], ["ReloadGadgetReq", { gadgetId: "5" }]);
});

test("reloading from another URL tells the container first which", () => {
  const { parent, asked } = container("modifyGadgetUrl");
  const { frame, services } = started({ mid: 5, parent });
  services.reloadMyGadgetFromUrl("https://x/other.xml");
  assert.deepEqual(asked, [["modifyGadgetUrl", "5", "https://x/other.xml"]]);
  assert.equal(frame.hub.on(REQUESTS).at(-1).type, "ReloadGadgetReq");
});

const ASKED_OF_THE_CONTAINER = [
  ["collapseMyGadget", "collapseGadget", []],
  ["expandMyGadget", "expandGadget", []],
  ["enableTitleBar", "enableTitleBar", []],
  ["setMyGadgetTitle", "setGadgetTitle", ["Title"]],
  ["hideMyGadget", "hideGadget", []],
  ["showMyGadget", "showGadget", []],
  ["showMyGadgetNotification", "showGadgetNotification", [{ message: "new" }]],
  ["hideMyGadgetNotification", "hideGadgetNotification", []],
  ["isTabbedGadget", "isTabbedGadget", []],
  ["getMyGadgetView", "getGadgetView", []],
  ["showCertificateBanner", "showCertificateBanner", [() => {}]],
];

for (const [mine, containers, given] of ASKED_OF_THE_CONTAINER) {
  test(`${mine} is the container's ${containers} for this gadget`, () => {
    const { parent, asked } = container(containers);
    const { services } = started({ mid: 9, parent });
    assert.equal(services[mine](...given), `${containers}'s answer`);
    assert.deepEqual(asked, [[containers, "9", ...given]]);
  });
}

test("hideCertificateBanner takes a banner away", () => {
  const { parent, asked } = container("hideCertificateBanner");
  started({ parent }).services.hideCertificateBanner("b1");
  assert.deepEqual(asked, [["hideCertificateBanner", "b1"]]);
});

test("what the container cannot do is logged and breaks nothing", () => {
  const names = [
    ...ASKED_OF_THE_CONTAINER.map(([name]) => name),
    "hideCertificateBanner",
    "showDialog",
    "hideDialog",
  ];
  const stranger = {
    get finesse() {
      throw new Error("SecurityError");
    },
  };
  for (const parent of [container().parent, {}, stranger]) {
    const { frame, services } = started({ parent });
    for (const name of names) {
      assert.equal(services[name]() || undefined, undefined);
      assert.match(frame.logged.at(-1), /the container has no /);
    }
    assert.equal(services.isTabbedGadget(), false);
    services.reloadMyGadgetFromUrl("x.xml");
  }
});

test("publish puts a message on the hub", () => {
  const { frame, services } = started();
  services.publish("my.topic", { a: 1 });
  assert.deepEqual(frame.hub.on("my.topic"), [{ a: 1 }]);
});
