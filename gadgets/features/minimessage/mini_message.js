/** `gadgets.MiniMessage`: short messages at the head of a gadget: to be closed, for some seconds, or to stay. */
(function () {
  "use strict";

  const STYLE = "display:flex;gap:8px;padding:4px 8px;margin-bottom:2px;background:#fdf2df;color:#10203a;";
  const CLOSE = "border:0;background:none;font:inherit;cursor:pointer;padding:0 4px;margin-left:auto;";

  gadgets.MiniMessage = class {
    /** `container` is an element or its id; without one the messages stand before all that the body holds. */
    constructor(moduleId, container) {
      this.place_ = typeof container === "string" ? document.getElementById(container) : container;
      this.timers_ = new Map();
    }

    /** `callback` hears that the message is to be closed; it stays where that returns false. */
    createDismissibleMessage(message, callback) {
      const shown = this.shown_(message);
      const close = document.createElement("button");
      close.type = "button";
      close.textContent = "\u00d7";
      close.setAttribute("style", CLOSE);
      close.setAttribute("aria-label", "Close");
      close.addEventListener("click", () => {
        if (typeof callback !== "function" || callback(shown) !== false) {
          this.dismissMessage(shown);
        }
      });
      shown.append(close);
      return shown;
    }

    /** `callback` hears that the seconds are over. */
    createTimerMessage(message, seconds, callback) {
      const shown = this.shown_(message);
      const timer = setTimeout(() => {
        this.dismissMessage(shown);
        if (typeof callback === "function") {
          callback(shown);
        }
      }, Number(seconds) * 1000);
      this.timers_.set(shown, timer);
      return shown;
    }

    createStaticMessage(message, callback) {
      const shown = this.shown_(message);
      if (typeof callback === "function") {
        callback(shown);
      }
      return shown;
    }

    dismissMessage(shown) {
      clearTimeout(this.timers_.get(shown));
      this.timers_.delete(shown);
      shown.remove();
    }

    /** A string is shown as the text it is; who wants markup gives an element. */
    shown_(message) {
      const shown = document.createElement("div");
      shown.className = "mmlib_table";
      shown.setAttribute("role", "status");
      shown.setAttribute("style", STYLE);
      shown.append(message instanceof Node ? message : String(message));
      if (!this.place_) {
        this.place_ = document.createElement("div");
        document.body.prepend(this.place_);
      }
      this.place_.append(shown);
      return shown;
    }
  };
})();
