/** `gadgets.log`, `gadgets.warn` and `gadgets.error`: lines for the browser's console, from a level on. */
(function () {
  "use strict";

  const LEVELS = { INFO: 1, WARNING: 2, ERROR: 3, NONE: 4 };
  const WRITES = { 1: "log", 2: "warn", 3: "error" };
  let lowest = LEVELS.INFO;

  const at = (level) => (...things) => {
    if (level >= lowest) {
      console[WRITES[level]](...things);
    }
  };

  gadgets.log = Object.assign(at(LEVELS.INFO), LEVELS, {
    logAtLevel: (level, ...things) => WRITES[level] && at(level)(...things),
  });
  gadgets.warn = at(LEVELS.WARNING);
  gadgets.error = at(LEVELS.ERROR);
  gadgets.setLogLevel = (level) => {
    lowest = level;
  };
})();
