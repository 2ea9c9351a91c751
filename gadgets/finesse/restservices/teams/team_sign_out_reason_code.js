/** A reason for signing out that a team has. */
import { TeamReasonCode } from "./team_reason_code.js";

/**
 * A reason for signing out that a team has.
 * @public finesse.restservices.TeamSignOutReasonCode
 */
export class TeamSignOutReasonCode extends TeamReasonCode {}
