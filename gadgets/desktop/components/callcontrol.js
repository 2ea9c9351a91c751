/** Call control: a row for each call of the agent. */

import { Calls } from "../parts/calls/calls.js";

export function component({ say, session }) {
  const calls = new Calls(say, (ask) => session.ask(ask));
  return {
    element: calls.element,
    update: (desk) => calls.update(desk),
    tick: (now) => calls.tick(now),
    /** How many calls there are. */
    get count() {
      return calls.rows.size;
    },
    remove() {},
  };
}
