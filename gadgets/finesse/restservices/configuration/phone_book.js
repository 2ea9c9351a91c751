/** A phone book. */
import { ConfigurationItem, fieldsOf } from "./configuration_item.js";
import { Contacts } from "./contacts.js";

/**
 * A phone book, of one team or of all.
 * @public finesse.restservices.PhoneBook
 */
export class PhoneBook extends ConfigurationItem {
  /** `PhoneBook` */
  getRestType() {
    return "PhoneBook";
  }

  /** Its name. */
  getName() {
    return this.isLoaded()._data.name;
  }

  /** `GLOBAL` or `TEAM`. */
  getType() {
    return this.isLoaded()._data.type;
  }

  /** Its contacts, asked for on their own. */
  getContacts(options) {
    this.isLoaded();
    this._contacts ??= new Contacts({ ...options, parentObj: this });
    return this._contacts;
  }

  /** The contacts that came with it, `{Contact}` with one or many, null if there are none. */
  getEmbeddedContacts() {
    return this.isLoaded()._data.contacts;
  }

  /** Make a new one: `{name, type}`. */
  add(phoneBook, handlers) {
    return this._add(fieldsOf(phoneBook, "name", "type"), handlers);
  }

  /** Change it: what is left out of `{name, type}` stays. */
  update(phoneBook, handlers) {
    return this._update(fieldsOf(phoneBook, "name", "type"), handlers);
  }

  /** Delete it. */
  delete(handlers) {
    return this._delete(handlers);
  }
}
