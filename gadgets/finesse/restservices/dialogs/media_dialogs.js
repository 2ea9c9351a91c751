/** The tasks of an agent. */
import { Dialogs } from "./dialogs.js";
import { MediaDialog } from "./media_dialog.js";

/**
 * A user's dialogs, as those of a medium: who asks looks at `mediaProperties.mediaId`.
 * @public finesse.restservices.MediaDialogs
 */
export class MediaDialogs extends Dialogs {
  /** `MediaDialog` */
  getRestItemClass() {
    return MediaDialog;
  }
}
