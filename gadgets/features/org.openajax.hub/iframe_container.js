/**
 * `OpenAjax.hub.IframeContainer`: a gadget's frame and its place in the hub. It makes the frame, gives it the token
 * by which it is known, and hears nobody else in its name.
 */
(function () {
  "use strict";

  const hub = OpenAjax.hub;
  const SERVICE = "openajax.pubsub";
  const containers = new Map(); // by frame id

  hub.IframeContainer = class {
    constructor(managedHub, clientID, parameters) {
      const { Container: container = {}, IframeContainer: frame = {} } = parameters || {};
      if (!managedHub || !clientID || !frame.uri || !frame.parent) {
        throw new Error(hub.Error.BadParameters);
      }
      this.hub_ = managedHub;
      this.id_ = String(clientID);
      this.parameters_ = parameters;
      this.container_ = container;
      this.frame_ = frame;
      this.scope_ = container.scope || window;
      this.places_ = new Map();
      this.connected_ = false;
      this.token_ = random();
      managedHub.addContainer(this);
      containers.set(this.id_, this);
      gadgets.rpc.setupReceiver(this.id_, frame.uri, this.token_);
      gadgets.rpc.register(SERVICE, serve);
      this.iframe_ = this.made_();
      frame.parent.append(this.iframe_);
      this.awaitConnection_();
    }

    getHub() {
      return this.hub_;
    }

    getClientID() {
      return this.id_;
    }

    getIframe() {
      return this.iframe_;
    }

    getParameters() {
      return this.parameters_;
    }

    getClientOrigin() {
      return gadgets.rpc.getTargetOrigin(this.id_);
    }

    getPartnerOrigin() {
      return this.connected_ ? this.getClientOrigin() : null;
    }

    isConnected() {
      return this.connected_;
    }

    /** Load the frame anew, from another address where one is given. */
    reload(uri) {
      this.disconnected_();
      this.token_ = random(); // what the document before still says is not heard
      this.frame_ = { ...this.frame_, uri: uri || this.frame_.uri };
      gadgets.rpc.setupReceiver(this.id_, this.frame_.uri, this.token_);
      const fresh = this.iframe_.cloneNode(false); // a change of the fragment alone would load nothing
      fresh.src = this.address_();
      this.iframe_.replaceWith(fresh);
      this.iframe_ = fresh;
      this.awaitConnection_();
    }

    /** What `removeContainer` of the hub ends with. */
    remove() {
      clearTimeout(this.timer_);
      this.connected_ = false;
      containers.delete(this.id_);
      gadgets.rpc.removeReceiver(this.id_);
      this.iframe_?.remove();
      this.iframe_ = null;
      this.frame_ = null;
      this.container_ = {};
      this.parameters_ = null;
    }

    made_() {
      const iframe = document.createElement("iframe");
      const { style, className, ...attributes } = this.frame_.iframeAttrs || {};
      for (const [name, value] of Object.entries(attributes)) {
        iframe.setAttribute(name, String(value));
      }
      if (className) {
        iframe.className = className;
      }
      if (typeof style === "string") {
        iframe.setAttribute("style", style);
      } else {
        Object.assign(iframe.style, style);
      }
      iframe.id = this.id_;
      iframe.name = this.id_;
      iframe.src = this.address_();
      return iframe;
    }

    address_() {
      const { uri } = this.frame_;
      return `${uri}${uri.includes("#") ? "&" : "#"}rpctoken=${this.token_}`;
    }

    /** Where the page gave a `timeout` (ms): a frame that has not connected by then is a security alert. */
    awaitConnection_() {
      clearTimeout(this.timer_);
      if (this.frame_.timeout > 0) {
        this.timer_ = setTimeout(() => {
          if (!this.connected_) {
            this.alert_(hub.SecurityAlert.LoadTimeout);
          }
        }, this.frame_.timeout);
      }
    }

    connect_(done) {
      if (this.connected_) {
        this.hub_.dropClient_(this); // a frame that was loaded again begins anew
      }
      this.connected_ = true;
      clearTimeout(this.timer_);
      done(true);
      this.hub_.inspect?.(this.id_, "connected", {});
      this.tell_("onConnect");
    }

    disconnected_() {
      this.hub_.dropClient_(this);
      if (this.connected_) {
        this.connected_ = false;
        this.hub_.inspect?.(this.id_, "disconnected", {});
        this.tell_("onDisconnect");
      }
    }

    deliver_(ids, topic, json) {
      gadgets.rpc.call(this.id_, SERVICE, null, ids, topic, json);
    }

    tell_(name, ...args) {
      const hears = this.container_[name];
      if (hears) {
        hub.guarded_(hears.bind(this.scope_), this, ...args);
      }
    }

    alert_(what) {
      this.tell_("onSecurityAlert", what);
    }
  };

  function serve(command, ...args) {
    const container = containers.get(this.f);
    if (!container) {
      return;
    }
    const done = this.callback;
    if (command === "connect") {
      container.connect_(done);
    } else if (!container.connected_) {
      done(false, hub.Error.Disconnected);
    } else if (command === "disconnect") {
      container.disconnected_();
      done(true);
    } else if (command === "publish") {
      container.hub_.say_(container, { command, topic: args[0], json: args[1] ?? undefined });
    } else {
      const [topic, id] = command === "unsubscribe" ? [undefined, args[0]] : args;
      container.hub_.say_(container, { command, topic, id, done });
    }
  }

  gadgets.rpc.config({
    securityCallback: (id) => containers.get(id)?.alert_(hub.SecurityAlert.ForgedMsg),
  });

  function random() {
    const bytes = window.crypto.getRandomValues(new Uint8Array(16));
    return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  }
})();
