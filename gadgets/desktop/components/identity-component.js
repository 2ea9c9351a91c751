/** The user's corner of the header. */

import { Identity } from "../parts/identity.js";

export function component({ say, session, run, services }) {
  const report = async () =>
    services.tell(say((await session.sendErrorReport()) ? "report.sent" : "report.failed"));
  const identity = new Identity(say, (ask) => session.ask(ask), {
    showShortcuts: () => run("list"),
    sendReport: () => void report(),
  });
  let reasons = [];
  return {
    element: identity.element,
    update(desk) {
      reasons = desk.reasons.LOGOUT;
      identity.update(desk);
    },
    tick() {},
    remove() {},
    commands: { signOut: () => identity.signOut(reasons), errorReport: () => void report() },
  };
}
