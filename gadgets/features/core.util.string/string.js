/** `gadgets.util.escapeString`: text that stays text in markup, as numeric entities, and back. */
(function () {
  "use strict";

  gadgets.util = gadgets.util || {};
  // Line ends, quotes, ampersand, angle brackets, backslash, the two Unicode line separators and the full-width
  // forms of these, which some character sets fold into the plain ones.
  const RISKY = /[\n\r"&'<>\\\u2028\u2029\uff02\uff06\uff07\uff1c\uff1e\uff3c]/g;

  gadgets.util.escapeString = function (text) {
    if (text === undefined || text === null) {
      return text;
    }
    return String(text)
      .replaceAll("\0", "")
      .replace(RISKY, (character) => `&#${character.charCodeAt(0)};`);
  };

  gadgets.util.unescapeString = function (text) {
    if (text === undefined || text === null) {
      return text;
    }
    return String(text).replace(/&#([0-9]{1,7});/g, (entity, digits) => {
      const code = Number(digits);
      return code <= 0x10ffff ? String.fromCodePoint(code) : entity;
    });
  };

  /** A copy in which every string is escaped; the members of objects only where `inObjects` asks for it. */
  gadgets.util.escape = function (value, inObjects) {
    if (typeof value === "string") {
      return gadgets.util.escapeString(value);
    }
    if (Array.isArray(value)) {
      return value.map((item) => gadgets.util.escape(item, inObjects));
    }
    if (typeof value === "object" && value !== null && inObjects) {
      const members = Object.entries(value);
      return Object.fromEntries(
        members.map(([name, member]) => [gadgets.util.escapeString(name), gadgets.util.escape(member, true)]),
      );
    }
    return value;
  };
})();
