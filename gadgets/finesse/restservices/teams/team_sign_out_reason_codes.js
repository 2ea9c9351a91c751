/** The reasons for signing out of a team. */
import { TeamAssignment } from "./team_assignment.js";
import { TeamSignOutReasonCode } from "./team_sign_out_reason_code.js";

/**
 * A team's reasons for signing out.
 * @public finesse.restservices.TeamSignOutReasonCodes
 */
export class TeamSignOutReasonCodes extends TeamAssignment {
  /** `ReasonCodes` */
  getRestType() {
    return "ReasonCodes";
  }

  /** `ReasonCode` */
  getRestItemType() {
    return "ReasonCode";
  }

  /** `TeamSignOutReasonCode` */
  getRestItemClass() {
    return TeamSignOutReasonCode;
  }

  /** Its path, with its category. */
  getRestUrl() {
    return `${super.getRestUrl()}?category=LOGOUT`;
  }
}
