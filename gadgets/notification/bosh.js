/**
 * XMPP over BOSH: carries out what a BoshSession decides, with `fetch`. The same transport as websocket.js:
 * `open()`, `send(element)`, `restart()`, `close()`; it tells `heard.element(element)` and, once,
 * `heard.closed(reason)`.
 */

import { parse, XmlError } from "./xml.js";
import { BoshSession } from "./bosh_session.js";

const CLOSE_WITHIN = 2_000;

export class BoshTransport {
  /**
   * @param {{url: string, domain: string, from: string, heard: object, language?: string, fetch?: function}} options
   *   `url` as `https://host:7443/http-bind/`
   */
  constructor({ url, domain, from, heard, language = "en", fetch = globalThis.fetch.bind(globalThis) }) {
    this.url = url;
    this.heard = heard;
    this.fetch = fetch;
    this.session = new BoshSession({ domain, from, language, rid: firstRid() });
    this.aborts = new Set();
    this.timers = new Set();
  }

  open() {
    this.session.open();
    this.flush();
  }

  send(sent) {
    this.session.send(sent);
    this.flush();
  }

  restart() {
    this.session.restart();
    this.flush();
  }

  /** Leave in order; resolves when the server has answered, or after two seconds. */
  async close() {
    if (this.ended) {
      return;
    }
    this.ended = true;
    this.session.close();
    const last = this.session.take().find((effect) => effect.post)?.post;
    if (last !== undefined) {
      await this.exchange({ ...last, within: CLOSE_WITHIN });
    }
    this.stop();
  }

  /** Carry out what the session wants until it wants nothing. What is sent from within waits for its turn. */
  flush() {
    if (this.flushing || this.ended) {
      return;
    }
    this.flushing = true;
    for (let effects = this.session.take(); effects.length > 0; effects = this.session.take()) {
      effects.forEach((effect) => this.carryOut(effect));
    }
    this.flushing = false;
  }

  carryOut(effect) {
    if (this.ended) {
      return;
    }
    if (effect.post) {
      void this.request(effect.post);
    } else if (effect.resend) {
      const timer = setTimeout(() => {
        this.timers.delete(timer);
        void this.request(effect.resend);
      }, effect.resend.after);
      this.timers.add(timer);
    } else if (effect.element) {
      this.heard.element(effect.element);
    } else {
      this.ended = true;
      this.stop();
      this.heard.closed(effect.ended);
    }
  }

  async request(post) {
    const { status, body } = await this.exchange(post);
    if (this.ended) {
      return;
    }
    if (body !== undefined) {
      this.session.answered(post.rid, body);
    } else {
      this.session.failed(post.rid, status);
    }
    this.flush();
  }

  /** One HTTP exchange: the body element of a 200, or the status (0 when no whole answer came in time). */
  async exchange({ body, within }) {
    const abort = new AbortController();
    const limit = setTimeout(() => abort.abort(), within);
    this.aborts.add(abort);
    try {
      const response = await this.fetch(this.url, {
        method: "POST",
        headers: { "Content-Type": "text/xml; charset=utf-8" },
        body,
        credentials: "omit",
        cache: "no-store",
        signal: abort.signal,
      });
      const text = await response.text();
      return response.status === 200 ? { status: 200, body: parse(text) } : { status: response.status };
    } catch (error) {
      if (error instanceof XmlError || error instanceof TypeError || error.name === "AbortError") {
        return { status: 0 };
      }
      throw error;
    } finally {
      clearTimeout(limit);
      this.aborts.delete(abort);
    }
  }

  stop() {
    this.timers.forEach(clearTimeout);
    this.aborts.forEach((abort) => abort.abort());
  }
}

/** Random, and so far from 2^53 that no session counts up to it (XEP-0124 §14.1). */
function firstRid() {
  return 1 + crypto.getRandomValues(new Uint32Array(1))[0];
}
