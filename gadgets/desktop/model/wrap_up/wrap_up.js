/** Wrap-up of calls: which reasons there are, which calls take them, and whether one must be given first. */

import { ownPart } from "../calls/dialog.js";
import { isWrappingUp } from "../voice_state.js";

/** Most reasons of one call. */
export const MOST = 5;

/** Calls that came in, of which those of the contact centre have a queue. */
const CAME_IN = /^(ACD_IN|PREROUTE_ACD_IN|PREROUTE_DIRECT_AGENT|TRANSFER|CONFERENCE)$/;
const WENT_OUT = /^(OUT|OUTBOUND.*)$/;

/** The reasons of `<WrapUpReasons>`, by their labels, in the order delivered. */
export const readWrapUpReasons = (xml) =>
  xml
    .all("WrapUpReason")
    .map((reason) => reason.at("label"))
    .filter((label) => label !== "");

/** Whether a call's wrap-up can be told now: there are reasons, the server takes them, and it is such a call. */
export function takesReasons({ user, wrapUpReasons }, dialog, { enableWrapupButtonForAllCallTypes }) {
  const may = ownPart(dialog, user.extension)?.actions.includes("UPDATE_CALL_DATA") ?? false;
  return may && wrapUpReasons.length > 0 && (enableWrapupButtonForAllCallTypes || isSuchACall(dialog));
}

function isSuchACall({ callType, properties }) {
  return WENT_OUT.test(callType) || (CAME_IN.test(callType) && (properties.queueName ?? "") !== "");
}

/** The call that an agent must give a reason for before he may leave his wrap-up, or undefined. */
export function waitsForReason(desk, properties) {
  const { user, dialogs } = desk;
  return properties.forceWrapUp && isWrappingUp(user)
    ? dialogs.find(
        (dialog) =>
          ownPart(dialog, user.extension)?.state === "WRAP_UP" &&
          dialog.wrapUps.length === 0 &&
          takesReasons(desk, dialog, properties),
      )
    : undefined;
}
