/**
 * The bookkeeping of a BOSH session (XEP-0124, XEP-0206) without HTTP: which request goes out next, under which rid,
 * and in which order answers count. Elements, answers and failures go in; `take()` gives effects:
 *   {post: {rid, body, within}}   send this body; tell `answered` or `failed`; give up after `within` ms
 *   {resend: {rid, body, within, after}}   the same body once more, after so many ms
 *   {element: XmlElement}         something the stream must hear
 *   {ended: reason}
 */

import { element } from "./xml.js";
import { HTTP_BIND, STREAM_ERRORS, STREAMS, XBOSH } from "./names.js";

const WAIT = 30; // seconds that the server may hold a request
const SPARE = 5_000; // ms beyond `wait` before a request counts as lost
const RESEND_AFTER = [500, 2_000, 4_500]; // ms; then the session is given up

export class BoshSession {
  /** @param {{domain: string, from: string, language: string, rid: number}} options `rid`: a random start */
  constructor({ domain, from, language, rid }) {
    this.domain = domain;
    this.language = language;
    this.from = from;
    this.state = "new";
    this.sid = undefined;
    this.window = 1; // requests that may be open at once; the server says so when the session is created
    this.wait = WAIT;
    this.nextRid = rid;
    this.nextAnswer = rid; // answers are heard in the order of their requests
    this.requests = new Map(); // rid → {body, failures, answer?}
    this.queue = []; // elements to send
    this.restartDue = false;
    this.effects = [];
  }

  /**
   * What is to be done next; call it until nothing comes. Requests are formed last, so that everything that the
   * stream says to what was just heard travels in one body.
   */
  take() {
    if (this.effects.length === 0) {
      this.fillWindow();
    }
    return this.effects.splice(0);
  }

  open() {
    this.state = "creating";
    this.post({
      content: "text/xml; charset=utf-8",
      from: this.from,
      hold: 1,
      to: this.domain,
      ver: "1.6",
      wait: WAIT,
      "xml:lang": this.language,
      "xmlns:xmpp": XBOSH,
      "xmpp:version": "1.0",
    });
  }

  /** `sent` carries its own xmlns. */
  send(sent) {
    this.queue.push(sent);
  }

  restart() {
    this.restartDue = true;
  }

  /** The user leaves: a last request with what is still queued. It may exceed the window by one (XEP-0124 §13). */
  close() {
    if (this.state === "open") {
      this.state = "closing";
      this.post({ type: "terminate" }, this.queue.splice(0));
    } else {
      this.state = "ended";
    }
  }

  /** The body that came for a request. */
  answered(rid, body) {
    const request = this.requests.get(rid);
    if (request === undefined || this.state === "ended") {
      return;
    }
    request.answer = body;
    while (this.requests.get(this.nextAnswer)?.answer !== undefined) {
      const answer = this.requests.get(this.nextAnswer).answer;
      this.requests.delete(this.nextAnswer);
      this.nextAnswer += 1;
      this.hear(answer);
      if (this.state === "ended") {
        return;
      }
    }
  }

  /** No answer came, or HTTP said something else than 200. `status` 0 is a lost connection or a time limit. */
  failed(rid, status) {
    const request = this.requests.get(rid);
    if (request === undefined || this.state === "ended") {
      return;
    }
    if (status >= 400 && status < 500) {
      this.end(status === 404 ? "item-not-found" : "bad-request");
      return;
    }
    const after = this.state === "open" ? RESEND_AFTER[request.failures] : undefined;
    if (after === undefined) {
      this.end(this.state === "creating" ? "unreachable" : "closed");
      return;
    }
    request.failures += 1;
    this.effects.push({ resend: { rid, body: request.body, within: this.within, after } });
  }

  hear(body) {
    if (body.namespace !== HTTP_BIND || body.local !== "body") {
      this.end("not-well-formed");
      return;
    }
    if (this.state === "creating") {
      this.created(body);
    }
    for (const child of body.elements) {
      this.effects.push({ element: child });
    }
    if (body.get("type") === "terminate") {
      this.end(this.reasonOf(body));
    }
  }

  /** The other side of `remote-stream-error` travels inside the body (XEP-0206 §7). */
  reasonOf(body) {
    const error = body.child("error", STREAMS)?.elements.find((child) => child.namespace === STREAM_ERRORS);
    return error?.local ?? body.get("condition") ?? "closed";
  }

  created(body) {
    this.sid = body.get("sid");
    if (!this.sid) {
      this.end(body.get("type") === "terminate" ? this.reasonOf(body) : "bad-request");
      return;
    }
    this.state = "open";
    this.wait = Math.min(WAIT, Number(body.get("wait")) || WAIT);
    this.window = Math.max(1, Number(body.get("requests")) || 1);
  }

  /** Send what waits if the window allows; otherwise keep one empty request open for the server to answer. */
  fillWindow() {
    if (this.state !== "open") {
      return;
    }
    while (this.requests.size < this.window && (this.restartDue || this.queue.length > 0)) {
      if (this.restartDue) {
        this.restartDue = false;
        const restart = { "xmpp:restart": "true", "xmlns:xmpp": XBOSH, "xml:lang": this.language };
        this.post({ to: this.domain, ...restart });
      } else {
        this.post({}, this.queue.splice(0));
      }
    }
    if (this.requests.size === 0) {
      this.post({});
    }
  }

  post(attributes, children = []) {
    const rid = this.nextRid;
    this.nextRid += 1;
    const body = String(
      element("body", { xmlns: HTTP_BIND, rid, sid: this.sid, ...attributes }, ...children),
    );
    this.requests.set(rid, { body, failures: 0 });
    this.effects.push({ post: { rid, body, within: this.within } });
  }

  get within() {
    return this.state === "open" ? this.wait * 1000 + SPARE : 10_000;
  }

  end(reason) {
    if (this.state !== "ended") {
      this.state = "ended";
      this.effects.push({ ended: reason });
    }
  }
}
