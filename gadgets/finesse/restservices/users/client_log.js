/** Where an agent's logs go when he sends an error report. */
import { escaped, xmlOf } from "../../converter/object_form.js";
import { handlersOf } from "../../utilities/handlers.js";
import { RestBase } from "../base/rest_base.js";

/**
 * The logs of a user's desktop. That the server has taken them it tells as an `add`.
 * @public finesse.restservices.ClientLog
 */
export class ClientLog extends RestBase {
  static {
    Object.assign(this.prototype, { supportsRequests: false, explicitSubscription: true });
  }

  /** `ClientLog` */
  getRestType() {
    return "ClientLog";
  }

  /** Send the logs: text, or `{logData}`. */
  sendLogs(logs, handlers) {
    const logData = typeof logs === "object" ? (logs?.ClientLog ?? logs)?.logData : logs;
    const content = xmlOf({ ClientLog: { logData } }, { escape: escaped });
    this.restRequest(this.getRestUrl(), { method: "POST", content, ...handlersOf(handlers) });
    return this;
  }
}
