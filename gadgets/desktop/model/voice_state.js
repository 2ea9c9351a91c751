/** What the voice state control offers in each state of the agent. */

import { elapsed } from "./clock.js";

/** Which kinds of choice a state allows: "ready", "notReady". While reserved, nothing can be chosen. */
const CHOICES = {
  NOT_READY: ["ready", "notReady"],
  READY: ["notReady"],
  WORK: ["ready", "notReady"],
  WORK_READY: ["ready", "notReady"],
  TALKING: ["notReady"],
  HOLD: ["notReady"],
};

/**
 * On Unified CCX an agent who talks may ask for Not Ready after the call, and once per call only
 * (Finesse Web Services guide, User - Change Agent State). In wrap-up whatever is chosen ends it at once, so
 * that what was chosen during the call can still be changed.
 */
const ONCE = ["TALKING", "HOLD"];

/**
 * The menu for a user: `{state, reason?}` per item, reasons as delivered, or plain Not Ready where none is
 * configured.
 */
export function stateMenu(user, notReadyReasons) {
  const choices = mustWait(user) ? [] : (CHOICES[user.state] ?? []);
  return choices.flatMap((choice) => {
    if (choice === "ready") {
      return [{ state: "READY" }];
    }
    return notReadyReasons.length === 0
      ? [{ state: "NOT_READY" }]
      : notReadyReasons.map((reason) => ({ state: "NOT_READY", reason }));
  });
}

/** Whether the agent has chosen already what follows this call. */
export const mustWait = (user) => user.pendingState !== "" && ONCE.includes(user.state);

/**
 * The time beside the state, ms: how long it has lasted, or in wrap-up, where the server has said how long that
 * takes, how long it still will. Undefined when not known.
 */
export function stateTime({ state, since, wrapUpSeconds }, now) {
  const lasted = elapsed(since, now);
  const countsDown = state.startsWith("WORK") && lasted !== undefined && wrapUpSeconds !== undefined;
  return countsDown ? Math.max(0, wrapUpSeconds * 1000 - lasted) : lasted;
}

/** Signing out is for agents who are Not Ready. */
export const maySignOut = (user) => user.state === "NOT_READY";

/** A call can be made from Not Ready, and on Unified CCX from there alone. */
export const mayDial = (user) => user.state === "NOT_READY";
