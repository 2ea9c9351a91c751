/** The entries of a phone book. */
import { ConfigurationList } from "./configuration_list.js";
import { Contact } from "./contact.js";

/**
 * Contacts.
 * @public finesse.restservices.Contacts
 */
export class Contacts extends ConfigurationList {
  /** `Contacts` */
  getRestType() {
    return "Contacts";
  }

  /** `Contact` */
  getRestItemType() {
    return "Contact";
  }

  /** `Contact` */
  getRestItemClass() {
    return Contact;
  }

  _itemOptions() {
    return { parentObj: this._restObj };
  }
}
