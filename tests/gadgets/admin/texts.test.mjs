import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";

import { localeOf, speakerOf } from "../../../gadgets/desktop/parts/speech.js";
import { wordsOf } from "../speaker.mjs";

const LOCALES = await wordsOf("admin");
const ADMIN = new URL("../../../gadgets/admin/", import.meta.url);
const ENGLISH = LOCALES.en_US;

for (const [locale, words] of Object.entries(LOCALES)) {
  test(`${locale} says everything that en_US says, with the same placeholders`, () => {
    const placeholders = (text) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();
    assert.deepEqual(Object.keys(words).sort(), Object.keys(ENGLISH).sort());
    for (const [key, text] of Object.entries(words)) {
      assert.notEqual(text.trim(), "", key);
      assert.deepEqual(placeholders(text), placeholders(ENGLISH[key]), key);
    }
  });
}

test("every text that the modules name exists", () => {
  const modules = readdirSync(ADMIN, { recursive: true }).filter(
    (name) => name.endsWith(".js") && !name.startsWith("texts/"),
  );
  const families = new Set(Object.keys(ENGLISH).map((key) => key.split(".")[0]));
  for (const name of modules) {
    for (const [, key] of readFileSync(new URL(name, ADMIN), "utf8").matchAll(/"([a-zA-Z]+\.[a-zA-Z.]+)"/g)) {
      if (families.has(key.split(".")[0]) && !/\.(js|json|html|svg)$/.test(key)) {
        assert.ok(key in ENGLISH, `${name}: ${key}`);
      }
    }
  }
});

test("the console speaks Spanish to who asks for it, English to who asks for neither", () => {
  assert.equal(localeOf(LOCALES, null, ["es-MX"]), "es_ES");
  assert.equal(speakerOf(LOCALES[localeOf(LOCALES, "fr_FR", [])])("form.save"), "Save");
});
