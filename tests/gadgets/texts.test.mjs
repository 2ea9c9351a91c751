// The words of all pages: what is the same in two languages is either a name or was forgotten.
import assert from "node:assert/strict";
import { existsSync, readdirSync } from "node:fs";
import { test } from "node:test";

import { wordsOf } from "./speaker.mjs";

const GADGETS = new URL("../../gadgets/", import.meta.url);
const PAGES = readdirSync(GADGETS).filter((name) => existsSync(new URL(`${name}/texts/en_US.js`, GADGETS)));

// Words that Spanish has, too, and names.
const SHARED = new Set(
  (
    "bytes chat csv d editable error fax finesse gadget gadgets global h http html hub id inspector lab method min ms no " +
    "normal put post s supervisor total url variable web xml"
  ).split(" "),
);

test("every page has words", () => assert.ok(PAGES.length >= 4, PAGES.join()));

for (const page of PAGES) {
  const { en_US: english, ...others } = await wordsOf(page);
  for (const [locale, words] of Object.entries(others)) {
    test(`${page}: ${locale} has the keys of en_US, and its own words for what is no name`, () => {
      assert.deepEqual(Object.keys(words).sort(), Object.keys(english).sort());
      const forgotten = Object.entries(words).filter(([key, text]) => text === english[key] && !isShared(text));
      assert.deepEqual(forgotten, []);
    });
  }
}

function isShared(text) {
  const words = text.replace(/\{\w+\}/g, " ").toLowerCase().match(/\p{L}+/gu) ?? [];
  return words.every((word) => SHARED.has(word));
}
