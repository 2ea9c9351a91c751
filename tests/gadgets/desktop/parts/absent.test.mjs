/** What stands in the place of a part of the desktop that there is not yet: words. */
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { JSDOM } from "jsdom";

import { absent } from "../../../../gadgets/desktop/parts/absent.js";
import { LOCALES, speaker } from "../../speaker.mjs";

beforeEach(() => {
  const { window } = new JSDOM();
  Object.assign(globalThis, { window, document: window.document });
});

function place(name, level, locale) {
  const told = [];
  const element = absent({ say: speaker(locale), name, level, tell: (words) => told.push(words) });
  return { element, told };
}

for (const locale of Object.keys(LOCALES)) {
  for (const name of ["chat.component"]) {
    test(`the place of ${name} says so in the words of ${locale}`, () => {
      const words = LOCALES[locale][`absent.${name}`];
      const { element } = place(name, "tab", locale);
      assert.deepEqual([element.querySelector("p").textContent, element.querySelector("button")], [words, null]);
      const header = place(name, "header", locale);
      header.element.click();
      assert.deepEqual([header.element.title, header.told], [words, [words]]);
      assert.equal(header.element.getAttribute("aria-label"), LOCALES[locale][`component.${name}`]);
    });
  }
}
