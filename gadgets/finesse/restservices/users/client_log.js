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

  /** Hear of changes. */
  subscribe(handlers) {
    const { success, error } = handlersOf(handlers);
    this._unsent = [];
    const settled = (tell) => (news) => {
      const unsent = this._unsent ?? [];
      this._unsent = undefined;
      unsent.forEach((send) => send());
      tell?.(news);
    };
    super.subscribe({ success: settled(success), error: settled(error) });
  }

  /** Send the logs: text, or `{logData}`. They wait for a subscription that is under way, to be heard of. */
  sendLogs(logs, handlers) {
    const logData = typeof logs === "object" ? (logs?.ClientLog ?? logs)?.logData : logs;
    const content = xmlOf({ ClientLog: { logData } }, { escape: escaped });
    const asked = { method: "POST", content, ...handlersOf(handlers) };
    const send = () => this.restRequest(this.getRestUrl(), asked);
    if (this._unsent === undefined) {
      send();
    } else {
      this._unsent.push(send);
    }
    return this;
  }
}
