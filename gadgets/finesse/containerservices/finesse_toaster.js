/** Notifications of the browser, for what a user must see while he looks at something else. */

/** Seconds until a toaster goes away by itself, where the server says nothing. */
const SECONDS = 8;
const HANDSET = "M4 2l3 4-2 2c1 2 3 4 5 5l2-2 4 3-1 4C8 19-1 10 0 3z";
const BUBBLE = "M2 3h14v10H8l-4 4v-4H2z";
const PEOPLE = "M5 8a3 3 0 1 1 1 0l4 8H1zM13 9a3 3 0 1 1 1 0l4 7h-6z";

/** FinesseToaster of one window. */
export function finesseToasterOf(frame) {
  let config;
  let logger;

  const toaster = {
    TOASTER_DEFAULT_ICONS: {
      INCOMING_CALL_ICON: picture(HANDSET),
      INCOMING_CHAT_ICON: picture(BUBBLE),
      INCOMING_TEAM_MESSAGE: picture(PEOPLE),
    },

    /**
     * Ready this frame.
     *
     * @param {{toasterNotificationTimeout?: string|number}} of finesse.gadget.Config, or the container's
     * @param {{log: function(string): void}} [to] ClientLogger
     */
    init(of, to) {
      config = of ?? {};
      logger = to;
      return toaster;
    },

    /**
     * Show a toaster, if the user has allowed it and does not look at the desktop.
     *
     * @param {string} title
     * @param {{body?: string, icon?: string, autoClose?: number, showWhenVisible?: boolean,
     *   onclick?: function}} [options] autoClose in milliseconds; showWhenVisible also while he looks at it
     * @returns {Notification|undefined}
     */
    showToaster(title, { body, icon, autoClose, showWhenVisible = false, onclick } = {}) {
      if (config === undefined) {
        throw new Error("Finesse toaster is not initialized");
      }
      const seconds = secondsOf(config.toasterNotificationTimeout);
      if (seconds <= 0) {
        log("toasters are switched off on the server");
        return undefined;
      }
      if (frame.Notification?.permission !== "granted") {
        log("the user has not allowed notifications");
        return undefined;
      }
      if (!showWhenVisible && desktop().document.hasFocus()) {
        return undefined;
      }
      const shown = new frame.Notification(title, { body, icon });
      shown.onclick = (event) => {
        desktop().focus();
        shown.close();
        onclick?.(event);
      };
      frame.setTimeout(() => shown.close(), autoClose > 0 ? autoClose : seconds * 1000);
      return shown;
    },
  };

  /** The window with the desktop: the focus may be in another gadget. */
  function desktop() {
    try {
      return frame.top.document ? frame.top : frame;
    } catch {
      return frame;
    }
  }

  function log(message) {
    logger?.log?.(`[FinesseToaster] ${message}`);
  }

  return toaster;
}

/** What the server says, as a number of seconds; none or less where toasters are switched off. */
function secondsOf(text) {
  const seconds = Number.parseInt(text, 10);
  return Number.isNaN(seconds) ? SECONDS : seconds;
}

function picture(path) {
  const shape = `<path fill="#049fd9" d="${path}"/>`;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 18 18">${shape}</svg>`;
  return `data:image/svg+xml,${encodeURIComponent(svg)}`;
}

/** FinesseToaster of this frame. */
export const FinesseToaster = finesseToasterOf(globalThis);
