/**
 * `OpenAjax.hub.IframeHubClient`: a gadget's side of the hub. What it says goes to the page that holds its frame, in
 * the order it is said; what it hears comes from there.
 */
(function () {
  "use strict";

  const hub = OpenAjax.hub;
  const SERVICE = "openajax.pubsub";

  hub.IframeHubClient = class extends hub.Client_ {
    constructor(parameters) {
      super(parameters);
      this.connecting_ = false;
    }

    connect(onComplete, scope) {
      if (this.connected_ || this.connecting_) {
        throw new Error(hub.Error.Duplicate);
      }
      const complete = hub.callback_(onComplete, scope, false);
      this.connecting_ = true;
      gadgets.rpc.register(SERVICE, (ids, topic, json) => this.heard_(ids, topic, json));
      this.ask_("connect", [], (success, error) => {
        this.connecting_ = false;
        this.connected_ = Boolean(success);
        hub.guarded_(complete, this, this.connected_, error ?? undefined);
      });
    }

    disconnect(onComplete, scope) {
      this.assertConnected_();
      const complete = hub.callback_(onComplete, scope, false);
      this.connected_ = false;
      this.subscriptions_.clear();
      gadgets.rpc.unregister(SERVICE);
      this.ask_("disconnect", [], hub.completes_(complete, this));
    }

    getClientID() {
      return window.name;
    }

    getParentOrigin() {
      return gadgets.rpc.getTargetOrigin("..");
    }

    getPartnerOrigin() {
      return this.connected_ ? this.getParentOrigin() : null;
    }

    getIframe() {
      return window.frameElement;
    }

    heard_(ids, topic, json) {
      if (this.connected_) {
        this.subscriptions_.deliver(ids, topic, json ?? undefined);
      }
    }

    tell_(command, topic, json) {
      gadgets.rpc.call(null, SERVICE, null, command, topic, json);
    }

    ask_(command, args, done) {
      gadgets.rpc.call(null, SERVICE, done, command, ...args);
    }
  };
})();
