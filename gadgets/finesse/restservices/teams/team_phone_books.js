/** The phone books of a team. */
import { TeamAssignment } from "./team_assignment.js";
import { TeamPhoneBook } from "./team_phone_book.js";

/**
 * A team's phone books.
 * @public finesse.restservices.TeamPhoneBooks
 */
export class TeamPhoneBooks extends TeamAssignment {
  /** `PhoneBooks` */
  getRestType() {
    return "PhoneBooks";
  }

  /** `PhoneBook` */
  getRestItemType() {
    return "PhoneBook";
  }

  /** `TeamPhoneBook` */
  getRestItemClass() {
    return TeamPhoneBook;
  }
}
