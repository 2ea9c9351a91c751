/** `OpenAjax.hub.InlineContainer` and `InlineHubClient`: the page's own parts as clients of the hub. */
(function () {
  "use strict";

  const hub = OpenAjax.hub;

  hub.InlineContainer = class {
    constructor(managedHub, clientID, parameters) {
      if (!managedHub || !clientID) {
        throw new Error(hub.Error.BadParameters);
      }
      this.hub_ = managedHub;
      this.id_ = String(clientID);
      this.parameters_ = parameters || {};
      this.places_ = new Map();
      this.client_ = null;
      managedHub.addContainer(this);
    }

    getHub() {
      return this.hub_;
    }

    getClientID() {
      return this.id_;
    }

    getParameters() {
      return this.parameters_;
    }

    getPartnerOrigin() {
      return this.isConnected() ? window.location.origin : null;
    }

    isConnected() {
      return this.client_ !== null;
    }

    remove() {
      const client = this.client_;
      this.client_ = null;
      client?.cut_();
    }

    deliver_(ids, topic, json) {
      this.client_?.subscriptions_.deliver(ids, topic, json);
    }

    attach_(client) {
      if (this.client_) {
        throw new Error(hub.Error.Duplicate);
      }
      this.client_ = client;
      this.tell_("onConnect");
    }

    detach_() {
      this.hub_.dropClient_(this);
      this.client_ = null;
      this.tell_("onDisconnect");
    }

    tell_(name) {
      const { Container: container = {} } = this.parameters_;
      if (container[name]) {
        hub.guarded_(container[name].bind(container.scope || window), this);
      }
    }
  };

  hub.InlineHubClient = class extends hub.Client_ {
    constructor(parameters) {
      super(parameters);
      this.container_ = ((parameters && parameters.InlineHubClient) || {}).container;
      if (!this.container_) {
        throw new Error(hub.Error.BadParameters);
      }
    }

    connect(onComplete, scope) {
      const complete = hub.callback_(onComplete, scope, false);
      this.container_.attach_(this);
      this.connected_ = true;
      hub.guarded_(complete, this, true, undefined);
    }

    disconnect(onComplete, scope) {
      this.assertConnected_();
      const complete = hub.callback_(onComplete, scope, false);
      this.cut_();
      this.container_.detach_();
      hub.guarded_(complete, this, true, undefined);
    }

    getClientID() {
      return this.container_.getClientID();
    }

    getPartnerOrigin() {
      return this.container_.getPartnerOrigin();
    }

    cut_() {
      this.connected_ = false;
      this.subscriptions_.clear();
    }

    tell_(command, topic, json) {
      this.container_.hub_.say_(this.container_, { command, topic, json }, true);
    }

    // A subscription counts from now on: what is published after it, in this page or in another frame, is heard.
    ask_(command, args, done) {
      const [topic, id] = command === "unsubscribe" ? [undefined, args[0]] : args;
      const said = { command, topic, id, done: later(done) };
      this.container_.hub_.carryOut_({ container: this.container_, said });
    }
  };

  const later = (done) => (...result) => queueMicrotask(() => done(...result));
})();
