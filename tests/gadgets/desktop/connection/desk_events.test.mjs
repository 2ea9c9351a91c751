// Events of the container. source: gadget reference, all topics.
import assert from "node:assert/strict";
import { test } from "node:test";

import {
  activeCallStatus,
  maintenanceStatus,
  tickEvent,
} from "../../../../gadgets/desktop/connection/desk_events.js";

test("the active-call status is told when a state begins in which no call can be made, and when it ends", () => {
  for (const [before, after, status] of [
    [undefined, "NOT_READY", undefined],
    ["NOT_READY", "READY", undefined],
    ["READY", "RESERVED", true],
    ["RESERVED", "TALKING", undefined],
    ["TALKING", "WORK", undefined],
    ["WORK", "READY", false],
    ["TALKING", "NOT_READY", false],
    [undefined, "TALKING", true],
  ]) {
    assert.deepEqual(
      activeCallStatus(before, after)?.data,
      status === undefined ? undefined : { status, type: "info" },
    );
  }
});

test("a maintenance that begins is told once", () => {
  for (const [before, after, told] of [
    [undefined, "", undefined],
    ["", "IN_PROGRESS", "SCHEDULED"],
    ["INITIATED", "IN_PROGRESS", undefined],
    ["IN_PROGRESS", "", undefined],
    ["", "x", undefined],
  ]) {
    assert.equal(maintenanceStatus(before, after)?.data, told);
  }
});

test("a tick carries its frequency and when it was sent", () => {
  assert.deepEqual(tickEvent(0), {
    topic: "finesse.containerservices.timerTickEvent",
    data: { _tickFrequency: 1000, _dateQueued: "1970-01-01T00:00:00.000Z" },
  });
});
