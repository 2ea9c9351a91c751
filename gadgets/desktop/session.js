/**
 * An agent's session in this page: signs in, feeds the desk from REST and notifications, carries out what it
 * decides, and tells the page when something changed.
 */

import { topicOf } from "./hub.js";
import { keepHistory, keptHistory } from "./kept_history.js";
import { Link } from "./link.js";
import { desk, EMPTY } from "./model/desk.js";
import { streamText } from "./model/errors.js";
import { kept } from "./model/history.js";
import { readUpdate } from "./model/update.js";
import { RestError } from "./rest.js";
import { checkIn, explain, logIn, readDesk, serverInService, SignInError } from "./sign_in.js";
import { XmlError } from "../notification/xml.js";

const TICK = "finesse.containerservices.timerTickEvent";

export class Session {
  /**
   * @param {{credentials: object, config: object, hub: object, locale: string}} given `config` as
   *   /desktop/config.json has it
   * @param {{changed: function, announce: function, ended: function}} page `changed(desk, link)` after every
   *   change; `announce(text, urgent)`; `ended({why, reason})` once, when the session is over
   */
  constructor({ credentials, config, hub, locale }, page) {
    Object.assign(this, { credentials, config, hub, locale, page });
    this.desk = EMPTY;
    this.waiting = []; // notifications that came while the desk is read; they are newer than what is read
    this.turn = 0; // counts the readings of the desk; what an earlier one brings late does not count
  }

  /** The server's time, ms. */
  now() {
    return Date.now() + this.drift;
  }

  /** Sign in; `step(name)` says what is being done. Throws SignInError, and has left nothing behind then. */
  async begin(step) {
    const { info, rest, known } = await checkIn(this.credentials, step);
    Object.assign(this, { rest, drift: info.drift, loginId: known.loginId });
    if (known.state !== "LOGOUT") {
      this.desk = { ...EMPTY, ...keptHistory(known.loginId) }; // still the same sign-in: the page was reloaded
    }
    const { extension } = this.credentials;
    try {
      step("notifications");
      await this.connect(info);
      step("login", { extension });
      await this.logIn();
      step("read");
      await this.read(this.turn);
      if (this.link.state.name === "stopped") {
        throw new SignInError("conflict");
      }
      if (this.ended || this.desk.user.state === "LOGOUT") {
        throw new SignInError("noAnswer"); // signed out again before the desktop was there
      }
    } catch (error) {
      await this.close();
      throw explain(error);
    }
    this.page.changed(this.desk, this.link.state);
    this.ticking = setInterval(() => this.tick(), 1000);
  }

  /** Something the agent wants; what becomes of it shows in the desk. */
  ask(ask) {
    this.dispatch({ type: "asked", ask, requestId: crypto.randomUUID() });
  }

  dispatch(event) {
    const [next, effects] = desk(this.desk, { now: this.now(), ...event });
    const changed = next !== this.desk;
    this.desk = next;
    if (changed && next.user !== undefined && !this.ended) {
      keepHistory(kept(next));
    }
    effects.forEach((effect) => this.carryOut(effect));
    if (changed && this.ticking !== undefined) {
      this.page.changed(this.desk, this.link.state);
    }
  }

  carryOut(effect) {
    if (effect.request) {
      void this.request(effect.request);
    } else if (effect.announce) {
      this.page.announce(effect.announce, effect.urgent);
    } else if (effect.signedOut) {
      const { asked, reason } = effect.signedOut;
      void this.end({ why: asked ? "asked" : "byOther", reason });
    }
  }

  async request(request) {
    try {
      await this.rest.command(request);
    } catch (error) {
      if (!(error instanceof RestError) && !(error instanceof XmlError)) {
        throw error;
      }
      const told = error instanceof XmlError ? { kind: "unsendable" } : error;
      this.dispatch({ type: "refused", key: request.key, error: told });
      if (error.kind === "outOfService") {
        this.link.tell({ type: "outOfService" });
      }
    }
  }

  connect({ domain, pubsubDomain }) {
    const { transport, port } = this.config.notification;
    const service = `${location.hostname}:${port}`;
    return new Promise((resolve, reject) => {
      this.link = new Link({
        options: {
          transport,
          service,
          domain,
          pubsubDomain,
          user: this.loginId,
          password: this.credentials.password,
          language: this.locale.replace("_", "-"),
          pingEvery: this.config.seconds.ping * 1000,
        },
        seconds: this.config.seconds,
        notification: (event) => this.hear(event),
        inService: serverInService,
        refresh: () => this.refresh(),
        changed: (state) => this.linkChanged(state),
        stopped: (reason) => {
          reject(notConnected(reason, service));
          void this.end({ why: reason });
        },
      });
      this.link.start().then(resolve);
    });
  }

  linkChanged(state) {
    this.dispatch({ type: "linked", connected: state.name === "connected" });
    this.hub.publish("finesse.info.connection", {
      status: state.name === "connected" ? "connected" : "disconnected",
    });
    if (this.ticking !== undefined) {
      this.page.changed(this.desk, state);
    }
  }

  hear({ node, text }) {
    let update;
    try {
      update = readUpdate(text);
    } catch (error) {
      if (!(error instanceof XmlError)) {
        throw error;
      }
      console.warn(`notification on ${node} is no XML: ${error.message}`);
      return;
    }
    this.hub.publish(topicOf(node), { content: `${node}${text}`, update });
    if (update.type === "systemInfo") {
      this.link.tell({ type: update.status === "IN_SERVICE" ? "inService" : "outOfService" });
    } else if (this.waiting !== undefined) {
      this.waiting.push(update);
    } else {
      this.dispatch({ type: "heard", update });
    }
  }

  async logIn() {
    const { rest, hub, loginId } = this;
    await logIn({
      rest,
      hub,
      loginId,
      extension: this.credentials.extension,
      requestId: crypto.randomUUID(),
    });
  }

  /** Read the desk anew. What is notified meanwhile is heard afterwards, in its order. */
  async read(turn) {
    if (turn !== this.turn) {
      return;
    }
    this.waiting = [];
    const read = await readDesk(this.rest, this.loginId, this.config.offers);
    if (turn !== this.turn) {
      return;
    }
    this.dispatch({ type: "read", ...read });
    const waiting = this.waiting;
    this.waiting = undefined;
    waiting.forEach((update) => this.dispatch({ type: "heard", update }));
    this.link.tell({ type: "refreshed" });
  }

  /** After a loss: the clock, the sign-in if the server has forgotten it, and everything shown. */
  async refresh() {
    const turn = (this.turn += 1);
    try {
      const { info, known } = await checkIn(this.credentials, () => undefined);
      this.drift = info.drift;
      if (known.state === "LOGOUT") {
        await this.logIn();
      }
      await this.read(turn);
    } catch (error) {
      const told = explain(error);
      if (!(told instanceof SignInError)) {
        throw error;
      }
      if (turn === this.turn) {
        this.waiting = undefined;
        const shutOut = told.kind === "credentials" || told.kind === "noAgent";
        this.link.tell({ type: shutOut ? "unauthorized" : "outOfService" });
      }
    }
  }

  tick() {
    const now = this.now();
    this.hub.publish(TICK, { now });
    this.dispatch({ type: "ticked" });
  }

  async end({ why, reason = "" }) {
    const shown = this.ticking !== undefined && !this.ended;
    this.ended = true;
    if (!shown) {
      return; // `begin` will see that it is over
    }
    await this.close();
    this.page.ended({ why, reason });
  }

  async close() {
    clearInterval(this.ticking);
    this.ticking = undefined;
    await this.link?.close();
  }
}

/** Why the first connection failed, as what the user is told. */
function notConnected(reason, service) {
  const kind = { unauthorized: "credentials", conflict: "conflict" }[reason];
  if (kind !== undefined) {
    return new SignInError(kind);
  }
  return new SignInError("notifications", { text: streamText(reason, service), code: reason, service });
}
