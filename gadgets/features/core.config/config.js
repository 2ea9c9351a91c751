/** `gadgets.config`: what the server configures, by component; a component hears of it as soon as it is there. */
(function () {
  "use strict";

  const listeners = new Map();
  let configuration = {};
  let initialised = false;

  /** Check the values of `component` and call `callback(configuration)` when there are some. */
  function register(component, validators, callback, callOnUpdate) {
    const listener = { validators: validators || {}, callback, callOnUpdate: Boolean(callOnUpdate) };
    listeners.set(component, [...(listeners.get(component) || []), listener]);
    if (initialised) {
      tell(component, listener, false);
    }
  }

  function init(given, noValidation) {
    configuration = given || {};
    initialised = true;
    for (const [component, listening] of listeners) {
      for (const listener of listening) {
        tell(component, listener, !noValidation);
      }
    }
  }

  function update(given, replace) {
    for (const [component, values] of Object.entries(given || {})) {
      configuration[component] = replace ? values : { ...configuration[component], ...values };
      for (const listener of listeners.get(component) || []) {
        if (listener.callOnUpdate) {
          tell(component, listener, false);
        }
      }
    }
  }

  function tell(component, { validators, callback }, validated) {
    const values = configuration[component] || {};
    for (const [name, accepts] of validated ? Object.entries(validators) : []) {
      if (!accepts(values[name])) {
        const where = `parameter "${name}" in component "${component}"`;
        throw new Error(`Invalid config value "${values[name]}" for ${where}`);
      }
    }
    if (callback) {
      callback(configuration);
    }
  }

  gadgets.config = {
    register,
    init,
    update,
    get: (component) => (component === undefined ? configuration : configuration[component] || {}),
    EnumValidator: (...values) => (value) => values.flat().includes(value),
    RegExValidator: (pattern) => (value) => pattern.test(value),
    ExistsValidator: (value) => value !== undefined,
    NonEmptyStringValidator: (value) => typeof value === "string" && value.length > 0,
    BooleanValidator: (value) => typeof value === "boolean",
  };
})();
