/** What the desktop does by itself at a call. */
import { ConfigurationItem, fieldsOf } from "./configuration_item.js";

/**
 * A workflow.
 * @public finesse.restservices.Workflow
 */
export class Workflow extends ConfigurationItem {
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

  /** When it begins. */
  getTriggerSet() {
    return this.isLoaded()._data.TriggerSet;
  }

  /** What must hold. */
  getConditionSet() {
    return this.isLoaded()._data.ConditionSet;
  }

  /** What it does. */
  getWorkflowActions() {
    return this.isLoaded()._data.workflowActions;
  }

  /** Make a new one: `{name, description, TriggerSet, ConditionSet, workflowActions}`. */
  add(workflow, handlers) {
    return this._add(
      fieldsOf(workflow, "name", "description", "TriggerSet", "ConditionSet", "workflowActions"),
      handlers,
    );
  }

  /** Change it: what is left out of what `add` takes stays. */
  update(workflow, handlers) {
    return this._update(
      fieldsOf(workflow, "name", "description", "TriggerSet", "ConditionSet", "workflowActions"),
      handlers,
    );
  }

  /** Delete it. */
  delete(handlers) {
    return this._delete(handlers);
  }
}
