/** What an agent may choose from, by team. */
import { RestBase } from "../base/rest_base.js";
import { MediaPropertiesLayouts } from "../configuration/media_properties_layouts.js";
import { PhoneBooks } from "../configuration/phone_books.js";
import { ReasonCodes } from "../configuration/reason_codes.js";
import { Workflows } from "../configuration/workflows.js";
import { WrapUpReasons } from "../configuration/wrap_up_reasons.js";

/**
 * The lists of a team, as its agents see them.
 * @public finesse.restservices.TeamResource
 */
export class TeamResource extends RestBase {
  static {
    Object.assign(this.prototype, { supportsRequests: false, supportsSubscriptions: false });
  }

  /** `TeamResource` */
  getRestType() {
    return "TeamResource";
  }

  /** The reasons: `{category}` says which. */
  getReasonCodes(options) {
    return new ReasonCodes({ ...options, parentObj: this });
  }

  /** The wrap-up reasons. */
  getWrapUpReasons(options) {
    return new WrapUpReasons({ ...options, parentObj: this });
  }

  /** The layouts of call variables. */
  getMediaPropertiesLayouts(options) {
    return new MediaPropertiesLayouts({ ...options, parentObj: this });
  }

  /** The phone books. */
  getPhoneBooks(options) {
    return new PhoneBooks({ ...options, parentObj: this });
  }

  /** The workflows. */
  getWorkflows(options) {
    return new Workflows({ ...options, parentObj: this });
  }
}
