/** The calls of an agent. */
import { handlersOf } from "../../utilities/handlers.js";
import { RestCollectionBase } from "../base/rest_collection_base.js";
import { bargeCall, newCall, superviseCall } from "./call_requests.js";
import { Dialog } from "./dialog.js";
import { CallTypes } from "./dialog_constants.js";

/**
 * A user's dialogs. One that comes is told as `collectionAdd`, one that goes as `collectionDelete`.
 * @public finesse.restservices.Dialogs
 */
export class Dialogs extends RestCollectionBase {
  /** `Dialogs` */
  getRestType() {
    return "Dialogs";
  }

  /** `Dialog` */
  getRestItemType() {
    return "Dialog";
  }

  /** `Dialog` */
  getRestItemClass() {
    return Dialog;
  }

  /** Call a number. */
  createNewCallDialog(toAddress, fromAddress, handlers) {
    return this._post(newCall(toAddress, fromAddress), handlers);
  }

  /** Listen to an agent's call, or what else `actionType` says. */
  createNewSuperviseCallDialog(toAddress, fromAddress, actionType, handlers) {
    return this._post(superviseCall(toAddress, fromAddress, actionType), handlers);
  }

  /** Take part in a call that is listened to. */
  createNewBargeCall(fromAddress, toAddress, actionType, dialogUri, handlers) {
    return this._post(bargeCall(fromAddress, toAddress, actionType, dialogUri), handlers);
  }

  /** How many there are, those that listen to others left out if asked for. */
  getDialogCount(excludeSilentMonitor) {
    const monitors = Object.values(this.getCollection()).filter(
      (dialog) => dialog.getData().mediaProperties?.callType === CallTypes.SUPERVISOR_MONITOR,
    );
    return this.length - (excludeSilentMonitor ? monitors.length : 0);
  }

  _post(content, handlers) {
    this.isLoaded();
    this.restRequest(this.getRestUrl(), { method: "POST", content, ...handlersOf(handlers) });
    return this;
  }
}
