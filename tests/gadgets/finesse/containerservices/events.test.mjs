import assert from "node:assert/strict";
import { test } from "node:test";

import { containerServicesOf } from "../../../../gadgets/finesse/containerservices/container_services.js";
import {
  GadgetViewChangedEvent,
  MaxAvailableHeightChangedEvent,
  TimerTickEvent,
  WorkflowActionEvent,
} from "../../../../gadgets/finesse/containerservices/events.js";
import { MasterPublisher } from "../../../../gadgets/finesse/containerservices/master_publisher.js";
import { gadgetWindow } from "../gadget_window.mjs";

test("a workflow action event tells what it was given, and nothing if that is not whole", () => {
  const event = new WorkflowActionEvent({ name: "incomplete" });
  const getters = ["getName", "getType", "getHandledBy", "getParams", "getActionVariables"];
  assert.deepEqual(
    getters.map((name) => event[name]()),
    [null, null, null, null, null],
  );
  assert.equal(
    event.setWorkflow({ name: "n", type: "t", handledBy: "FINESSE", params: null, actionVariables: [] }),
    true,
  );
  assert.deepEqual(
    getters.map((name) => event[name]()),
    ["n", "t", "FINESSE", {}, {}],
  );
  assert.deepEqual(WorkflowActionEvent.HandledBy, { FINESSE: "FINESSE", OTHER: "OTHER" });
});

test("events can be made by whoever publishes them", () => {
  const tick = new TimerTickEvent("1000", new Date(0));
  assert.deepEqual([tick.getTickFrequency(), tick.getDateQueued().getTime()], ["1000", 0]);
  assert.equal(new TimerTickEvent().getDateQueued(), undefined);
  assert.equal(new GadgetViewChangedEvent(1, "home", 10, "default").getView(), "default");
  assert.equal(new MaxAvailableHeightChangedEvent(10).getMaxAvailableHeight(), 10);
});

test("what a container's publisher tells arrives at a gadget's handlers", () => {
  const frame = gadgetWindow({ tab: "home" });
  const services = containerServicesOf(frame).init(true);
  const publisher = services.getMasterPublisher();
  assert.ok(publisher instanceof MasterPublisher);
  const heard = [];
  Object.entries(services.Topics).forEach(([name, topic]) =>
    services.addHandler(topic, () => heard.push(name)),
  );
  publisher.publishActiveTab("home");
  publisher.publishTimerTick(new TimerTickEvent("1000", new Date(0)));
  publisher.publishWorkflowAction({ name: "", type: "", handledBy: "", params: [], actionVariables: [] });
  publisher.publishGadgetViewChanged({ gadgetId: 3, tabId: "home", maxAvailableHeight: 9, view: "canvas" });
  publisher.publishMaxAvailableHeightChanged({ maxAvailableHeight: 9 });
  assert.deepEqual(heard, [
    "ACTIVE_TAB",
    "TIMER_TICK_EVENT",
    "WORKFLOW_ACTION_EVENT",
    "GADGET_VIEW_CHANGED_EVENT",
    "MAX_AVAILABLE_HEIGHT_CHANGED_EVENT",
  ]);
  assert.deepEqual(Object.keys(frame.hub.on(services.Topics.TIMER_TICK_EVENT)[0]), [
    "_tickFrequency",
    "_dateQueued",
  ]);
});
