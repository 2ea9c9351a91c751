import assert from "node:assert/strict";
import { test } from "node:test";

import { SHORTCUTS } from "../../../../gadgets/desktop/model/shortcut.js";
import { LOCALES } from "../../speaker.mjs";

test("no two shortcuts have one combination, and each has words in every language", () => {
  const combinations = SHORTCUTS.map(({ modifiers = "Ctrl+Alt", key }) => `${modifiers}+${key}`);
  assert.equal(new Set(combinations).size, SHORTCUTS.length);
  for (const words of Object.values(LOCALES)) {
    for (const { command, group } of SHORTCUTS) {
      assert.ok(`shortcut.${command}` in words, command);
      assert.ok(`shortcuts.${group}` in words, group);
    }
  }
});
