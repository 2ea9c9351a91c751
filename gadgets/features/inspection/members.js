/**
 * What the gadget calls of `finesse.*`, whether the library is this server's or one that the gadget brought along.
 * Its functions are put aside for ones that tell of the call and then are the same: `this`, arguments, result and
 * error. What the library calls of itself is not told.
 */
(function () {
  "use strict";

  const { tell, shown } = gadgets.inspection;
  const NOT_THE_LIBRARY = new Set(["container", "gadget", "modules"]);
  const SECRET = /auth|password|credential/i; // what such a function gives is nobody else's
  const DEEPEST = 4;

  const known = new WeakSet();
  let inside = 0;

  function watch() {
    const library = members(window.finesse);
    const others = library.filter(([name]) => NOT_THE_LIBRARY.has(name)).map(([, value]) => value);
    [window.finesse, ...others].filter(isObject).forEach((each) => known.add(each));
    for (const [name, value] of library) {
      if (!NOT_THE_LIBRARY.has(name)) {
        take(window.finesse, name, value, name, 1);
      }
    }
  }

  /** The members that are values: a getter is not run. */
  function members(holder) {
    if (!isObject(holder) && typeof holder !== "function") {
      return [];
    }
    return Object.entries(Object.getOwnPropertyDescriptors(holder))
      .filter(([name, slot]) => "value" in slot && !name.startsWith("_"))
      .map(([name, slot]) => [name, slot.value]);
  }

  function take(holder, name, value, path, depth) {
    if (typeof value === "function") {
      if (/^[A-Z]/.test(name)) {
        ofClass(value, path);
      } else {
        replace(holder, name, value, path);
      }
    } else if (isObject(value) && depth < DEEPEST && !known.has(value)) {
      known.add(value);
      for (const [each, inner] of members(value)) {
        take(value, each, inner, `${path}.${each}`, depth + 1);
      }
    }
  }

  function ofClass(made, path) {
    if (known.has(made)) {
      return;
    }
    known.add(made);
    for (const [name, value] of members(made.prototype)) {
      if (typeof value === "function" && name !== "constructor") {
        replace(made.prototype, name, value, `${path}#${name}`);
      }
    }
    for (const [name, value] of members(made)) {
      if (typeof value === "function" && !["extend", "prototype", "subclass"].includes(name)) {
        take(made, name, value, `${path}.${name}`, DEEPEST);
      }
    }
  }

  function replace(holder, name, original, path) {
    const slot = Object.getOwnPropertyDescriptor(holder, name);
    if (known.has(original) || !(slot.writable || slot.configurable)) {
      return;
    }
    const telling = told(original, path);
    known.add(telling);
    Object.defineProperty(holder, name, { ...slot, value: telling });
  }

  function told(original, path) {
    const telling = function (...args) {
      if (new.target) {
        return Reflect.construct(original, args, new.target === telling ? original : new.target);
      }
      if (inside > 0) {
        return original.apply(this, args);
      }
      inside += 1;
      const began = performance.now();
      const call = { path, args: args.map((each) => shown(each)) };
      try {
        const result = original.apply(this, args);
        tell("call", { ...call, result: SECRET.test(path) ? "********" : shown(result), ms: since(began) });
        return result;
      } catch (error) {
        tell("call", { ...call, error: shown(error), ms: since(began) });
        throw error;
      } finally {
        inside -= 1;
      }
    };
    for (const [name, slot] of Object.entries(Object.getOwnPropertyDescriptors(original))) {
      if (name !== "arguments" && name !== "caller") {
        Object.defineProperty(telling, name, slot);
      }
    }
    return telling;
  }

  const isObject = (value) => typeof value === "object" && value !== null;

  const since = (began) => Math.round((performance.now() - began) * 10) / 10;

  gadgets.util.registerOnLoadHandler(watch);
  document.addEventListener("DOMContentLoaded", watch); // module scripts have run then
  window.addEventListener("load", watch);
})();
