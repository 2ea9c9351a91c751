/**
 * When a workflow is tried: one row for each trigger set of the API, whether it is there by the agent's own leg of the
 * call. The comparisons that a trigger set lists say more, of the media and of the type of the call.
 *
 * Of the names only CALL_ARRIVES is confirmed, and how a leg's states mean the others is not.
 */

import { ownPart } from "../calls/dialog.js";

const OVER = ["DROPPED", "WRAP_UP"];
const TALKING = ["ACTIVE", "HELD"];

const TRIGGERS = {
  CALL_ARRIVES: ({ own }) => own.state === "ALERTING" && !isPreview(own),
  CALL_PREVIEWED: ({ own }) => isPreview(own),
  CALL_MADE: (call) => isMade(call) && (call.own.state === "INITIATED" || TALKING.includes(call.own.state)),
  CALL_ANSWERED: (call) => TALKING.includes(call.own.state) && !isMade(call),
  CALL_ENDS: ({ own }) => OVER.includes(own.state),
};

/** Every trigger set there is. */
export const TRIGGER_SETS = Object.keys(TRIGGERS);

/** Which trigger sets are there in the present state of a call; none where the agent is not on it. */
export function triggersOf(dialog, extension) {
  const own = ownPart(dialog, extension);
  return own === undefined
    ? []
    : TRIGGER_SETS.filter((name) => TRIGGERS[name]({ own, dialog, extension }));
}

/** A call that a campaign offers, and that its agent may accept or decline. */
const isPreview = (own) => own.actions.includes("ACCEPT");

/** A call that the agent makes; one of a campaign is the campaign's, which is answered by the customer. */
const isMade = ({ dialog, extension }) => dialog.from === extension && !dialog.callType.startsWith("OUTBOUND");
