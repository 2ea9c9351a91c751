/**
 * What an agent may ask of the server: one row for each ask, `{key, request}`. `key(ask)` names what it is about -
 * there is one request at a time for each, as the server would queue a second one; `request(desk, ask)` is the
 * request, or undefined where the desk does not allow it now.
 *
 * Asks: {to: "changeState", state, reason?} · {to: "signOut", reason?} · {to: "call", number} ·
 *   {to: "act", dialogId, action}.
 */

import { ownPart } from "./calls/dialog.js";
import * as request from "./request.js";
import { mayDial, maySignOut, stateMenu } from "./voice_state.js";

const STATE = () => "state";
const CALL = () => "call";
const DIALOG = ({ dialogId }) => `dialog ${dialogId}`;

const ASKS = {
  changeState: {
    key: STATE,
    request({ user, reasons }, { state, reason }) {
      const offered = stateMenu(user, reasons.NOT_READY).some(
        (item) => item.state === state && item.reason?.id === reason?.id,
      );
      return offered ? request.changeState(user.loginId, state, { reasonCodeId: reason?.id }) : undefined;
    },
  },
  signOut: {
    key: STATE,
    request({ user, reasons }, { reason }) {
      const offered = reasons.LOGOUT.length === 0 ? reason === undefined : reasons.LOGOUT.includes(reason);
      return maySignOut(user) && offered
        ? request.changeState(user.loginId, "LOGOUT", { reasonCodeId: reason?.id })
        : undefined;
    },
  },
  call: {
    key: CALL,
    request({ user }, { number }) {
      return mayDial(user) && number !== ""
        ? request.makeCall(user.loginId, user.extension, number)
        : undefined;
    },
  },
  act: {
    key: DIALOG,
    request({ user, dialogs }, { dialogId, action }) {
      return actionsOf({ user, dialogs }, dialogId).includes(action)
        ? request.actOnDialog(dialogId, user.extension, action)
        : undefined;
    },
  },
};

/** What an ask is about, as `pending` and the notices of the desk name it. */
export const keyOf = (ask) => ASKS[ask.to].key(ask);

/** The request of an ask, {method, path, body}, or undefined where the desk does not allow it. */
export const requestOf = (desk, ask) => ASKS[ask.to].request(desk, ask);

/** What the server lets the agent do with a call now. */
function actionsOf({ user, dialogs }, dialogId) {
  const dialog = dialogs.find(({ id }) => id === dialogId);
  return (dialog && ownPart(dialog, user.extension)?.actions) ?? [];
}
