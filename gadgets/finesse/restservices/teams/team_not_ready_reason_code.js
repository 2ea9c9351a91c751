/** A reason for Not Ready that a team has. */
import { TeamReasonCode } from "./team_reason_code.js";

/**
 * A reason for Not Ready that a team has.
 * @public finesse.restservices.TeamNotReadyReasonCode
 */
export class TeamNotReadyReasonCode extends TeamReasonCode {}
