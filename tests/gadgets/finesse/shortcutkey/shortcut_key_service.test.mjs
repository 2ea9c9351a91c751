import assert from "node:assert/strict";
import { test } from "node:test";

import { shortcutKeyServiceOf } from "../../../../gadgets/finesse/shortcutkey/shortcut_key_service.js";
import { gadgetWindow } from "../gadget_window.mjs";

function started(ShortcutKeys) {
  const frame = gadgetWindow({ mid: 4, parent: { finesse: { container: { ShortcutKeys } } } });
  const listeners = [];
  frame.document = { addEventListener: (type, listener) => listeners.push([type, listener]) };
  return { frame, listeners, service: shortcutKeyServiceOf(frame) };
}

test("keys are registered with the desktop for this gadget", () => {
  const asked = [];
  const { service } = started({ register: (...given) => asked.push(given) });
  const key = {
    id: "k",
    key: "K",
    modifierKeys: "Ctrl+Alt",
    actionName: "Do",
    componentName: "Mine",
    handler() {},
  };
  service.init();
  service.registerShortcutKey([key]);
  service.registerShortcutKey(key);
  assert.deepEqual(asked, [
    ["4", [key]],
    ["4", [key]],
  ]);
});

test("a key without a handler is refused", () => {
  const { service } = started({ register: () => assert.fail("it is refused") });
  assert.throws(() => service.registerShortcutKey([{ key: "K" }]), /must have a handler/);
  assert.throws(() => service.registerShortcutKey([null]), /must have a handler/);
});

test("all keys of the desktop can be had", () => {
  const keys = [{ id: "k", accessKey: "Ctrl+Alt+K", conflict: false }];
  assert.equal(started({ list: () => keys }).service.getShortcutKeys(), keys);
});

test("a key pressed in the gadget goes to the desktop, and no further if that takes it", () => {
  const pressed = [];
  const { service, listeners } = started({
    pressed(event, id) {
      pressed.push([event.key, id]);
      return event.key === "K";
    },
  });
  assert.equal(service.init(), service.init());
  assert.equal(listeners.length, 1);
  const [[type, listener]] = listeners;
  assert.equal(type, "keydown");
  let prevented = 0;
  const event = (key) => ({ key, preventDefault: () => (prevented += 1) });
  listener(event("K"));
  listener(event("L"));
  assert.deepEqual(pressed, [
    ["K", "4"],
    ["L", "4"],
  ]);
  assert.equal(prevented, 1);
});

test("a desktop without shortcut keys, or a stranger's page, breaks nothing", () => {
  const { frame, service, listeners } = started(undefined);
  service.init();
  assert.deepEqual(service.getShortcutKeys(), []);
  assert.equal(service.registerShortcutKey([]), undefined);
  Object.defineProperty(frame, "parent", {
    get() {
      throw new Error("SecurityError");
    },
  });
  listeners[0][1]({ key: "K", preventDefault: () => assert.fail("nobody has taken it") });
  assert.match(frame.logged.at(-1), /no shortcut keys/);
});
