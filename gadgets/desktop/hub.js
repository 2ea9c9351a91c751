/**
 * The desktop's hub: topics on which gadgets and the parts of the page publish and to which they subscribe. It is the
 * OpenAjax hub of the gadgets' scripts, in which the page is one client, `gadgets.Hub`, and each gadget's frame is
 * another. A page without those scripts has a hub of its own, for its parts alone.
 *
 * What a gadget publishes is relayed on every topic, those of the container included, as the product does; so the
 * desktop itself believes nothing that it hears there, and acts on requests only, in the name of who made them.
 */

/** The client of what the page itself publishes. */
export const PAGE = "finesse_desktop";

export class Hub {
  /** @param {object} [frame] the window with the gadgets' scripts */
  constructor(frame = globalThis) {
    const { gadgets, OpenAjax } = frame;
    this.gone = [];
    this.closing = [];
    if (gadgets?.pubsub2router === undefined) {
      this.client = new LocalClient();
      return;
    }
    this.managed = gadgets.pubsub2router.init({
      onClientDropped: (container) => this.gone.forEach((hear) => hear(container.getClientID())),
    });
    const { InlineContainer, InlineHubClient } = OpenAjax.hub;
    const onSecurityAlert = (_source, alert) => console.warn(`security alert of the hub: ${alert}`);
    const container = new InlineContainer(this.managed, PAGE, { Container: { onSecurityAlert } });
    this.client = new InlineHubClient({ HubClient: { onSecurityAlert }, InlineHubClient: { container } });
    this.client.connect();
    gadgets.Hub = this.client;
  }

  /** Call `hear(topic, data, client)` for each publication on a matching topic. Returns an id for `unsubscribe`. */
  subscribe(pattern, hear) {
    return this.client.subscribe(pattern, (topic, data) => hear(topic, data, this.speaker));
  }

  unsubscribe(id) {
    this.client.unsubscribe(id);
  }

  publish(topic, data) {
    this.client.publish(topic, data);
  }

  /** The client whose publication is being heard. */
  get speaker() {
    return this.managed?.speaker ?? PAGE;
  }

  /** Call `hear(client)` when a client has gone, or its frame begins anew. */
  whenGone(hear) {
    this.gone.push(hear);
  }

  /** Call `hear()` when the hub ends. */
  whenClosed(hear) {
    this.closing.push(hear);
  }

  /** End it: nobody hears anything any more. */
  close() {
    this.closing.splice(0).forEach((hear) => hear());
    if (this.managed?.isConnected()) {
      this.managed.disconnect();
    }
  }
}

/** A hub for the page alone: whoever subscribes is told at once. */
class LocalClient {
  constructor() {
    this.subscriptions = new Map();
    this.count = 0;
  }

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

function matches(pattern, tokens) {
  const rest = pattern.at(-1) === "**";
  if (rest ? tokens.length < pattern.length : tokens.length !== pattern.length) {
    return false;
  }
  return pattern.every((token, at) => token === "*" || token === "**" || token === tokens[at]);
}
