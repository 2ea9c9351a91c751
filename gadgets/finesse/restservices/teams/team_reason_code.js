/** Reasons that a team has, for Not Ready or for signing out. */
import { ConfigurationItem } from "../configuration/configuration_item.js";

/** A reason code of a team, of either category. */
export class TeamReasonCode extends ConfigurationItem {
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
