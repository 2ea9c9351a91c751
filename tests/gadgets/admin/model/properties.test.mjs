/** The desktop's properties in the console. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { changedValues, grouped, propertyFault } from "../../../../gadgets/admin/model/properties.js";
import { wordsOf } from "../../speaker.mjs";

const GOLDEN = new URL("../../../finesse/golden/desktop_properties.json", import.meta.url);
const PROPERTIES = JSON.parse(readFileSync(GOLDEN, "utf8")).map((one) => ({ ...one, value: null }));

test("every property is in one group and has a name in every language", async () => {
  const all = grouped(PROPERTIES);
  assert.deepEqual(all.flatMap(([, found]) => found.map(({ key }) => key)).sort(), PROPERTIES.map(({ key }) => key).sort());
  assert.ok(!all.some(([group]) => group === "other"));
  assert.deepEqual(grouped([{ key: "later" }]), [["other", [{ key: "later" }]]]);
  for (const [locale, words] of Object.entries(await wordsOf("admin"))) {
    for (const { key } of PROPERTIES) {
      assert.ok(`property.${key}` in words, `${locale}: ${key}`);
    }
  }
});

test("a number has its limits, and nothing is the default", () => {
  const digits = PROPERTIES.find(({ key }) => key === "pendingDTMFThresholdCount");
  assert.deepEqual(["", "1", "20", "0", "21", "x", "1.5"].map((text) => propertyFault(digits, text)?.[0]), [
    ...[undefined, undefined, undefined],
    ...Array(4).fill("properties.range"),
  ]);
  const tabs = PROPERTIES.find(({ key }) => key === "maxTabsOnTabbedGadgetHeader");
  assert.deepEqual([propertyFault(tabs, "0")?.[0], propertyFault(tabs, "9999")], ["properties.atLeast", undefined]);
});

test("only what is another is sent", () => {
  const properties = [
    { key: "a", value: null },
    { key: "b", value: "true" },
    { key: "c", value: "x" },
    { key: "d", value: "y" },
  ];
  assert.deepEqual(changedValues(properties, { a: "", b: "", c: "x", d: "z" }), { b: null, d: "z" });
});
