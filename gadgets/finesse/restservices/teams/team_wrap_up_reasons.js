/** The wrap-up reasons of a team. */
import { TeamAssignment } from "./team_assignment.js";
import { TeamWrapUpReason } from "./team_wrap_up_reason.js";

/**
 * A team's wrap-up reasons.
 * @public finesse.restservices.TeamWrapUpReasons
 */
export class TeamWrapUpReasons extends TeamAssignment {
  /** `WrapUpReasons` */
  getRestType() {
    return "WrapUpReasons";
  }

  /** `WrapUpReason` */
  getRestItemType() {
    return "WrapUpReason";
  }

  /** `TeamWrapUpReason` */
  getRestItemClass() {
    return TeamWrapUpReason;
  }
}
