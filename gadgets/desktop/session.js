/**
 * An agent's session in this page: carries out what `model/agent_session.js` and the desk decide, feeds them from REST
 * and notifications, and tells the page when something changed.
 */

import { XmlError } from "../notification/xml.js";
import { Bridge } from "./connection/bridge.js";
import { TunnelFrame } from "./connection/tunnel_frame.js";
import { keepHistory, keptHistory } from "./kept_history.js";
import { Link } from "./link.js";
import { agentSession, START } from "./model/agent_session.js";
import { desk, EMPTY } from "./model/desk.js";
import { streamText } from "./model/errors.js";
import { kept } from "./model/calls/history.js";
import * as request from "./model/request.js";
import { readUpdate } from "./model/update.js";
import { PhoneBooks } from "./phone_books.js";
import { RestError } from "./rest.js";
import { checkIn, explain, logIn, readDesk, serverInService, SignInError } from "./sign_in.js";

const NOTHING_LOGGED = "No gadget has logged anything.";

export class Session {
  /**
   * @param {{credentials: object, config: object, hub: object, locale: string}} given `config` as
   *   /desktop/config.json has it
   * @param {{prepare: function, changed: function, ticked: function, announce: function, ended: function}} page
   *   `prepare()` while the desk is read; `changed(desk, link)` after every change; `ticked(now)` each second;
   *   `announce(text, urgent)`; `ended({why, reason})` once, when the session is over
   */
  constructor({ credentials, config, hub, locale }, page) {
    Object.assign(this, { credentials, config, hub, locale, page });
    this.desk = EMPTY;
    this.state = START;
    this.heard = new Set(); // who else hears the updates
    this.tunnel = new TunnelFrame(new URL(`https://${this.service}`).origin);
    this.bridge = new Bridge(hub, (request, node) => this.link.connection[request](node));
  }

  /** The server's time, ms. */
  now() {
    return Date.now() + this.drift;
  }

  /** Sign in; `step(name, values)` says what is being done. Throws SignInError, and has left nothing behind then. */
  begin(step) {
    return new Promise((resolve, reject) => {
      Object.assign(this, { step, opened: resolve, refused: reject });
      this.tunnel.load(); // its page comes while the password is asked for
      this.tell({ type: "begun" });
    });
  }

  /** Something the agent wants; what becomes of it shows in the desk. */
  ask(ask) {
    this.dispatch({ type: "asked", ask, requestId: crypto.randomUUID() });
  }

  /** Something happened to the session. */
  tell(event) {
    const [next, effects] = agentSession(this.state, event);
    this.state = next;
    for (const effect of effects) {
      const [[name, given]] = Object.entries(effect);
      void this.effects[name](given);
    }
  }

  /** Something happened to the desk. */
  dispatch(event) {
    const [next, effects] = desk(this.desk, { now: this.now(), ...event });
    const changed = next !== this.desk;
    this.bridge.stateChanged(this.desk.user?.state, next.user?.state);
    this.desk = next;
    if (changed && next.user !== undefined && this.state.name !== "ended") {
      keepHistory(kept(next));
    }
    effects.forEach((effect) => this.carryOut(effect));
    if (changed && this.ticking !== undefined) {
      this.page.changed(this.desk, this.link.state);
    }
  }

  /** What the session's states ask for, by the name of the effect. */
  effects = {
    step: (name) => this.step(name, { extension: this.credentials.extension }),
    checkIn: (turn) => this.attempt(turn, "checkedIn", () => this.checkIn(turn)),
    connect: () => this.connect(),
    logIn: (turn) => this.attempt(turn, "loggedIn", () => this.logIn()),
    read: (turn) => this.attempt(turn, "read", () => this.read()),
    desk: (event) => this.dispatch(event),
    link: (event) => this.link.tell(event),
    look: () => this.tell({ type: "looked", loggedOut: this.desk.user.state === "LOGOUT" }),
    open: () => this.open(),
    books: () => this.books?.read(),
    refuse: (why) => this.refuse(this.errorOf(why)),
    end: (how) => this.end(how),
  };

  carryOut(effect) {
    if (effect.request) {
      void this.request(effect.request);
    } else if (effect.announce) {
      this.page.announce(effect.announce, effect.urgent);
    } else if (effect.signedOut) {
      this.tell({ type: "signedOut", ...effect.signedOut });
    }
  }

  /** Have that done as a part of this turn, and tell what came of it. */
  async attempt(turn, type, work) {
    try {
      const found = await work();
      this.tell({ type, turn, ...found });
    } catch (error) {
      const told = explain(error);
      if (!(told instanceof SignInError) && !this.state.first) {
        throw error;
      }
      this.tell({ type: "failed", turn, error: told });
    }
  }

  async request(request) {
    try {
      await this.rest.command(request);
      this.dispatch({ type: "accepted", key: request.key });
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

  /** Send the server what gadgets have logged. Whether it took it. */
  async sendErrorReport() {
    const { loginId, bridge } = this;
    try {
      await this.rest.command({
        ...request.clientLog(loginId, bridge.log.text() || NOTHING_LOGGED),
        requestId: crypto.randomUUID(),
      });
      return true;
    } catch (error) {
      if (error instanceof RestError) {
        return false;
      }
      throw error;
    }
  }

  connect() {
    const { domain, pubsubDomain } = this.info;
    this.link = new Link({
      tunnel: this.tunnel,
      options: {
        transport: this.config.notification.transport,
        domain,
        pubsubDomain,
        user: this.loginId,
        password: this.credentials.password,
        pingEvery: this.config.seconds.ping * 1000,
      },
      seconds: this.config.seconds,
      notification: (event) => this.hear(event),
      presence: (event) => this.bridge.presence(event),
      inService: serverInService,
      refresh: () => this.tell({ type: "refresh" }),
      changed: (state) => this.linkChanged(state),
      stopped: (reason) => this.tell({ type: "stopped", reason }),
    });
    void this.link.start().then(() => this.tell({ type: "connected" }));
    this.page.prepare().catch(() => undefined); // the layout comes meanwhile; who waits for it hears of a failure
  }

  /** Host and port of the event tunnel: the notification service's, or this server's own where it passes it on. */
  get service() {
    const { tunnel, port } = this.config.notification;
    return tunnel === "finesse" ? location.host : `${location.hostname}:${port}`;
  }

  linkChanged(state) {
    this.dispatch({ type: "linked", connected: state.name === "connected" });
    const { resource: resourceID, reason } = this.link;
    this.bridge.linkChanged({ ...state, resourceID, reason });
    if (this.ticking !== undefined) {
      this.page.changed(this.desk, state);
    }
  }

  hear(event) {
    const { node, text } = event;
    this.bridge.notification(event);
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
    if (!this.isOwn(node)) {
      return; // who has asked to hear of others hears them from the hub
    }
    [...this.heard].forEach((hear) => hear(update, node));
    if (update.type === "systemInfo") {
      this.bridge.maintenanceMode(update.maintenance);
      this.link.tell({ type: update.status === "IN_SERVICE" ? "inService" : "outOfService" });
    } else {
      this.tell({ type: "heard", update });
    }
  }

  /** Whether a node tells of this user, or of the server; gadgets may have subscribed to those of others. */
  isOwn(node) {
    const own = request.userPath(this.loginId);
    return node === request.SYSTEM_INFO || node === own || node.startsWith(`${own}/`);
  }

  /** The server, its clock and the user. What it says of the server at the sign-in holds for the whole session. */
  async checkIn(turn) {
    const step = turn === START.turn ? this.step : () => undefined;
    const { info, rest, known } = await checkIn(this.credentials, step);
    this.drift = info.drift;
    const loggedOut = known.state === "LOGOUT";
    if (turn === START.turn) {
      Object.assign(this, { info, rest, known, loginId: known.loginId });
      if (!loggedOut) {
        this.desk = { ...EMPTY, ...keptHistory(known.loginId) }; // still the same sign-in: the page was reloaded
      }
    }
    return { loggedOut };
  }

  async logIn() {
    const { rest, heard, loginId } = this;
    await logIn({
      rest,
      heard,
      loginId,
      extension: this.credentials.extension,
      requestId: crypto.randomUUID(),
    });
  }

  async read() {
    const [read] = await Promise.all([
      readDesk(this.rest, this.loginId),
      this.page.prepare(),
    ]);
    return { desk: read };
  }

  /** The desktop is shown. */
  open() {
    try {
      this.page.changed(this.desk, this.link.state);
    } catch (error) {
      this.refused(error);
      return;
    }
    this.ticking = setInterval(() => this.tick(), 1000);
    if (this.config.offers.phoneBooks) {
      this.books = new PhoneBooks(this.rest, this.loginId, (contacts) => this.dispatch({ type: "books", contacts }));
    }
    this.opened();
  }

  tick() {
    this.bridge.tick(this.now());
    this.page.ticked(this.now());
    this.dispatch({ type: "ticked" });
  }

  async refuse(error) {
    await this.close();
    this.refused(error);
  }

  /** Why the sign-in came to nothing, as what the user is told. */
  errorOf({ error, kind, connection }) {
    return error ?? (kind === undefined ? notConnected(connection, this.service) : new SignInError(kind));
  }

  async end({ why, reason }) {
    await this.close();
    this.page.ended({ why, reason });
  }

  async close() {
    clearInterval(this.ticking);
    this.ticking = undefined;
    this.books?.close();
    await (this.link ?? this.tunnel).close();
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
