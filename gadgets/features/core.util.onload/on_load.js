/**
 * `gadgets.util.registerOnLoadHandler`: what is to run when the gadget's markup is there. The page calls
 * `runOnLoadHandlers` at the end of its body; its own events are the fallback.
 */
(function () {
  "use strict";

  gadgets.util = gadgets.util || {};
  let waiting = [];
  let loaded = false;

  gadgets.util.registerOnLoadHandler = function (handler) {
    if (loaded) {
      handler();
    } else {
      waiting.push(handler);
    }
  };

  gadgets.util.runOnLoadHandlers = function () {
    loaded = true;
    const handlers = waiting;
    waiting = [];
    for (const handler of handlers) {
      try {
        handler();
      } catch (error) {
        setTimeout(() => { // the others run; the console and window.onerror hear of this one
          throw error;
        });
      }
    }
  };

  const run = () => gadgets.util.runOnLoadHandlers();
  if (document.readyState === "complete") {
    setTimeout(run);
  }
  document.addEventListener("DOMContentLoaded", run, { once: true });
  window.addEventListener("load", run, { once: true });
})();
