/** What all objects of the REST API do: they load, hear of changes, and tell who asked to be told. */
import { FinesseBase } from "../../base/finesse_base.js";
import { topicOf } from "../../base/hub_topics.js";
import { Notifier } from "../../base/notifier.js";
import { ClientServices } from "../../clientservices/client_services.js";
import { handlersOf } from "../../utilities/handlers.js";
import { idOf } from "../../utilities/lists.js";
import { hear, hearNoMore } from "./hub_subscriptions.js";
import { settle } from "./pending_requests.js";
import { restRequest } from "./rest_request.js";

const API = "/finesse/api";
const UNLISTED = { configurable: true, enumerable: false, writable: true };
const RETRY = 10_000; // ms between attempts to refresh
const EARLY = 100; // notifications kept while the object loads
const KINDS = { PUT: "change", POST: "add", DELETE: "delete" };

/**
 * A resource of the REST API. Heirs say what type it is of, and whether it can be asked for and heard of.
 * @public finesse.restservices.RestBase
 */
export class RestBase extends FinesseBase {
  static {
    Object.assign(this.prototype, {
      /** Whether it can be got. */
      supportsRequests: true,
      /** Whether its changes are told on the hub. */
      supportsSubscriptions: true,
      /** Whether it hears of changes without being told to. */
      autoSubscribe: true,
      /** Whether the notification service tells its changes only to who subscribes to its node. */
      explicitSubscription: false,
    });
  }

  /**
   * Begin to load: `{id, parentObj, data, autoSubscribe, doNotSubscribe, doNotRefresh, onLoad, onChange,
   * onAdd, onDelete, onError}`, or in the old form the id, these handlers, and the parent.
   */
  init(options, callbacks, restObj) {
    const whole = typeof options === "object" && options !== null;
    const given = whole ? options : { ...callbacks, id: options ?? undefined, parentObj: restObj };
    // What leads back to the parent is not listed: gadgets write whole objects into their logs as JSON.
    Object.defineProperty(this, "_options", { ...UNLISTED, value: given });
    Object.defineProperty(this, "_restObj", { ...UNLISTED, value: given.parentObj });
    this._id = this._options.id ?? (idOf(this._options.data?.uri) || undefined);
    this._data = {};
    this._loaded = false;
    this._loading = false;
    this._early = [];
    this._notifiers = {};
    this._subid = {};
    for (const kind of this._kinds()) {
      this._notifiers[kind] = new Notifier();
      const handler = this._options[`on${kind[0].toUpperCase()}${kind.slice(1)}`];
      if (typeof handler === "function") {
        this._notifiers[kind].addListener(handler);
      }
    }
    this._hear = (payload) => this._updateEventHandler(payload);
    this._begin();
  }

  /**
   * The type: the name of its element in the API's XML.
   * @returns {string}
   */
  getRestType() {
    throw new Error("getRestType(): not known of this class");
  }

  /** Its class. */
  getRestClass() {
    return this.constructor;
  }

  /** Its path: under its parent or `/finesse/api`, by type and id. */
  getRestUrl() {
    const id = this._id === undefined || this._id === null || this._id === "" ? "" : `/${this._id}`;
    return `${this._restObj?.getRestUrl?.() ?? API}/${this.getRestType()}${id}`;
  }

  /** The node of the notification service that tells its changes. */
  getXMPPNodePath() {
    return this.getRestUrl();
  }

  /** Its id. */
  getId() {
    return this._id;
  }

  /** All that is known of it, as the XML has it. */
  getData() {
    return this._data;
  }

  /** The answer by which it was loaded last. */
  getRestResponse() {
    return this._lastResponse;
  }

  /** A member of `object`, null where there is none. */
  getProperty(object, name) {
    return this.hasProperty(object, name) ? object[name] : null;
  }

  /** Whether `object` has such a member. */
  hasProperty(object, name) {
    return object?.[name] !== undefined;
  }

  /** The object itself. Throws while it is not loaded. */
  isLoaded() {
    if (!this._loaded) {
      throw new Error(`${this.getRestType()} is not loaded; operate only on fully instantiated objects`);
    }
    return this;
  }

  /**
   * Call `callback` at each event of a kind: load, change, add, delete or error. Of what is loaded already,
   * load is told at once.
   */
  addHandler(kind, callback, scope) {
    const notifier = this._notifiers[kind];
    if (notifier === undefined || typeof callback !== "function") {
      ClientServices.log(`${this.getRestType()}.addHandler(): no handler of "${kind}" can be added`);
      return;
    }
    notifier.addListener(callback, scope);
    if (kind === "load" && this._loaded) {
      callback.call(scope ?? globalThis, this);
    }
  }

  /** Call it no more; without `callback`, nobody. */
  removeHandler(kind, callback) {
    const notifier = this._notifiers[kind];
    if (notifier === undefined) {
      ClientServices.log(`${this.getRestType()}.removeHandler(): there are no handlers of "${kind}"`);
      return;
    }
    notifier.removeListener(callback);
  }

  /** Load it again, which is told as a change. A failure is tried again every 10 seconds, so many times. */
  refresh(retries = 0) {
    return this._get((rsp) => {
      if (retries > 0) {
        setTimeout(() => this.refresh(retries - 1), RETRY);
      } else {
        this._tell("error", rsp);
      }
    });
  }

  /** Hear of changes. */
  subscribe(handlers) {
    const { success, error } = handlersOf(handlers);
    const topic = topicOf(this.getXMPPNodePath());
    if (!hear(topic, this._hear)) {
      error?.();
      return;
    }
    if (this._options.doNotRefresh !== true && this._canRefresh()) {
      ClientServices.addToRefreshList(this);
    }
    if (!this.explicitSubscription) {
      success?.();
      return;
    }
    ClientServices.subscribeNode(this.getXMPPNodePath(), (subid, failure) => {
      if (failure) {
        hearNoMore(topic, this._hear);
        ClientServices.removeFromRefreshList(this);
        error?.(failure);
      } else {
        this._subid[topic] = subid;
        success?.();
      }
    });
  }

  /** Hear of no more changes. */
  unsubscribe(handlers) {
    const { success, error } = handlersOf(handlers);
    const node = this.getXMPPNodePath();
    const topic = topicOf(node);
    hearNoMore(topic, this._hear);
    ClientServices.removeFromRefreshList(this);
    const subid = this._subid[topic];
    delete this._subid[topic];
    if (subid === undefined) {
      success?.();
      return;
    }
    ClientServices.unsubscribeNode(node, subid, (failure) => (failure ? error?.(failure) : success?.()));
  }

  /** Ask the API for `url`: `{method, content, success, error}`. Returns `{abort()}`. */
  restRequest(url, options = {}) {
    return restRequest(url, { ...options, ...handlersOf(options) });
  }

  _kinds() {
    return ["load", "change", "add", "delete", "error"];
  }

  _canRefresh() {
    return this.supportsRequests;
  }

  _begin() {
    const { data } = this._options;
    if (data !== undefined && data !== null) {
      this._take((data.uri === undefined && this._rootOf(data)) || data);
      this._nowLoaded();
    }
    const load = () => {
      if (!this._loaded && this.supportsRequests) {
        this._get((rsp) => this._tell("error", rsp));
      }
    };
    const { autoSubscribe, doNotSubscribe } = this._options;
    if (this.supportsSubscriptions && (autoSubscribe ?? this.autoSubscribe) && !doNotSubscribe) {
      this._loading = !this._loaded && this.supportsRequests;
      this.subscribe({
        success: load,
        error: (failure) => {
          this._loading = false;
          this._tell("error", failure);
        },
      });
    } else {
      load();
    }
  }

  _get(failed) {
    this._loading = !this._loaded;
    return restRequest(this._loadUrl(), {
      success: (rsp) => this._got(rsp, failed),
      error: (rsp) => {
        this._loading = false;
        failed(rsp);
      },
    });
  }

  _got(rsp, failed) {
    this._loading = false;
    const data = this._rootOf(rsp.object);
    if (data === undefined) {
      failed(rsp);
      return;
    }
    this._lastResponse = rsp;
    const before = this._loaded;
    this._take(data);
    if (before) {
      this._tell("change", this);
    } else {
      this._nowLoaded();
    }
  }

  _loadUrl() {
    return this.getRestUrl();
  }

  /** What of an answer is the object, null if that is empty, undefined if it is something else. */
  _rootOf(answer) {
    return answer[this.getRestType()];
  }

  /** Make `data` what is known of it. */
  _take(data) {
    this._data = data ?? {};
  }

  _nowLoaded() {
    this._loaded = true;
    this._tell("load", this);
    for (const payload of this._early.splice(0)) {
      this._updateEventHandler(payload);
    }
  }

  _tell(kind, news) {
    this._notifiers[kind].notifyListeners(news);
  }

  /** A notification. What comes while the object loads is newer than what it loads, and waits. */
  _updateEventHandler(payload) {
    const update = payload?.object?.Update;
    if (update === undefined || update === null || settle(payload)) {
      return;
    }
    if (this._loading && !this._loaded) {
      this._early = [...this._early, payload].slice(-EARLY);
    } else {
      this._updated(update);
    }
  }

  _updated({ event, data }) {
    const found = memberOf(data, this.getRestType());
    if (found !== undefined && KINDS[event] !== undefined) {
      this._change(KINDS[event], found);
    }
  }

  /** It is another now, which is told as an event of that kind. */
  _change(kind, data) {
    this._take(data);
    if (!this._loaded) {
      this._nowLoaded();
    }
    this._tell(kind, this);
  }
}

/** The member of that type, undefined where there is none; notifications write its first letter small. */
export function memberOf(data, type) {
  const small = `${type[0].toLowerCase()}${type.slice(1)}`;
  return data?.[type] === undefined ? data?.[small] : data[type];
}
