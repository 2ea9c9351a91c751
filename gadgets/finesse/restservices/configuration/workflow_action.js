/** A step of a workflow. */
import { arrayOf } from "../../utilities/lists.js";
import { named } from "../base/named.js";
import { byName, ConfigurationItem, fieldsOf } from "./configuration_item.js";

/**
 * What a workflow does: it opens a page, or sends a request.
 * @public finesse.restservices.WorkflowAction
 */
export class WorkflowAction extends ConfigurationItem {
  /** The types. */
  static Types = named("BROWSER_POP", "HTTP_REQUEST");

  /** `WorkflowAction` */
  getRestType() {
    return "WorkflowAction";
  }

  /** Its name. */
  getName() {
    return this.isLoaded()._data.name;
  }

  /** One of `WorkflowAction.Types`. */
  getType() {
    return this.isLoaded()._data.type;
  }

  /** Who does it: `FINESSE_DESKTOP` or `OTHER`. */
  getHandledBy() {
    return this.isLoaded()._data.handledBy;
  }

  /** Its parameters by their names, `{name, value}` each. */
  getParams() {
    return byName(arrayOf(this.isLoaded()._data.params?.Param));
  }

  /** What of a call it uses by their names, `{name, type, node, testValue}` each. */
  getActionVariables() {
    return byName(arrayOf(this.isLoaded()._data.actionVariables?.ActionVariable));
  }

  /** Make a new one: `{name, type, handledBy, params, actionVariables}`. */
  add(action, handlers) {
    return this._add(fieldsOf(action, "name", "type", "handledBy", "params", "actionVariables"), handlers);
  }

  /** Change it: what is left out of `{name, type, handledBy, params, actionVariables}` stays. */
  update(action, handlers) {
    return this._update(fieldsOf(action, "name", "type", "handledBy", "params", "actionVariables"), handlers);
  }

  /** Delete it. */
  delete(handlers) {
    return this._delete(handlers);
  }
}
