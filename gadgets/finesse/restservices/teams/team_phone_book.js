/** A phone book that a team has. */
import { ConfigurationItem } from "../configuration/configuration_item.js";

/**
 * A phone book that a team has.
 * @public finesse.restservices.TeamPhoneBook
 */
export class TeamPhoneBook extends ConfigurationItem {
  /** `PhoneBook` */
  getRestType() {
    return "PhoneBook";
  }

  /** Its name. */
  getName() {
    return this.isLoaded()._data.name;
  }
}
