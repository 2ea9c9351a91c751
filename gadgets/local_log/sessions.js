/**
 * The sessions whose logs this browser keeps, as `finesse/base/local_log.js` writes them. Pure, beside the storage
 * that it is given.
 */

const SESSIONS = "FinesseSessionsInfo";
const SWITCH = "finesse-lab.local-log";
const MOST = 100; // sessions and chunks that are looked for

/** The sessions, the latest first: {session, began, lines}; `began` is a Date, where its name is one. */
export function sessionsOf(storage) {
  const known = read(storage, SESSIONS);
  const names = Array.isArray(known) ? known.filter((one) => typeof one === "string") : [];
  return names
    .slice(-MOST)
    .reverse()
    .map((session) => ({ session, began: timeOf(session), lines: linesOf(storage, session) }));
}

/** Forget every session. */
export function forgetAll(storage) {
  const keys = Array.from({ length: storage.length }, (_none, at) => storage.key(at));
  keys.filter((key) => key === SESSIONS || /^Fi\d*(_\d+)?$/.test(key)).forEach((key) => storage.removeItem(key));
}

/** Whether desktops log here from their next sign-in on. */
export function isOn(storage) {
  return storage.getItem(SWITCH) === "true";
}

export function turn(storage, on) {
  if (on) {
    storage.setItem(SWITCH, "true");
  } else {
    storage.removeItem(SWITCH);
  }
}

function linesOf(storage, session) {
  const { first, last } = Object(read(storage, `Fi${session}`));
  if (!Number.isInteger(first) || !Number.isInteger(last) || first < 0) {
    return [];
  }
  const chunks = [];
  for (let at = Math.max(first, last - MOST); at <= last; at += 1) {
    chunks.push(storage.getItem(`Fi${session}_${at}`) ?? "");
  }
  return chunks.join("").split("\n").slice(0, -1);
}

function read(storage, key) {
  try {
    return JSON.parse(storage.getItem(key));
  } catch {
    return undefined;
  }
}

function timeOf(session) {
  return /^\d{12,14}$/.test(session) ? new Date(Number(session)) : undefined;
}
