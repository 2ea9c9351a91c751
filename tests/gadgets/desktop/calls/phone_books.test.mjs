import assert from "node:assert/strict";
import { mock, test } from "node:test";

import { parse } from "../../../../gadgets/notification/xml.js";
import { PhoneBooks } from "../../../../gadgets/desktop/phone_books.js";
import { RestError } from "../../../../gadgets/desktop/rest.js";

const books = (name) =>
  parse(`<PhoneBooks><PhoneBook><contacts><Contact><firstName>${name}</firstName></Contact></contacts></PhoneBook></PhoneBooks>`);

test("what an earlier reading brings late does not count", async () => {
  const answers = [];
  const told = [];
  const rest = { get: () => new Promise((resolve) => answers.push(resolve)) };
  const read = new PhoneBooks(rest, "agent1", ([{ name }]) => told.push(name));
  const both = [read.read(), read.read()];
  answers[1](books("New"));
  answers[0](books("Old"));
  await Promise.all(both);
  assert.deepEqual(told, ["New"]);
});

test("a server that does not answer is asked again, until the session is over", async () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  const warned = mock.method(console, "warn", () => undefined);
  let asked = 0;
  const rest = {
    get: () => {
      asked += 1;
      return Promise.reject(new RestError("outOfService"));
    },
  };
  const read = new PhoneBooks(rest, "agent1", () => assert.fail("nothing was read"));
  await read.read();
  mock.timers.tick(30_000);
  assert.equal(asked, 2);
  await new Promise((resolve) => setImmediate(resolve));
  read.close();
  mock.timers.tick(60_000);
  assert.equal(asked, 2);
  assert.equal(warned.mock.callCount(), 2);
  mock.timers.reset();
  mock.restoreAll();
});
