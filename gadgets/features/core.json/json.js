/** `gadgets.json`: JSON that says `false` instead of throwing. */
(function () {
  "use strict";

  gadgets.json = {
    parse(text) {
      try {
        return JSON.parse(text);
      } catch {
        return false;
      }
    },

    stringify: (value) => JSON.stringify(value),

    /** The members of an object, each as a string. */
    flatten(object) {
      const isObject = (value) => typeof value === "object" && value !== null;
      const text = (value) => (isObject(value) ? JSON.stringify(value) : String(value));
      return Object.fromEntries(Object.entries(object || {}).map(([name, value]) => [name, text(value)]));
    },
  };
})();
