/** What gadgets are told of the agent's desk beside the notifications: events of the container that are rare. */

import { CONTAINER } from "../../finesse/base/hub_topics.js";

const MAY_CALL = ["READY", "NOT_READY", "LOGOUT"];
const TICK_EVERY = 1_000; // ms
const SCHEDULED = ["INITIATED", "IN_PROGRESS"]; // SystemInfo, finesseMMode

/**
 * The active-call status: true when the voice state becomes one in which no call can be made, false when it comes back.
 * undefined where nothing changes. Source: DevNet, Container Services Topics.
 */
export function activeCallStatus(before, after) {
  const [was, is] = [before, after].map((state) => state !== undefined && !MAY_CALL.includes(state));
  return was === is
    ? undefined
    : { topic: CONTAINER.ACTIVE_CALL_STATUS_EVENT, data: { status: is, type: "info" } };
}

/** The maintenance status, when a SystemInfo says that this server begins to be emptied; else undefined. */
export function maintenanceStatus(before, after) {
  const [was, is] = [before, after].map((mode) => SCHEDULED.includes(mode));
  return is && !was ? { topic: CONTAINER.FINESSE_MAINTENANCE_MODE_EVENT, data: "SCHEDULED" } : undefined;
}

/** A tick of the container's clock, once a second. A TimerTickEvent after JSON. */
export function tickEvent(now) {
  return {
    topic: CONTAINER.TIMER_TICK_EVENT,
    data: { _tickFrequency: TICK_EVERY, _dateQueued: new Date(now).toISOString() },
  };
}
