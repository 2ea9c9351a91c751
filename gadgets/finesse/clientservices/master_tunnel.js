/**
 * The tunnel to the notification service: its page in a hidden frame, spoken to by messages `<type>|<text>`,
 * each way only between this window and the service's own origin. For a container that is not the desktop.
 */

/** Kinds of messages, by the tunnel's numbers. */
const TUNNEL_TYPES = Object.freeze({
  EVENT: 0,
  ID: 1,
  PASSWORD: 2,
  RESOURCEID: 3,
  STATUS: 4,
  XMPPDOMAIN: 5,
  PUBSUBDOMAIN: 6,
  SUBSCRIBE: 7,
  UNSUBSCRIBE: 8,
  PRESENCE: 9,
  CONNECT_REQ: 10,
});
/** Answers about one node that are waited for; the eldest is given up for another. */
export const ANSWERS_AT_ONCE = 500;

/** Where the tunnel's page is. */
export function tunnelUrl({ scheme, host }) {
  const chosen = scheme ?? "https";
  return `${chosen}://${host}:${chosen === "https" ? 7443 : 7071}/tunnel/`;
}

/** One connection of a window that is the master. */
export class MasterTunnel {
  /**
   * @param {Window} frame
   * @param {object} config host, scheme, id, password, xmppDomain, pubsubDomain, resource?
   * @param {{event: function(string): void, presence: function(string): void,
   *   status: function(string, string=): void}} hears
   */
  constructor(frame, config, hears) {
    this.frame = frame;
    this.config = config;
    this.hears = hears;
    this.url = tunnelUrl(config);
    this.loaded = false;
    this.answers = new Map(); // by type and node
    this.receive = (message) => this.#received(message);
  }

  /** Load the tunnel's page; it connects as soon as it is there. */
  open() {
    const { document, location } = this.frame;
    this.element = document.createElement("iframe");
    this.element.id = this.frame.parent === this.frame ? "tunnel-frame" : "autopilot-tunnel-frame";
    this.element.name = this.element.id;
    this.element.hidden = true;
    this.element.title = "tunnel";
    this.element.src = new URL(this.url, location.href).href;
    this.frame.addEventListener("message", this.receive);
    document.body.append(this.element);
  }

  /** Leave, and take the frame away. */
  close() {
    this.frame.removeEventListener("message", this.receive);
    this.element?.remove();
    this.element = undefined;
    this.loaded = false;
    this.answers.clear();
  }

  /** Subscribe to a node; `done` gets the error's XML if it failed. */
  subscribe(node, done) {
    this.#ask(TUNNEL_TYPES.SUBSCRIBE, node, done);
  }

  unsubscribe(node, done) {
    this.#ask(TUNNEL_TYPES.UNSUBSCRIBE, node, done);
  }

  #ask(type, node, done) {
    if (this.answers.size >= ANSWERS_AT_ONCE) {
      this.answers.delete(this.answers.keys().next().value);
    }
    this.answers.set(`${type} ${node}`, done);
    this.#send(type, node);
  }

  #send(type, text) {
    this.element?.contentWindow?.postMessage(`${type}|${text}`, new URL(this.url).origin);
  }

  #received({ data, origin, source }) {
    const ours = source === this.element?.contentWindow && origin === new URL(this.url).origin;
    const parts = typeof data === "string" ? /^(\d+)\|([^]*)$/.exec(data) : null;
    if (!ours || parts === null) {
      return;
    }
    const [type, text] = [Number(parts[1]), parts[2]];
    switch (type) {
      case TUNNEL_TYPES.EVENT:
        this.hears.event(text);
        break;
      case TUNNEL_TYPES.PRESENCE:
        this.hears.presence(text);
        break;
      case TUNNEL_TYPES.RESOURCEID:
        this.resourceId = text;
        break;
      case TUNNEL_TYPES.STATUS:
        this.#statusChanged(text);
        break;
      case TUNNEL_TYPES.SUBSCRIBE:
      case TUNNEL_TYPES.UNSUBSCRIBE:
        this.#answered(type, text);
        break;
      default: // what only we send
    }
  }

  #statusChanged(status) {
    if (status !== "loaded") {
      this.hears.status(status, this.resourceId);
      return;
    }
    this.loaded = true;
    const { id, password, xmppDomain, pubsubDomain, resource } = this.config;
    if (resource) {
      this.#send(TUNNEL_TYPES.RESOURCEID, resource);
    }
    this.#send(TUNNEL_TYPES.ID, id);
    this.#send(TUNNEL_TYPES.XMPPDOMAIN, xmppDomain);
    this.#send(TUNNEL_TYPES.PASSWORD, password);
    this.#send(TUNNEL_TYPES.PUBSUBDOMAIN, pubsubDomain);
  }

  #answered(type, text) {
    const bar = text.indexOf("|");
    const [node, error] = bar < 0 ? [text, ""] : [text.slice(0, bar), text.slice(bar + 1)];
    const key = `${type} ${node}`;
    const done = this.answers.get(key);
    this.answers.delete(key);
    done?.(error === "" ? undefined : error);
  }
}
