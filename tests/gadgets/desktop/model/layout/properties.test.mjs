/** The desktop's properties. */

import assert from "node:assert/strict";
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
