// Shortcut keys of gadgets. source: gadget reference, 12.x services, shortcutkey.ShortcutKeyService.
import assert from "node:assert/strict";
import { test } from "node:test";

import { SHORTCUTS } from "../../../../gadgets/desktop/model/shortcut.js";
import {
  isInConflict,
  KEYS_OF_ONE,
  meant,
  ownKey,
  pressedCombination,
  readKeys,
  registered,
} from "../../../../gadgets/desktop/services/shortcut_registry.js";

const handler = () => undefined;
const key = (more = {}) => ({
  id: "open",
  key: "u",
  modifierKeys: "CTRL_ALT",
  actionName: "Open",
  handler,
  ...more,
});

function entries(...gadgets) {
  return gadgets.flatMap(
    ([owner, tab, ...keys]) => readKeys(keys, { owner, title: `Gadget ${owner}`, tab })[0],
  );
}

const event = (key, code, ...modifiers) => ({
  key,
  code,
  ctrlKey: modifiers.includes("Ctrl"),
  altKey: modifiers.includes("Alt"),
  shiftKey: modifiers.includes("Shift"),
  metaKey: modifiers.includes("Meta"),
  getModifierState: (name) => modifiers.includes(name),
});

test("a combination is read however a gadget writes it", () => {
  for (const given of [
    { key: "u", modifierKeys: "CTRL_ALT" },
    { key: "U", modifierKeys: "ctrl+alt" },
    { key: "u", modifierKeys: "Control, Option" },
    { key: "u", modifierKeys: ["alt", "ctrl"] },
    { accessKey: "Ctrl + Alt + U" },
    { accessKey: "ctrl-alt-u" },
    { key: "u", accessKey: "Ctrl+Shift+X", modifierKeys: "Ctrl Alt" },
  ]) {
    const [[entry]] = readKeys([{ handler, ...given }], { owner: "1", title: "T", tab: "home" });
    assert.deepEqual([entry.accessKey, entry.key, entry.modifierKeys], ["Ctrl+Alt+U", "U", "Ctrl+Alt"]);
  }
});

test("what a gadget leaves out is filled in", () => {
  const [[entry]] = readKeys(key({ id: undefined, actionName: undefined }), {
    owner: "1",
    title: "T",
    tab: "home",
  });
  assert.deepEqual(
    [entry.id, entry.componentName, entry.isPageLevel, entry.type],
    ["1.CtrlAltU", "T", false, "gadget"],
  );
  const [[page]] = readKeys([key()], { owner: "1", title: "T", tab: undefined });
  assert.equal(page.isPageLevel, true);
});

test("without a key, a modifier or a handler there is no shortcut", () => {
  for (const given of [
    undefined,
    "x",
    key({ key: "" }),
    key({ key: undefined }),
    key({ key: "Shift" }),
    key({ modifierKeys: "" }),
    key({ modifierKeys: "hyper" }),
    key({ handler: "open()" }),
  ]) {
    const [list, problems] = readKeys([given], { owner: "1", title: "T", tab: "home" });
    assert.deepEqual([list, problems.length], [[], 1]);
  }
});

test("a keydown event is its combination: the letter on the key, and its place where Alt or Shift change it", () => {
  for (const [pressed, combination] of [
    [event("u", "KeyU", "Ctrl", "Alt"), "Ctrl+Alt+U"],
    [event("a", "KeyQ", "Ctrl", "Alt"), "Ctrl+Alt+A"],
    [event("å", "KeyA", "Ctrl", "Alt"), "Ctrl+Alt+A"],
    [event("@", "Digit2", "Ctrl", "Shift"), "Ctrl+Shift+2"],
    [event("Enter", "Enter", "Ctrl"), "Ctrl+Enter"],
    [event("u", "KeyU"), undefined],
    [event("Control", "ControlLeft", "Ctrl"), undefined],
    [event("€", "KeyE", "Ctrl", "Alt", "AltGraph"), undefined],
  ]) {
    assert.equal(pressedCombination(pressed), combination);
  }
});

test("of gadgets on other tabs only those of the active one are meant", () => {
  const all = entries(["1", "home", key()], ["2", "history", key()]);
  assert.deepEqual(meant(all, "Ctrl+Alt+U", "history"), [all[1]]);
  assert.deepEqual(
    all.map((one) => isInConflict(all, one, "home")),
    [false, false],
  );
});

test("two of the active tab, of one gadget in two places, or one of the page, put the combination out", () => {
  for (const all of [
    entries(["1", "home", key()], ["2", "home", key()]),
    entries(["1", "home", key()], ["2", undefined, key()]),
    entries(["1", "home", key()], ["2", "home", key({ isPageLevel: true })]),
  ]) {
    assert.equal(meant(all, "Ctrl+Alt+U", "home").length, 2);
    assert.deepEqual(
      all.map((one) => isInConflict(all, one, "home")),
      [true, true],
    );
  }
});

test("the desktop's own keys are of the page", () => {
  const own = SHORTCUTS.map((shortcut) => ownKey(shortcut, { component: "c", action: "a" }, handler));
  assert.equal(new Set(own.map(({ combination }) => combination)).size, own.length);
  const [mine] = entries(["1", "home", key({ key: own[0].key })]);
  const all = [...own, mine];
  assert.deepEqual([isInConflict(all, own[0], "home"), isInConflict(all, mine, "home")], [true, true]);
  assert.equal(isInConflict(all, own[1], "home"), false);
});

test("registered again, a key takes its own place; a gadget has no more than its limit", () => {
  const once = registered([], entries(["1", "home", key()]));
  assert.equal(registered(once, entries(["1", "home", key()])).length, 1);
  assert.equal(registered(once, entries(["2", "home", key()])).length, 2);
  let all = once;
  for (let at = 0; at < KEYS_OF_ONE + 5; at += 1) {
    all = registered(all, entries(["1", "home", key({ id: `k${at}`, key: `F${at}` })]));
  }
  assert.equal(all.length, KEYS_OF_ONE);
});
