/** The desktop's log: what gadgets and the desktop itself log, until the user sends an error report. */

import { CLIENT_LOGGING } from "../base/hub_topics.js";
import { LocalLog } from "../base/local_log.js";
import { ClientServices } from "../clientservices/client_services.js";
import { escaped } from "../converter/object_form.js";
import { clientLoggerOf } from "./client_logger.js";

/** Characters of an error report, and so of what is kept for one. */
export const REPORT_CHARACTERS = 1_572_864;

/** FinesseLogger of one window. */
export function finesseLoggerOf(frame, services = ClientServices) {
  const own = clientLoggerOf(frame);
  let config = {};
  let lines = [];
  let characters = 0;
  let local;

  const logger = {
    /**
     * Begin to collect.
     *
     * @param {{subscribe: function, publish: function}} hub
     * @param {string} id what this window's own lines are called
     * @param {{host?: string, id?: string}} [of] finesse.container.Config
     */
    init(hub, id, of = {}) {
      config = of;
      own.init(hub, id, of);
      const session = frame.sessionStorage?.getItem("finSessKey") ?? "";
      const wanted = frame.sessionStorage?.getItem("enableLocalLog") === "true";
      local = wanted && frame.localStorage ? new LocalLog(frame.localStorage, session) : undefined;
      hub.subscribe(`${CLIENT_LOGGING}.*`, (_topic, line) => keep(String(line)));
    },

    log: (message, error) => own.log(message, error),
    /** The collected lines, the eldest first. */
    getLogs: () => [...lines],

    clearLogs() {
      lines = [];
      characters = 0;
    },

    /**
     * Send what is collected to the server, and forget it once that has it.
     *
     * @param {{success?: function, error?: function}} [handlers]
     */
    sendErrorReport(handlers = {}) {
      const logData = lastOf(escaped(lines.join("\n")));
      const names = frame.gadgets.io.RequestParameters;
      const answered = (answer) => {
        const well = answer.rc >= 200 && answer.rc < 300;
        if (well) {
          logger.clearLogs();
        }
        handlers[well ? "success" : "error"]?.(answer);
      };
      services.makeRequest(`/finesse/api/User/${encodeURIComponent(config.id)}/ClientLog`, answered, {
        [names.METHOD]: "POST",
        [names.HEADERS]: { "Content-Type": "application/xml" },
        [names.POST_DATA]: `<ClientLog><logData>${logData}</logData></ClientLog>`,
      });
    },
  };

  function keep(line) {
    lines.push(line);
    characters += line.length + 1;
    let dropped = 0;
    while (characters > REPORT_CHARACTERS && dropped < lines.length - 1) {
      characters -= lines[dropped].length + 1;
      dropped += 1;
    }
    lines.splice(0, dropped);
    local?.add(line);
  }

  return logger;
}

/** As much of the end as a report may hold, not beginning within an entity. */
function lastOf(text) {
  return text.length <= REPORT_CHARACTERS ? text : text.slice(-REPORT_CHARACTERS).replace(/^[^&]{0,5};/, "");
}

/** FinesseLogger of this frame. */
export const FinesseLogger = finesseLoggerOf(globalThis);
