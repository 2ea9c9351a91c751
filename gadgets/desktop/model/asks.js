/**
 * What an agent may ask of the server: one row for each ask, `{key, request}`. `key(ask)` names what it is about -
 * there is one request at a time for each, as the server would queue a second one; `request(desk, ask)` is the
 * request, or undefined where the desk does not allow it now.
 *
 * Asks: {to: "changeState", state, reason?} · {to: "signOut", reason?} · {to: "call", number} ·
 *   {to: "act", dialogId, action} · {to: "reach", dialogId, action, number} for a consultation or a direct transfer ·
 *   {to: "dropParticipant", dialogId, address} · {to: "record", dialogId} · {to: "wrapUp", dialogId, reasons}, by their labels ·
 *   {to: "setVariables", dialogId, values}, by the variables' names ·
 *   {to: "sendDigit", dialogId, digit, number, most, within}: `number` counts the digits of this call; of at most `most`
 *   the answer is awaited, for `within` ms. Of a supervisor, about a member of his team:
 *   {to: "force", loginId, member, state} · {to: "monitor", loginId, member}.
 *
 * What no notification tells of is done when the server has accepted it: `isDoneWhenAccepted`.
 */

import { digitKey, DIGITS, unanswered } from "./calls/digits.js";
import { ownPart } from "./calls/dialog.js";
import { excess, isSettable } from "./calls/editing.js";
import * as request from "./request.js";
import { mayMonitor, movesOf } from "./supervisor/member.js";
import { mayDial, maySignOut, stateMenu } from "./voice_state.js";
import { MOST } from "./wrap_up/wrap_up.js";

const BARGE = "BARGE_CALL"; // an action of the call that a supervisor listens by, which he asks of his own list

const STATE = () => "state";
const CALL = () => "call";
const MEMBER = ({ loginId }) => `member ${loginId}`;
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
      if (!actionsOf({ user, dialogs }, dialogId).includes(action)) {
        return undefined;
      }
      const { loginId, extension } = user;
      return action === BARGE
        ? request.superviseCall(loginId, BARGE, extension, listenedTo(dialogs, dialogId), dialogId)
        : request.actOnDialog(dialogId, extension, action);
    },
  },
  reach: {
    key: DIALOG,
    request(desk, { dialogId, action, number }) {
      return number !== "" && actionsOf(desk, dialogId).includes(action)
        ? request.actOnDialog(dialogId, desk.user.extension, action, { toAddress: number })
        : undefined;
    },
  },
  dropParticipant: {
    key: DIALOG,
    request(desk, { dialogId, address }) {
      return actionsOf(desk, dialogId).includes("PARTICIPANT_DROP")
        ? request.actOnDialog(dialogId, address, "PARTICIPANT_DROP")
        : undefined;
    },
  },
  record: {
    key: ({ dialogId }) => `record ${dialogId}`,
    isDoneWhenAccepted: true,
    request(desk, { dialogId }) {
      return actionsOf(desk, dialogId).includes("START_RECORDING")
        ? request.actOnDialog(dialogId, desk.user.extension, "START_RECORDING")
        : undefined;
    },
  },
  sendDigit: {
    key: digitKey,
    isDoneWhenAccepted: true,
    request(desk, { dialogId, digit, most }) {
      const isFull = unanswered(desk, dialogId) >= most;
      return !isFull && DIGITS.includes(digit) && actionsOf(desk, dialogId).includes("SEND_DTMF")
        ? request.sendDigits(dialogId, desk.user.extension, digit)
        : undefined;
    },
  },
  wrapUp: {
    key: DIALOG,
    request(desk, { dialogId, reasons }) {
      const had = desk.dialogs.find(({ id }) => id === dialogId)?.wrapUps ?? [];
      const known = reasons.every((each) => desk.wrapUpReasons.includes(each) || had.includes(each));
      return mayUpdate(desk, dialogId) && known && reasons.length <= MOST
        ? request.updateCallData(dialogId, { wrapUps: reasons })
        : undefined;
    },
  },
  setVariables: {
    key: DIALOG,
    request(desk, { dialogId, values }) {
      const entries = Object.entries(values);
      const fit = entries.every(([name, value]) => isSettable(name) && excess(name, value) === 0);
      return mayUpdate(desk, dialogId) && entries.length > 0 && fit
        ? request.updateCallData(dialogId, { variables: values })
        : undefined;
    },
  },
  force: {
    key: MEMBER,
    request(desk, { loginId, member, state }) {
      return movesOf(desk, member).includes(state) ? request.changeState(loginId, state) : undefined;
    },
  },
  monitor: {
    key: MEMBER,
    request(desk, { member }) {
      const { loginId, extension } = desk.user;
      return mayMonitor(desk, member)
        ? request.superviseCall(loginId, "SILENT_MONITOR", extension, member.extension)
        : undefined;
    },
    answeredByCall: true,
  },
};

/** Whether what comes of an ask shows as a call of the asker's own. */
export const isAnsweredByCall = (ask) => ask.to === "call" || ASKS[ask.to].answeredByCall === true;

/** What an ask is about, as `pending` and the notices of the desk name it. */
export const keyOf = (ask) => ASKS[ask.to].key(ask);

/** Whether an ask is answered when the server accepts it, since nothing is told of it. */
export const isDoneWhenAccepted = (ask) => ASKS[ask.to].isDoneWhenAccepted === true;

/** The request of an ask, {method, path, body}, or undefined where the desk does not allow it. */
export const requestOf = (desk, ask) => ASKS[ask.to].request(desk, ask);

const mayUpdate = (desk, dialogId) => actionsOf(desk, dialogId).includes("UPDATE_CALL_DATA");

/** What the server lets the agent do with a call now. */
function actionsOf({ user, dialogs }, dialogId) {
  const dialog = dialogs.find(({ id }) => id === dialogId);
  return (dialog && ownPart(dialog, user.extension)?.actions) ?? [];
}

/** The extension of the agent whom the supervisor listens to by this call. */
const listenedTo = (dialogs, dialogId) => dialogs.find(({ id }) => id === dialogId).to;
