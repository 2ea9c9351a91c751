/** `shindig.xhrwrapper`: the one place where a request of the platform begins. */
(function () {
  "use strict";

  shindig.xhrwrapper = { createXHR: () => new window.XMLHttpRequest() };
})();
