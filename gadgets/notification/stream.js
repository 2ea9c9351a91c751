/**
 * An XMPP stream as a client sees it, whatever carries it: elements and the time (ms) go in, effects come out.
 * It signs in with SASL PLAIN, binds a resource, sends presence of priority 0, and from then on pings and hands out
 * what it hears. It ends once, with a reason.
 *
 * Effects, from `take()`:
 *   {send: XmlElement}               an element to send
 *   {restart: true}                  begin the stream again (RFC 6120 §4.3.3)
 *   {connected: {jid}}               signed in; notifications will come from now on
 *   {notification: {node, text}}     a pubsub item: its node, and the document in it as text
 *   {presence: {from, available, stanza}}
 *   {answer: XmlElement}             the result or error of a request that `ask` made
 *   {ended: reason}                  conflict, unauthorized, timeout, closed, or what the server said
 */

import { base64 } from "./base64.js";
import { element } from "./xml.js";
import * as ns from "./names.js";

const ANSWER_WITHIN = 10_000; // for each step of signing in
const NOT_LET_IN = ["not-authorized", "account-disabled", "credentials-expired"]; // RFC 6120 §6.5
const RETRIES = 2; // pings in a row that may stay unanswered

export class Stream {
  /**
   * @param {{domain: string, pubsubDomain: string, user: string, password: string, resource?: string,
   *          pingEvery?: number}} identity `pingEvery` in ms; with a `resource` of "" the server makes one up
   * @param {number} now ms, of a clock that never goes back
   */
  constructor(identity, now) {
    this.identity = { resource: "desktop", pingEvery: 10_000, ...identity };
    this.state = "opening";
    this.effects = [];
    this.ids = 0;
    this.secret = secret(); // in every id, so that nobody else can answer what he was not asked
    this.awaited = undefined; // id of the answer that signing in waits for
    this.asked = new Map(); // requests that somebody waits for, by id: who was asked
    this.unanswered = 0; // pings since something was last heard
    this.wakeAt = now + ANSWER_WITHIN;
  }

  /** What is to be done, in order; asking empties it. */
  take() {
    return this.effects.splice(0);
  }

  /** When `tick` wants to be called, or undefined for never. */
  get deadline() {
    return this.wakeAt;
  }

  /** One element of the stream's top level. */
  receive(received, now) {
    if (this.state === "ended") {
      return;
    }
    this.unanswered = 0;
    if (received.local === "error" && received.namespace === ns.STREAMS) {
      this.end(received.elements.find((child) => child.namespace === ns.STREAM_ERRORS)?.local ?? "closed");
    } else if (this.state === "online") {
      this.hear(received);
    } else {
      const step = STEPS[`${this.state} ${this.kindOf(received)}`];
      if (step !== undefined) {
        step(this, received, now);
      } else if (received.local === "iq" && this.isRequest(received)) {
        this.answer(received);
      }
    }
  }

  /** The transport is gone. */
  lost(reason = "closed") {
    this.end(reason);
  }

  /** A request of whoever uses the stream, once it is connected: its id, by which the answer is known. */
  ask(type, attributes, child) {
    const id = this.request(type, attributes, child);
    this.asked.set(id, attributes.to ?? "");
    return id;
  }

  /** Say something that has no answer, once connected. */
  say(stanza) {
    if (this.state === "online") {
      this.send(stanza);
    }
  }

  /** The user leaves: what is to be said before the transport closes. */
  leave() {
    if (this.state === "online") {
      this.send(element("presence", { xmlns: ns.CLIENT, type: "unavailable" }));
    }
    this.state = "ended";
    this.wakeAt = undefined;
  }

  tick(now) {
    if (this.wakeAt === undefined || now < this.wakeAt) {
      return;
    }
    if (this.state !== "online" || this.unanswered > RETRIES) {
      this.end("timeout");
      return;
    }
    this.unanswered += 1;
    this.wakeAt = now + this.identity.pingEvery;
    this.request("get", { to: this.identity.domain }, element("ping", { xmlns: ns.PING }));
  }

  /** How a step of signing in sees an element: its name, or for an answer to the request made, its type. */
  kindOf(received) {
    if (received.local !== "iq") {
      return received.local;
    }
    const mine = received.get("id") === this.awaited && this.isOurs(received.get("from"));
    return mine ? received.get("type") : "iq"; // another user's would be an answer that nobody asked for
  }

  hear(received) {
    switch (received.local) {
      case "message":
        this.hearMessage(received);
        break;
      case "presence":
        this.hearPresence(received);
        break;
      case "iq":
        if (this.isRequest(received)) {
          this.answer(received);
        } else if (this.isAnswer(received)) {
          this.asked.delete(received.get("id"));
          this.effects.push({ answer: received });
        }
    }
  }

  /** Only the pubsub service may bring notifications: another user's message could pretend to be one. */
  hearMessage(message) {
    if (message.get("from") !== this.identity.pubsubDomain) {
      return;
    }
    const items = message.child("event", ns.PUBSUB_EVENT)?.child("items");
    for (const item of items?.all("item") ?? []) {
      const text = item.at("notification");
      if (text !== "") {
        this.effects.push({ notification: { node: items.get("node") ?? "", text } });
      }
    }
  }

  hearPresence(presence) {
    const type = presence.get("type");
    if (type === undefined || type === "unavailable") {
      const from = presence.get("from") ?? "";
      this.effects.push({ presence: { from, available: type === undefined, stanza: String(presence) } });
    }
  }

  /** An answer counts only from whom was asked (RFC 6120 §8.1.2.1). */
  isAnswer(iq) {
    const asked = this.asked.get(iq.get("id"));
    const from = (iq.get("from") ?? "").toLowerCase();
    if (asked === undefined) {
      return false;
    }
    return asked === "" ? this.isOurs(from) : from === asked.toLowerCase();
  }

  /** Whether the server itself says it, for the account: without a sender, in its own name or in the account's. */
  isOurs(from = "") {
    if (this.jid === undefined) {
      return true; // nobody can write to who has no address yet
    }
    const [account] = this.jid.toLowerCase().split("/");
    const [sender] = from.toLowerCase().split("/");
    return ["", this.identity.domain.toLowerCase(), account].includes(sender);
  }

  isRequest(iq) {
    return iq.get("type") === "get" || iq.get("type") === "set";
  }

  /** A request of the server: pings and roster pushes are answered, anything else is not served (RFC 6120 §8.4). */
  answer(iq) {
    const child = iq.elements[0];
    const known =
      child?.namespace === ns.PING || (child?.namespace === ns.ROSTER && iq.get("type") === "set");
    const to = { xmlns: ns.CLIENT, to: iq.get("from"), id: iq.get("id") };
    if (known) {
      this.send(element("iq", { ...to, type: "result" }));
    } else {
      const condition = element("service-unavailable", { xmlns: ns.STANZA_ERRORS });
      this.send(element("iq", { ...to, type: "error" }, element("error", { type: "cancel" }, condition)));
    }
  }

  request(type, attributes, child) {
    this.ids += 1;
    const id = `${this.secret}-${this.ids}`;
    this.send(element("iq", { xmlns: ns.CLIENT, type, id, ...attributes }, child));
    return id;
  }

  /** The next step of signing in: sent, and awaited for a bounded time. */
  proceed(state, now) {
    this.state = state;
    this.wakeAt = now + ANSWER_WITHIN;
  }

  online(now) {
    this.state = "online";
    this.wakeAt = now + this.identity.pingEvery;
    this.send(element("presence", { xmlns: ns.CLIENT }, element("priority", {}, "0")));
    // The Finesse web application's own user: available exactly while that application runs.
    const finesse = `finesse@${this.identity.domain}`;
    this.send(element("presence", { xmlns: ns.CLIENT, type: "subscribe", to: finesse }));
    this.effects.push({ connected: { jid: this.jid } });
  }

  send(sent) {
    this.effects.push({ send: sent });
  }

  end(reason) {
    if (this.state !== "ended") {
      this.state = "ended";
      this.wakeAt = undefined;
      this.effects.push({ ended: reason });
    }
  }
}

/** Signing in: what is done when, in a state, a kind of element arrives. Anything else is left alone. */
const STEPS = {
  "opening features": (stream, features, now) => {
    const mechanisms = features.child("mechanisms", ns.SASL)?.all("mechanism") ?? [];
    if (!mechanisms.some((mechanism) => mechanism.text.trim() === "PLAIN")) {
      stream.end("invalid-mechanism");
      return;
    }
    const { user, password } = stream.identity;
    stream.send(element("auth", { xmlns: ns.SASL, mechanism: "PLAIN" }, base64(`\0${user}\0${password}`)));
    stream.proceed("authenticating", now);
  },
  "authenticating success": (stream, _success, now) => {
    stream.effects.push({ restart: true });
    stream.proceed("restarting", now);
  },
  "authenticating failure": (stream, failure) => {
    const condition = failure.elements.find((child) => child.local !== "text")?.local ?? "not-authorized";
    stream.end(NOT_LET_IN.includes(condition) ? "unauthorized" : condition);
  },
  "restarting features": (stream, features, now) => {
    const session = features.child("session", ns.SESSION);
    stream.needsSession = session !== undefined && session.child("optional") === undefined;
    const { resource } = stream.identity;
    const wish = resource === "" ? [] : [element("resource", {}, resource)];
    stream.awaited = stream.request("set", {}, element("bind", { xmlns: ns.BIND }, ...wish));
    stream.proceed("binding", now);
  },
  "binding result": (stream, result, now) => {
    stream.jid = result.at("bind", "jid");
    if (stream.needsSession) {
      stream.awaited = stream.request("set", {}, element("session", { xmlns: ns.SESSION }));
      stream.proceed("session", now);
    } else {
      stream.online(now);
    }
  },
  "binding error": (stream, answer) => stream.end(conditionOf(answer)),
  "session result": (stream, _result, now) => stream.online(now),
  "session error": (stream, answer) => stream.end(conditionOf(answer)),
};

function conditionOf(iq) {
  const conditions = iq.child("error")?.elements ?? [];
  return conditions.find((child) => child.namespace === ns.STANZA_ERRORS)?.local ?? "undefined-condition";
}

/** Sixteen letters that cannot be guessed; a page without TLS has no randomUUID. */
function secret() {
  return [...crypto.getRandomValues(new Uint8Array(8))]
    .map((byte) => byte.toString(16).padStart(2, "0"))
    .join("");
}
