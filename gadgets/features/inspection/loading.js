/** What the gadget is given, and how long it takes to load. */
(function () {
  "use strict";

  const { tell } = gadgets.inspection;

  gadgets.util.registerOnLoadHandler(() => {
    const { url = "", view = "default" } = gadgets.util.getUrlParameters();
    const { unknownFeatures = [], unknownOptionalFeatures = [], problems = [] } = gadgets.config.get("lab");
    tell("gadget", {
      url,
      view,
      title: document.title,
      prefs: gadgets.Prefs.all_(),
      features: gadgets.config.get("core.util"),
      unknown: unknownFeatures,
      unknownOptional: unknownOptionalFeatures,
      problems,
    });
  });

  window.addEventListener("load", () => setTimeout(times)); // when the load event has ended

  function times() {
    const [page] = performance.getEntriesByType("navigation");
    const files = performance.getEntriesByType("resource");
    if (page) {
      const ms = (time) => Math.round(time - page.startTime);
      tell("times", {
        answered: ms(page.responseEnd),
        parsed: ms(page.domContentLoadedEventEnd),
        loaded: ms(page.loadEventEnd),
        files: files.length,
        bytes: [page, ...files].reduce((sum, { transferSize = 0 }) => sum + transferSize, 0),
        slowest: slowest(files),
      });
    }
  }

  function slowest(files) {
    const found = [...files].sort((one, other) => other.duration - one.duration).slice(0, 3);
    return found.map(({ name, duration }) => ({ name: name.slice(0, 200), ms: Math.round(duration) }));
  }
})();
