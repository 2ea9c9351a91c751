/** The members of a team. */
import { RestCollectionBase } from "../base/rest_collection_base.js";
import { User } from "./user.js";

/**
 * Users, as a team lists them; of their changes the team's node tells.
 * @public finesse.restservices.Users
 */
export class Users extends RestCollectionBase {
  static {
    Object.assign(this.prototype, { explicitSubscription: true });
  }

  /** `Users` */
  getRestType() {
    return "Users";
  }

  /** `User` */
  getRestItemType() {
    return "User";
  }

  /** `User` */
  getRestItemClass() {
    return User;
  }

  /** A team has no list of its own to ask for: it is asked itself. */
  _loadUrl() {
    return this._restObj?.getRestUrl() ?? this.getRestUrl();
  }

  _rootOf(answer) {
    return answer.Team ? (answer.Team.users ?? null) : super._rootOf(answer);
  }
}
