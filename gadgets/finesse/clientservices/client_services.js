/**
 * A gadget's way to the server: REST through the container's proxy, notifications from the container's hub,
 * and what has become of the connection. One per frame.
 */

import { INFO } from "../base/hub_topics.js";
import { report } from "../base/notifier.js";
import { escapedOnce, objectOf, xmlOf } from "../converter/object_form.js";
import { generateUUID } from "../utilities/uuid.js";
import { authorizationHeader, credentialsOf } from "./credentials.js";
import { MasterPublisher } from "./master_publisher.js";
import { MasterTunnel, tunnelUrl } from "./master_tunnel.js";

/** Refreshes of each object after a failover, ten seconds apart. */
const RETRIES_AFTER_FAILOVER = 10;
/** How long an answer of the container about a node is waited for. */
export const RESPONSE_MILLISECONDS = 30_000;
/** Answers about nodes waited for at the same time. */
export const RESPONSES_AT_ONCE = 500;

/** Statuses that a gadget's handlers hear of as another: the desktop's failover stands above XMPP. */
const HEARD_AS = { recovered: "connected", failing: "disconnected" };
const CONNECTION_STATES = { connected: "Connected", recovered: "Recovered", failing: "Failing" };

/** ClientServices of one window. */
export function clientServicesOf(frame) {
  let config;
  let logger;
  let master;
  let status;
  let resourceId;
  let failing = false;
  const handlers = new Map(); // by status
  const refreshed = new Set();
  const subscribers = new Map(); // by topic: {id, callbacks: Map of callback to disableDuringFailover}
  const waiting = new Map(); // by topic of the response: {subscription, timer}

  const services = {
    /**
     * Ready this frame; the first call counts. Throws if the Config cannot be used.
     *
     * @param {object} options finesse.gadget.Config
     */
    init(options) {
      if (config !== undefined) {
        return services;
      }
      if (!isUsable(options)) {
        throw new Error("Config object contains invalid properties.");
      }
      hub();
      config = options; // not a copy: the gadget may change it, as when a token is renewed
      services.subscribe(INFO.CONNECTION, heardOfConnection);
      request("ConnectionInfoReq", {});
      return services;
    },

    /** Make this window's ClientServices the one that holds the connection, by a tunnel in a hidden frame. */
    initBosh(options) {
      config ??= options;
      const publisher = new MasterPublisher(hub());
      master = new MasterTunnel(
        frame,
        { ...config, ...credentialsOf(config, frame) },
        {
          event: (text) => publisher.publishEvent(text),
          presence: (xml) => publisher.publishPresence(xml),
          status: (now, id) => {
            publisher.publishConnection({ status: now, resourceID: id });
            heardOfConnection({ status: now, resourceID: id });
          },
        },
      );
      publisher.answerRequests(master, () => ({ status, resourceID: resourceId }));
      master.open();
      return services;
    },

    // One handler of each kind, the last; one that comes late is called at once.
    registerOnConnectHandler: (handler) => register("connected", handler),
    unregisterOnConnectHandler: () => unregister("connected"),
    registerOnConnectingHandler: (handler) => register("connecting", handler),
    unregisterOnConnectingHandler: () => unregister("connecting"),
    registerOnDisconnectHandler: (handler) => register("disconnected", handler),
    unregisterOnDisconnectHandler: () => unregister("disconnected"),
    registerOnDisconnectingHandler: (handler) => register("disconnecting", handler),
    unregisterOnDisconnectingHandler: () => unregister("disconnecting"),
    registerOnReconnectingHandler: (handler) => register("reconnecting", handler),
    unregisterOnReconnectingHandler: () => unregister("reconnecting"),
    registerOnUnloadingHandler: (handler) => register("unloading", handler),
    unregisterOnUnloadingHandler: () => unregister("unloading"),

    isMaster: () => master !== undefined,
    isTunnelLoaded: () => master?.loaded === true,
    getTunnelURL: () => tunnelUrl(needed()),
    getResourceID: () => resourceId,
    getRestHost: () => needed().restHost,
    /** `Connected`, `Recovered` or `Failing`; before the container told, undefined. */
    getNotificationConnectionState: () =>
      status && (CONNECTION_STATES[status] ?? status[0].toUpperCase() + status.slice(1)),

    /** Ask the container to connect as this user; a desktop refuses that to gadgets. */
    makeConnectionReq() {
      const { xmppDomain } = needed();
      const { id, password } = credentialsOf(config, frame);
      request("ConnectionReq", { id, password, xmppDomain });
    },

    /**
     * Ask the server through the container's proxy. The callback gets what gadgets.io.makeRequest gives.
     *
     * @param {string} path as `/finesse/api/User/1001`
     * @param {function} callback
     * @param {object} [params] by gadgets.io.RequestParameters; SCHEME null takes the Config's scheme
     */
    makeRequest(path, callback, params = {}) {
      const { SCHEME, ...asked } = params ?? {};
      const names = frame.gadgets.io.RequestParameters;
      const headers = { ...asked[names.HEADERS], Authorization: authorizationHeader(needed(), frame) };
      if (config.locale) {
        headers.locale = config.locale;
      }
      const url = `${origin(SCHEME)}${path}`;
      const full = { ...asked, [names.HEADERS]: headers, [names.REFRESH_INTERVAL]: 0 };
      services.log(`makeRequest: ${asked[names.METHOD] ?? "GET"} ${url}`);
      frame.gadgets.io.makeRequest(url, callback, full);
    },

    /**
     * Ask the server, and read its XML.
     *
     * @param {string} baseUrl what the path is put behind, as `/finesse/api`
     * @param {string} method
     * @param {string} path
     * @param {{success?: function(object): void, error?: function(object): void}} [handlers] get
     *   `{status, rc, content, object}`
     * @param {{content?: object|string, headers?: object}} [options]
     */
    makeRestRequest(baseUrl, method, path, handlers = {}, { content, headers } = {}) {
      const names = frame.gadgets.io.RequestParameters;
      const body =
        content === undefined
          ? {}
          : {
              [names.POST_DATA]:
                typeof content === "string" ? content : xmlOf(content, { escape: escapedOnce }),
            };
      const type = content === undefined ? {} : { "Content-Type": "application/xml" };
      const answered = ({ rc, text }) => {
        const rsp = { status: rc, rc, content: text, object: parsed(text) };
        handlers[rc >= 200 && rc < 300 ? "success" : "error"]?.(rsp);
      };
      const params = { [names.METHOD]: method, [names.HEADERS]: { ...type, ...headers }, ...body };
      services.makeRequest(`${baseUrl}${path}`, answered, params);
    },

    /**
     * Hear what is published on a topic.
     *
     * @param {string} topic
     * @param {function(*): void} callback
     * @param {boolean} [disableDuringFailover] hear nothing while the desktop fails over
     * @returns {boolean} false if this callback hears it already
     */
    subscribe(topic, callback, disableDuringFailover = false) {
      mustBeFunction(callback);
      const known = subscribers.get(topic);
      if (known?.callbacks.has(callback)) {
        return false;
      }
      if (known) {
        known.callbacks.set(callback, disableDuringFailover);
        return true;
      }
      const callbacks = new Map([[callback, disableDuringFailover]]);
      const subscriber = { id: undefined, callbacks };
      subscribers.set(topic, subscriber);
      subscriber.id = hub().subscribe(topic, (_topic, data) => tellAll(callbacks, data));
      return true;
    },

    /**
     * Hear no more of a topic.
     *
     * @param {string} topic
     * @param {function} [callback] only this one; without it, all of this frame
     * @returns {boolean} false if there was none
     */
    unsubscribe(topic, callback) {
      const known = subscribers.get(topic);
      if (known === undefined || (callback !== undefined && !known.callbacks.delete(callback))) {
        return false;
      }
      if (callback === undefined || known.callbacks.size === 0) {
        subscribers.delete(topic);
        hub().unsubscribe(known.id);
      }
      return true;
    },

    /**
     * Have the container subscribe to a node that users are not subscribed to by themselves.
     *
     * @param {string} node
     * @param {function(string, object=): void} callback with the id to unsubscribe by, and the error if any
     */
    subscribeNode(node, callback) {
      ask(
        "SubscribeNodeReq",
        () => ({ node }),
        (id, error) => callback?.(id, error),
      );
    },

    unsubscribeNode(node, subid, callback) {
      ask(
        "UnsubscribeNodeReq",
        () => ({ node, subid }),
        (_id, error) => callback?.(error),
      );
    },

    /** Refresh an object when the desktop has recovered from a failover. */
    addToRefreshList: (object) => void refreshed.add(object),
    removeFromRefreshList: (object) => void refreshed.delete(object),
    setFailoverMode: (on) => void (failing = Boolean(on)),

    /** @param {{log: function(string): void}} to */
    setLogger: (to) => void (logger = to),
    log: (message) => void logger?.log?.(`[ClientServices] ${message}`),
  };

  function register(heard, handler) {
    mustBeFunction(handler);
    handlers.set(heard, handler);
    if (status !== undefined && heardAs(status) === heard) {
      call(handler);
    }
  }

  function unregister(heard) {
    handlers.delete(heard);
  }

  function heardOfConnection(data) {
    const now = data?.status;
    if (typeof now !== "string") {
      return;
    }
    resourceId = data.resourceID ?? resourceId;
    if (now === "failing") {
      failing = true;
    } else if (failing && now !== "recovered") {
      return; // what XMPP does while the desktop fails over is not over before it says recovered
    }
    const before = status;
    status = now;
    if (before !== undefined && heardAs(before) === heardAs(now)) {
      return; // the container answers each gadget that comes late, and all hear it
    }
    services.log(`connection: ${now}`);
    if (now === "recovered") {
      failing = false;
      refreshed.forEach((object) => call(() => object.refresh(RETRIES_AFTER_FAILOVER)));
    }
    if (master !== undefined || ["connected", "recovered", "failing"].includes(now)) {
      call(handlers.get(heardAs(now)));
    }
  }

  function tellAll(callbacks, data) {
    for (const [callback, disabled] of [...callbacks]) {
      if (callbacks.has(callback) && !(failing && disabled)) {
        call(() => callback(data));
      }
    }
  }

  function ask(type, data, done) {
    if (waiting.size >= RESPONSES_AT_ONCE) {
      done(undefined, failure("Busy", "The container has not answered earlier requests."));
      return;
    }
    const id = generateUUID();
    const topic = `${INFO.RESPONSES}.${id}`;
    const answered = (answer) => {
      clearTimeout(waiting.get(topic));
      if (waiting.delete(topic)) {
        services.unsubscribe(topic);
        done(id, answer ?? undefined);
      }
    };
    const late = () => answered(failure("Timeout", `The container did not answer ${type}.`));
    waiting.set(topic, setTimeout(late, RESPONSE_MILLISECONDS));
    services.subscribe(topic, answered);
    request(type, data(), id);
  }

  function request(type, data, invokeID = generateUUID()) {
    hub().publish(INFO.REQUESTS, { type, data, invokeID });
  }

  function origin(scheme) {
    const { restHost, localhostPort } = config;
    const chosen = scheme === undefined ? "http" : (scheme ?? config.scheme);
    return `${chosen}://${restHost}${localhostPort ? `:${localhostPort}` : ""}`;
  }

  function needed() {
    if (config === undefined) {
      throw new Error(
        "ClientServices needs to be inited: call ClientServices.init(finesse.gadget.Config) first.",
      );
    }
    return config;
  }

  function hub() {
    const found = frame.gadgets?.Hub;
    if (!found) {
      throw new Error("There is no hub yet: start in gadgets.HubSettings.onConnect, and require pubsub-2.");
    }
    return found;
  }

  function call(handler) {
    try {
      handler?.();
    } catch (error) {
      services.log(`a handler failed: ${error}`);
      report(error);
    }
  }

  return services;
}

function heardAs(status) {
  return HEARD_AS[status] ?? status;
}

function isUsable(config) {
  return (
    typeof config === "object" &&
    config !== null &&
    typeof config.host === "string" &&
    config.host !== "" &&
    Boolean(config.restHost) &&
    (typeof config.authorization === "string" ||
      (typeof config.authToken === "string" && config.authToken !== "") ||
      (typeof config.id === "string" && typeof config.password === "string"))
  );
}

function mustBeFunction(handler) {
  if (typeof handler !== "function") {
    throw new Error("handler must be a function");
  }
}

function parsed(text) {
  try {
    return objectOf(text);
  } catch {
    return {}; // no XML, or nothing
  }
}

function failure(errorType, errorMessage) {
  return { error: { errorType, errorMessage } };
}

/** ClientServices of this frame. */
export const ClientServices = clientServicesOf(globalThis);
