/** A reason that an agent may give for a wrap-up. */
import { ConfigurationItem } from "./configuration_item.js";

/**
 * A wrap-up reason.
 * @public finesse.restservices.WrapUpReason
 */
export class WrapUpReason extends ConfigurationItem {
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
