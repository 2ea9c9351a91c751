import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";

import { localeOf } from "../../../gadgets/desktop/parts/speech.js";
import { message } from "../../../gadgets/desktop/texts.js";
import { LOCALES, speaker } from "../speaker.mjs";

const DESKTOP = new URL("../../../gadgets/desktop/", import.meta.url);
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
  const modules = readdirSync(DESKTOP, { recursive: true }).filter(
    (name) => name.endsWith(".js") && !name.startsWith("texts/"),
  );
  const families = new Set(Object.keys(ENGLISH).map((key) => key.split(".")[0]));
  for (const name of modules) {
    for (const [, key] of readFileSync(new URL(name, DESKTOP), "utf8").matchAll(
      /"([a-zA-Z]+\.[a-zA-Z.]+)"/g,
    )) {
      if (families.has(key.split(".")[0]) && !/\.(js|json|html|svg)$/.test(key)) {
        assert.ok(key in ENGLISH, `${name}: ${key}`);
      }
    }
  }
});

test("the locale asked for wins, then the browser's languages, then English", () => {
  assert.equal(localeOf(LOCALES, "es_ES", ["en-US"]), "es_ES");
  assert.equal(localeOf(LOCALES, "fr_FR", ["es-MX", "en-US"]), "es_ES");
  assert.equal(localeOf(LOCALES, "ES", []), "es_ES");
  assert.equal(localeOf(LOCALES, null, ["de", "en-GB"]), "en_US");
  assert.equal(localeOf(LOCALES, null, ["de-DE"]), "en_US");
  assert.equal(localeOf(LOCALES, "", []), "en_US");
});

test("placeholders take values and other texts; what has no word gets the family's other one", () => {
  const say = speaker("es_ES");
  assert.equal(say("calls.from", { number: "<b>5</b>" }), "De <b>5</b>");
  assert.equal(
    say([
      "activity.state",
      { state: ["state.withReason", { state: ["state.NOT_READY", {}], reason: "{x}" }] },
    ]),
    "No listo – {x}",
  );
  assert.equal(say("callState.NEW_IN_A_LATER_RELEASE"), "Desconocido");
  assert.equal(say("user.role.Nobody"), "user.role.Nobody");
});

// source: gadget reference, keys of the container's messages that layouts have
const LABELS = {
  agent: "home myHistory myStatistics moreLiveDataReports manageCustomer manageNonVoiceMedia manageDigitalChannel",
  supervisor: "home teamData queueData manageCustomer manageNonVoiceMedia",
};

test("every label that the product's layouts have by a key has words in every language", () => {
  for (const [locale, role] of Object.keys(LOCALES).flatMap((each) => Object.keys(LABELS).map((one) => [each, one]))) {
    for (const name of LABELS[role].split(" ")) {
      const key = `finesse.container.tabs.${role}.${name}Label`;
      assert.notEqual(message(speaker(locale), key), key);
    }
  }
  assert.equal(message(speaker("es_ES"), "Our own"), "Our own");
});
