/** The agent's voice state in the header. */

import { StateControl } from "../parts/state_control.js";

export function component({ say, session, properties, run }) {
  const ask = (one) => session.ask(one);
  const control = new StateControl({ say, ask, properties, giveReason: () => run("wrapUp") });
  return {
    element: control.element,
    update: (desk) => control.update(desk),
    tick: (now) => control.tick(now),
    remove() {},
    commands: { ready: () => control.goReady(), notReady: () => control.openNotReady() },
  };
}
