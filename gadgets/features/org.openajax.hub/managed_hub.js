/**
 * `OpenAjax.hub.ManagedHub`: the hub itself, in the page. Clients reach it by their containers; the page decides by
 * `onSubscribe` and `onPublish` what it lets through. What is published travels as JSON text from one to the other,
 * so that nobody holds an object of a frame which may go.
 */
(function () {
  "use strict";

  const hub = OpenAjax.hub;
  const MOST_SUBSCRIPTIONS = 2000; // of one client

  hub.ManagedHub = class {
    constructor(parameters) {
      this.parameters_ = parameters || {};
      this.scope_ = this.parameters_.scope || window;
      this.containers_ = new Map();
      this.tree_ = new hub.SubscriptionTree_();
      this.turns_ = new hub.FairTurns_((job) => this.carryOut_(job), (...full) => this.overflowed_(...full));
      this.own_ = new hub.Subscriptions_();
      this.ownPlaces_ = new Map();
      this.connected_ = true;
      /** The client whose message is being delivered: who answers a request knows by it who asked. */
      this.speaker = null;
      /** Called as `(client id, kind, detail)` for each message of the hub, where somebody inspects it. */
      this.inspect = null;
    }

    // -- its containers ------------------------------------------------------------------------------------------

    addContainer(container) {
      this.assertConnected_();
      const id = container.getClientID();
      if (this.containers_.has(id)) {
        throw new Error(hub.Error.Duplicate);
      }
      this.containers_.set(id, container);
    }

    removeContainer(container) {
      const id = container.getClientID();
      if (this.containers_.get(id) !== container) {
        throw new Error(hub.Error.NoContainer);
      }
      this.dropClient_(container);
      this.containers_.delete(id);
      container.remove();
    }

    getContainer(id) {
      return this.containers_.get(id) ?? null;
    }

    disconnect() {
      this.assertConnected_();
      for (const container of [...this.containers_.values()]) {
        this.removeContainer(container);
      }
      this.own_.clear();
      this.ownPlaces_.clear();
      this.tree_ = new hub.SubscriptionTree_();
      this.connected_ = false;
    }

    isConnected() {
      return this.connected_;
    }

    getScope() {
      return this.scope_;
    }

    getParameters() {
      return this.parameters_;
    }

    // -- the page's own subscriptions ----------------------------------------------------------------------------

    publish(topic, data) {
      this.assertConnected_();
      hub.tokens_(topic, false);
      this.say_(null, { command: "publish", topic, json: JSON.stringify(data) }, true);
    }

    subscribe(topic, onData, scope, onComplete, subscriberData) {
      this.assertConnected_();
      hub.tokens_(topic, true);
      const complete = hub.callback_(onComplete, scope, false);
      const id = this.own_.add(onData, scope, subscriberData);
      const allowed = this.allowed_("onSubscribe", topic, null);
      if (allowed) {
        this.ownPlaces_.set(id, this.tree_.add(topic, { container: null, id }));
      } else {
        this.own_.remove(id);
      }
      hub.guarded_(complete, id, allowed, allowed ? undefined : hub.Error.NotAllowed);
      return id;
    }

    unsubscribe(id, onComplete, scope) {
      this.assertConnected_();
      this.own_.get(id);
      const complete = hub.callback_(onComplete, scope, false);
      this.own_.remove(id);
      this.tree_.remove(this.ownPlaces_.get(id));
      this.ownPlaces_.delete(id);
      hub.guarded_(complete, id, true, undefined);
    }

    getSubscriberData(id) {
      return this.own_.get(id).subscriberData;
    }

    getSubscriberScope(id) {
      return this.own_.get(id).scope || window;
    }

    // -- what its containers bring -------------------------------------------------------------------------------

    /** A client says something: `{command, topic?, id?, json?, done?}`. */
    say_(container, said, later) {
      const size = (said.json === undefined ? 0 : said.json.length) + 100;
      this.turns_.add(container, { container, said }, size, later);
    }

    carryOut_({ container, said }) {
      try {
        if (said.command === "publish") {
          this.publishFor_(container, said.topic, said.json);
        } else if (said.command === "subscribe") {
          this.subscribeFor_(container, said.topic, said.id);
        } else if (said.command === "unsubscribe") {
          this.unsubscribeFor_(container, said.id);
        } else {
          throw new Error(hub.Error.BadParameters);
        }
        said.done?.(true);
      } catch (error) {
        said.done?.(false, error.message);
      }
    }

    publishFor_(container, topic, json) {
      const tokens = hub.tokens_(topic, false);
      if (json !== undefined && typeof json !== "string") {
        throw new Error(hub.Error.BadParameters);
      }
      this.inspect?.(clientOf(container), "published", { topic, json });
      const receivers = new Map(); // one message for each client, whatever number of its subscriptions match
      for (const { container: receiver, id } of this.tree_.hearing(tokens)) {
        const ids = receivers.get(receiver);
        if (ids) {
          ids.push(id);
        } else {
          receivers.set(receiver, [id]);
        }
      }
      this.speaker = clientOf(container);
      const { onPublish } = this.parameters_;
      for (const [receiver, ids] of receivers) {
        if (onPublish) {
          const data = json === undefined ? undefined : JSON.parse(json);
          if (this.allowed_("onPublish", topic, data, container, receiver) === false) {
            continue;
          }
        }
        if (receiver === null) {
          this.own_.deliver(ids, topic, json);
        } else {
          this.inspect?.(clientOf(receiver), "received", { topic, json });
          receiver.deliver_(ids, topic, json);
        }
      }
    }

    subscribeFor_(container, topic, id) {
      hub.tokens_(topic, true);
      if (typeof id !== "string" || container.places_.has(id)) {
        throw new Error(hub.Error.BadParameters);
      }
      if (container.places_.size >= MOST_SUBSCRIPTIONS || !this.allowed_("onSubscribe", topic, container)) {
        throw new Error(hub.Error.NotAllowed);
      }
      this.inspect?.(clientOf(container), "subscribed", { topic });
      container.places_.set(id, { place: this.tree_.add(topic, { container, id }), topic });
    }

    unsubscribeFor_(container, id) {
      const subscribed = container.places_.get(id);
      if (!subscribed) {
        throw new Error(hub.Error.NoSubscription);
      }
      this.tree_.remove(subscribed.place);
      container.places_.delete(id);
      this.inspect?.(clientOf(container), "unsubscribed", { topic: subscribed.topic });
      this.noticed_("onUnsubscribe", subscribed.topic, container);
    }

    /** Forget what a client has subscribed to and what it has said that was not yet heard. */
    dropClient_(container) {
      this.turns_.forget(container);
      for (const { place, topic } of container.places_.values()) {
        this.tree_.remove(place);
        this.noticed_("onUnsubscribe", topic, container);
      }
      container.places_.clear();
      this.noticed_("onClientDropped", container);
    }

    allowed_(name, ...args) {
      const decides = this.parameters_[name];
      return decides ? Boolean(hub.guarded_(decides.bind(this.scope_), ...args)) : true;
    }

    noticed_(name, ...args) {
      const hears = this.parameters_[name];
      if (hears) {
        hub.guarded_(hears.bind(this.scope_), ...args);
      }
    }

    overflowed_(container, first) {
      const client = clientOf(container);
      if (first) {
        gadgets.warn(`${client} publishes faster than it can be heard; some of it is dropped.`);
      }
      this.inspect?.(client, "dropped", {});
    }

    assertConnected_() {
      if (!this.connected_) {
        throw new Error(hub.Error.Disconnected);
      }
    }
  };

  const clientOf = (container) => (container ? container.getClientID() : "hub");
})();
