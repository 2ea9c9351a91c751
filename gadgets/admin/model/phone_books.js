/** Phone books and their contacts: as the API has them, and what they may be. */

import { element } from "../../notification/xml.js";
import { characters } from "./size.js";

export const PHONE_BOOK = "/finesse/api/PhoneBook";
export const NAME = 64; // characters
export const WORDS = 128; // characters of a name or note
export const PHONE_NUMBER = 32; // characters
export const CONTACTS = 6000; // of a book, and so of an agent
const BOOKS = { GLOBAL: 10, TEAM: 300 };

/** Of PhoneBooks: {uri, name, type}[], where the type is GLOBAL or TEAM. */
export function readPhoneBooks(xml) {
  return xml.all("PhoneBook").map((book) => ({ uri: book.at("uri"), name: book.at("name"), type: book.at("type") }));
}

/** One of Contacts. */
export function readContact(contact) {
  return {
    uri: contact.at("uri"),
    firstName: contact.at("firstName"),
    lastName: contact.at("lastName"),
    phoneNumber: contact.at("phoneNumber"),
    description: contact.at("description"),
  };
}

export function phoneBookBody({ name, type }) {
  return element("PhoneBook", {}, element("name", {}, name), element("type", {}, type));
}

export function contactBody(contact) {
  const names = ["firstName", "lastName", "phoneNumber", "description"];
  return element("Contact", {}, ...names.map((name) => element(name, {}, contact[name])));
}

/** What a contact is called: its name, or else its number. */
export function nameOf({ firstName, lastName, phoneNumber }) {
  return `${firstName} ${lastName}`.trim() || phoneNumber;
}

/** What is wrong with a name beside the other books, or undefined. Upper and lower case are different. */
export function nameFault(name, others) {
  return others.some((book) => book.name === name) ? ["phoneBooks.nameTaken", {}] : undefined;
}

/** What is wrong with one more book of that type, or undefined. */
export function roomFault(type, others) {
  const most = BOOKS[type];
  return others.filter((book) => book.type === type).length >= most
    ? [type === "GLOBAL" ? "phoneBooks.tooManyGlobal" : "phoneBooks.tooManyOfTeams", { most }]
    : undefined;
}

/** Which of a contact's values cannot be: a key of what is wrong, or undefined. */
export function contactFault({ firstName, lastName, phoneNumber, description }) {
  if (phoneNumber === "") {
    return "noNumber";
  }
  if (characters(phoneNumber) > PHONE_NUMBER) {
    return "longNumber";
  }
  return [firstName, lastName, description].some((text) => characters(text) > WORDS) ? "longText" : undefined;
}
