/** `gadgets.views`: in which view the gadget is shown, and how it asks for another. */
(function () {
  "use strict";

  const parameters = gadgets.util.getUrlParameters();
  const supported = new Map();

  class View {
    constructor(name, only) {
      this.name_ = name;
      this.only_ = Boolean(only);
    }

    getName() {
      return this.name_;
    }

    isOnlyVisibleGadget() {
      return this.only_;
    }

    getUrlTemplate() {
      return null;
    }

    toString() {
      return this.name_;
    }
  }

  const current = parameters.view || "default";

  const view = (name, only) => {
    if (!supported.has(name)) {
      supported.set(name, new View(name, only));
    }
    return supported.get(name);
  };

  gadgets.config.register("views", {}, (configuration) => {
    for (const [name, settings] of Object.entries(configuration.views || {})) {
      supported.set(name, new View(name, settings && settings.isOnlyVisible));
    }
  });

  gadgets.views = {
    View,
    ViewType: Object.freeze(
      Object.fromEntries(
        ["default", "home", "preview", "canvas", "profile", "full_page", "dashboard", "popup"].map((name) => [
          name.toUpperCase(),
          name,
        ]),
      ),
    ),

    getCurrentView: () => view(current, current === "canvas"),

    /** All views, by name. */
    getSupportedViews() {
      view(current, current === "canvas");
      return Object.fromEntries(supported);
    },

    /** What `requestNavigateTo` was given when this view was asked for. */
    getParams() {
      const given = gadgets.json.parse(parameters["view-params"] || "{}");
      return typeof given === "object" && given !== null ? given : {};
    },

    /** Ask the container for a view, by name or as a `View`: `canvas` is the whole tab. */
    requestNavigateTo(wanted, given, owner) {
      const name = wanted instanceof View ? wanted.getName() : String(wanted);
      gadgets.rpc.call(null, "requestNavigateTo", null, name, given, owner);
    },
  };
})();
