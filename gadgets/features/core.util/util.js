/** `gadgets.util`: which features this page has, and what many gadgets were built with before the language had it. */
(function () {
  "use strict";

  gadgets.util = gadgets.util || {};
  let features = {};
  let services = {};

  gadgets.config.register("core.util", {}, (configuration) => {
    features = configuration["core.util"] || {};
    services = configuration["core.util.services"] || {};
  });

  const has = (name) => Object.hasOwn(features, name);

  Object.assign(gadgets.util, {
    hasFeature: has,

    /** The parameters with which the gadget asks for a feature, by name; null for one it does not ask for. */
    getFeatureParameters: (name) => (has(name) ? features[name] : null),

    getServices: () => services,

    makeClosure: (scope, callback, ...first) => (...rest) => callback.apply(scope, [...first, ...rest]),

    makeEnum: (values) => Object.fromEntries(values.map((value) => [value, value])),

    /** Markup for `innerHTML`: here only text is safe, so tags are shown, not made. */
    sanitizeHtml: (text) => gadgets.util.escapeString(text),
  });
})();
