/** What the voice state control offers in each state of the agent, and which times it shows. */

import { elapsed } from "./clock.js";

/**
 * Which kinds of choice a state allows: "ready", "notReady", "wrapUp". While reserved, nothing can be chosen, and on
 * Unified CCX nobody who talks can ask for Ready.
 */
const CHOICES = {
  NOT_READY: ["ready", "notReady"],
  READY: ["notReady"],
  WORK: ["ready", "notReady"],
  WORK_READY: ["ready", "notReady"],
  TALKING: ["notReady", "wrapUp"],
  HOLD: ["notReady", "wrapUp"],
};

/** During a call a choice waits for its end. */
const IN_CALL = ["TALKING", "HOLD"];

/**
 * What can still be chosen during a call, by what is chosen already; and once Not Ready has been, see `askedNotReady`,
 * it cannot be again. On Unified CCX an agent may ask for Not Ready once
 * per call only (Finesse Web Services guide, User - Change Agent State); wrap-up that is chosen after it comes before it.
 */
const STILL = {
  "": ["notReady", "wrapUp"],
  NOT_READY: ["wrapUp"],
  WORK: ["notReady"],
  WORK_READY: ["notReady"],
};

/** Whether what is chosen now comes only at the end of the call. */
export const isForLater = (user) => IN_CALL.includes(user.state);

/**
 * Whether Not Ready has been asked for during the call that the user is on, as far as the desktop has seen: wrap-up that
 * is chosen after it hides it. `before` is the user as he was last known.
 */
export function hasAskedNotReady(before, user) {
  if (!isForLater(user)) {
    return false;
  }
  const isSameCall =
    before !== undefined &&
    isForLater(before) &&
    (user.state !== before.state || user.since === undefined || user.since === before.since);
  return user.pendingState === "NOT_READY" || (isSameCall && before.askedNotReady === true);
}

/** Whether the agent wraps up a call. */
export const isWrappingUp = (user) => user.state === "WORK" || user.state === "WORK_READY";

/**
 * The menu for a user: `{state, reason?}` per item, reasons as delivered, or plain Not Ready where none is
 * configured. In wrap-up whatever is chosen ends it at once, so that what was chosen during the call can be changed.
 */
export function stateMenu(user, notReadyReasons) {
  const still = isForLater(user) ? (STILL[user.pendingState] ?? []) : ["ready", "notReady"];
  const isOver = (choice) => choice === "notReady" && isForLater(user) && user.askedNotReady === true;
  const choices = (CHOICES[user.state] ?? []).filter((choice) => still.includes(choice) && !isOver(choice));
  return choices.flatMap((choice) => ITEMS[choice](user, notReadyReasons));
}

const ITEMS = {
  ready: () => [{ state: "READY" }],
  notReady: (user, reasons) =>
    reasons.length === 0
      ? [{ state: "NOT_READY" }]
      : reasons.map((reason) => ({ state: "NOT_READY", reason })),
  wrapUp: (user) => (user.wrapUpOnIncoming === "OPTIONAL" ? [{ state: "WORK" }] : []),
};

/** Whether the agent has chosen already what follows this call. */
export const hasChosen = (user) => user.pendingState !== "" && isForLater(user);

/** How long the state has lasted, ms; undefined when not known. */
export const stateTime = ({ since }, now) => elapsed(since, now);

/**
 * The timer of a wrap-up, ms, and whether it counts `down` to the end; undefined where none is to be seen. It counts up
 * where the properties want that, and where nothing but the agent ends the wrap-up.
 */
export function wrapUpTime(user, now, { showWrapUpTimer, wrapUpCountDown }) {
  const lasted = elapsed(user.since, now);
  if (!showWrapUpTimer || !isWrappingUp(user)) {
    return undefined;
  }
  const down = wrapUpCountDown && user.wrapUpSeconds !== undefined && lasted !== undefined;
  return { ms: down ? Math.max(0, user.wrapUpSeconds * 1000 - lasted) : lasted, down };
}

/** Signing out is for agents who are Not Ready. */
export const maySignOut = (user) => user.state === "NOT_READY";

/** A call can be made from Not Ready, and on Unified CCX from there alone. */
export const mayDial = (user) => user.state === "NOT_READY";
