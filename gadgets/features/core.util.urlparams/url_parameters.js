/** `gadgets.util.getUrlParameters`: what the page's address asks, in its query and in its fragment. */
(function () {
  "use strict";

  gadgets.util = gadgets.util || {};
  let own = null;

  /**
   * The parameters of an address, by name: those of the fragment before those of the query. The page's own are read
   * once, so that a gadget which routes by the fragment does not lose them.
   */
  gadgets.util.getUrlParameters = function (address) {
    if (address !== undefined) {
      return parsed(String(address));
    }
    own = own || parsed(window.location.href);
    return own;
  };

  function parsed(address) {
    const hash = address.indexOf("#");
    const beforeHash = hash < 0 ? address : address.slice(0, hash);
    const mark = beforeHash.indexOf("?");
    const query = mark < 0 ? "" : beforeHash.slice(mark + 1);
    const fragment = hash < 0 ? "" : address.slice(hash + 1);
    const parameters = {};
    for (const part of [query, fragment]) {
      for (const pair of part.split("&")) {
        const equals = pair.indexOf("=");
        const name = equals < 0 ? "" : decoded(pair.slice(0, equals));
        if (name !== "" && name !== "__proto__") {
          parameters[name] = decoded(pair.slice(equals + 1));
        }
      }
    }
    return parameters;
  }

  function decoded(text) {
    const spaced = text.replaceAll("+", " ");
    try {
      return decodeURIComponent(spaced);
    } catch {
      return spaced; // a lone percent sign means itself
    }
  }
})();
