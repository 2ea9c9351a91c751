/** An entry of a phone book. */
import { ConfigurationItem, fieldsOf } from "./configuration_item.js";

/**
 * Somebody who can be called.
 * @public finesse.restservices.Contact
 */
export class Contact extends ConfigurationItem {
  /** `Contact` */
  getRestType() {
    return "Contact";
  }

  /** The first name. */
  getFirstName() {
    return this.isLoaded()._data.firstName;
  }

  /** The last name. */
  getLastName() {
    return this.isLoaded()._data.lastName;
  }

  /** The number. */
  getPhoneNumber() {
    return this.isLoaded()._data.phoneNumber;
  }

  /** Notes. */
  getDescription() {
    return this.isLoaded()._data.description;
  }

  /** Make a new one: `{phoneNumber, firstName, lastName, description}`. */
  add(contact, handlers) {
    return this._add(fieldsOf(contact, "phoneNumber", "firstName", "lastName", "description"), handlers);
  }

  /** Change it: what is left out of `{phoneNumber, firstName, lastName, description}` stays. */
  update(contact, handlers) {
    return this._update(fieldsOf(contact, "phoneNumber", "firstName", "lastName", "description"), handlers);
  }

  /** Delete it. */
  delete(handlers) {
    return this._delete(handlers);
  }
}
