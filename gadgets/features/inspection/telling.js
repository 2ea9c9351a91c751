/**
 * `gadgets.inspection.tell`: what happens in this gadget, told to the page that holds it, for the inspector. It is in
 * a frame only where an inspector asks for it, and a gadget is no other for it.
 */
(function () {
  "use strict";

  const MOST = 200; // in a second; what is more is counted

  const { mid } = gadgets.util.getUrlParameters();
  let told = 0;
  let left = 0;

  function tell(kind, data) {
    if (told === 0) {
      setTimeout(again, 1000);
    }
    told += 1;
    if (told > MOST) {
      left += 1;
    } else {
      hand(kind, data);
    }
  }

  function again() {
    told = 0;
    if (left > 0) {
      hand("left", { count: left });
      left = 0;
    }
  }

  function hand(kind, data) {
    try {
      window.parent.finesse?.container?.Inspection?.tell(mid, kind, data);
    } catch {
      // a page of another origin holds this frame
    }
  }

  gadgets.inspection = { tell };
})();
