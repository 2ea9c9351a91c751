/** A reason for Not Ready that a team has. */
import { ConfigurationItem } from "../configuration/configuration_item.js";

/**
 * A reason for Not Ready that a team has.
 * @public finesse.restservices.TeamNotReadyReasonCode
 */
export class TeamNotReadyReasonCode extends ConfigurationItem {
  /** `ReasonCode` */
  getRestType() {
    return "ReasonCode";
  }

  /** `NOT_READY` or `LOGOUT`. */
  getCategory() {
    return this.isLoaded()._data.category;
  }

  /** Its number. */
  getCode() {
    return this.isLoaded()._data.code;
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
