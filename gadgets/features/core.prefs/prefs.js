/**
 * `gadgets.Prefs`: the gadget's preferences, as its address gives them (`up_<name>`), before the defaults of its
 * specification. There is one set of them in a page.
 */
(function () {
  "use strict";

  // What the desktop does not write into addresses, but keeps for all frames of its origin.
  const KEPT = { authorization: "userFinesseAuth", clientDriftInMillis: "clientTimestampDrift" };

  const given = new Map();
  const defaults = new Map();
  const messages = new Map();
  const parameters = gadgets.util.getUrlParameters();

  for (const [name, value] of Object.entries(parameters)) {
    if (name.startsWith("up_")) {
      given.set(name.slice("up_".length), value);
    }
  }

  /** The value as it is, undefined where there is none. */
  function raw(name) {
    const value = given.has(name) ? given.get(name) : defaults.get(name);
    const empty = value === undefined || String(value).trim() === "";
    return empty && Object.hasOwn(KEPT, name) ? (kept(KEPT[name]) ?? value) : value;
  }

  function kept(key) {
    try {
      return window.sessionStorage.getItem(key) ?? undefined;
    } catch {
      return undefined; // a frame that may not store anything
    }
  }

  function text(name) {
    if (name === ".lang") {
      return Prefs.prototype.getLang();
    }
    const value = raw(name);
    return value === undefined || value === null ? "" : gadgets.util.escapeString(value);
  }

  class Prefs {
    getString(name) {
      return text(name);
    }

    getInt(name) {
      return Number.parseInt(raw(name), 10) || 0;
    }

    getFloat(name) {
      return Number.parseFloat(raw(name)) || 0;
    }

    getBool(name) {
      const value = raw(name);
      return value === true || value === "true" || Boolean(Number.parseInt(value, 10));
    }

    getArray(name) {
      const value = raw(name);
      if (value === undefined || value === null || value === "") {
        return [];
      }
      return String(value)
        .split("|")
        .map((item) => gadgets.util.escapeString(item.replaceAll("%7C", "|")));
    }

    set() {
      throw new Error('Add <Require feature="setprefs"/> to the gadget\'s specification to set preferences.');
    }

    setArray() {
      this.set();
    }

    getMsg(name) {
      return messages.get(name) ?? "";
    }

    /** The message, with `substitute` in the place of its `%s`. */
    getMsgFormatted(name, substitute) {
      const message = this.getMsg(name);
      return substitute === undefined ? message : message.replaceAll("%s", () => String(substitute));
    }

    getCountry() {
      return parameters.country || "US";
    }

    getLang() {
      return parameters.lang || "en";
    }

    getModuleId() {
      return Number.parseInt(parameters.mid, 10) || 0;
    }
  }

  /** Keep these values; says whether one of them is new. Used by setprefs. */
  Prefs.setInternal_ = function (values) {
    let changed = false;
    for (const [name, value] of values) {
      changed = changed || raw(name) !== value;
      given.set(name, value);
    }
    return changed;
  };

  /** Every preference and its value, by name. */
  Prefs.all_ = () => Object.fromEntries([...defaults, ...given]);

  Prefs.setDefaultPrefs_ = (values) => fill(defaults, values);
  Prefs.setMessages_ = (values) => fill(messages, values);

  function fill(map, values) {
    for (const [name, value] of Object.entries(values || {})) {
      map.set(name, value);
    }
  }

  gadgets.Prefs = Prefs;
})();
