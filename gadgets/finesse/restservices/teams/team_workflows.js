/** The workflows of a team, in the order in which they run. */
import { TeamAssignment } from "./team_assignment.js";
import { TeamWorkflow } from "./team_workflow.js";

/**
 * A team's workflows.
 * @public finesse.restservices.TeamWorkflows
 */
export class TeamWorkflows extends TeamAssignment {
  /** `Workflows` */
  getRestType() {
    return "Workflows";
  }

  /** `Workflow` */
  getRestItemType() {
    return "Workflow";
  }

  /** `TeamWorkflow` */
  getRestItemClass() {
    return TeamWorkflow;
  }
}
