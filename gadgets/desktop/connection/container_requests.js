/** What gadgets ask on `finesse.containerservices.requests`: which tab is active, another tab, and to be loaded anew. */

import { CONTAINER } from "../../finesse/base/hub_topics.js";
import { inspect } from "./inspection.js";

export class ContainerRequests {
  /**
   * @param {object} hub
   * @param {{activeTab: () => string, activateTab: (id: string) => void, reload: (gadgetId: string) => void}} does
   */
  constructor(hub, does) {
    Object.assign(this, { hub, does });
    hub.subscribe(CONTAINER.REQUESTS, (_topic, asked, client) => this.hear(Object(asked), client));
  }

  hear({ type, data }, client) {
    const serve = REQUESTS[typeof type === "string" && Object.hasOwn(REQUESTS, type) ? type : "other"];
    const why = serve(this, Object(data));
    if (why !== undefined) {
      inspect(client, "malformed", { topic: CONTAINER.REQUESTS, why });
    }
  }
}

/** Each returns what is wrong, or nothing. */
const REQUESTS = {
  ActiveTabReq({ hub, does }) {
    hub.publish(CONTAINER.ACTIVE_TAB, does.activeTab());
  },
  SetActiveTabReq({ does }, { id }) {
    if (typeof id !== "string") {
      return "data.id is a tab's id";
    }
    does.activateTab(id);
    return undefined;
  },
  ReloadGadgetReq({ hub, does }, { gadgetId }) {
    const id = String(gadgetId);
    if (!/^\d{1,6}$/.test(id)) {
      return "data.gadgetId is a gadget's number";
    }
    hub.publish(CONTAINER.RELOAD_GADGET_EVENT, { gadgetId });
    does.reload(id);
    return undefined;
  },
  other: () => "the desktop knows no such request",
};
