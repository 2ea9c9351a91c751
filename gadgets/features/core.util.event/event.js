/** `gadgets.util.attachBrowserEvent` and `removeBrowserEvent`, from before every browser had its own. */
(function () {
  "use strict";

  gadgets.util = gadgets.util || {};

  gadgets.util.attachBrowserEvent = function (element, name, callback, capture) {
    element.addEventListener(name, callback, Boolean(capture));
  };

  gadgets.util.removeBrowserEvent = function (element, name, callback, capture) {
    element.removeEventListener(name, callback, Boolean(capture));
  };
})();
