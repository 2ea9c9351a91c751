/** What supervisors tell a team. */
import { RestCollectionBase } from "../base/rest_collection_base.js";
import { TeamMessage } from "./team_message.js";

/**
 * The messages of a team; one that comes or goes is told.
 * @public finesse.restservices.TeamMessages
 */
export class TeamMessages extends RestCollectionBase {
  /** `TeamMessages` */
  getRestType() {
    return "TeamMessages";
  }

  /** `TeamMessage` */
  getRestItemType() {
    return "TeamMessage";
  }

  /** `TeamMessage` */
  getRestItemClass() {
    return TeamMessage;
  }

  static {
    Object.assign(this.prototype, { explicitSubscription: true });
  }
}
