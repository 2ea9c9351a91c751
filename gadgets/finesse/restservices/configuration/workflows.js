/** The workflows of a user, or all. */
import { ConfigurationList } from "./configuration_list.js";
import { Workflow } from "./workflow.js";

/**
 * Workflows.
 * @public finesse.restservices.Workflows
 */
export class Workflows extends ConfigurationList {
  /** `Workflows` */
  getRestType() {
    return "Workflows";
  }

  /** `Workflow` */
  getRestItemType() {
    return "Workflow";
  }

  /** `Workflow` */
  getRestItemClass() {
    return Workflow;
  }
}
