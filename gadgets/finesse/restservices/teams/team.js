/** A team. */
import { RestBase } from "../base/rest_base.js";
import { Users } from "../users/users.js";
import { TeamLayoutConfig } from "./team_layout_config.js";
import { TeamMessages } from "./team_messages.js";
import { TeamNotReadyReasonCodes } from "./team_not_ready_reason_codes.js";
import { TeamPhoneBooks } from "./team_phone_books.js";
import { TeamSignOutReasonCodes } from "./team_sign_out_reason_codes.js";
import { TeamWorkflows } from "./team_workflows.js";
import { TeamWrapUpReasons } from "./team_wrap_up_reasons.js";

/**
 * A team: who is in it, and what it has.
 * @public finesse.restservices.Team
 */
export class Team extends RestBase {
  static {
    Object.assign(this.prototype, { supportsSubscriptions: false });
  }

  /** `Team` */
  getRestType() {
    return "Team";
  }

  /** Its id. */
  getId() {
    return this._data.id ?? this._id;
  }

  /** Its name. */
  getName() {
    return this.isLoaded()._data.name;
  }

  /** Its URI. */
  getUri() {
    return this.isLoaded()._data.uri;
  }

  /** Its members. */
  getUsers(options) {
    this.isLoaded();
    this._users ??= new Users({ ...options, data: this._data.users, parentObj: this });
    return this._users;
  }

  /** Its reasons for Not Ready. */
  getTeamNotReadyReasonCodes(options) {
    return this._once("_notReadyReasonCodes", TeamNotReadyReasonCodes, options);
  }

  /** Its reasons for signing out. */
  getTeamSignOutReasonCodes(options) {
    return this._once("_signOutReasonCodes", TeamSignOutReasonCodes, options);
  }

  /** Its wrap-up reasons. */
  getTeamWrapUpReasons(options) {
    return this._once("_wrapUpReasons", TeamWrapUpReasons, options);
  }

  /** Its phone books. */
  getTeamPhoneBooks(options) {
    return this._once("_phoneBooks", TeamPhoneBooks, options);
  }

  /** Its workflows. */
  getTeamWorkflows(options) {
    return this._once("_workflows", TeamWorkflows, options);
  }

  /** Its layout of the desktop. */
  getTeamLayoutConfig(options) {
    return this._once("_layoutConfig", TeamLayoutConfig, options);
  }

  /** What its supervisors tell it. */
  getTeamMessages(options) {
    return this._once("_teamMessages", TeamMessages, options);
  }

  _once(name, Class, options) {
    this.isLoaded();
    this[name] ??= new Class({ ...options, parentObj: this });
    return this[name];
  }
}
