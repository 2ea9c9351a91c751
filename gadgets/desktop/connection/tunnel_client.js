/**
 * The desktop's side of the event tunnel, without a page: what the tunnel posts, what is wanted of it and the time (ms)
 * go in, effects come out. One tunnel carries one connection after the other; a connection ends once and is not revived.
 *
 * The tunnel tries again by itself when it loses the service. The desktop decides that on its own (model/failover.js),
 * so a tunnel that says `disconnected` is told to stop, and is heard again once it says `connecting` to a new password.
 *
 * Effects, from `take()`:
 *   {post: text}                          tell the tunnel
 *   {hear: event}                         connected {jid, resource}, notification {node, text}, presence {from,
 *                                         available, stanza}, ended {reason}: as gadgets/notification/connection.js
 *   {answered: {request, node, error}}    what came of a subscribe or unsubscribe; `error` is undefined for success
 *   {left: true}                          the tunnel has left in order
 *   {discard: true}                       the tunnel's page is of no use; the next connection needs a new one
 */

import { read, reasonIn, TYPE, written } from "../../notification/tunnel_messages.js";
import { parse, XmlError } from "../../notification/xml.js";

const LOAD_WITHIN = 10_000;
const SPEAK_WITHIN = 1_500; // after the frame's load event: a browser's page about a bad certificate says nothing
const CONNECT_WITHIN = 60_000; // each step has a shorter limit in the tunnel
const LEAVE_WITHIN = 2_000; // the tunnel gives the connection a second to close
const LONGEST = 8 * 1024 * 1024; // characters of a message, as of a document (xml.js)

const REQUESTS = { [TYPE.SUBSCRIBE]: "subscribe", [TYPE.UNSUBSCRIBE]: "unsubscribe" };
const FOR_GOOD = ["conflict", "unauthorized"];

export class TunnelClient {
  /** @param {number} now ms, of a clock that never goes back; the tunnel's page is being loaded from here on */
  constructor(now) {
    this.state = "loading"; // loading, idle, asked, connecting, connected, leaving, useless
    this.deadline = now + LOAD_WITHIN;
    this.wanted = undefined; // options of the connection that is wanted
    this.resource = "";
    this.reason = "closed"; // for which the connection is going to end
    this.effects = [];
  }

  /** What is to be done, in order; asking empties it. */
  take() {
    return this.effects.splice(0);
  }

  /** A connection is wanted, with the options of gadgets/notification/connection.js. */
  connect(options, now) {
    this.wanted = options;
    if (this.state !== "loading") {
      this.ask(now);
    }
  }

  /** The browser has finished with the frame, whatever it shows. */
  frameLoaded(now) {
    if (this.state === "loading") {
      this.deadline = Math.min(this.deadline, now + SPEAK_WITHIN);
    }
  }

  /** Something was posted by the tunnel's window, at the tunnel's origin. */
  receive(posted, now) {
    const [type, text] = (posted.length <= LONGEST && read(posted)) || [];
    HEARD[type]?.(this, text, now);
  }

  /** Ask for a node's notifications, or for no more of them. False where there is nobody to ask. */
  request(request, node) {
    if (this.state !== "connected" || node.includes("|")) {
      return false;
    }
    this.post(request === "subscribe" ? TYPE.SUBSCRIBE : TYPE.UNSUBSCRIBE, node);
    return true;
  }

  /** Leave in order; nothing more is heard. */
  leave(now) {
    const loaded = this.state !== "loading" && this.state !== "useless";
    this.state = loaded ? "leaving" : "useless";
    if (loaded) {
      this.post(TYPE.DISCONNECT_REQ, "");
      this.deadline = now + LEAVE_WITHIN;
    } else {
      this.left();
    }
  }

  tick(now) {
    if (this.deadline === undefined || now < this.deadline) {
      return;
    }
    switch (this.state) {
      case "loading":
        this.discard("unreachable");
        break;
      case "leaving":
        this.left();
        break;
      default:
        this.discard("timeout");
    }
  }

  ask(now) {
    const { user, password, resource, domain, pubsubDomain, transport, pingEvery } = this.wanted;
    const properties = { xmppFailoverDetectionPingInterval: pingEvery };
    this.state = "asked";
    this.deadline = now + CONNECT_WITHIN;
    this.reason = "closed";
    this.post(TYPE.NOTIFICATION_CONNECTION_TYPE, transport);
    this.post(TYPE.XMPP_DISCONNECT_PROPERTIES, JSON.stringify(properties));
    this.post(TYPE.RESOURCEID, resource);
    this.post(TYPE.ID, user);
    this.post(TYPE.XMPPDOMAIN, domain);
    this.post(TYPE.PASSWORD, password);
    this.post(TYPE.PUBSUBDOMAIN, pubsubDomain);
  }

  ended(reason) {
    this.state = "idle";
    this.deadline = undefined;
    this.wanted = undefined;
    this.effects.push({ hear: { type: "ended", reason } });
  }

  left() {
    this.deadline = undefined;
    this.state = "useless";
    this.effects.push({ left: true }, { discard: true });
  }

  discard(reason) {
    this.effects.push({ discard: true });
    this.ended(reason);
    this.state = "useless";
  }

  post(type, text) {
    this.effects.push({ post: written(type, text) });
  }

  get isHeard() {
    return this.state === "connecting" || this.state === "connected";
  }
}

const HEARD = {
  [TYPE.STATUS]: (client, status, now) => {
    STATUS[`${client.state} ${status}`]?.(client, now);
  },
  [TYPE.RESOURCEID]: (client, resource) => {
    client.resource = resource;
  },
  [TYPE.LOGGING]: (client, line) => {
    client.reason = reasonIn(line) ?? client.reason;
  },
  [TYPE.EVENT]: (client, text) => {
    const end = text.search(/[<{]/);
    const node = decoded(text.slice(0, end));
    if (client.isHeard && end > 0 && node !== undefined) {
      client.effects.push({ hear: { type: "notification", node, text: text.slice(end) } });
    }
  },
  [TYPE.PRESENCE]: (client, stanza) => {
    const presence = client.isHeard ? readPresence(stanza) : undefined;
    if (presence !== undefined) {
      client.effects.push({ hear: { type: "presence", ...presence, stanza } });
    }
  },
  [TYPE.SUBSCRIBE]: (client, text) => answered(client, TYPE.SUBSCRIBE, text),
  [TYPE.UNSUBSCRIBE]: (client, text) => answered(client, TYPE.UNSUBSCRIBE, text),
};

/** By the state and the status that is told in it. */
const STATUS = {
  "loading loaded": (client, now) => {
    client.state = "idle";
    client.deadline = undefined;
    if (client.wanted !== undefined) {
      client.ask(now);
    }
  },
  "asked connecting": (client) => {
    client.state = "connecting";
  },
  "connecting connected": (client) => {
    const { user, domain } = client.wanted;
    const { resource } = client;
    client.state = "connected";
    client.deadline = undefined;
    client.effects.push({ hear: { type: "connected", jid: `${user}@${domain}/${resource}`, resource } });
  },
  "leaving disconnected": (client) => client.left(),
  ...Object.fromEntries(
    ["connecting", "connected"].flatMap((state) => [
      [
        `${state} disconnected`,
        (client) => {
          client.post(TYPE.DISCONNECT_REQ, "");
          client.ended(client.reason);
        },
      ],
      [`${state} unloading`, (client) => client.discard("closed")],
      ...FOR_GOOD.map((status) => [`${state} ${status}`, (client) => client.ended(status)]),
    ]),
  ),
};

/** `node`, or `node|<error/>`. */
function answered(client, type, text) {
  const [node] = text.split("|", 1);
  const error = text.length > node.length ? text.slice(node.length + 1) || undefined : undefined;
  if (client.state === "connected") {
    client.effects.push({ answered: { request: REQUESTS[type], node, error } });
  }
}

function readPresence(stanza) {
  try {
    const presence = parse(stanza);
    return { from: presence.get("from") ?? "", available: presence.get("type") === undefined };
  } catch (error) {
    if (error instanceof XmlError) {
      return undefined;
    }
    throw error;
  }
}

function decoded(node) {
  try {
    return decodeURI(node);
  } catch (error) {
    if (error instanceof URIError) {
      return undefined;
    }
    throw error;
  }
}
