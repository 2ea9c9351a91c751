/** The steps that workflows may take. */
import { ConfigurationList } from "./configuration_list.js";
import { WorkflowAction } from "./workflow_action.js";

/**
 * Workflow actions.
 * @public finesse.restservices.WorkflowActions
 */
export class WorkflowActions extends ConfigurationList {
  /** `WorkflowActions` */
  getRestType() {
    return "WorkflowActions";
  }

  /** `WorkflowAction` */
  getRestItemType() {
    return "WorkflowAction";
  }

  /** `WorkflowAction` */
  getRestItemClass() {
    return WorkflowAction;
  }
}
