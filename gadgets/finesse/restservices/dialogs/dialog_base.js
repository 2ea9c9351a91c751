/** What calls and tasks have in common. */
import { handlersOf } from "../../utilities/handlers.js";
import { arrayOf } from "../../utilities/lists.js";
import { RestBase } from "../base/rest_base.js";

/**
 * A dialog: who takes part, and what is known of it. Its changes are told to the collection that it is in.
 * @public finesse.restservices.DialogBase
 */
export class DialogBase extends RestBase {
  static {
    Object.assign(this.prototype, { supportsRequests: false, supportsSubscriptions: false });
  }

  /** `Dialog` */
  getRestType() {
    return "Dialog";
  }

  /** `Voice`, or what else it is. */
  getMediaType() {
    return this.isLoaded()._data.mediaType;
  }

  /** Its URI. */
  getDialogUri() {
    return this.isLoaded()._data.uri;
  }

  /** Its state. */
  getState() {
    return this.isLoaded()._data.state;
  }

  /** All that is known of it by name: its properties, and each call variable's value beside them. */
  getMediaProperties() {
    const { callvariables, ...properties } = this.isLoaded()._data.mediaProperties ?? {};
    for (const variable of arrayOf(callvariables?.CallVariable)) {
      properties[variable?.name] = variable?.value;
    }
    return properties;
  }

  /** Who takes part in it. */
  getParticipants() {
    return arrayOf(this.isLoaded()._data.participants?.Participant);
  }

  /** Ask for an action of the participant with that address. */
  requestAction(mediaAddress, action, handlers) {
    return this._request({ targetMediaAddress: mediaAddress, requestedAction: action }, handlers);
  }

  _request(Dialog, handlers) {
    this.isLoaded();
    this.restRequest(this.getRestUrl(), { method: "PUT", content: { Dialog }, ...handlersOf(handlers) });
    return this;
  }
}
