/** What goes wrong in the gadget: errors nobody caught, files that do not load, and what it says on the console. */
(function () {
  "use strict";

  const { tell, shown } = gadgets.inspection;
  const LONGEST = 2000; // characters of a text

  for (const level of ["error", "warn"]) {
    const original = console[level];
    console[level] = function (...things) {
      tell("console", { level, text: things.map(plain).join(" ").slice(0, LONGEST) });
      return original.apply(this, things);
    };
  }

  window.addEventListener(
    "error",
    (event) => {
      const { target } = event;
      if (target instanceof Element) {
        tell("error", { text: `<${target.localName}>`, missing: target.src || target.href || "" });
      } else {
        const { message, filename, lineno } = event;
        tell("error", { text: String(message).slice(0, LONGEST), file: filename, line: lineno });
      }
    },
    true, // what does not load is told to the element only
  );

  window.addEventListener("unhandledrejection", ({ reason }) => {
    tell("error", { text: plain(reason).slice(0, LONGEST), rejected: true });
  });

  function plain(thing) {
    return typeof thing === "string" ? thing : shown(thing);
  }
})();
