/** A reason for not being ready, or for signing out. */
import { RestBase } from "../base/rest_base.js";

/**
 * A reason code.
 * @public finesse.restservices.ReasonCode
 */
export class ReasonCode extends RestBase {
  static {
    Object.assign(this.prototype, { supportsSubscriptions: false });
  }

  /** `ReasonCode` */
  getRestType() {
    return "ReasonCode";
  }

  /** Its text. */
  getLabel() {
    return this.isLoaded()._data.label;
  }

  /** Its number. */
  getCode() {
    return this.isLoaded()._data.code;
  }

  /** `NOT_READY` or `LOGOUT`. */
  getCategory() {
    return this.isLoaded()._data.category;
  }

  /** `"true"` if every team has it. */
  getForAll() {
    return this.isLoaded()._data.forAll;
  }

  /** `"true"` if it is one that the system gives. */
  getSystemCode() {
    return this.isLoaded()._data.systemCode;
  }

  /** Its URI. */
  getUri() {
    return this.isLoaded()._data.uri;
  }
}
