/** Who in a frame hears which topic: one subscription at the hub for all callbacks of a topic. */

import { hubOf } from "../base/hub.js";

/** The subscriptions of one frame. */
export class TopicSubscribers {
  /**
   * @param {object} frame
   * @param {function(): boolean} isFailing whether the desktop fails over now
   * @param {function(Function, ...*): void} call calls a callback, which may throw
   */
  constructor(frame, isFailing, call) {
    this.frame = frame;
    this.isFailing = isFailing;
    this.call = call;
    this.topics = new Map(); // by topic: {id, callbacks: Map of callback to disableDuringFailover}
  }

  /** Let a callback hear a topic. False if it hears it already. */
  add(topic, callback, disableDuringFailover) {
    const known = this.topics.get(topic);
    if (known?.callbacks.has(callback)) {
      return false;
    }
    if (known) {
      known.callbacks.set(callback, disableDuringFailover);
      return true;
    }
    const callbacks = new Map([[callback, disableDuringFailover]]);
    const subscription = { id: undefined, callbacks };
    this.topics.set(topic, subscription); // before: the hub may tell at once what it has
    subscription.id = hubOf(this.frame).subscribe(topic, (_topic, data) => this.#tell(callbacks, data));
    return true;
  }

  /** Let a callback hear a topic no more; without it, let none. False if there was none. */
  remove(topic, callback) {
    const known = this.topics.get(topic);
    if (known === undefined || (callback !== undefined && !known.callbacks.delete(callback))) {
      return false;
    }
    if (callback === undefined || known.callbacks.size === 0) {
      this.topics.delete(topic);
      hubOf(this.frame).unsubscribe(known.id);
    }
    return true;
  }

  #tell(callbacks, data) {
    for (const [callback, disabled] of [...callbacks]) {
      if (callbacks.has(callback) && !(this.isFailing() && disabled)) {
        this.call(callback, data);
      }
    }
  }
}
