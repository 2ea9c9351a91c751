/** A workflow that a team has. */
import { ConfigurationItem } from "../configuration/configuration_item.js";

/**
 * A workflow that a team has.
 * @public finesse.restservices.TeamWorkflow
 */
export class TeamWorkflow extends ConfigurationItem {
  /** `Workflow` */
  getRestType() {
    return "Workflow";
  }

  /** Its name. */
  getName() {
    return this.isLoaded()._data.name;
  }

  /** What it is for. */
  getDescription() {
    return this.isLoaded()._data.description;
  }
}
