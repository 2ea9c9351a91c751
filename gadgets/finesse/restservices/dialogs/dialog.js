/** A call. */
import { DialogBase } from "./dialog_base.js";
import { Actions, CallTypes, ParticipantStates, ReasonStates, States } from "./dialog_constants.js";

const DROPPABLE = [ParticipantStates.ACTIVE, ParticipantStates.ACCEPTED, ParticipantStates.HELD];

/**
 * A call as one of the agent's dialogs.
 * @public finesse.restservices.Dialog
 */
export class Dialog extends DialogBase {
  /** What can be asked of it. */
  static Actions = Actions;
  /** Its states. */
  static States = States;
  /** States of who takes part. */
  static ParticipantStates = ParticipantStates;
  /** Why it failed. */
  static ReasonStates = ReasonStates;
  /** Kinds of calls. */
  static CallTypes = CallTypes;

  /** Who calls. */
  getFromAddress() {
    return this.isLoaded()._data.fromAddress;
  }

  /** Who is called. */
  getToAddress() {
    return this.isLoaded()._data.toAddress;
  }

  /** What kind of call it is. */
  getCallType() {
    return this.isLoaded()._data.mediaProperties?.callType;
  }

  /** The number that was dialled. */
  getDNIS() {
    return this.isLoaded()._data.mediaProperties?.DNIS;
  }

  /** Since when the participant takes part, and in which state since when. */
  getParticipantTimerCounters(mediaAddress) {
    const found = this.getParticipants().find((participant) => participant.mediaAddress === mediaAddress);
    const { startTime, stateChangeTime, state } = found ?? {};
    return { startTime, stateChangeTime, state };
  }

  /** Agents that can be dropped from it, but for the one with that address. */
  getDroppableParticipants(filterExtension) {
    return this.getParticipants().filter(
      (participant) => participant.mediaAddress !== filterExtension && isDroppable(participant),
    );
  }

  /** Whether the participant with that address can be dropped. */
  isParticipantDroppable(mediaAddress) {
    const found = this.getParticipants().find((participant) => participant.mediaAddress === mediaAddress);
    return found !== undefined && isDroppable(found);
  }

  /** The callback that was promised, `{callbackTime, callbackNumber}`, or undefined. */
  getCallbackInfo() {
    return this.isLoaded()._data.scheduledCallbackInfo ?? undefined;
  }

  /** The value of a call variable, undefined where there is none of that name. */
  getCallVariable(name) {
    return this.getMediaProperties()[name];
  }

  /** Whether digits were sent in it. */
  isSentDTMF() {
    return this._sentDTMF === true;
  }

  /** Keep whether digits were sent in it. */
  setSentDTMF(sent) {
    this._sentDTMF = sent === true;
  }

  /** Drop another participant. */
  dropParticipant(mediaAddress, handlers) {
    return this.requestAction(mediaAddress, Actions.PARTICIPANT_DROP, handlers);
  }

  /** Leave it. */
  dropCall(mediaAddress, handlers) {
    return this.requestAction(mediaAddress, Actions.DROP, handlers);
  }

  /** Ask somebody while the caller waits. */
  makeConsultCall(mediaAddress, toAddress, handlers) {
    return this._request(
      { targetMediaAddress: mediaAddress, toAddress, requestedAction: Actions.CONSULT_CALL },
      handlers,
    );
  }

  /** Transfer it in a single step. */
  initiateDirectTransfer(mediaAddress, toAddress, handlers) {
    return this._request(
      { targetMediaAddress: mediaAddress, toAddress, requestedAction: Actions.TRANSFER_SST },
      handlers,
    );
  }

  /** Send digits. */
  sendDTMFRequest(mediaAddress, handlers, digits) {
    return this._requestWith(mediaAddress, Actions.SEND_DTMF, { dtmfString: digits }, handlers);
  }

  /** Give the reason for the wrap-up. */
  updateWrapUpReason(wrapUpReason, handlers) {
    return this._update({ wrapUpReason }, handlers);
  }

  /** Give several reasons for the wrap-up. */
  updateWrapUpItems(wrapUpItems, handlers) {
    return this._update({ wrapUpItems: { wrapUpItem: [wrapUpItems].flat() } }, handlers);
  }

  /** Set call variables: values by their names, or a list of `{name, value}`. */
  updateCallVariables(variables, handlers) {
    const list = Array.isArray(variables)
      ? variables.map(({ name, value }) => ({ name, value }))
      : Object.entries(variables ?? {}).map(([name, value]) => ({ name, value }));
    return this._update({ callvariables: { CallVariable: list } }, handlers);
  }

  /** Set one call variable. */
  updateCallVariable(name, value, handlers) {
    return this.updateCallVariables([{ name, value }], handlers);
  }

  /** Set when the customer is to be called back, as `2014-03-07T14:30` of his time. */
  updateCallbackTime(mediaAddress, callbackTime, handlers) {
    return this._requestWith(mediaAddress, Actions.UPDATE_SCHEDULED_CALLBACK, { callbackTime }, handlers);
  }

  /** Set at which number the customer is to be called back. */
  updateCallbackNumber(mediaAddress, callbackNumber, handlers) {
    return this._requestWith(mediaAddress, Actions.UPDATE_SCHEDULED_CALLBACK, { callbackNumber }, handlers);
  }

  /** Call the customer back no more. */
  cancelCallback(mediaAddress, handlers) {
    return this.requestAction(mediaAddress, Actions.CANCEL_SCHEDULED_CALLBACK, handlers);
  }

  /** Say what answered an outbound call. */
  reclassifyCall(mediaAddress, classification, handlers) {
    const outboundClassification = { outboundClassification: classification };
    return this._requestWith(mediaAddress, Actions.RECLASSIFY, outboundClassification, handlers);
  }

  _update(mediaProperties, handlers) {
    return this._request({ mediaProperties, requestedAction: Actions.UPDATE_CALL_DATA }, handlers);
  }

  _requestWith(targetMediaAddress, requestedAction, params, handlers) {
    const ActionParam = Object.entries(params).map(([name, value]) => ({ name, value }));
    return this._request({ targetMediaAddress, requestedAction, actionParams: { ActionParam } }, handlers);
  }
}

function isDroppable({ state, mediaAddressType }) {
  return DROPPABLE.includes(state) && mediaAddressType === "AGENT_DEVICE";
}
