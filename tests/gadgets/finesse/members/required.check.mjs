import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { declared, withInherited } from "./declared.mjs";
import { shownBy } from "./shown.mjs";

/** What documents and gadgets of the product call by name, by whose member it is. */
const REQUIRED = JSON.parse(readFileSync(new URL("required.json", import.meta.url), "utf8"));
const DECLARED = declared();

test("every member that gadgets may count on is there", () => {
  const names = new Set(DECLARED.map(({ name }) => name));
  for (const [owner, members] of withInherited()) {
    members.forEach((member) => names.add(`${owner}.${member}`));
  }
  const required = Object.entries(REQUIRED).flatMap(([owner, all]) =>
    all.map((member) => `${owner}.${member}`),
  );
  assert.ok(required.length > 450);
  assert.deepEqual(
    required.filter((name) => !names.has(name)),
    [],
  );
});

test("every member is shown by some test", () => {
  const constants = new Set(
    DECLARED.filter(({ literal }) => literal !== undefined).map(({ owner }) => owner),
  );
  const members = DECLARED.filter(
    ({ kind, name }) => !["type", "namespace"].includes(kind) && !constants.has(name),
  );
  assert.deepEqual(
    members.filter((member) => shownBy(member) === undefined).map(({ name }) => name),
    [],
  );
});
