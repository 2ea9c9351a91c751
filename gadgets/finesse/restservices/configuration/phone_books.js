/** The phone books of a user, or all. */
import { ConfigurationList } from "./configuration_list.js";
import { PhoneBook } from "./phone_book.js";

/**
 * Phone books.
 * @public finesse.restservices.PhoneBooks
 */
export class PhoneBooks extends ConfigurationList {
  /** `PhoneBooks` */
  getRestType() {
    return "PhoneBooks";
  }

  /** `PhoneBook` */
  getRestItemType() {
    return "PhoneBook";
  }

  /** `PhoneBook` */
  getRestItemClass() {
    return PhoneBook;
  }
}
