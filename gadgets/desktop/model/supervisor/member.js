/** A member of a team as a supervisor sees him: what the team's node tells, and what may be done with him now. */

import { elapsed, duration, timeOf } from "../clock.js";

/** A member from `<User>` of a Team, or from a notification's `<user>`. Times in ms of the server's clock. */
export function readMember(xml) {
  const reason = xml.child("reasonCode") ?? xml.child("ReasonCode");
  const [firstName, lastName] = [xml.at("firstName"), xml.at("lastName")];
  return {
    loginId: xml.at("loginId"),
    name: [firstName, lastName].filter(Boolean).join(" ") || xml.at("loginId"),
    extension: xml.at("extension"),
    state: xml.at("state"),
    pendingState: xml.at("pendingState"),
    since: timeOf(xml.at("stateChangeTime")),
    reason: reason && {
      label: reason.at("label"),
      code: reason.at("code"),
      system: reason.at("systemCode") === "true" || SYSTEM.test(reason.at("code")),
    },
    isBusy: xml.at("mediaState") === "BUSY", // on a call that is none of the contact center's
  };
}

// A member's reason does not say whether it is the system's; configured codes end at 999, and these are reserved.
const SYSTEM = /^(22|33|327\d\d)$/;

/**
 * Where a supervisor may send an agent from each state. Signing out one who talks takes effect after his call.
 * Source: Finesse Web Services guide, User - Change Agent State, Unified CCX.
 */
const MOVES = {
  READY: ["NOT_READY", "LOGOUT"],
  NOT_READY: ["READY", "LOGOUT"],
  WORK: ["READY", "NOT_READY", "LOGOUT"],
  WORK_READY: ["READY", "NOT_READY", "LOGOUT"],
  RESERVED: ["LOGOUT"],
  RESERVED_OUTBOUND: ["LOGOUT"],
  RESERVED_OUTBOUND_PREVIEW: ["LOGOUT"],
  TALKING: ["LOGOUT"],
  HOLD: ["LOGOUT"],
};
const ON_CALL = ["TALKING", "HOLD"];

/** The states that a supervisor may ask for now. His own he changes as everybody does. */
export const movesOf = ({ user }, { loginId, state, pendingState }) =>
  loginId === user.loginId ? [] : (MOVES[state] ?? []).filter((move) => move !== pendingState);

/** Whether the member is on a call: one of the contact center's, or one that he made from Not Ready. */
export const isOnCall = ({ state, isBusy }) => ON_CALL.includes(state) || isBusy;

/** Whether this supervisor may listen to him: Not Ready, without a call of his own, which he needs to listen by. */
export const mayMonitor = ({ user, dialogs }, member) =>
  isOnCall(member) && member.loginId !== user.loginId && user.state === "NOT_READY" && dialogs.length === 0;

const STEP = 10_000; // the time in a state goes on in steps

/** How long he has been in his state, in whole steps; blank where that is not known. */
export function timeInState({ since }, now) {
  const lasted = elapsed(since, now);
  return lasted === undefined ? "" : duration(Math.floor(lasted / STEP) * STEP);
}
