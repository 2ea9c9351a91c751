/** What the API is asked for a call that does not exist yet. */

/** A call to a number. */
export function newCall(toAddress, fromAddress) {
  return superviseCall(toAddress, fromAddress, "MAKE_CALL");
}

/** A call about the calls of others: `SILENT_MONITOR`. */
export function superviseCall(toAddress, fromAddress, requestedAction) {
  return { Dialog: { requestedAction, toAddress, fromAddress } };
}

/** A call into one that is listened to. */
export function bargeCall(fromAddress, toAddress, requestedAction, associatedDialogUri) {
  return { Dialog: { fromAddress, toAddress, requestedAction, associatedDialogUri } };
}
