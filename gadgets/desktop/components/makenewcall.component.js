/** Making a call, from the header. */

import { Dialler } from "../parts/calls/dialler.js";

export function component({ say, session }) {
  const dialler = new Dialler(say, (ask) => session.ask(ask));
  return {
    element: dialler.element,
    update: (desk) => dialler.update(desk),
    tick() {},
    remove() {},
    commands: { dialler: () => dialler.open() },
  };
}
