/** A wrap-up reason that a team has. */
import { ConfigurationItem } from "../configuration/configuration_item.js";

/**
 * A wrap-up reason that a team has.
 * @public finesse.restservices.TeamWrapUpReason
 */
export class TeamWrapUpReason extends ConfigurationItem {
  /** `WrapUpReason` */
  getRestType() {
    return "WrapUpReason";
  }

  /** Its text. */
  getLabel() {
    return this.isLoaded()._data.label;
  }

  /** `"true"` if every team has it. */
  getForAll() {
    return this.isLoaded()._data.forAll;
  }
}
