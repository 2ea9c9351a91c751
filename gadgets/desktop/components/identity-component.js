/** The user's corner of the header. */

import { Identity } from "../parts/identity.js";

export function component({ say, session, run, services, places, properties }) {
  const report = async () =>
    services.tell(say((await session.sendErrorReport()) ? "report.sent" : "report.failed"));
  const identity = new Identity(say, (ask) => session.ask(ask), {
    showShortcuts: properties.enableShortCutKeys ? () => run("list") : undefined,
    sendReport: () => void report(),
    resetLayout: () => run("resetLayout"),
    alerts: services.alerts,
  });
  places.watch((isAny) => identity.customised(isAny));
  const stop = services.watchChannels((channels) => {
    const holding = channels.find(({ state }) => state.signOutHeld);
    const label = holding?.state.label || holding?.menu.label;
    identity.hold(holding && (holding.state.signOutText || say("user.channelHint", { channel: label })));
  });
  let reasons = [];
  return {
    element: identity.element,
    update(desk) {
      reasons = desk.reasons.LOGOUT;
      identity.update(desk);
    },
    tick() {},
    remove: stop,
    commands: { signOut: () => identity.signOut(reasons), errorReport: () => void report() },
  };
}
