/**
 * Who is signed in to the console, kept for this browser tab so that a reload signs in again: until he signs out, or
 * does nothing for too long. No other tab has it, and the desktop's page forgets it before it loads any gadget.
 */

const KEPT = "finesse-lab.admin"; // desktop/main.js forgets it by this name

/** {user, password} of a tab that is signed in, unless nobody has done anything for too long. */
export function recalled(minutes) {
  try {
    const { user, password, at } = JSON.parse(sessionStorage.getItem(KEPT)) ?? {};
    const isOld = !(Date.now() - at < minutes * 60_000);
    if (typeof user === "string" && typeof password === "string" && !isOld) {
      return { user, password };
    }
  } catch {
    // nothing that can be read
  }
  sessionStorage.removeItem(KEPT);
  return undefined;
}

export class Account {
  /** @param {{user: string, password: string}} credentials @param {number} minutes that he may do nothing */
  constructor(credentials, minutes) {
    Object.assign(this, { ...credentials, minutes });
  }

  /** Signed in, from now on. */
  begin() {
    this.act();
  }

  /** He does something. */
  act() {
    this.at = Date.now();
    sessionStorage.setItem(KEPT, JSON.stringify({ user: this.user, password: this.password, at: this.at }));
  }

  /** Whether he has done nothing for too long. */
  get isIdle() {
    return Date.now() - this.at >= this.minutes * 60_000;
  }

  end() {
    sessionStorage.removeItem(KEPT);
  }
}
