/** The reasons of a user, or all; each category is a list of its own. */
import { ConfigurationList } from "./configuration_list.js";
import { ReasonCode } from "./reason_code.js";

/**
 * Reason codes: `{category}` says which.
 * @public finesse.restservices.ReasonCodes
 */
export class ReasonCodes extends ConfigurationList {
  /** `ReasonCodes` */
  getRestType() {
    return "ReasonCodes";
  }

  /** `ReasonCode` */
  getRestItemType() {
    return "ReasonCode";
  }

  /** `ReasonCode` */
  getRestItemClass() {
    return ReasonCode;
  }

  /** Its path, with the category asked for. */
  getRestUrl() {
    const { category } = this._options;
    return `${super.getRestUrl()}${category ? `?category=${category}` : ""}`;
  }
}
