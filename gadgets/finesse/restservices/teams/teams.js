/** All teams. */
import { ConfigurationList } from "../configuration/configuration_list.js";
import { Team } from "./team.js";

/**
 * Teams, without their members.
 * @public finesse.restservices.Teams
 */
export class Teams extends ConfigurationList {
  /** `Teams` */
  getRestType() {
    return "Teams";
  }

  /** `Team` */
  getRestItemType() {
    return "Team";
  }

  /** `Team` */
  getRestItemClass() {
    return Team;
  }
}
