/**
 * Who is signed in, kept for this browser tab so that a reload signs in again. The names in the storage are the
 * product's: gadgets read `userFinesseAuth` (Base64 of id:password) and `clientTimestampDrift` there, and their log
 * lines have `finSessKey` and the server's time in its zone, `serverTimezoneOffset`. The extension that was used last
 * outlives the tab, in the product's cookie.
 */

import { base64 } from "../notification/base64.js";

const AUTH = "userFinesseAuth";
const DRIFT = "clientTimestampDrift";
const ZONE = "serverTimezoneOffset";
const EXTENSION = "userExtension";
const SESSION = "finSessKey";
const LOCAL_LOG = "enableLocalLog";
const LOCAL_LOG_SWITCH = "finesse-lab.local-log"; // of the viewer, local_log/sessions.js
const COOKIE = "finesse_ag_extension";
const REMEMBERED = 30 * 24 * 3600; // seconds (unconfirmed)

/** {user, password, extension}, or undefined when nobody is signed in here. */
export function remembered() {
  const auth = sessionStorage.getItem(AUTH);
  const extension = sessionStorage.getItem(EXTENSION);
  if (auth === null || extension === null) {
    return undefined;
  }
  const bytes = Uint8Array.from(atob(auth), (character) => character.charCodeAt(0));
  const [, user, password] = /^([^:]*):(.*)$/s.exec(new TextDecoder().decode(bytes)) ?? [];
  return user === undefined ? undefined : { user, password, extension };
}

/** With how far the server's clock is ahead of ours, ms, and its local time ahead of UTC, minutes, if it says that. */
export function remember({ user, password, extension }, { drift, zone }) {
  sessionStorage.setItem(AUTH, base64(`${user}:${password}`));
  sessionStorage.setItem(EXTENSION, extension);
  sessionStorage.setItem(DRIFT, String(drift));
  if (zone !== undefined) {
    sessionStorage.setItem(ZONE, String(zone));
  }
  sessionStorage.setItem(SESSION, sessionStorage.getItem(SESSION) ?? String(Date.now()));
  const isSwitchedOn = globalThis.localStorage?.getItem(LOCAL_LOG_SWITCH) === "true";
  if (isSwitchedOn || new URLSearchParams(location.search).get("lls") === "true") {
    sessionStorage.setItem(LOCAL_LOG, "true");
  }
  const value = encodeURIComponent(extension.toWellFormed());
  document.cookie = `${COOKIE}=${value}; path=/desktop; max-age=${REMEMBERED}; secure; samesite=strict`;
}

/** The extension of the last sign-in in this browser, or "". */
export function lastExtension() {
  const [, value = ""] = new RegExp(`(?:^|; )${COOKIE}=([^;]*)`).exec(document.cookie) ?? [];
  try {
    return decodeURIComponent(value);
  } catch {
    return "";
  }
}

export function forget() {
  [AUTH, EXTENSION, DRIFT, ZONE, SESSION, LOCAL_LOG].forEach((key) => sessionStorage.removeItem(key));
}
