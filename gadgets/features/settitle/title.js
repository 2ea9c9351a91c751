/** `gadgets.window.setTitle`: the text of the gadget's title bar. */
(function () {
  "use strict";

  gadgets.window = gadgets.window || {};
  gadgets.window.setTitle = (text) => gadgets.rpc.call(null, "set_title", null, String(text));
})();
