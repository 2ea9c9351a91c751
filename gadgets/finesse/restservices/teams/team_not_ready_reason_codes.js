/** The reasons for Not Ready of a team. */
import { TeamAssignment } from "./team_assignment.js";
import { TeamNotReadyReasonCode } from "./team_not_ready_reason_code.js";

/**
 * A team's reasons for Not Ready.
 * @public finesse.restservices.TeamNotReadyReasonCodes
 */
export class TeamNotReadyReasonCodes extends TeamAssignment {
  /** `ReasonCodes` */
  getRestType() {
    return "ReasonCodes";
  }

  /** `ReasonCode` */
  getRestItemType() {
    return "ReasonCode";
  }

  /** `TeamNotReadyReasonCode` */
  getRestItemClass() {
    return TeamNotReadyReasonCode;
  }

  /** Its path, with its category. */
  getRestUrl() {
    return `${super.getRestUrl()}?category=NOT_READY`;
  }
}
