/**
 * What the event tunnel does, without a page: messages of the embedding page and events of the connection go in,
 * effects come out. Source: Finesse Developer Guide, Connect to XMPP over HTTP using Finesse EventTunnel.
 *
 * Effects, from `take()`:
 *   {say: {type, message}}           tell the embedding page
 *   {connect: options}               make a connection (notification/connection.js) and leave the one before it
 *   {leave: true}                    leave the connection in order
 *   {ask: {iq, about}}               send a request of this type, attributes and child; tell `answered(about, answer)`
 *   {send: XmlElement}               send a stanza without an answer
 *   {wait: ms}                       tell `retry()` after so long
 */

import { CLIENT, PUBSUB } from "../notification/names.js";
import { endedLine, TYPE } from "../notification/tunnel_messages.js";
import { element, parse, XmlError } from "../notification/xml.js";

const RETRY_AFTER = [500, 2_000, 5_000, 20_000]; // ms; the last for every further try
const PING_EVERY = 10_000; // ms
const FOR_GOOD = { conflict: "conflict", unauthorized: "unauthorized" }; // no second try would help

export class Tunnel {
  constructor() {
    this.state = "idle"; // idle, connecting, connected, waiting (for the next try)
    this.id = "";
    this.password = "";
    this.resource = "";
    this.domain = "";
    this.pubsubDomain = "";
    this.transport = "websocket";
    this.pingEvery = PING_EVERY;
    this.jid = "";
    this.tries = 0;
    this.nodes = new Set(); // subscribed for the embedding page
    this.effects = [];
  }

  /** What is to be done, in order; asking empties it. */
  take() {
    return this.effects.splice(0);
  }

  loaded() {
    this.tellStatus("loaded");
  }

  unloading() {
    this.tellStatus("unloading");
  }

  /** A message of the embedding page. What is none of the guide's is left alone. */
  receive(type, message) {
    HEARD[type]?.(this, message);
  }

  /** An event of the connection. */
  hear(event) {
    EVENTS[event.type](this, event);
  }

  /** A request was answered, or was not in time (undefined). */
  answered(about, answer) {
    ANSWERS[about.request](this, about, answer);
  }

  /** The wait is over. */
  retry() {
    if (this.state === "waiting") {
      this.connect("reconnecting");
    }
  }

  connect(status) {
    this.state = "connecting";
    this.tellStatus(status);
    const { id: user, password, resource, domain, transport, pingEvery } = this;
    const pubsubDomain = this.pubsub;
    this.effects.push({
      connect: { user, password, resource, domain, pubsubDomain, transport, pingEvery, language: "en" },
    });
  }

  disconnect() {
    this.tellStatus("disconnecting");
    for (const node of this.state === "connected" ? this.nodes : []) {
      this.effects.push({ ask: { iq: this.about("unsubscribe", node), about: { request: "forget", node } } });
    }
    this.nodes.clear();
    this.state = "idle";
    this.effects.push({ leave: true });
    this.tellStatus("disconnected");
  }

  ask(request, node) {
    if (this.state === "connected") {
      this.effects.push({ ask: { iq: this.about(request, node), about: { request, node } } });
    } else {
      this.tellAnswer(request, node, "<error>not connected</error>");
    }
  }

  /** The request by which a node is subscribed or unsubscribed: with the full JID, as the guide asks. */
  about(request, node) {
    const action = element(request, { node, jid: this.jid });
    return ["set", { to: this.pubsub }, element("pubsub", { xmlns: PUBSUB }, action)];
  }

  /** The pubsub service's name; it is told after the password, and known by rule until then. */
  get pubsub() {
    return this.pubsubDomain || `pubsub.${this.domain}`;
  }

  tell(type, message) {
    this.effects.push({ say: { type, message } });
  }

  tellStatus(status) {
    this.tell(TYPE.STATUS, status);
  }

  /** `node`, or `node|<error/>`. */
  tellAnswer(request, node, error) {
    const type = request === "subscribe" ? TYPE.SUBSCRIBE : TYPE.UNSUBSCRIBE;
    this.tell(type, error === undefined ? node : `${node}|${error}`);
  }
}

const HEARD = {
  [TYPE.ID]: (tunnel, id) => {
    tunnel.id = id;
  },
  [TYPE.RESOURCEID]: (tunnel, resource) => {
    tunnel.resource = resource;
  },
  [TYPE.XMPPDOMAIN]: (tunnel, domain) => {
    tunnel.domain = domain;
  },
  [TYPE.PUBSUBDOMAIN]: (tunnel, domain) => {
    const assumed = tunnel.pubsub;
    tunnel.pubsubDomain = domain;
    if (tunnel.state !== "idle" && tunnel.pubsub !== assumed) {
      tunnel.connect("connecting"); // it comes after the password, and is rarely another than by rule
    }
  },
  [TYPE.NOTIFICATION_CONNECTION_TYPE]: (tunnel, transport) => {
    if (transport === "bosh" || transport === "websocket") {
      tunnel.transport = transport;
    }
  },
  [TYPE.PASSWORD]: (tunnel, password) => {
    tunnel.password = password;
    tunnel.connect("connecting");
  },
  [TYPE.SUBSCRIBE]: (tunnel, node) => tunnel.ask("subscribe", node),
  [TYPE.UNSUBSCRIBE]: (tunnel, node) => tunnel.ask("unsubscribe", node),
  [TYPE.PRESENCE]: (tunnel, to) => {
    tunnel.effects.push({ send: element("presence", { xmlns: CLIENT, type: "subscribe", to }) });
  },
  [TYPE.CONNECT_REQ]: (tunnel, text) => {
    let info;
    try {
      info = parse(text);
    } catch (error) {
      if (!(error instanceof XmlError)) {
        throw error;
      }
      tunnel.tell(TYPE.LOGGING, `CONNECT_REQ is not understood: ${error.message}`);
      return;
    }
    tunnel.id = info.at("id") || tunnel.id;
    tunnel.password = info.at("password") || tunnel.password;
    tunnel.domain = info.at("xmppDomain") || tunnel.domain;
    tunnel.connect("connecting");
  },
  [TYPE.DISCONNECT_REQ]: (tunnel) => tunnel.disconnect(),
  [TYPE.SUBSCRIPTIONS_REQ]: (tunnel) => {
    if (tunnel.state !== "connected") {
      tunnel.tell(TYPE.SUBSCRIPTIONS_REQ, "[]");
      return;
    }
    const iq = ["get", { to: tunnel.pubsub }, element("pubsub", { xmlns: PUBSUB }, element("subscriptions"))];
    tunnel.effects.push({ ask: { iq, about: { request: "subscriptions" } } });
  },
  [TYPE.XMPP_DISCONNECT_PROPERTIES]: (tunnel, text) => {
    const interval = Number(properties(text).xmppFailoverDetectionPingInterval);
    if (interval > 0) {
      tunnel.pingEvery = interval; // counts from the next connection on
    }
  },
};

const EVENTS = {
  connected: (tunnel, { jid }) => {
    tunnel.state = "connected";
    tunnel.tries = 0;
    tunnel.jid = jid;
    tunnel.tell(TYPE.RESOURCEID, jid.slice(jid.indexOf("/") + 1));
    tunnel.tellStatus("connected");
    for (const node of tunnel.nodes) {
      tunnel.effects.push({ ask: { iq: tunnel.about("subscribe", node), about: { request: "again", node } } });
    }
  },
  notification: (tunnel, { node, text }) => tunnel.tell(TYPE.EVENT, encodeURI(node) + text),
  presence: (tunnel, { stanza }) => tunnel.tell(TYPE.PRESENCE, stanza),
  ended: (tunnel, { reason }) => {
    tunnel.tell(TYPE.LOGGING, endedLine(reason));
    if (reason in FOR_GOOD) {
      tunnel.state = "idle";
      tunnel.tellStatus(FOR_GOOD[reason]);
      return;
    }
    tunnel.state = "waiting";
    tunnel.tellStatus("disconnected");
    tunnel.effects.push({ wait: RETRY_AFTER[Math.min(tunnel.tries, RETRY_AFTER.length - 1)] });
    tunnel.tries += 1;
  },
};

const ANSWERS = {
  subscribe: (tunnel, { node }, answer) => {
    const error = errorOf(answer);
    if (error === undefined) {
      tunnel.nodes.add(node);
    }
    tunnel.tellAnswer("subscribe", node, error);
  },
  unsubscribe: (tunnel, { node }, answer) => {
    tunnel.nodes.delete(node);
    tunnel.tellAnswer("unsubscribe", node, errorOf(answer));
  },
  again: (tunnel, { node }, answer) => {
    const error = errorOf(answer);
    if (error !== undefined) {
      tunnel.nodes.delete(node);
      tunnel.tell(TYPE.LOGGING, `the subscription of ${node} is lost: ${error}`);
    }
  },
  forget: () => {},
  subscriptions: (tunnel, _about, answer) => {
    const listed = answer?.child("pubsub")?.child("subscriptions")?.all("subscription") ?? [];
    const rows = listed.map((entry) => ({
      node: entry.get("node"),
      jid: entry.get("jid"),
      status: entry.get("subscription"),
    }));
    tunnel.tell(TYPE.SUBSCRIPTIONS_REQ, JSON.stringify(rows));
  },
};

/** The `<error/>` of an answer as text; undefined for a result. */
function errorOf(answer) {
  if (answer === undefined) {
    return "<error>no answer in time</error>";
  }
  return answer.get("type") === "error" ? String(answer.child("error") ?? "<error/>") : undefined;
}

function properties(text) {
  try {
    return Object(JSON.parse(text));
  } catch (error) {
    if (error instanceof SyntaxError) {
      return {};
    }
    throw error;
  }
}
