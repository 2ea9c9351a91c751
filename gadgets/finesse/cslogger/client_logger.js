/** A gadget's log: each line to the console, and over the hub to the desktop, which may report it. */

import { CLIENT_LOGGING } from "../base/hub_topics.js";
import { logLine } from "./log_line.js";

/** Characters of one line; what is longer is cut. */
export const LONGEST_LINE = 65_536;

/** ClientLogger of one window. */
export function clientLoggerOf(frame) {
  let hub;
  let id = "";
  let host = "";

  return {
    /**
     * Begin to log.
     *
     * @param {{publish: function}} to gadgets.Hub
     * @param {string} gadgetId what the lines call the gadget
     * @param {{host?: string}} [config] finesse.gadget.Config
     */
    init(to, gadgetId, config) {
      hub = to;
      id = String(gadgetId ?? "");
      host = config?.host ?? frame.location?.hostname ?? "";
    },

    /**
     * @param {string} message
     * @param {Error} [error]
     */
    log(message, error) {
      const stored = (key) => frame.sessionStorage?.getItem(key) ?? undefined;
      const line = logLine({
        now: new Date(),
        session: stored("finSessKey") ?? "",
        host,
        drift: number(stored("clientTimestampDrift")),
        serverOffset: number(stored("serverTimezoneOffset")),
        gadgetId: id,
        message: error === undefined ? `${message}` : `${message} ${error}`,
      }).slice(0, LONGEST_LINE);
      hub?.publish(`${CLIENT_LOGGING}.${token(id)}`, line);
      frame.console?.log(line);
    },
  };
}

/** One token of a topic. */
function token(id) {
  return id.replace(/[.*\s]+/g, "_") || "gadget";
}

function number(text) {
  const value = Number.parseInt(text ?? "", 10);
  return Number.isNaN(value) ? undefined : value;
}

/** ClientLogger of this frame. */
export const ClientLogger = clientLoggerOf(globalThis);
