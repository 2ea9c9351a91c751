/** The desktop's properties. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { propertiesOf } from "../../../../../gadgets/desktop/model/layout/properties.js";

test("a property that nobody set has the product's default", () => {
  const { forceWrapUp, enableDropParticipantFor, pendingDTMFThresholdCount } = propertiesOf({});
  assert.deepEqual([forceWrapUp, enableDropParticipantFor, pendingDTMFThresholdCount], [true, "supervisor_only", 20]);
});

test("what is given later wins", () => {
  assert.equal(propertiesOf({ forceWrapUp: "true" }, { forceWrapUp: "false" }).forceWrapUp, false);
});

test("what is no value of its property counts as not set", () => {
  const set = propertiesOf({ dropParticipant: "all", forceWrapUp: "false" }, { dropParticipant: "x", forceWrapUp: "no" });
  assert.deepEqual([set.dropParticipant, set.forceWrapUp], ["all", false]);
});

test("a number stays within its limits", () => {
  assert.equal(propertiesOf({ dtmfRequestTimeoutInMs: "5" }).dtmfRequestTimeoutInMs, 1_000);
});

test("a property of that name on every object is none", () => {
  assert.equal(propertiesOf({ toString: "x" }).toString, Object.prototype.toString);
});

test("every property, its default and its limits are those that the server has", () => {
  const golden = new URL("../../../../finesse/golden/desktop_properties.json", import.meta.url);
  const declared = JSON.parse(readFileSync(golden, "utf8"));
  const text = (key, ...given) => String(propertiesOf(...given)[key]);
  assert.deepEqual(Object.keys(propertiesOf({})), declared.map(({ key }) => key));
  for (const { key, kind, default: standard, least, most, choices } of declared) {
    const set = (value) => text(key, { [key]: value });
    assert.equal(text(key), standard, key);
    if (kind === "text") {
      assert.equal(set("a text"), "a text", key);
      continue;
    }
    assert.equal(set("no such value"), standard, key);
    for (const value of [...choices, ...(kind === "number" ? [least, most ?? 999_999_999].map(String) : [])]) {
      assert.equal(set(value), value, key);
    }
    if (kind === "number") {
      assert.deepEqual([set(String(least - 1)), most && set(String(most + 1))], [
        least > 0 ? String(least) : standard,
        most && String(most),
      ]);
    }
  }
});
