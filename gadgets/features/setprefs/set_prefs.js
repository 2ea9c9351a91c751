/**
 * `gadgets.Prefs#set` and `#setArray`: a changed preference is told to the container, which keeps it. Nothing at all is
 * an empty one: libraries of 10.0 set `authorization` to the cookie that desktops of their time had, or to null.
 */
(function () {
  "use strict";

  gadgets.Prefs.prototype.set = function (...pairs) {
    const values = [];
    for (let at = 0; at + 1 < pairs.length; at += 2) {
      values.push([String(pairs[at]), String(pairs[at + 1] ?? "")]);
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
