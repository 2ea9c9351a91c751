import assert from "node:assert/strict";
import { test } from "node:test";

import { containerServicesOf } from "../../../../gadgets/finesse/containerservices/container_services.js";
import * as notification from "../../../../gadgets/finesse/containerservices/task_activity_notification.js";
import { gadgetWindow } from "../gadget_window.mjs";
import { begun } from "./services.mjs";

const { taskActivityNotificationOf } = notification;

const TASK = { timestamp: 1, taskId: "t1", active: true, mediaType: "chat", contextInfo: { a: 1 } };

/** Two gadgets on one hub. */
function two() {
  const { hub, containerServices } = begun({ mid: 1 });
  const other = gadgetWindow({ mid: 2 });
  other.gadgets.Hub = hub;
  return {
    hub,
    publisher: taskActivityNotificationOf().init(containerServices),
    subscriber: taskActivityNotificationOf().init(containerServicesOf(other)),
  };
}

test("a selected task comes to the gadgets that have registered", () => {
  const { publisher, subscriber } = two();
  const heard = [];
  subscriber.registerForTaskNotifications((notification) => heard.push(notification));
  publisher.notifyTaskSelection("chat", TASK);
  assert.deepEqual(heard, [{ from: "chat", message: TASK }]);
});

test("a gadget that comes late asks for the current tasks", () => {
  const { publisher, subscriber } = two();
  const heard = [];
  publisher.notifyTaskSelection("chat", TASK);
  assert.throws(() => subscriber.requestCurrentTasks(), /registerForTaskNotifications first/);
  subscriber.registerForTaskNotifications(({ from }) => heard.push(from));
  subscriber.requestCurrentTasks();
  assert.deepEqual(heard, ["chat"]);
});

test("who has told nothing is silent when asked, and a task without a time gets one", () => {
  const { hub, publisher, subscriber } = two();
  subscriber.registerForTaskNotifications(() => {});
  subscriber.requestCurrentTasks();
  assert.deepEqual(hub.on("finext.taskActivity.notifications"), []);
  const { timestamp: _, ...task } = TASK;
  publisher.notifyTaskSelection("chat", task);
  assert.equal(typeof hub.on("finext.taskActivity.notifications")[0].message.timestamp, "number");
});

test("what is not a task is refused with what is wrong", () => {
  const { hub, publisher } = two();
  assert.throws(() => publisher.notifyTaskSelection("", TASK), /from must be a text/);
  assert.throws(() => publisher.notifyTaskSelection("chat"), /message must be of type object/);
  const { taskId: _, ...nameless } = TASK;
  assert.throws(() => publisher.notifyTaskSelection("chat", nameless), /message\.taskId is missing/);
  assert.throws(() => publisher.notifyTaskSelection("chat", { ...TASK, active: "yes" }), /message\.active/);
  assert.throws(() => publisher.registerForTaskNotifications(), /must be a function/);
  assert.deepEqual(hub.on("finext.taskActivity.notifications"), []);
});

test("before init nothing is told", () => {
  const service = taskActivityNotificationOf();
  assert.throws(() => service.notifyTaskSelection("chat", TASK), /needs to be inited/);
  assert.throws(() => service.registerForTaskNotifications(() => {}), /needs to be inited/);
  assert.throws(() => service.requestCurrentTasks(), /needs to be inited/);
});
