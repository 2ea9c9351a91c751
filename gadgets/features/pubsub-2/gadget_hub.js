/**
 * `gadgets.Hub`: the gadget's client of the hub. It connects when the gadget's markup is there, and then calls
 * `gadgets.HubSettings.onConnect(hub, success, error)`, in which nearly every gadget does all it does. A module script
 * sets that handler after the connection is made; it is called then all the same, and once.
 */
(function () {
  "use strict";

  let handler = null;
  let outcome = null; // what onConnect is called with, once known
  let called = false;

  gadgets.HubSettings = {
    params: {
      HubClient: {
        onSecurityAlert: (source, alert) => gadgets.error(`Security alert of the hub: ${alert}`),
        scope: window,
      },
      IframeHubClient: {},
    },
    get onConnect() {
      return handler;
    },
    set onConnect(given) {
      handler = given;
      if (outcome) {
        setTimeout(call);
      }
    },
  };

  function call() {
    const wanted = gadgets.HubSettings.onConnect; // a gadget may have put another object in its place
    if (!called && outcome && typeof wanted === "function") {
      called = true;
      wanted.apply(window, outcome);
    }
  }

  gadgets.util.registerOnLoadHandler(() => {
    const { params } = gadgets.HubSettings;
    gadgets.Hub = new OpenAjax.hub.IframeHubClient(params);
    gadgets.Hub.connect((...connected) => {
      outcome = connected;
      call();
    });
  });
})();
