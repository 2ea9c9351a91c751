/** `gadgets.Prefs#set` and `#setArray`: a changed preference is told to the container, which keeps it. */
(function () {
  "use strict";

  gadgets.Prefs.prototype.set = function (...pairs) {
    const values = [];
    for (let at = 0; at + 1 < pairs.length; at += 2) {
      values.push([String(pairs[at]), pairs[at + 1] === undefined ? "" : String(pairs[at + 1])]);
    }
    if (gadgets.Prefs.setInternal_(values)) {
      const token = gadgets.util.getUrlParameters().rpctoken || "";
      gadgets.rpc.call(null, "set_pref", null, token, ...values.flat());
    }
  };

  gadgets.Prefs.prototype.setArray = function (name, items) {
    this.set(name, Array.from(items, (item) => String(item).replaceAll("|", "%7C")).join("|"));
  };
})();
