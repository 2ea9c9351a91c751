/**
 * Who is signed in, kept for this browser tab so that a reload signs in again. The names in the storage are the
 * product's: gadgets read `userFinesseAuth` (Base64 of id:password) and `clientTimestampDrift` there.
 */

import { base64 } from "../notification/base64.js";

const AUTH = "userFinesseAuth";
const DRIFT = "clientTimestampDrift";
const EXTENSION = "userExtension";

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

export function remember({ user, password, extension }, drift) {
  sessionStorage.setItem(AUTH, base64(`${user}:${password}`));
  sessionStorage.setItem(EXTENSION, extension);
  sessionStorage.setItem(DRIFT, String(drift));
}

export function forget() {
  [AUTH, EXTENSION, DRIFT].forEach((key) => sessionStorage.removeItem(key));
}
