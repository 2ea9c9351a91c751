/**
 * Between the session and the gadgets: publishes on the hub what comes from the notification service and what becomes of
 * the connection, answers what gadgets ask about both, and keeps what they log.
 */

import { CLIENT_LOGGING, INFO } from "../../finesse/base/hub_topics.js";
import { LocalLog } from "../../finesse/base/local_log.js";
import { ClientLog } from "./client_log.js";
import { activeCallStatus, maintenanceStatus, tickEvent } from "./desk_events.js";
import { readInfoRequest } from "./info_request.js";
import { inspect } from "./inspection.js";
import { NodeSubscriptions } from "./node_subscriptions.js";
import { publishedError, publishedNotification, publishedPresence } from "./published.js";
import { connectionAnswer, connectionTold, UNKNOWN } from "./status.js";

export class Bridge {
  /**
   * @param {object} hub
   * @param {(request: "subscribe"|"unsubscribe", node: string) => Promise<string|undefined>} ask the notification
   *   service; a promise of the error, or of undefined
   */
  constructor(hub, ask) {
    Object.assign(this, { hub, ask, told: UNKNOWN, log: new ClientLog() });
    this.nodes = new NodeSubscriptions();
    hub.subscribe(INFO.REQUESTS, (_topic, data, client) => this.hear(data, client));
    hub.subscribe(`${CLIENT_LOGGING}.*`, (_topic, line) => this.logged(line));
    hub.whenGone((client) => {
      this.nodes.gone(client);
      this.carryOut();
    });
  }

  /** A line for the error report, and for the browser's own storage where somebody wants it there. */
  logged(line) {
    this.log.add(line);
    const kept = globalThis.sessionStorage;
    if (kept?.getItem("enableLocalLog") === "true") {
      this.local ??= new LocalLog(localStorage, kept.getItem("finSessKey") ?? "");
      this.local.add(line);
    }
  }

  /** The link has become another: `link` is its state, with the resource and why it stopped. */
  linkChanged(link) {
    const [told, payloads] = connectionTold(this.told, link);
    this.told = told;
    payloads.forEach((payload) => this.hub.publish(INFO.CONNECTION, payload));
    if (told.status === "connected" && !this.nodes.connected) {
      this.nodes.connect();
    } else if (told.status !== "connected") {
      this.nodes.disconnect();
    }
    this.carryOut();
  }

  notification(event) {
    this.publish(publishedNotification(event) ?? warned(`notification on ${event.node}`));
  }

  presence(event) {
    this.publish(publishedPresence(event) ?? warned("presence"));
  }

  /** The agent's voice state was that, and is this. */
  stateChanged(before, after) {
    this.publish(activeCallStatus(before, after));
  }

  /** A SystemInfo tells the maintenance mode of this server. */
  maintenanceMode(mode) {
    this.publish(maintenanceStatus(this.mode, mode));
    this.mode = mode;
  }

  tick(now) {
    this.publish(tickEvent(now));
  }

  publish(published) {
    if (published !== undefined) {
      this.hub.publish(published.topic, published.data);
    }
  }

  /** A gadget asks for something. */
  hear(data, gadget) {
    const asked = readInfoRequest(data);
    switch (asked.type) {
      case "info":
        this.hub.publish(INFO.CONNECTION, connectionAnswer(this.told, asked.invokeID));
        break;
      case "subscribe":
      case "unsubscribe":
        this.nodes[asked.type]({ gadget, ...asked });
        this.carryOut();
        break;
      case "connect":
        console.warn(`${gadget} asks for a connection of its own. F403: Access denied`);
        inspect(gadget, "refused", { request: "ConnectionReq", why: "F403: Access denied" });
        break;
      default:
        inspect(gadget, "malformed", { topic: INFO.REQUESTS, why: asked.why });
    }
  }

  carryOut() {
    for (const effect of this.nodes.take()) {
      if (effect.answer) {
        this.answer(effect.answer);
      } else {
        const [[request, node]] = Object.entries(effect);
        void this.ask(request, node).then((error) => {
          this.nodes.answered({ request, node, error });
          this.carryOut();
        });
      }
    }
  }

  answer({ invokeID, error }) {
    const told = error?.xml === undefined ? error && { error } : publishedError(error.xml);
    this.hub.publish(`${INFO.RESPONSES}.${invokeID}`, told);
  }
}

function warned(what) {
  console.warn(`${what} is neither XML nor JSON; gadgets are not told of it`);
}
