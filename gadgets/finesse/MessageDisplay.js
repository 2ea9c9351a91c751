/**
 * `/desktop/js/utilities/MessageDisplay.js`: a banner for errors of a gadget whose page has `#banner`, and in it
 * `#banner-msg`. A classic script of its own, since gadgets load it beside finesse.js, before or after that.
 */
(() => {
  "use strict";

  const finesse = (window.finesse ??= {});
  finesse.utilities ??= {};

  finesse.utilities.MessageDisplay = {
    /** Take the banner away. */
    hideBanner() {
      show("none");
    },

    /** Show an error in the banner, as text. */
    showBannerError(message) {
      const place = document.getElementById("banner-msg");
      if (place !== null) {
        place.textContent = String(message ?? "");
      }
      show("block");
    },
  };

  function show(display) {
    const banner = document.getElementById("banner");
    if (banner !== null) {
      banner.style.display = display;
    }
  }
})();
