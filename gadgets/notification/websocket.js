/**
 * XMPP over a WebSocket (RFC 7395): one element per text frame, `<open/>` and `<close/>` instead of a stream header.
 * A transport: `open()`, `send(element)`, `restart()`, `close()`; it tells `heard.element(element)` and, once,
 * `heard.closed(reason)`.
 */

import { element, parse, XmlError } from "./xml.js";
import { FRAMING } from "./names.js";

const OPEN_WITHIN = 10_000;
const CLOSE_WITHIN = 1_000;

export class WebSocketTransport {
  /**
   * @param {{url: string, domain: string, heard: object, WebSocket?: function}} options `url` as
   *   `wss://host:7443/ws/`; the constructor can be given by tests
   */
  constructor({ url, domain, heard, WebSocket = globalThis.WebSocket }) {
    this.domain = domain;
    this.heard = heard;
    this.make = () => new WebSocket(url, "xmpp");
  }

  open() {
    this.socket = this.make();
    this.limit = setTimeout(() => this.end("unreachable"), OPEN_WITHIN);
    this.socket.onopen = () => {
      clearTimeout(this.limit);
      this.restart();
    };
    this.socket.onmessage = (event) => this.receive(event.data);
    this.socket.onclose = () => this.end(this.wasOpen ? "closed" : "unreachable");
  }

  restart() {
    this.send(element("open", { xmlns: FRAMING, to: this.domain, version: "1.0" }));
  }

  send(sent) {
    if (this.socket?.readyState === 1) {
      this.socket.send(String(sent));
    }
  }

  receive(frame) {
    if (typeof frame === "string" && frame.trim() === "") {
      return;
    }
    let received;
    try {
      received = parse(typeof frame === "string" ? frame : "");
    } catch (error) {
      if (!(error instanceof XmlError)) {
        throw error;
      }
      this.end("not-well-formed");
      return;
    }
    if (received.namespace !== FRAMING) {
      this.heard.element(received);
    } else if (received.local === "open") {
      this.wasOpen = true;
    } else if (received.local === "close") {
      this.end("closed");
    }
  }

  /** Leave in order: `<close/>`, then the socket. Resolves when it is closed, or after a second. */
  close() {
    clearTimeout(this.limit);
    const socket = this.socket;
    if (this.ended || socket === undefined) {
      return Promise.resolve();
    }
    this.ended = true;
    return new Promise((resolve) => {
      const limit = setTimeout(resolve, CLOSE_WITHIN);
      socket.onmessage = null;
      socket.onclose = () => {
        clearTimeout(limit);
        resolve();
      };
      this.send(element("close", { xmlns: FRAMING }));
      socket.close();
    });
  }

  end(reason) {
    if (this.ended) {
      return;
    }
    this.ended = true;
    clearTimeout(this.limit);
    this.send(element("close", { xmlns: FRAMING }));
    this.socket.onmessage = this.socket.onclose = this.socket.onopen = null;
    this.socket.close();
    this.heard.closed(reason);
  }
}
