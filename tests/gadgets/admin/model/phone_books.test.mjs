import assert from "node:assert/strict";
import { test } from "node:test";

import {
  contactBody,
  nameFault,
  nameOf,
  phoneBookBody,
  readContact,
  readPhoneBooks,
  roomFault,
} from "../../../../gadgets/admin/model/phone_books.js";
import { parse } from "../../../../gadgets/notification/xml.js";

const book = (name, type = "GLOBAL") => ({ name, type });

test("a phone book and a contact are written as the API reads them, and read as it writes them", () => {
  const uri = "/finesse/api/PhoneBook/1";
  const body = String(phoneBookBody({ name: "A & B", type: "TEAM" }));
  assert.equal(body, "<PhoneBook><name>A &amp; B</name><type>TEAM</type></PhoneBook>");
  const listed = `<PhoneBooks>${body.replace("<name>", `<uri>${uri}</uri><name>`)}</PhoneBooks>`;
  assert.deepEqual(readPhoneBooks(parse(listed)), [{ uri, name: "A & B", type: "TEAM" }]);
  const contact = { firstName: "<b>", lastName: "", phoneNumber: "+49", description: "x" };
  assert.deepEqual(readContact(parse(String(contactBody(contact)))), { uri: "", ...contact });
});

test("book and BOOK are two names; ten global books and 300 of teams are the most", () => {
  assert.equal(nameFault("BOOK", [book("book")]), undefined);
  assert.equal(nameFault("book", [book("book")])[0], "phoneBooks.nameTaken");
  const global = Array.from({ length: 10 }, (_, at) => book(`${at}`));
  assert.deepEqual(roomFault("GLOBAL", global), ["phoneBooks.tooManyGlobal", { most: 10 }]);
  assert.equal(roomFault("GLOBAL", global.slice(1)), undefined);
  assert.equal(roomFault("TEAM", global), undefined);
});

test("a contact without a name is called by its number", () => {
  assert.equal(nameOf({ firstName: "", lastName: "Smith", phoneNumber: "1" }), "Smith");
  assert.equal(nameOf({ firstName: "", lastName: "", phoneNumber: "1" }), "1");
});
