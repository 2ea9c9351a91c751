/**
 * The agent's desk: who the agent is, the calls, what was asked of the server and not yet answered, and what the
 * agent must be told. Pure: a state and an event give the next state and effects.
 *
 * A request never changes the desk by itself; what came of it arrives as a notification. Until then it is pending,
 * for a bounded time.
 *
 * Events: {type: "read", user, dialogs, reasons?, wrapUpReasons?, layouts?, now} · {type: "books", contacts} · {type: "heard", update, now} ·
 *   {type: "asked", ask, requestId, now} · {type: "accepted", key} · {type: "refused", key, error, now} · {type: "ticked", now} ·
 *   {type: "settled", key}: what was asked shows elsewhere · {type: "linked", connected} · {type: "dismissed", id}. Times are ms of the server's clock.
 * Asks: see asks.js.
 * Effects: {request: {key, method, path, body, requestId}} · {announce: text, urgent} ·
 *   {signedOut: {asked, reason}}. A text is [key, values], see texts.js.
 */

import { isAnsweredByCall, isDoneWhenAccepted, keyOf, requestOf } from "./asks.js";
import { otherEndText, ownPart } from "./calls/dialog.js";
import { errorCode, errorText } from "./errors.js";
import { note, noteCall, noteEnd, noteGone } from "./calls/history.js";
import { reasonText } from "./reason.js";
import { hasAskedNotReady } from "./voice_state.js";

const ANSWER_WITHIN = 10_000;
const NOTICE_STAYS = 20_000;

export const EMPTY = {
  user: undefined,
  dialogs: [],
  reasons: { NOT_READY: [], LOGOUT: [] },
  wrapUpReasons: [], // labels
  contacts: [],
  layouts: [], // of call variables
  connected: true,
  pending: {},
  notices: [],
  recorded: [], // calls that the agent records: {id, requestId}
  monitored: undefined, // whom a supervisor asked to listen to last: {name, extension}
  activity: [],
  leaving: false, // asked to be signed out
  count: 0, // ids given to notices and entries of the activity list
};

export function desk(state, event) {
  return HANDLERS[event.type](state, event);
}

const HANDLERS = {
  read(state, { user, dialogs, now, ...lists }) {
    const known = Object.fromEntries(Object.entries(lists).filter(([, list]) => list !== undefined));
    const [seen, effects] = hearUser({ ...state, ...known, pending: {} }, user, now);
    const gone = seen.dialogs.filter((old) => !dialogs.some((dialog) => dialog.id === old.id));
    const [fewer] = hearGone(seen, gone, now, (desk, old) => noteGone(desk, old, now));
    const [next, more] = hearDialogs(fewer, dialogs, now);
    return [next, [...effects, ...more]];
  },

  heard(state, { update, now }) {
    switch (update.type) {
      case "user":
        return hearUser(answered(state, "state"), update.user, now);
      case "userGone":
        return [state, [{ signedOut: { asked: false, reason: "" } }]];
      case "dialogs":
        return hearDialogs(update.dialogs.length > 0 ? answeredByCall(state) : state, update.dialogs, now);
      case "dialog":
        return hearDialogs(state, knownOrOpen(state, update.dialog), now);
      case "dialogsGone":
        return hearGone(state, update.dialogs, now, noteEnd);
      case "failure":
        return hearFailure(state, update, now);
      default:
        return [state, []];
    }
  },

  asked(state, { ask, requestId, now }) {
    const key = keyOf(ask);
    const wanted = state.connected && state.pending[key] === undefined && requestOf(state, ask);
    if (!wanted) {
      return [state, []];
    }
    const until = now + (ask.within ?? ANSWER_WITHIN);
    const pending = { ...state.pending, [key]: { ask, requestId, until } };
    const notices = state.notices.filter((notice) => notice.key !== aboutOf(key, ask));
    const { name, extension } = ask.member ?? {};
    const monitored = ask.to === "monitor" ? { name, extension } : state.monitored;
    return [{ ...state, pending, notices, monitored }, [{ request: { key, requestId, ...wanted } }]];
  },

  accepted(state, { key }) {
    const { ask, requestId } = state.pending[key] ?? {};
    if (ask === undefined || !isDoneWhenAccepted(ask)) {
      return [state, []];
    }
    const next = answered(state, key);
    return [
      ask.to === "record" ? { ...next, recorded: [...next.recorded, { id: ask.dialogId, requestId }] } : next,
      [],
    ];
  },

  refused(state, { key, error, now }) {
    const about = aboutOf(key, state.pending[key]?.ask);
    return notify({ ...answered(state, key), leaving: false }, about, errorText(error), now, errorCode(error));
  },

  ticked(state, { now }) {
    const late = Object.keys(state.pending).filter((key) => state.pending[key].until <= now);
    const notices = state.notices.filter((notice) => notice.until > now);
    let next = notices.length === state.notices.length ? state : { ...state, notices };
    const effects = [];
    for (const key of late) {
      const about = aboutOf(key, state.pending[key].ask);
      const [told, more] = notify(answered(next, key), about, ["error.noAnswer", {}], now);
      next = told;
      effects.push(...more);
    }
    return [next, effects];
  },

  books: (state, { contacts }) => [{ ...state, contacts }, []],

  settled: (state, { key }) => [answered(state, key), []],

  linked: (state, { connected }) => [{ ...state, connected, pending: connected ? state.pending : {} }, []],

  dismissed: (state, { id }) => [
    { ...state, notices: state.notices.filter((notice) => notice.id !== id) },
    [],
  ],
};

/** The state as it is shown: with its reason, and with the state that is to follow. */
export function stateText(user) {
  const named = [`state.${user.state}`, {}];
  const reason = reasonText(user.reason);
  return reason === "" ? named : ["state.withReason", { state: named, reason }];
}

function hearUser(state, heard, now) {
  const before = state.user;
  const user = { ...heard, askedNotReady: hasAskedNotReady(before, heard) };
  const next = { ...state, user };
  if (user.state === "LOGOUT" && before !== undefined) {
    return [next, [{ signedOut: { asked: state.leaving, reason: reasonText(user.reason) } }]];
  }
  if (before !== undefined && sameState(before, user)) {
    return [next, []];
  }
  const text = stateText(user);
  const announced =
    before === undefined ? [] : [{ announce: ["announce.state", { state: text }], urgent: false }];
  return [note(next, user.since ?? now, ["activity.state", { state: text }]), announced];
}

/**
 * Whether no new state has begun: the same reason chosen again begins one, a choice for after the call does not, nor
 * does a server that came back and does not know since when.
 */
const sameState = (one, other) =>
  one.state === other.state &&
  one.reason?.label === other.reason?.label &&
  (other.since === undefined || one.since === other.since || one.pendingState !== other.pendingState);

function hearDialogs(state, dialogs, now) {
  const effects = [];
  for (const dialog of dialogs) {
    const before = state.dialogs.find((old) => old.id === dialog.id);
    const list = before
      ? state.dialogs.map((old) => (old === before ? dialog : old))
      : [...state.dialogs, dialog];
    state = answered({ ...state, dialogs: list }, `dialog ${dialog.id}`);
    const [noted, told] = noteCall(state, before, dialog, now);
    state = noted;
    if (told === "ringing") {
      const text = ["announce.ringing", { number: otherEndText(dialog, state.user.extension) }];
      effects.push({ announce: text, urgent: true });
    }
  }
  return [state, effects];
}

/** An event of a call that the desk does not have is news only while the agent is on it. */
function knownOrOpen(state, dialog) {
  const known = state.dialogs.some((old) => old.id === dialog.id);
  const own = ownPart(dialog, state.user.extension);
  return known || (own !== undefined && own.state !== "DROPPED") ? [dialog] : [];
}

function hearGone(state, gone, now, noteOne) {
  let next = state;
  for (const last of gone) {
    const old = state.dialogs.find((dialog) => dialog.id === last.id);
    if (old !== undefined) {
      const dialogs = next.dialogs.filter((dialog) => dialog !== old);
      const recorded = next.recorded.filter(({ id }) => id !== old.id);
      next = noteOne(withoutCall({ ...next, dialogs, recorded }, old.id), old, last, now);
    }
  }
  return [next, []];
}

function hearFailure(state, { source, requestId, error }, now) {
  const asked = Object.keys(state.pending).find(
    (key) => requestId && state.pending[key].requestId === requestId,
  );
  const dialogId = /^\/finesse\/api\/Dialog\/([^/]+)$/.exec(source)?.[1];
  const key = asked ?? (dialogId ? `dialog ${dialogId}` : source.endsWith("/Dialogs") ? "call" : "state");
  const about = aboutOf(key, state.pending[key]?.ask);
  const recorded = state.recorded.filter((one) => requestId === "" || one.requestId !== requestId);
  const next = { ...answered(state, key), leaving: false, recorded };
  return notify(next, about, errorText(error), now, errorCode(error));
}

/** Under what a refusal is told: at its call, where it is of one. */
const aboutOf = (key, ask) => (ask?.dialogId === undefined ? key : `dialog ${ask.dialogId}`);

/** The desk without what was asked of a call that is gone. */
function withoutCall(state, id) {
  const asked = Object.keys(state.pending).filter((key) => state.pending[key].ask.dialogId === id);
  return asked.reduce(answered, state);
}

/** The desk without that pending request. A sign-out that is answered stays known until the agent is out. */
function answered(state, key) {
  if (state.pending[key] === undefined) {
    return state;
  }
  const { [key]: done, ...pending } = state.pending;
  return { ...state, pending, leaving: done.ask.to === "signOut" };
}

/** A call came into the list: what was asked to make one is answered. */
function answeredByCall(state) {
  return Object.keys(state.pending)
    .filter((key) => isAnsweredByCall(state.pending[key].ask))
    .reduce(answered, state);
}

function notify(state, key, text, now, code = "") {
  const notice = { id: state.count, key, text, code, until: now + NOTICE_STAYS };
  const notices = [...state.notices.filter((old) => old.key !== key), notice];
  return [{ ...state, notices, count: state.count + 1 }, [{ announce: text, urgent: true }]];
}
