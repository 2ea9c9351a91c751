/**
 * A gadget's way to the server: REST through the container's proxy, notifications from the container's hub,
 * and what has become of the connection. One per frame.
 */

import { hubOf } from "../base/hub.js";
import { INFO } from "../base/hub_topics.js";
import { callerOf } from "../base/notifier.js";
import { escapedOnce, objectOf, xmlOf } from "../converter/object_form.js";
import { ConnectionState } from "./connection_state.js";
import { ContainerRequests } from "./container_requests.js";
import { authorizationHeader, credentialsOf } from "./credentials.js";
import { MasterPublisher } from "./master_publisher.js";
import { MasterTunnel, tunnelUrl } from "./master_tunnel.js";
import { TopicSubscribers } from "./topic_subscribers.js";

/** ClientServices of one window. */
export function clientServicesOf(frame) {
  let config;
  let logger;
  let master;
  const log = (message) => void logger?.log?.(`[ClientServices] ${message}`);
  const call = callerOf(log);
  const connection = new ConnectionState(call, log);
  const subscribers = new TopicSubscribers(frame, () => connection.failing, call);
  const requests = new ContainerRequests(frame, subscribers);

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
      hubOf(frame);
      config = options; // not a copy: the gadget may change it, as when a token is renewed
      services.subscribe(INFO.CONNECTION, heardOfConnection);
      requests.send("ConnectionInfoReq", {});
      return services;
    },

    /** Make this window's ClientServices the one that holds the connection, by a tunnel in a hidden frame. */
    initBosh(options) {
      config ??= options;
      const publisher = new MasterPublisher(hubOf(frame));
      connection.isMaster = true;
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
      publisher.answerRequests(master, () => {
        const { status, resourceId } = connection;
        return { status, resourceID: resourceId };
      });
      master.open();
      return services;
    },

    // One handler of each kind, the last; one that comes late is called at once.
    registerOnConnectHandler: (handler) => register("connected", handler),
    unregisterOnConnectHandler: () => connection.unregister("connected"),
    registerOnConnectingHandler: (handler) => register("connecting", handler),
    unregisterOnConnectingHandler: () => connection.unregister("connecting"),
    registerOnDisconnectHandler: (handler) => register("disconnected", handler),
    unregisterOnDisconnectHandler: () => connection.unregister("disconnected"),
    registerOnDisconnectingHandler: (handler) => register("disconnecting", handler),
    unregisterOnDisconnectingHandler: () => connection.unregister("disconnecting"),
    registerOnReconnectingHandler: (handler) => register("reconnecting", handler),
    unregisterOnReconnectingHandler: () => connection.unregister("reconnecting"),
    registerOnUnloadingHandler: (handler) => register("unloading", handler),
    unregisterOnUnloadingHandler: () => connection.unregister("unloading"),

    isMaster: () => master !== undefined,
    isTunnelLoaded: () => master?.loaded === true,
    getTunnelURL: () => tunnelUrl(needed()),
    getResourceID: () => connection.resourceId,
    getRestHost: () => needed().restHost,
    /** `Connected`, `Recovered` or `Failing`; before the container told, undefined. */
    getNotificationConnectionState: () => connection.name,

    /** Ask the container to connect as this user; a desktop refuses that to gadgets. */
    makeConnectionReq() {
      const { xmppDomain } = needed();
      const { id, password } = credentialsOf(config, frame);
      requests.send("ConnectionReq", { id, password, xmppDomain });
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
      return subscribers.add(topic, callback, disableDuringFailover);
    },

    /**
     * Hear no more of a topic.
     *
     * @param {string} topic
     * @param {function} [callback] only this one; without it, all of this frame
     * @returns {boolean} false if there was none
     */
    unsubscribe: (topic, callback) => subscribers.remove(topic, callback),

    /**
     * Have the container subscribe to a node that users are not subscribed to by themselves.
     *
     * @param {string} node
     * @param {function(string, object=): void} callback with the id to unsubscribe by, and the error if any
     */
    subscribeNode(node, callback) {
      requests.ask("SubscribeNodeReq", { node }, (id, error) => callback?.(id, error));
    },

    unsubscribeNode(node, subid, callback) {
      requests.ask("UnsubscribeNodeReq", { node, subid }, (_id, error) => callback?.(error));
    },

    /** Refresh an object when the desktop has recovered from a failover. */
    addToRefreshList: (object) => void connection.refreshed.add(object),
    removeFromRefreshList: (object) => void connection.refreshed.delete(object),
    setFailoverMode: (on) => void (connection.failing = Boolean(on)),

    /** @param {{log: function(string): void}} to */
    setLogger: (to) => void (logger = to),
    log,
  };

  function register(kind, handler) {
    mustBeFunction(handler);
    connection.register(kind, handler);
  }

  function heardOfConnection(data) {
    connection.heard(data);
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

  return services;
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

/** ClientServices of this frame. */
export const ClientServices = clientServicesOf(globalThis);
