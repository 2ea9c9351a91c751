/** What stands in the place of a part of the desktop that there is not yet: words, and the gadgets that it would manage. */
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { JSDOM } from "jsdom";

import { absent } from "../../../../gadgets/desktop/parts/absent.js";
import { LOCALES, speaker } from "../../speaker.mjs";

beforeEach(() => {
  const { window } = new JSDOM();
  Object.assign(globalThis, { window, document: window.document });
});

function place(name, level, { managed = 0, locale = "en_US" } = {}) {
  const [told, shown] = [[], []];
  const element = absent({
    say: speaker(locale),
    name,
    level,
    tell: (words) => told.push(words),
    managed: () => managed,
    manage: (is) => shown.push(is),
  });
  return { element, told, shown };
}

for (const locale of Object.keys(LOCALES)) {
  for (const name of ["teamPerformance", "queueStatistics", "teammessage.component", "chat.component"]) {
    test(`the place of ${name} says so in the words of ${locale}`, () => {
      const words = LOCALES[locale][`absent.${name}`];
      const { element } = place(name, "tab", { locale });
      assert.deepEqual([element.querySelector("p").textContent, element.querySelector("button")], [words, null]);
      const header = place(name, "header", { locale });
      header.element.click();
      assert.deepEqual([header.element.title, header.told], [words, [words]]);
      assert.equal(header.element.getAttribute("aria-label"), LOCALES[locale][`component.${name}`]);
    });
  }
}

test("the gadgets that it would manage can be shown, and hidden again", () => {
  const { element, shown } = place("teamPerformance", "tab", { managed: 2 });
  const button = element.querySelector("button");
  assert.deepEqual([button.textContent, button.getAttribute("aria-expanded")], ["Show the gadgets that it manages (2)", "false"]);
  button.click();
  assert.deepEqual([button.textContent, button.getAttribute("aria-expanded")], ["Hide the gadgets that it manages (2)", "true"]);
  button.click();
  assert.deepEqual(shown, [false, true, false]);
});
