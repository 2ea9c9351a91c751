/** The objects to which the features attach what they give. */
(function () {
  "use strict";

  for (const name of ["gadgets", "shindig", "osapi", "OpenAjax"]) {
    window[name] = window[name] || {};
  }
})();
