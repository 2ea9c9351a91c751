/** A medium that an agent may sign in to; Unified CCX has voice alone. */
import { handlersOf } from "../../utilities/handlers.js";
import { named } from "../base/named.js";
import { RestBase } from "../base/rest_base.js";
import { MediaDialogs } from "../dialogs/media_dialogs.js";

const LOGGED_OUT = [undefined, null, "", "LOGOUT"];

/**
 * A media routing domain, and the agent's state in it.
 * @public finesse.restservices.Media
 */
export class Media extends RestBase {
  /** The states. */
  static States = named(
    ...[
      "LOGIN",
      "LOGOUT",
      "NOT_READY",
      "READY",
      "RESERVED",
      "ACTIVE",
      "PAUSED",
      "WORK",
      "WORK_READY",
      "INTERRUPTED",
    ],
  );

  static {
    Object.assign(this.prototype, { supportsSubscriptions: false });
  }

  /** `Media` */
  getRestType() {
    return "Media";
  }

  /** Its path, which is one of the user's. */
  getRestUrl() {
    return this._data.uri ?? super.getRestUrl();
  }

  /** Its id. */
  getMediaId() {
    return this.isLoaded()._data.id;
  }

  /** Its name. */
  getName() {
    return this.isLoaded()._data.name;
  }

  /** The agent's state in it. */
  getState() {
    return this.isLoaded()._data.state;
  }

  /** The id of the reason for it. */
  getReasonCodeId() {
    return this.isLoaded()._data.reasonCodeId;
  }

  /** The label of the reason for it. */
  getReasonCodeLabel() {
    const data = this.isLoaded()._data;
    return (data.reasonCode ?? data.ReasonCode)?.label ?? "";
  }

  /** How many tasks he takes at a time. */
  getMaxDialogLimit() {
    return this.isLoaded()._data.maxDialogLimit;
  }

  /** What tasks do when another medium interrupts, one of `InterruptActions`. */
  getInterruptAction() {
    return this.isLoaded()._data.interruptAction;
  }

  /** What becomes of tasks at sign-out, one of `DialogLogoutActions`. */
  getDialogLogoutAction() {
    return this.isLoaded()._data.dialogLogoutAction;
  }

  /** Whether other media may interrupt it, `"true"` or `"false"`. */
  getInterruptible() {
    return this.isLoaded()._data.interruptible;
  }

  /** Whether tasks come to the agent, `"true"` or `"false"`. */
  getRoutable() {
    return this.isLoaded()._data.routable;
  }

  /** Whether the agent is signed in to it. */
  isLoggedIn() {
    return !LOGGED_OUT.includes(this.getState());
  }

  /** Whether he is wrapping up. */
  isInWork() {
    return [Media.States.WORK, Media.States.WORK_READY].includes(this.getState());
  }

  /** Sign in: `{maxDialogLimit, interruptAction, dialogLogoutAction, handlers}`. */
  login(params = {}) {
    const { maxDialogLimit, interruptAction, dialogLogoutAction } = {
      ...this._options.mediaOptions,
      ...params,
    };
    return this._put({ state: "LOGIN", maxDialogLimit, interruptAction, dialogLogoutAction }, params);
  }

  /** Sign out, with a reason or null: `{handlers}`. */
  logout(reasonCode, params) {
    return this.setState("LOGOUT", reasonCode, params);
  }

  /** Ask for a state, with a reason or null. */
  setState(state, reasonCode, handlers) {
    const reason = reasonCode ? { reasonCodeId: reasonCode.id ?? reasonCode } : {};
    return this._put({ state, ...reason }, handlers);
  }

  /** Ask for tasks to come or not: `{routable, handlers}`. */
  setRoutable(params = {}) {
    return this._put({ routable: params.routable }, params);
  }

  /** The agent's tasks: those of this medium have its id in `mediaProperties.mediaId`. */
  getMediaDialogs(options) {
    this.isLoaded();
    this._mediaDialogs ??= new MediaDialogs({ ...options, parentObj: this._restObj });
    return this._mediaDialogs;
  }

  /** Remember how to sign in when nobody says it. */
  setMediaOptions(mediaOptions) {
    this._options = { ...this._options, mediaOptions };
  }

  _put(fields, handlers) {
    this.isLoaded();
    const given = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
    this.restRequest(this.getRestUrl(), {
      method: "PUT",
      content: { Media: given },
      ...handlersOf(handlers),
    });
    return this;
  }
}
