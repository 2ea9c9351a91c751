/** A queue of callers. */
import { RestBase } from "../base/rest_base.js";

/**
 * A queue and its statistics, each of which is -1 on Unified CCX.
 * @public finesse.restservices.Queue
 */
export class Queue extends RestBase {
  static {
    Object.assign(this.prototype, { explicitSubscription: true });
  }

  /** `Queue` */
  getRestType() {
    return "Queue";
  }

  /** Its name. */
  getName() {
    return this.isLoaded()._data.name;
  }

  /** How many wait and since when, and what the agents do. */
  getStatistics() {
    return { ...this.isLoaded()._data.statistics };
  }
}
