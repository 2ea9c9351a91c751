/** The queues that a user serves. */
import { RestCollectionBase } from "../base/rest_collection_base.js";
import { Queue } from "./queue.js";

/**
 * A user's queues. Each tells its statistics by a node of its own.
 * @public finesse.restservices.Queues
 */
export class Queues extends RestCollectionBase {
  static {
    Object.assign(this.prototype, { explicitSubscription: true });
  }

  /** `Queues` */
  getRestType() {
    return "Queues";
  }

  /** `Queue` */
  getRestItemType() {
    return "Queue";
  }

  /** `Queue` */
  getRestItemClass() {
    return Queue;
  }

  _itemOptions() {
    return { doNotSubscribe: false, doNotRefresh: true };
  }
}
