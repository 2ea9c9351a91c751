/** Call control: a row for each call of the agent. */

import { isNews } from "../model/calls/news.js";
import { offerOf } from "../model/calls/offers.js";
import { Calls } from "../parts/calls/calls.js";

export function component({ say, session, properties, gadget }) {
  const announce = (text, urgent = false) => session.page.announce(text, urgent);
  const calls = new Calls({ say, ask: (ask) => session.ask(ask), properties, announce });
  const toggle = (action) => () => {
    const offer = offerOf(session.desk, action);
    if (offer !== undefined) {
      gadget.reveal(); // a shortcut opens it wherever the agent is
      calls.toggle(offer);
    }
  };
  let known;
  let news = 0;
  return {
    element: calls.element,
    update(desk) {
      news += isNews(known, desk, properties) ? 1 : 0;
      known = desk;
      calls.update(desk);
    },
    tick: (now) => calls.tick(now),
    /** How many calls there are. */
    get count() {
      return calls.rows.size;
    },
    /** How often something happened to them that is to be seen. */
    get news() {
      return news;
    },
    commands: {
      consult: toggle("CONSULT_CALL"),
      directTransfer: toggle("TRANSFER_SST"),
      keypad: toggle("SEND_DTMF"),
      drop: toggle("PARTICIPANT_DROP"),
      wrapUp: () => calls.openWrapUp(),
      saveVariables: () => calls.edited?.submit(),
      revertVariables: () => calls.edited?.takeBack(),
    },
    remove: () => calls.remove(),
  };
}
