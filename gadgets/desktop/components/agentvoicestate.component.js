/** The agent's voice state in the header. */

import { StateControl } from "../parts/state_control.js";

export function component({ say, session }) {
  const control = new StateControl(say, (ask) => session.ask(ask));
  return {
    element: control.element,
    update: (desk) => control.update(desk),
    tick: (now) => control.tick(now),
    remove() {},
    commands: { notReady: () => control.openNotReady() },
  };
}
