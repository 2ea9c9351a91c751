import assert from "node:assert/strict";
import { test } from "node:test";

import { commandOf, SHORTCUTS } from "../../../../gadgets/desktop/model/shortcut.js";

const key = (letter, more = {}) => ({
  ctrlKey: true,
  altKey: true,
  shiftKey: false,
  metaKey: false,
  key: letter,
  code: `Key${letter.toUpperCase()}`,
  getModifierState: () => false,
  ...more,
});

test("Control, Alt and a letter give its command", () => {
  for (const { key: letter, command } of SHORTCUTS) {
    assert.equal(commandOf(key(letter)), command);
  }
  assert.equal(new Set(SHORTCUTS.map((shortcut) => shortcut.key)).size, SHORTCUTS.length);
});

test("the letter on the key counts, not its place", () => {
  assert.equal(commandOf(key("a", { code: "KeyQ" })), "answer");
});

test("where Alt makes another character of it, its place counts", () => {
  assert.equal(commandOf(key("å", { code: "KeyA" })), "answer");
});

test("AltGr, Shift, or Alt alone type and do nothing", () => {
  assert.equal(
    commandOf(key("€", { code: "KeyE", getModifierState: (name) => name === "AltGraph" })),
    undefined,
  );
  assert.equal(commandOf(key("e", { shiftKey: true })), undefined);
  assert.equal(commandOf(key("e", { ctrlKey: false })), undefined);
  assert.equal(commandOf(key("5", { code: "Digit5" })), undefined);
});
