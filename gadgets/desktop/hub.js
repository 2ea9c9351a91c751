/**
 * The desktop's hub: topics that any part of the page may publish on and subscribe to. Notifications travel on the
 * topic made of their node, as gadgets expect: `/finesse/api/User/1001/Dialogs` is `finesse.api.User.1001.Dialogs`.
 * In a subscription `*` stands for one token and a last `**` for all that follow.
 */

export class Hub {
  constructor() {
    this.subscriptions = new Map();
    this.count = 0;
  }

  /** Call `hear(topic, data)` for each publication on a matching topic. Returns an id for `unsubscribe`. */
  subscribe(pattern, hear) {
    this.count += 1;
    const id = `s${this.count}`;
    this.subscriptions.set(id, { tokens: pattern.split("."), hear });
    return id;
  }

  unsubscribe(id) {
    this.subscriptions.delete(id);
  }

  /** Tell every subscriber, in the order they came. One that fails is reported and does not stop the others. */
  publish(topic, data) {
    const tokens = topic.split(".");
    for (const { tokens: pattern, hear } of [...this.subscriptions.values()]) {
      if (matches(pattern, tokens)) {
        try {
          hear(topic, data);
        } catch (error) {
          globalThis.reportError(error);
        }
      }
    }
  }
}

/** The topic on which the notifications of a pubsub node are published. */
export function topicOf(node) {
  return node.replace(/^\//, "").replaceAll("/", ".");
}

function matches(pattern, tokens) {
  const rest = pattern.at(-1) === "**";
  if (rest ? tokens.length < pattern.length : tokens.length !== pattern.length) {
    return false;
  }
  return pattern.every((token, at) => token === "*" || token === "**" || token === tokens[at]);
}
