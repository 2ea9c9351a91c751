/** `gadgets.loadingindicator`: what covers the gadget while it loads. The container draws it. */
(function () {
  "use strict";

  const tell = (action, value) => gadgets.rpc.call(null, "loading_indicator", null, action, value);

  gadgets.loadingindicator = {
    dismiss: () => tell("dismiss"),
    showLoading: () => tell("show"),
    updateLoadingMessage: (text) => tell("loadingMessage", String(text)),
    updateTimeoutMessage: (text) => tell("timeoutMessage", String(text)),
    updateRetryButtonText: (text) => tell("retryButtonText", String(text)),
  };
})();
