import assert from "node:assert/strict";
import { test } from "node:test";

import { contactsIn, decoded, records } from "../../../../gadgets/admin/model/contacts_file.js";
import { random, SEEDS } from "../../random.mjs";

const HEADING = '"First Name","Last Name","Phone Number","Notes"\r\n';
const bytes = (text) => new TextEncoder().encode(text);
const read = (text) => contactsIn(bytes(text));
const quoted = (fields) => fields.map((field) => `"${field.replaceAll('"', '""')}"`).join(",");

test("contacts are counted, empty lines are none, and the heading may be in any case", () => {
  assert.deepEqual(read(`first name,Last Name, phone number ,NOTES\n\nA,B,1,\n,,5551234,\r\n`), {
    count: 2,
    left: 0,
    faults: [],
  });
});

test("what is no contact is told by its line, and spoils no other", () => {
  const found = read(`${HEADING}A,B,,no number\r\n"two\r\nlines",B,1,\r\n"open,B,2,\r\nA,B,3\r\nA,B,4,ok\r\n"x"y,B,5,\r\n`);
  assert.equal(found.count, 2);
  assert.deepEqual(found.faults, [
    { line: 2, text: "import.noNumber" },
    { line: 5, text: "import.quote" },
    { line: 6, text: "import.columns" },
    { line: 8, text: "import.quote" },
  ]);
});

test("a name of 128 characters and a number of 32 are the most, in characters, not their halves", () => {
  assert.equal(read(`${HEADING}${"😀".repeat(128)},B,${"1".repeat(32)},`).count, 1);
  assert.deepEqual(read(`${HEADING}${"x".repeat(129)},B,1,\nA,B,${"1".repeat(33)},`).faults, [
    { line: 2, text: "import.longText" },
    { line: 3, text: "import.longNumber" },
  ]);
});

test("a file without the heading, without a contact, or with 6,001 is refused as a whole", () => {
  assert.equal(read("A,B,1,x").refused[0], "import.heading");
  assert.equal(read("").refused[0], "import.heading");
  assert.equal(read(HEADING).refused[0], "import.none");
  const line = "A,B,1,\r\n";
  assert.equal(read(HEADING + line.repeat(6000)).count, 6000);
  assert.equal(read(HEADING + line.repeat(6001)).refused[0], "import.tooMany");
  assert.equal(contactsIn(new Uint8Array(8 * 1024 * 1024 + 1)).refused[0], "import.tooLarge");
});

test("a file is UTF-8, with or without its mark, or else Latin", () => {
  assert.equal(decoded(bytes("\ufeffJosé")), "José");
  assert.equal(decoded(Uint8Array.of(0x4a, 0x6f, 0x73, 0xe9)), "José");
});

for (const seed of SEEDS) {
  test(`what is written with every field in quotes is read again (seed ${seed})`, () => {
    const { below, pick } = random(seed);
    const field = () => Array.from({ length: below(12) }, () => pick([...'ab",\r\n =+é😀'])).join("");
    const written = Array.from({ length: 1 + below(8) }, () => Array.from({ length: 4 }, field));
    const found = [...records(written.map(quoted).join("\r\n"))];
    assert.deepEqual(
      found.map(({ fields }) => fields),
      written,
    );
    assert.ok(found.every(({ wrong }) => wrong === undefined));
  });

  test(`any text is read to its end, and its lines are counted (seed ${seed})`, () => {
    const { below, pick } = random(seed + 1000);
    const text = Array.from({ length: below(4000) }, () => pick([...'a",\r\n'])).join("");
    let before = 0;
    for (const { line, fields, wrong } of records(text)) {
      assert.ok(line > before, "a record begins where the one before began");
      assert.ok(wrong === undefined || fields.length === 0);
      before = line;
    }
    assert.ok(before <= text.split(/\r\n|\r|\n/).length);
    assert.ok("refused" in read(HEADING + text) || read(HEADING + text).count > 0);
  });
}

test("8 MB of quotes that are not closed are given up, not read again and again", () => {
  assert.deepEqual(read(`${HEADING}${'"\n'.repeat(3_000_000)}`).refused[0], "import.tooManyFaults");
});
