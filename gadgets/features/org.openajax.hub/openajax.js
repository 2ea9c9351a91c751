/** `OpenAjax.hub`: the words of OpenAjax Hub 2.0, and its rules for topics. */
(function () {
  "use strict";

  const LONGEST_TOPIC = 1000;
  const MOST_TOKENS = 50;
  const MOST_ERRORS = 100; // of subscribers, told in a second

  const hub = (OpenAjax.hub = OpenAjax.hub || {});
  hub.implementer = "finesse-lab";
  hub.implVersion = "2.0";
  hub.specVersion = "2.0";
  hub.implExtraData = {};
  hub.libraries = hub.libraries || {};
  hub.registerLibrary = (prefix, url, version, extra) => {
    hub.libraries[prefix] = { prefix, namespaceURI: url, version, extraData: extra };
  };

  const named = (kind, ...names) =>
    Object.fromEntries(names.map((name) => [name, `OpenAjax.hub.${kind}.${name}`]));
  hub.Error = named(
    "Error", "BadParameters", "Disconnected", "Duplicate", "NoContainer", "NoSubscription", "NotAllowed",
    "WrongProtocol", "IncompatBrowser",
  );
  hub.SecurityAlert = named("SecurityAlert", "LoadTimeout", "FramePhish", "ForgedMsg");

  /** The tokens of a topic. In a subscription `*` is any one token, and a last `**` all that follow. */
  hub.tokens_ = function (topic, forSubscription) {
    if (typeof topic !== "string" || topic.length > LONGEST_TOPIC) {
      throw new Error(hub.Error.BadParameters);
    }
    const tokens = topic.split(".");
    const last = tokens.length - 1;
    const fits = (token, at) => {
      switch (token) {
        case "":
          return false;
        case "*":
          return forSubscription;
        case "**":
          return forSubscription && at === last;
        default:
          return true;
      }
    };
    if (tokens.length > MOST_TOKENS || !tokens.every(fits)) {
      throw new Error(hub.Error.BadParameters);
    }
    return tokens;
  };

  /** The function of a callback: itself, or the scope's method of that name. */
  hub.callback_ = function (callback, scope, required) {
    const callable = typeof callback === "string" ? (scope || window)[callback] : callback;
    if (typeof callable !== "function" && (required || (callable !== undefined && callable !== null))) {
      throw new Error(hub.Error.BadParameters);
    }
    return callable ? callable.bind(scope || window) : () => undefined;
  };

  /** Run what others wrote: if it fails, the console and window.onerror hear of it, and nobody else. */
  hub.guarded_ = function (callback, ...args) {
    try {
      return callback(...args);
    } catch (error) {
      tell(error);
      return undefined;
    }
  };

  let told = 0; // errors, in this second
  let untold = 0;

  /** To tell an error costs a page more than a message does: who fails at each of a flood is not told of each time. */
  function tell(error) {
    if (told === 0) {
      setTimeout(() => {
        const rest = untold;
        told = 0;
        untold = 0;
        if (rest > 0) {
          throw new Error(`${rest} more failures of subscribers within a second`);
        }
      }, 1000);
    }
    told += 1;
    if (told > MOST_ERRORS) {
      untold += 1;
      return;
    }
    setTimeout(() => {
      throw error;
    });
  }

  /** How the answer of the hub ends what `complete` waits for. */
  hub.completes_ = (complete, item) => (success, error) =>
    hub.guarded_(complete, item, Boolean(success), error ?? undefined);

  /** One client's own side: who subscribed to what, and what to do when a message for them comes. */
  hub.Subscriptions_ = class {
    constructor() {
      this.byId = new Map();
      this.born = Math.random().toString(36).slice(2, 10); // no id is that of an earlier life of this frame
      this.count = 0;
    }

    add(onData, scope, subscriberData) {
      this.count += 1;
      const id = `${this.born}.${this.count}`;
      this.byId.set(id, { onData: hub.callback_(onData, scope, true), scope, subscriberData });
      return id;
    }

    get(id) {
      const found = this.byId.get(id);
      if (!found) {
        throw new Error(hub.Error.NoSubscription);
      }
      return found;
    }

    remove(id) {
      this.byId.delete(id);
    }

    clear() {
      this.byId.clear();
    }

    /** Each subscriber gets a copy of its own. */
    deliver(ids, topic, json) {
      for (const id of ids) {
        const found = this.byId.get(id);
        if (found) {
          const data = json === undefined ? undefined : JSON.parse(json);
          hub.guarded_(found.onData, topic, data, found.subscriberData);
        }
      }
    }
  };

  /** What both clients, in a frame and in the page, have in common. `this.wire` is their way to the hub. */
  hub.Client_ = class {
    constructor(parameters) {
      const given = (parameters && parameters.HubClient) || {};
      this.parameters_ = parameters || {};
      this.scope_ = given.scope || window;
      this.subscriptions_ = new hub.Subscriptions_();
      this.connected_ = false;
    }

    publish(topic, data) {
      this.assertConnected_();
      hub.tokens_(topic, false);
      this.tell_("publish", topic, JSON.stringify(data));
    }

    subscribe(topic, onData, scope, onComplete, subscriberData) {
      this.assertConnected_();
      hub.tokens_(topic, true);
      const complete = hub.callback_(onComplete, scope, false);
      const id = this.subscriptions_.add(onData, scope, subscriberData);
      this.ask_("subscribe", [topic, id], (success, error) => {
        if (!success) {
          this.subscriptions_.remove(id);
        }
        hub.completes_(complete, id)(success, error);
      });
      return id;
    }

    unsubscribe(id, onComplete, scope) {
      this.assertConnected_();
      this.subscriptions_.get(id);
      const complete = hub.callback_(onComplete, scope, false);
      this.subscriptions_.remove(id);
      this.ask_("unsubscribe", [id], hub.completes_(complete, id));
    }

    isConnected() {
      return this.connected_;
    }

    getScope() {
      return this.scope_;
    }

    getSubscriberData(id) {
      this.assertConnected_();
      return this.subscriptions_.get(id).subscriberData;
    }

    getSubscriberScope(id) {
      this.assertConnected_();
      return this.subscriptions_.get(id).scope || window;
    }

    getParameters() {
      return this.parameters_;
    }

    assertConnected_() {
      if (!this.connected_) {
        throw new Error(hub.Error.Disconnected);
      }
    }
  };
})();
