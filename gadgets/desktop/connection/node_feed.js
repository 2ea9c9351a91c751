/**
 * What a part of the page follows through the hub as any gadget does: subscribe to a node, read once, and from then on
 * hear its events. What comes while it is read is newer than what is read, and waits. After a lost connection it is
 * read again, since nobody knows what was missed.
 */

import { INFO, topicOf } from "../../finesse/base/hub_topics.js";
import { parse, XmlError } from "../../notification/xml.js";
import { PAGE } from "../hub.js";

const EARLY = 1_000; // events kept while it is read

export class NodeFeed {
  /**
   * @param {{hub: object, node: string, read: () => Promise<unknown>, loaded: (found: unknown) => void,
   *   heard: (update: object) => void, failed: (error: object) => void}} given `read` reads what there is, `loaded` takes
   *   it, `heard` takes an event's Update as an XML element; `failed` what `read` threw, or the notification service's
   *   refusal
   */
  constructor(given) {
    Object.assign(this, given, { early: undefined, turn: 0 });
    this.invokeID = crypto.randomUUID();
    const { node } = given;
    this.ids = [
      this.listen(topicOf(node), (data) => this.hear(data)),
      this.listen(`${INFO.RESPONSES}.${this.invokeID}`, (error) => void this.answered(error)),
      this.listen(INFO.CONNECTION, (told) => this.connection(told)),
    ];
    this.subscribe();
  }

  /** What the page itself publishes; a gadget may publish on the same topics, and is not believed. */
  listen(topic, hear) {
    return this.hub.subscribe(topic, (_topic, data, client) => client === PAGE && hear(data));
  }

  subscribe() {
    this.request("SubscribeNodeReq", { node: this.node }, this.invokeID);
  }

  request(type, data, invokeID) {
    this.hub.publish(INFO.REQUESTS, { type, data, invokeID });
  }

  /** The connection is there again: the answer to the subscription says when everything is heard. */
  connection({ status }) {
    if (status === "connected" && this.lost) {
      this.lost = false;
      this.subscribe();
    } else if (status === "disconnected") {
      this.lost = true;
    }
  }

  async answered(error) {
    if (this.ids === undefined) {
      return;
    }
    if (error !== undefined && error !== null) {
      this.lost = true; // asked for again with the next connection
      if (error.error === undefined) {
        this.failed({ kind: "refused" });
      }
      return;
    }
    this.turn += 1;
    await this.load(this.turn);
  }

  async load(turn) {
    this.early = [];
    let found;
    try {
      found = await this.read();
    } catch (failure) {
      if (turn === this.turn) {
        this.early = undefined;
        this.failed(failure);
      }
      return;
    }
    if (turn !== this.turn || this.ids === undefined) {
      return;
    }
    const { early } = this;
    this.early = undefined;
    this.loaded(found);
    early.forEach((update) => this.heard(update));
  }

  hear(data) {
    const update = read(data, this.node);
    if (update === undefined) {
      return;
    }
    if (this.early === undefined) {
      this.heard(update);
    } else {
      this.early = [...this.early, update].slice(-EARLY);
    }
  }

  /** Follow it no longer. */
  close() {
    this.ids?.forEach((id) => this.hub.unsubscribe(id));
    this.ids = undefined;
    this.turn += 1;
    this.request("UnsubscribeNodeReq", { node: this.node, subid: this.invokeID }, crypto.randomUUID());
  }
}

/** The Update of what is published on a node's topic, or undefined where it is none. */
function read(data, node) {
  const { content } = Object(data);
  if (typeof content !== "string" || !content.startsWith(node)) {
    return undefined;
  }
  try {
    return parse(content.slice(node.length));
  } catch (error) {
    if (error instanceof XmlError) {
      return undefined;
    }
    throw error;
  }
}
