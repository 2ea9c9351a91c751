import assert from "node:assert/strict";
import { test } from "node:test";

import {
  LINKS_AT_ONCE,
  notificationPopoverServiceOf,
} from "../../../../gadgets/finesse/containerservices/notification_popover_service.js";
import { begun } from "./services.mjs";

const TOPIC = "finext.notification.popover";
const ICON = { name: "chat", color: "red", size: 14 };

function started() {
  const { hub, containerServices } = begun();
  return { hub, service: notificationPopoverServiceOf().init(containerServices) };
}

test("a notification is published with all that it may have", () => {
  const { hub, service } = started();
  const clicks = [];
  service.showNotification("Ada", "hello", false, 0, ICON, "error", true, true, "More", () => clicks.push(1));
  const [{ notificationId, ...rest }] = hub.on(TOPIC);
  assert.deepEqual(rest, {
    messageFrom: "Ada",
    message: "hello",
    isDismissable: false,
    timeout: 0,
    icon: ICON,
    type: "error",
    pristine: true,
    showAlways: true,
    customLink: "More",
    gadgetId: "3",
  });
  hub.publish("finext.notification.clicked.3", { notificationId });
  hub.publish("finext.notification.clicked.3", { notificationId: "another" });
  assert.deepEqual(clicks, [1]);
});

test("what is left out is as the product has it", () => {
  const { hub, service } = started();
  service.showNotification("Ada", "hello", undefined, null, ICON);
  const { isDismissable, timeout, pristine, showAlways } = hub.on(TOPIC)[0];
  assert.deepEqual([isDismissable, timeout, pristine, showAlways], [true, 8000, false, false]);
});

test("a message and an icon are needed, and init before", () => {
  const { hub, service } = started();
  assert.throws(() => service.showNotification("Ada", "", true, 1, ICON), /message is missing/);
  assert.throws(() => service.showNotification("Ada", "hello"), /icon is missing/);
  assert.deepEqual(hub.on(TOPIC), []);
  assert.throws(() => notificationPopoverServiceOf().showNotification("Ada", "hello"), /needs to be inited/);
});

test("of too many links the eldest leads nowhere", () => {
  const { hub, service } = started();
  const clicks = [];
  for (let at = 0; at <= LINKS_AT_ONCE; at += 1) {
    service.showNotification("Ada", "hello", true, 1, ICON, "", false, false, "More", () => clicks.push(at));
  }
  const ids = hub.on(TOPIC).map(({ notificationId }) => notificationId);
  ids
    .slice(0, 2)
    .forEach((notificationId) => hub.publish("finext.notification.clicked.3", { notificationId }));
  assert.deepEqual(clicks, [1]);
});
