/** `gadgets.pubsub2router`: the page's hub, in which each gadget's frame is a client. */
(function () {
  "use strict";

  gadgets.pubsub2router = {
    hub: null,

    /** Make the hub: `{onSubscribe, onUnsubscribe, onPublish, onSecurityAlert}`, each optional, and
     * `onClientDropped(container)`: a client has gone, or its frame begins anew. */
    init(parameters) {
      const asked = parameters || {};
      this.hub = new OpenAjax.hub.ManagedHub({
        onSubscribe: asked.onSubscribe,
        onUnsubscribe: asked.onUnsubscribe,
        onPublish: asked.onPublish,
        onSecurityAlert: asked.onSecurityAlert,
        onClientDropped: asked.onClientDropped,
        scope: window,
      });
      return this.hub;
    },
  };
})();
