/** The user's corner of the header. */

import { Identity } from "../parts/identity.js";

export function component({ say, session, run }) {
  const identity = new Identity(say, (ask) => session.ask(ask), { showShortcuts: () => run("list") });
  let reasons = [];
  return {
    element: identity.element,
    update(desk) {
      reasons = desk.reasons.LOGOUT;
      identity.update(desk);
    },
    tick() {},
    remove() {},
    commands: { signOut: () => identity.signOut(reasons) },
  };
}
