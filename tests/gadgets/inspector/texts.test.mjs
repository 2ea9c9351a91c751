import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";

import { localeOf, speakerOf } from "../../../gadgets/desktop/parts/speech.js";
import { wordsOf } from "../speaker.mjs";

const LOCALES = await wordsOf("inspector");
const SOURCES = new URL("../../../gadgets/inspector/", import.meta.url);

test("every language says the same things, with the same places for values", () => {
  const places = (text) => [...text.matchAll(/\{\w+\}/g)].map(([place]) => place).sort();
  const english = LOCALES.en_US;
  for (const words of Object.values(LOCALES)) {
    assert.deepEqual(Object.keys(words).sort(), Object.keys(english).sort());
    for (const [key, text] of Object.entries(words)) {
      assert.deepEqual(places(text), places(english[key]), key);
    }
  }
});

test("every text that the page says is there", () => {
  const files = readdirSync(SOURCES, { recursive: true }).filter((name) => /^(parts|model)\/.*\.js$|^main\.js$/.test(name));
  const sources = files.map((name) => readFileSync(new URL(name, SOURCES), "utf8")).join("\n");
  const asked = [...sources.matchAll(/say\("([\w.]+)"/g)].map(([, key]) => key);
  assert.ok(asked.length > 20);
  assert.deepEqual(asked.filter((key) => !(key in LOCALES.en_US)), []);
});

test("the language is the one asked for, or the browser's first that there is", () => {
  assert.equal(localeOf(LOCALES, "es", ["en-US"]), "es_ES");
  assert.equal(localeOf(LOCALES, null, ["fr-FR", "es-MX"]), "es_ES");
  assert.equal(localeOf(LOCALES, "xx", []), "en_US");
  assert.equal(speakerOf(LOCALES.en_US)(["faults", { count: 2 }]), "2 faults");
  assert.equal(speakerOf(LOCALES.es_ES)("no.words"), "no.words");
});
