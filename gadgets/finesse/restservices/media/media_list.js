/** The media that an agent may sign in to; Unified CCX has none but voice. */
import { RestCollectionBase } from "../base/rest_collection_base.js";
import { Media } from "./media.js";

/**
 * A user's media. Where the server has no such list it is empty.
 * @public finesse.restservices.MediaList
 */
export class MediaList extends RestCollectionBase {
  /** `MediaList` */
  getRestType() {
    return "MediaList";
  }

  /** Its path: `/Media` of the user. */
  getRestUrl() {
    return `${this._restObj?.getRestUrl() ?? "/finesse/api"}/Media`;
  }

  /** `Media` */
  getRestItemType() {
    return "Media";
  }

  /** `Media` */
  getRestItemClass() {
    return Media;
  }

  /** The medium of `id`; it tells `{onLoad, onError, onChange}` of itself. Throws if there is none. */
  getMedia({ id, onLoad, onError, onChange, mediaOptions } = {}) {
    const collection = this.getCollection();
    if (!Object.hasOwn(collection, id)) {
      throw new Error(`getMedia(): there is no medium ${id}`);
    }
    const media = collection[id];
    media.setMediaOptions(mediaOptions);
    for (const [kind, handler] of Object.entries({ change: onChange, error: onError, load: onLoad })) {
      if (typeof handler === "function") {
        media.addHandler(kind, handler);
      }
    }
    return media;
  }

  _itemOptions() {
    return { parentObj: this._restObj };
  }

  /** Whatever a server without media answers, it has none. */
  _get() {
    return super._get((rsp) => this._got({ ...rsp, object: { MediaList: null } }, () => {}));
  }
}
