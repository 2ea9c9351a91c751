/** The agent or supervisor. */
import { topicOf } from "../../base/hub_topics.js";
import { handlersOf } from "../../utilities/handlers.js";
import { arrayOf, idOf } from "../../utilities/lists.js";
import { hear } from "../base/hub_subscriptions.js";
import { settle } from "../base/pending_requests.js";
import { RestBase } from "../base/rest_base.js";
import { MediaPropertiesLayout } from "../configuration/media_properties_layout.js";
import { MediaPropertiesLayouts } from "../configuration/media_properties_layouts.js";
import { PhoneBooks } from "../configuration/phone_books.js";
import { Workflows } from "../configuration/workflows.js";
import { WrapUpReasons } from "../configuration/wrap_up_reasons.js";
import { bargeCall, newCall, superviseCall } from "../dialogs/call_requests.js";
import { Dialogs } from "../dialogs/dialogs.js";
import { MediaList } from "../media/media_list.js";
import { Queues } from "../queues/queues.js";
import { ClientLog } from "./client_log.js";
import { States, WorkMode, WrapUpMode } from "./user_constants.js";

/**
 * A user of Finesse: who he is, his state, his calls, and what he may choose from.
 * @public finesse.restservices.User
 */
export class User extends RestBase {
  /** The states. */
  static States = States;
  /** How a mobile agent works. */
  static WorkMode = WorkMode;
  /** Whether he wraps up. */
  static WrapUpMode = WrapUpMode;

  /** `User` */
  getRestType() {
    return "User";
  }

  /** His first name. */
  getFirstName() {
    return this.isLoaded()._data.firstName ?? "";
  }

  /** His last name. */
  getLastName() {
    return this.isLoaded()._data.lastName ?? "";
  }

  /** Both names. */
  getFullName() {
    return `${this.getFirstName()} ${this.getLastName()}`.trim();
  }

  /** The extension that he is signed in with, "" while he is not. */
  getExtension() {
    return this.isLoaded()._data.extension ?? "";
  }

  /** The state that he is in after the call, "" for none in particular. */
  getPendingState() {
    return this.isLoaded()._data.pendingState ?? "";
  }

  /** The id of the team that he belongs to. */
  getTeamId() {
    return this.isLoaded()._data.teamId;
  }

  /** Its name. */
  getTeamName() {
    return this.isLoaded()._data.teamName;
  }

  /** His state, one of `User.States`. */
  getState() {
    return this.isLoaded()._data.state;
  }

  /** When he came into it. */
  getStateChangeTime() {
    return this.isLoaded()._data.stateChangeTime;
  }

  /** Whether he wraps up after incoming calls, one of `User.WrapUpMode`. */
  getWrapUpOnIncoming() {
    return this.isLoaded()._data.settings?.wrapUpOnIncoming;
  }

  /** Whether he wraps up after outgoing calls, one of `User.WrapUpMode`. */
  getWrapUpOnOutgoing() {
    return this.isLoaded()._data.settings?.wrapUpOnOutgoing;
  }

  /** Whether he is an agent. */
  hasAgentRole() {
    return this.hasRole("Agent");
  }

  /** Whether he is a supervisor. */
  hasSupervisorRole() {
    return this.hasRole("Supervisor");
  }

  /** Whether he has the role of that name. */
  hasRole(name) {
    return arrayOf(this.isLoaded()._data.roles?.role).includes(name);
  }

  /** Whether he is a mobile agent. */
  isMobileAgent() {
    const { mobileAgent } = this.isLoaded()._data;
    return typeof mobileAgent === "object" && mobileAgent !== null;
  }

  /** One of `User.WorkMode`, null if he is no mobile agent. */
  getMobileAgentMode() {
    return this.isMobileAgent() ? (this._data.mobileAgent.mode ?? null) : null;
  }

  /** The number at which a mobile agent is called, else null. */
  getMobileAgentDialNumber() {
    return this.isMobileAgent() ? (this._data.mobileAgent.dialNumber ?? null) : null;
  }

  /** Whether a change of state that he asks for now is one for later. */
  isPendingStateChange() {
    return [States.TALKING, States.HOLD, States.RESERVED_OUTBOUND_PREVIEW].includes(this.getState());
  }

  /** Whether he is wrapping up. */
  isWrapUp() {
    return [States.WORK, States.WORK_READY].includes(this.getState());
  }

  /** Whether he has to wrap up after incoming calls. */
  isWrapUpRequired() {
    const required = [WrapUpMode.REQUIRED, WrapUpMode.REQUIRED_WITH_WRAP_UP_DATA];
    return required.includes(this.getWrapUpOnIncoming());
  }

  /** The label of the reason for his state, "" if there is none. */
  getReasonCodeLabel() {
    return this.isLoaded()._data.reasonCode?.label ?? "";
  }

  /** The id of the reason for his state, undefined if there is none. */
  getNotReadyReasonCodeId() {
    const { reasonCodeId } = this.isLoaded()._data;
    return reasonCodeId === "-1" ? undefined : reasonCodeId;
  }

  /** The reason for his state, `{category, code, forAll, id, label, uri, systemCode}`, or undefined. */
  getReasonCode() {
    return this.isLoaded()._data.reasonCode ?? undefined;
  }

  /** The teams that he supervises, `{id, name, uri}` each. */
  getSupervisedTeams() {
    return arrayOf(this.isLoaded()._data.teams?.Team);
  }

  /** The device that he uses of several, undefined where there is no choice. */
  getActiveDeviceId() {
    return this.isLoaded()._data.activeDeviceId ?? undefined;
  }

  /** The devices of his extension, `{deviceId, deviceType, deviceTypeName}` each. */
  getDevices() {
    return arrayOf(this.isLoaded()._data.devices?.device);
  }

  /** Sign in with an extension. */
  login(extension, handlers) {
    return this._put({ state: States.LOGIN, extension }, handlers);
  }

  /** Sign in as a mobile agent. */
  loginMobileAgent(extension, mode, dialNumber, handlers) {
    return this._put({ state: States.LOGIN, extension, mobileAgent: { mode, dialNumber } }, handlers);
  }

  /** Sign out, with a reason or null. */
  logout(reasonCode, handlers) {
    return this._put({ state: States.LOGOUT, ...reasonOf(reasonCode) }, handlers);
  }

  /** Ask for a state, with a reason as the lists of reasons have it, or null. */
  setState(state, reasonCode, handlers) {
    return this._put({ state, ...reasonOf(reasonCode) }, handlers);
  }

  /** Call a number. */
  makeCall(number, handlers) {
    return this._call(newCall(number, this.getExtension()), handlers);
  }

  /** Listen to an agent's call unheard. */
  makeSMCall(number, handlers) {
    return this._call(superviseCall(number, this.getExtension(), "SILENT_MONITOR"), handlers);
  }

  /** Take part in the call that is listened to: `dialogUri` is that of the listening. */
  makeBargeCall(number, dialogUri, handlers) {
    return this._call(bargeCall(this.getExtension(), number, "BARGE_CALL", dialogUri), handlers);
  }

  /** His calls, the same object each time: handlers that are given after the first time are not heard. */
  getDialogs(options) {
    return this._once("_dialogs", Dialogs, options);
  }

  /** His calls, loaded anew into an object of their own. */
  getDialogsNoCache(options) {
    this.isLoaded();
    this._dialogs = undefined;
    return this.getDialogs(options);
  }

  /** The queues that he serves. */
  getQueues(options) {
    return this._once("_queues", Queues, options);
  }

  /** The wrap-up reasons that he may give. */
  getWrapUpReasons(options) {
    return this._once("_wrapUpReasons", WrapUpReasons, options);
  }

  /** The phone books that he sees. */
  getPhoneBooks(options) {
    return this._once("_phoneBooks", PhoneBooks, options);
  }

  /** Load the workflows of his team; who is told by `options` gets them. */
  loadWorkflows(options) {
    this._once("_workflows", Workflows, options);
  }

  /** The layout of call variables. */
  getMediaPropertiesLayout(options) {
    return this._once("_mediaPropertiesLayout", MediaPropertiesLayout, options);
  }

  /** All layouts of call variables of his team. */
  getMediaPropertiesLayouts(options) {
    return this._once("_mediaPropertiesLayouts", MediaPropertiesLayouts, options);
  }

  /** The media that he may sign in to; none on Unified CCX. */
  getMediaList(options) {
    return this._once("_mediaList", MediaList, options);
  }

  /** Where his logs go. */
  getClientLog(options) {
    return this._once("_clientLog", ClientLog, options);
  }

  /** Ask for the reasons for Not Ready: `success` gets a list of `{label, id, ...}`, or undefined. */
  getNotReadyReasonCodes(handlers) {
    this._reasons("NOT_READY", handlers);
  }

  /** Ask for the reasons for signing out: `success` gets a list of `{label, id, ...}`, or undefined. */
  getSignoutReasonCodes(handlers) {
    this._reasons("LOGOUT", handlers);
  }

  /** Ask for one reason: `success` gets `{uri, label, id, ...}`. */
  getReasonCodeById(handlers, reasonCodeId) {
    const { success, error } = handlersOf(handlers);
    this.isLoaded();
    this.restRequest(`${this.getRestUrl()}/ReasonCode/${reasonCodeId}`, {
      success: ({ object }) => success?.(reason(object.ReasonCode ?? {})),
      error,
    });
  }

  _put(User, handlers) {
    this.isLoaded();
    this.restRequest(this.getRestUrl(), { method: "PUT", content: { User }, ...handlersOf(handlers) });
    return this;
  }

  _call(content, handlers) {
    this.isLoaded();
    const url = `${this.getRestUrl()}/Dialogs`;
    if (!this._hearsOfCalls) {
      this._hearsOfCalls = hear(topicOf(url), settle); // where a call that failed is told of
    }
    this.restRequest(url, { method: "POST", content, ...handlersOf(handlers) });
    return this;
  }

  _once(name, Class, options) {
    this.isLoaded();
    this[name] ??= new Class({ ...options, parentObj: this });
    return this[name];
  }

  _reasons(category, handlers) {
    const { success, error } = handlersOf(handlers);
    this.isLoaded();
    this.restRequest(`${this.getRestUrl()}/ReasonCodes?category=${category}`, {
      success: ({ object }) => success?.(object.ReasonCodes?.ReasonCode && reasons(object.ReasonCodes)),
      error,
    });
  }
}

function reasons({ ReasonCode }) {
  return arrayOf(ReasonCode).map(reason);
}

function reason(code) {
  return { ...code, id: idOf(code.uri) || code.id };
}

function reasonOf(reasonCode) {
  if (reasonCode === undefined || reasonCode === null) {
    return {};
  }
  return { reasonCodeId: typeof reasonCode === "object" ? reasonCode.id : reasonCode };
}
