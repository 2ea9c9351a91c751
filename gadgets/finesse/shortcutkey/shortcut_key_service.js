/** Keys of a gadget that work all over the desktop, and the desktop's keys while the gadget has the focus. */

/** ShortcutKeyService of one window. */
export function shortcutKeyServiceOf(frame) {
  let listening = false;

  const service = {
    /** Ready this frame: keys pressed in it reach the desktop. */
    init() {
      if (!listening) {
        listening = true;
        frame.document.addEventListener("keydown", pressed, { capture: true });
      }
      return service;
    },

    /**
     * Add keys of this gadget.
     *
     * @typedef {{id?: string, key?: string, modifierKeys?: string, accessKey?: string, actionName?: string,
     *   componentName?: string, handler: function, executionScope?: string,
     *   isPageLevel?: boolean}} ShortcutKey
     * @param {ShortcutKey[]|ShortcutKey} keys
     */
    registerShortcutKey(keys) {
      const all = Array.isArray(keys) ? keys : [keys];
      if (!all.every((one) => typeof one?.handler === "function")) {
        throw new Error("registerShortcutKey(): each key must have a handler, a function");
      }
      return ofTheDesktop("register", myId(), all);
    },

    /** All keys of the desktop: `{id, accessKey, actionName, componentName, key, modifierKeys, ...}` */
    getShortcutKeys: () => ofTheDesktop("list") ?? [],
  };

  function pressed(event) {
    if (ofTheDesktop("pressed", event, myId()) === true) {
      event.preventDefault();
    }
  }

  function myId() {
    return frame.gadgets.util.getUrlParameters().mid;
  }

  function ofTheDesktop(name, ...given) {
    let keys;
    try {
      keys = frame.parent.finesse?.container?.ShortcutKeys;
    } catch {
      keys = undefined;
    }
    if (typeof keys?.[name] !== "function") {
      frame.console?.log(`[ShortcutKeyService] the desktop has no shortcut keys: ${name}`);
      return undefined;
    }
    return keys[name](...given);
  }

  return service;
}

/** ShortcutKeyService of this frame. */
export const ShortcutKeyService = shortcutKeyServiceOf(globalThis);
