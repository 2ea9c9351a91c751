/** `gadgets.inspection.shown`: any value as a short text. No getter is run, no large thing walked through. */
(function () {
  "use strict";

  const LONGEST = 200;
  const DEEPEST = 3;
  const MOST = 8;

  function shown(value, depth = 0) {
    try {
      return cut(told(value, depth));
    } catch {
      return "?"; // a proxy that refuses, an object of a window that is gone
    }
  }

  function told(value, depth) {
    switch (typeof value) {
      case "string":
        return JSON.stringify(cut(value));
      case "function":
        return "\u0192";
      case "object":
        return value === null ? "null" : object(value, depth);
      default:
        return String(value);
    }
  }

  function object(value, depth) {
    if (value instanceof Error) {
      return `${value.name}: ${value.message}`;
    }
    if (value instanceof Element) {
      return `<${value.localName}>`;
    }
    const { name } = Object.getPrototypeOf(value)?.constructor ?? {};
    const isList = Array.isArray(value);
    if (!isList && name && name !== "Object") {
      return name;
    }
    if (depth >= DEEPEST) {
      return isList ? "[\u2026]" : "{\u2026}";
    }
    const names = Object.keys(value);
    const parts = names.slice(0, MOST).map((each) => {
      const slot = Object.getOwnPropertyDescriptor(value, each);
      const part = slot && "value" in slot ? shown(slot.value, depth + 1) : "\u2026";
      return isList ? part : `${each}: ${part}`;
    });
    const inside = [...parts, ...(names.length > MOST ? ["\u2026"] : [])].join(", ");
    return isList ? `[${inside}]` : `{${inside}}`;
  }

  const cut = (text) => (text.length > LONGEST ? `${text.slice(0, LONGEST)}\u2026` : text);

  gadgets.inspection.shown = shown;
})();
