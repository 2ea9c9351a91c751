/** The gadget's page and the windows around it. */
import { report } from "../base/notifier.js";

const MARGIN = 20; // pixels below the content

/**
 * The page's size, other windows, and waiting.
 * @public finesse.utilities.Utilities
 */
export const page = {
  /** Make the gadget as high as its body and 20 pixels. */
  adjustGadgetHeight() {
    globalThis.gadgets.window.adjustHeight(document.body.offsetHeight + MARGIN);
  },

  /** Call a function once, when the gadget's tab is first shown. ContainerServices must be there. */
  onGadgetFirstVisible(callback) {
    const { ContainerServices } = globalThis.window.finesse.containerservices;
    const shown = () => {
      ContainerServices.removeHandler("tabVisible", shown);
      callback();
    };
    ContainerServices.addHandler("tabVisible", shown);
    ContainerServices.makeActiveTabReq();
  },

  /** `{width, height}` in pixels of a text in the page's letters, or in a font of that name. */
  measureText(text, font) {
    const place = document.createElement("span");
    place.textContent = text;
    place.style.cssText = "position: absolute; visibility: hidden; white-space: nowrap";
    place.style.font = font ?? "";
    document.body.append(place);
    const { width, height } = place.getBoundingClientRect();
    place.remove();
    return { width, height };
  },

  /** Let the browser save what is at an address, without leaving the page. */
  downloadFile(url) {
    let frame = document.getElementById("download_iframe");
    if (frame === null) {
      frame = document.createElement("iframe");
      frame.id = "download_iframe";
      frame.hidden = true;
      document.body.append(frame);
    }
    frame.src = url;
  },

  /** Call a function with each message of another window, of one origin or of whichever. Returns its end. */
  receiveMessage(callback, origin) {
    const heard = (event) => {
      if (origin === undefined || origin === event.origin) {
        callback(event);
      }
    };
    globalThis.addEventListener("message", heard);
    return () => globalThis.removeEventListener("message", heard);
  },

  /** Send a message to the window around this, or to `target`, which must be at the origin of `url`. */
  sendMessage(message, url, target = globalThis.parent) {
    target.postMessage(message, new URL(url, globalThis.location?.href).origin);
  },

  /** A promise that is kept when all of these are decided, one way or the other. */
  whenAllDone(...deferreds) {
    const decided = deferreds.flat().map((each) => new Promise((resolve) => wait(each, resolve)));
    const all = Promise.all(decided);
    const jquery = globalThis.window?.jQuery;
    if (typeof jquery?.Deferred !== "function") {
      return all;
    }
    const deferred = jquery.Deferred();
    all.then((outcomes) => deferred.resolve(...outcomes)).catch(report);
    return deferred.promise();
  },
};

function wait(deferred, decided) {
  if (typeof deferred?.always === "function") {
    deferred.always(decided);
  } else {
    Promise.resolve(deferred).then(decided, decided);
  }
}
