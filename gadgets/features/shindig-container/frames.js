/** `shindig.container`: which gadget a frame of this page shows. */
(function () {
  "use strict";

  const PREFIX = "finesse_gadget_";

  shindig.container = {
    GADGET_FRAME_PREFIX: PREFIX,

    frameIdOf: (moduleId) => `${PREFIX}${moduleId}`,

    /** The `mid` of the gadget in this frame, null for another frame. */
    moduleIdOf(frameId) {
      const id = String(frameId);
      return id.startsWith(PREFIX) ? id.slice(PREFIX.length) : null;
    },
  };
})();
