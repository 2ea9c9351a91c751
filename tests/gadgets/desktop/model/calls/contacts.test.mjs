import assert from "node:assert/strict";
import { test } from "node:test";

import { contactElements, found, nameOf, readContact } from "../../../../../gadgets/desktop/model/calls/contacts.js";
import { element, parse } from "../../../../../gadgets/notification/xml.js";

const contact = (first, last, number) =>
  `<Contact><firstName>${first}</firstName><lastName>${last}</lastName><phoneNumber>${number}</phoneNumber></Contact>`;
const readContacts = (xml) => contactElements(xml).map(readContact);
const books = (...contacts) =>
  readContacts(
    parse(`<PhoneBooks><PhoneBook><contacts>${contacts.join("")}</contacts></PhoneBook>
    <PhoneBook><name>Empty</name></PhoneBook></PhoneBooks>`),
  );

test("the contacts of all phone books are one list, and a long first name is cut", () => {
  const [kathy, max] = books(contact("Kathy", "", "5054"), contact("Bartholomew-Maximilian", "Lang", "5055"));
  assert.deepEqual(kathy, { name: "Kathy", shown: "Kathy", number: "5054", note: "", sought: "kathy\n5054" });
  assert.equal(max.name, "Bartholomew-Maximilian Lang");
  assert.equal(max.shown, "Bartholomew-Maxi… Lang");
});

test("a search finds part of a name or of a number, whatever the case", () => {
  const list = books(contact("Kathy", "Lee", "5054"), contact("Élodie", "Roux", "+33 (1) 6"));
  assert.deepEqual(found(list, " ÉLO ").map(({ number }) => number), ["+33 (1) 6"]);
  assert.deepEqual(found(list, "05").map(({ name }) => name), ["Kathy Lee"]);
  assert.equal(found(list, ""), list);
  assert.deepEqual(found(list, "nobody"), []);
});

test("a number has the name of the first contact with it", () => {
  const list = books(contact("Ann", "", "1"), contact("Bob", "", "1"), contact("Cem", "", "2"));
  assert.equal(nameOf(list, "1"), "Ann");
  assert.equal(nameOf(list, "2"), "Cem");
  assert.equal(nameOf(list, "3"), "");
  assert.equal(nameOf([], "1"), "");
});

test("six thousand contacts are read, searched and named in linear steps", () => {
  const contacts = Array.from({ length: 6_000 }, (_one, n) =>
    element("Contact", {}, element("firstName", {}, `First${n}`), element("lastName", {}, "Last"), element("phoneNumber", {}, `9555${n}`)),
  );
  const list = readContacts(element("PhoneBooks", {}, element("PhoneBook", {}, element("contacts", {}, ...contacts))));
  assert.equal(list.length, 6_000);
  assert.equal(found(list, "first5999").length, 1);
  assert.equal(nameOf(list, "95555999"), "First5999 Last");
});
