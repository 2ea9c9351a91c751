/** `gadgets.util.createElement` and `getBodyElement`. */
(function () {
  "use strict";

  gadgets.util = gadgets.util || {};
  gadgets.util.createElement = (name) => document.createElement(name);
  gadgets.util.getBodyElement = () => document.body;
})();
