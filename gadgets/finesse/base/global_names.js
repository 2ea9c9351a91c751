/** Names that gadgets find in the global scope of their frame: those that the samples' scripts leave there. */

// A build whose entry became a module has its `var clientLogs` to itself, and its other modules say `clientLogs` all the
// same: in the product, which joins scripts in a row, both worked.
const NAMES = {
  clientLogs: ({ finesse }) => finesse.cslogger.ClientLogger,
  containerServices: ({ finesse }) => finesse.containerservices.ContainerServices,
  id: ({ finesse }) => finesse.gadget.Config.id,
  prefs: ({ gadgets }) => new gadgets.Prefs(),
  utils: ({ finesse }) => finesse.utilities.Utilities,
};

/** Answer to these names where nothing else does; a gadget's own declaration or assignment takes the place. */
export function leave(window) {
  for (const [name, found] of Object.entries(NAMES)) {
    if (name in window) {
      continue;
    }
    Object.defineProperty(window, name, {
      configurable: true, // so that `let` and `function` may declare it, too
      enumerable: false,
      get: () => found(window),
      set: (value) =>
        Object.defineProperty(window, name, { configurable: true, enumerable: true, writable: true, value }),
    });
  }
}
