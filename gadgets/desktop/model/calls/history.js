/**
 * What has happened since the agent signed in: the entries of the desk's activity list, newest first, and what of a
 * desk outlasts a reload of the page. Nothing is told that nobody saw: a call that went while the desktop was not
 * connected has neither an end nor a length.
 */

import { duration } from "../clock.js";
import { isListening, isRinging, isShown, otherEnd, otherEndText, ownPart, timeOnCall } from "./dialog.js";

const REMEMBERED = 30; // entries

const TALKED = ["ACTIVE", "HELD"];
const OVER = ["WRAP_UP", "DROPPED", "FAILED"];
const OFF_HOOK = ["INITIATING", "INITIATED"];

/** The desk with one more entry. `at` in ms of the server's clock. */
export function note(state, at, text) {
  const entry = { id: state.count, at, text };
  return { ...state, activity: [entry, ...state.activity].slice(0, REMEMBERED), count: state.count + 1 };
}

/** The desk with what the change of a dialog means for the agent; `before` is undefined for a new one. */
export function noteCall(state, before, dialog, now) {
  const { extension } = state.user;
  const told = whatHappened(before, dialog, extension);
  if (told === undefined) {
    return [state, told];
  }
  const own = ownPart(dialog, extension);
  return [note(state, own.since ?? now, entryOf(told, dialog, own, now)), told];
}

/** The desk with the end of a call that the server took from the list; `last` is the dialog as it went. */
export function noteEnd(state, old, last, now) {
  const { extension } = state.user;
  const was = ownPart(old, extension);
  if (!isShown(old, extension) || OVER.includes(was.state)) {
    return state; // never seen, or told already
  }
  const is = ownPart(last, extension);
  const known = is?.state === "DROPPED" && is.since !== undefined;
  const own = { ...was, startedAt: is?.startedAt ?? was.startedAt, state: "DROPPED", since: known ? is.since : now };
  const told = TALKED.includes(was.state) ? "ended" : "unanswered";
  return note(state, own.since, entryOf(told, old, own, now));
}

/** The desk with a call that is not there any more, and nobody saw it go. */
export function noteGone(state, old, now) {
  const { extension } = state.user;
  if (!isShown(old, extension) || OVER.includes(ownPart(old, extension).state)) {
    return state;
  }
  return note(state, now, ["activity.gone", { number: otherEndText(old, extension) }]);
}

/**
 * What of a desk is kept over a reload: of a call, only what tells whether it has changed meanwhile. Call variables and
 * whatever else a call carries are the customers'.
 */
export function kept({ user, dialogs, activity, count, monitored }) {
  const bare = dialogs.map(({ id, state, from, to, callType, participants }) => ({
    ...{ id, state, from, to, callType },
    ...{ variables: [], properties: {}, wrapUps: [] },
    participants: participants.filter((part) => part.address === user.extension),
  }));
  return { user, dialogs: bare, activity, count, monitored };
}

/** Which step of a call is worth an entry, if any. */
function whatHappened(before, dialog, extension) {
  if (!isShown(dialog, extension)) {
    return undefined;
  }
  const was = before && ownPart(before, extension)?.state;
  const is = ownPart(dialog, extension).state;
  if (OFF_HOOK.includes(is)) {
    // A number that is still being dialled is told when it is known.
    const told = before !== undefined && otherEnd(before, extension) !== "";
    return told || otherEnd(dialog, extension) === "" ? undefined : "dialling";
  }
  if (is === was) {
    return undefined;
  }
  if (is === "WRAP_UP" || is === "DROPPED") {
    if (before === undefined) {
      return is === "WRAP_UP" ? "ended" : undefined;
    }
    return TALKED.includes(was) ? "ended" : OVER.includes(was) ? undefined : "unanswered";
  }
  return {
    ALERTING: isRinging(dialog, extension) ? "ringing" : undefined,
    ACTIVE: isListening(dialog, extension) ? "listening" : "talking",
    HELD: "held",
    FAILED: "failed",
  }[is];
}

function entryOf(told, dialog, own, now) {
  const values = { number: otherEndText(dialog, own.address) };
  return [`activity.${told}`, told === "ended" ? { ...values, lasted: duration(timeOnCall(own, now)) } : values];
}
