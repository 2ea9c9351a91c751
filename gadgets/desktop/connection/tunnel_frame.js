/**
 * The event tunnel in a hidden iframe: the one connection of this desktop to the notification service, owned by the
 * page and made from the tunnel's own origin (port 7443). `tunnel_client.js` says what is done, this file does it.
 *
 * Only the tunnel's window at the tunnel's origin is heard, and nothing is told to any other origin: the password goes
 * this way.
 */

import { TunnelClient } from "./tunnel_client.js";

const ANSWER_WITHIN = 15_000; // the tunnel waits ten seconds for the service

export class TunnelFrame {
  /** @param {string} origin of the tunnel: https://HOST:7443 */
  constructor(origin) {
    this.origin = origin;
    this.waiting = new Map(); // who waits for the answer about a node, by request and node
  }

  /**
   * Connect and sign in, as `connect` of gadgets/notification/connection.js: `hear` is told connected, notification,
   * presence and, once and last, ended.
   *
   * @returns {{close: () => Promise<void>, subscribe: function, unsubscribe: function}}
   *   close(): leave in order; nothing is heard after it was called
   *   subscribe(node), unsubscribe(node): a promise of the error as text, or of undefined for success
   */
  connect(options, hear) {
    this.heard = hear;
    if (this.client === undefined) {
      this.load();
    }
    this.client.connect({ resource: "desktop", ...options }, performance.now());
    this.flush();
    return {
      close: () => this.close(),
      subscribe: (node) => this.ask("subscribe", node),
      unsubscribe: (node) => this.ask("unsubscribe", node),
    };
  }

  load() {
    this.client = new TunnelClient(performance.now());
    this.frame = document.createElement("iframe");
    Object.assign(this.frame, { id: "tunnel-frame", name: "tunnel-frame", hidden: true, title: "Tunnel" });
    this.frame.addEventListener("load", () => {
      this.client?.frameLoaded(performance.now());
      this.flush();
    });
    this.listening = new AbortController();
    window.addEventListener("message", (event) => this.receive(event), { signal: this.listening.signal });
    this.frame.src = `${this.origin}/tunnel/`;
    document.body.append(this.frame);
  }

  discard() {
    this.listening.abort();
    this.frame.remove();
    this.frame = this.client = undefined;
  }

  receive({ source, origin, data }) {
    if (source === this.frame.contentWindow && origin === this.origin && typeof data === "string") {
      this.client.receive(data, performance.now());
      this.flush();
    }
  }

  flush() {
    for (const effect of this.client?.take() ?? []) {
      if (effect.post) {
        this.frame.contentWindow.postMessage(effect.post, this.origin);
      } else if (effect.hear) {
        this.hear(effect.hear);
      } else if (effect.answered) {
        this.answer(effect.answered);
      } else if (effect.left) {
        this.left();
      } else if (effect.discard) {
        this.discard();
      }
    }
    clearTimeout(this.timer);
    const deadline = this.client?.deadline;
    if (deadline !== undefined) {
      this.timer = setTimeout(() => this.wake(), Math.max(0, deadline - performance.now()));
    }
  }

  wake() {
    this.client?.tick(performance.now());
    this.flush();
  }

  hear(event) {
    const { heard } = this;
    if (event.type === "ended") {
      this.forget();
      this.heard = undefined;
    }
    heard?.(event);
  }

  /** Leave, and resolve once that is done or two seconds have passed. */
  close() {
    this.heard = undefined;
    this.forget();
    if (this.client === undefined) {
      return Promise.resolve();
    }
    return new Promise((resolve) => {
      this.left = resolve;
      this.client.leave(performance.now());
      this.flush();
    });
  }

  ask(request, node) {
    const key = `${request} ${node}`;
    if (this.waiting.has(key) || !this.client?.request(request, node)) {
      return Promise.resolve("<error>not connected</error>");
    }
    this.flush();
    return new Promise((resolve) => {
      const limit = setTimeout(() => tell("<error>no answer in time</error>"), ANSWER_WITHIN);
      const tell = (error) => {
        clearTimeout(limit);
        this.waiting.delete(key);
        resolve(error);
      };
      this.waiting.set(key, tell);
    });
  }

  answer({ request, node, error }) {
    this.waiting.get(`${request} ${node}`)?.(error);
  }

  forget() {
    [...this.waiting.values()].forEach((tell) => tell("<error>disconnected</error>"));
  }

  left() {}
}
