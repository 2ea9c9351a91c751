/** A task of a medium other than voice; Unified CCX has none. */
import { DialogBase } from "./dialog_base.js";
import { TaskActions, TaskStates } from "./dialog_constants.js";

/**
 * A task, such as a chat or an e-mail.
 * @public finesse.restservices.MediaDialog
 */
export class MediaDialog extends DialogBase {
  /** What can be asked of it. */
  static TaskActions = TaskActions;
  /** Its states. */
  static States = TaskStates;

  /** Ask for an action, with its target where it needs one. */
  setTaskState(action, handlers, target) {
    return this._request({ requestedAction: action, ...(target ? { target } : {}) }, handlers);
  }

  /** Hand it on to a script selector. */
  transfer(target, handlers) {
    return this.setTaskState(TaskActions.TRANSFER, handlers, target);
  }

  /** Hand it on, and say why it ended. */
  transferWithWrapUp(target, wrapUpReason, handlers) {
    const requestedAction = TaskActions.TRANSFER;
    return this._request({ requestedAction, target, mediaProperties: { wrapUpReason } }, handlers);
  }

  /** Close it, and say why it ended. */
  closeWithWrapUp(wrapUpReason, handlers) {
    return this._request({ requestedAction: TaskActions.CLOSE, mediaProperties: { wrapUpReason } }, handlers);
  }
}
