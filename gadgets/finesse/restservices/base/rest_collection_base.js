/** Collections of the REST API: they load whole, and then things are added, removed and changed. */
import { arrayOf, idOf } from "../../utilities/lists.js";
import { memberOf, RestBase } from "./rest_base.js";

const KINDS = { PUT: "change", POST: "add", DELETE: "delete" };

/**
 * A list of resources, by their ids. Beside the events of every object there are `collectionAdd` and
 * `collectionDelete`, each with the item.
 * @public finesse.restservices.RestCollectionBase
 */
export class RestCollectionBase extends RestBase {
  /** As every object; `onCollectionAdd` and `onCollectionDelete` hear of items. */
  init(options, callbacks, restObj) {
    this._collection = {};
    this.length = 0;
    super.init(options, callbacks, restObj);
  }

  /** The items by their ids. */
  getCollection() {
    this.isLoaded();
    return this._collection;
  }

  /**
   * The type of an item.
   * @returns {string}
   */
  getRestItemType() {
    throw new Error("getRestItemType(): not known of this class");
  }

  /**
   * The class of an item.
   * @returns {any}
   */
  getRestItemClass() {
    throw new Error("getRestItemClass(): not known of this class");
  }

  /** The path under which items are. */
  getRestItemBaseUrl() {
    return this.getRestUrl();
  }

  /** Load it anew: what is there is forgotten first. */
  get() {
    this._loaded = false;
    this._collection = {};
    this.length = 0;
    this._get((rsp) => this._tell("error", rsp));
    return this;
  }

  _kinds() {
    return [...super._kinds(), "collectionAdd", "collectionDelete"];
  }

  /** Make the collection what `data` lists. Of what is new or gone is told once the collection is loaded. */
  _take(data) {
    super._take(data);
    const items = this._itemsIn(data);
    const ids = new Set(items.map((item) => idOf(item.uri)));
    for (const id of Object.keys(this._collection)) {
      if (!ids.has(id)) {
        this._remove(id);
      }
    }
    for (const item of items) {
      this._put(item);
    }
  }

  _itemsIn(data) {
    return arrayOf(data?.[this.getRestItemType()]).filter(
      (item) => item !== null && typeof item === "object",
    );
  }

  _put(data) {
    const id = idOf(data.uri);
    const known = Object.hasOwn(this._collection, id) ? this._collection[id] : undefined;
    if (known !== undefined) {
      known._change("change", data);
      return;
    }
    const item = this._itemOf(id, data);
    this._collection[id] = item;
    this.length += 1;
    if (this._loaded) {
      this._tell("collectionAdd", item);
    }
  }

  /** An item made of what the collection says of it; of its changes the collection hears. */
  _itemOf(id, data) {
    return new (this.getRestItemClass())({ id, data, doNotSubscribe: true, ...this._itemOptions() });
  }

  _itemOptions() {
    return {};
  }

  _remove(id, data) {
    const item = Object.hasOwn(this._collection, id) ? this._collection[id] : undefined;
    if (item === undefined) {
      return;
    }
    delete this._collection[id];
    this.length -= 1;
    if (item.supportsSubscriptions) {
      item.unsubscribe();
    }
    item._change("delete", data ?? item.getData());
    this._tell("collectionDelete", item);
  }

  _updated({ event, data, source }) {
    if (source === this.getRestUrl()) {
      const listed = this._itemsIn(memberOf(data, this.getRestType()));
      const alone = memberOf(data, this.getRestItemType());
      for (const item of listed.length > 0 ? listed : arrayOf(alone)) {
        if (event === "DELETE") {
          this._remove(idOf(item.uri), item);
        } else if (event === "POST") {
          this._put(item);
        } else if (event === "PUT") {
          this._itemUpdated("change", item);
        }
      }
    } else if (KINDS[event] !== undefined) {
      this._itemUpdated(KINDS[event], memberOf(data, this.getRestItemType()));
    }
  }

  _itemUpdated(kind, data) {
    const id = idOf(data?.uri);
    if (Object.hasOwn(this._collection, id)) {
      if (kind === "delete") {
        this._remove(id, data);
      } else {
        this._collection[id]._change(kind, data);
      }
    }
  }
}
