/** What the window with the connection tells the gadgets over the hub, and how it answers their requests. */

import { INFO, topicOf } from "../base/hub_topics.js";
import { objectOf } from "../converter/object_form.js";

/** Nodes subscribed to for gadgets at the same time. */
export const NODES = 1000;

/** Publishes for the master on one hub. */
export class MasterPublisher {
  /** @param {{publish: function, subscribe: function}} hub */
  constructor(hub) {
    this.hub = hub;
    this.holders = new Map(); // by node: the ids of those who have subscribed
  }

  /** A notification as the tunnel gives it: the node, and right behind it the XML or JSON. */
  publishEvent(text) {
    const at = text.search(/[<{]/);
    if (at > 0) {
      this.hub.publish(topicOf(decoded(text.slice(0, at))), {
        content: text,
        object: parsed(text.slice(at)),
      });
    }
  }

  publishPresence(xml) {
    this.hub.publish(INFO.PRESENCE, { content: xml, object: parsed(xml) });
  }

  /** @param {{status: string, resourceID?: string, invokeID?: string}} connection */
  publishConnection(connection) {
    this.hub.publish(INFO.CONNECTION, connection);
  }

  /**
   * Answer what gadgets ask of the connection.
   *
   * @param {{subscribe: function, unsubscribe: function}} tunnel
   * @param {function(): {status: string, resourceID?: string}} connection as it is now
   */
  answerRequests(tunnel, connection) {
    this.hub.subscribe(INFO.REQUESTS, (_topic, /** @type {any} */ asked) => {
      const { type, data, invokeID } = asked ?? {};
      const answer = (error) => this.hub.publish(`${INFO.RESPONSES}.${invokeID}`, error ?? null);
      if (type === "ConnectionInfoReq") {
        this.publishConnection({ ...connection(), invokeID });
      } else if (type === "SubscribeNodeReq" && data?.node) {
        this.#hold(tunnel, data.node, invokeID, answer);
      } else if (type === "UnsubscribeNodeReq" && data?.node) {
        this.#release(tunnel, data.node, data.subid, answer);
      }
    });
  }

  #hold(tunnel, node, id, answer) {
    const holders = this.holders.get(node);
    if (holders !== undefined) {
      holders.add(id);
      answer();
    } else if (this.holders.size >= NODES) {
      answer({ error: { errorType: "Busy", errorMessage: `More than ${NODES} nodes are subscribed to.` } });
    } else {
      this.holders.set(node, new Set([id]));
      tunnel.subscribe(node, (error) => {
        if (error !== undefined) {
          this.holders.delete(node);
        }
        answer(error && { subscribe: { content: error, object: parsed(error) } });
      });
    }
  }

  #release(tunnel, node, id, answer) {
    const holders = this.holders.get(node);
    if (holders?.delete(id) && holders.size === 0) {
      this.holders.delete(node);
      tunnel.unsubscribe(node, (error) =>
        answer(error && { subscribe: { content: error, object: parsed(error) } }),
      );
    } else {
      answer();
    }
  }
}

function decoded(node) {
  try {
    return decodeURIComponent(node);
  } catch {
    return node;
  }
}

function parsed(text) {
  try {
    return text.startsWith("{") ? JSON.parse(text) : objectOf(text);
  } catch {
    return {};
  }
}
