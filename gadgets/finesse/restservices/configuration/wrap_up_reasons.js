/** The wrap-up reasons of a user, or all. */
import { ConfigurationList } from "./configuration_list.js";
import { WrapUpReason } from "./wrap_up_reason.js";

/**
 * Wrap-up reasons.
 * @public finesse.restservices.WrapUpReasons
 */
export class WrapUpReasons extends ConfigurationList {
  /** `WrapUpReasons` */
  getRestType() {
    return "WrapUpReasons";
  }

  /** `WrapUpReason` */
  getRestItemType() {
    return "WrapUpReason";
  }

  /** `WrapUpReason` */
  getRestItemClass() {
    return WrapUpReason;
  }
}
