/** What a gadget asks of the container: only told, or answered on a topic of the request itself. */

import { hubOf } from "../base/hub.js";
import { INFO } from "../base/hub_topics.js";
import { generateUUID } from "../utilities/uuid.js";

/** How long an answer of the container about a node is waited for. */
export const RESPONSE_MILLISECONDS = 30_000;
/** Answers about nodes waited for at the same time. */
export const RESPONSES_AT_ONCE = 500;

/** The requests of one frame. */
export class ContainerRequests {
  /**
   * @param {object} frame
   * @param {{add: function, remove: function}} subscribers
   */
  constructor(frame, subscribers) {
    this.frame = frame;
    this.subscribers = subscribers;
    this.waiting = new Map(); // by topic of the answer: its timer
  }

  /** Publish a request that has no answer of its own. */
  send(type, data, invokeID = generateUUID()) {
    hubOf(this.frame).publish(INFO.REQUESTS, { type, data, invokeID });
  }

  /**
   * Publish a request, and wait for its answer.
   *
   * @param {string} type
   * @param {object} data
   * @param {function(string=, object=): void} done with the request's id, and the error if any
   */
  ask(type, data, done) {
    if (this.waiting.size >= RESPONSES_AT_ONCE) {
      done(undefined, failure("Busy", "The container has not answered earlier requests."));
      return;
    }
    const id = generateUUID();
    const topic = `${INFO.RESPONSES}.${id}`;
    const answered = (answer) => {
      clearTimeout(this.waiting.get(topic));
      if (this.waiting.delete(topic)) {
        this.subscribers.remove(topic);
        done(id, answer ?? undefined);
      }
    };
    const late = () => answered(failure("Timeout", `The container did not answer ${type}.`));
    this.waiting.set(topic, setTimeout(late, RESPONSE_MILLISECONDS));
    this.subscribers.add(topic, answered, false);
    this.send(type, data, id);
  }
}

function failure(errorType, errorMessage) {
  return { error: { errorType, errorMessage } };
}
