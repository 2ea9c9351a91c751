import assert from "node:assert/strict";
import { test } from "node:test";

import { declared, withInherited } from "./declared.mjs";
import { present } from "./present.mjs";

const DECLARED = declared().filter(({ kind }) => kind !== "type");
const PRESENT = present();

/** Declared by name, what a class inherits under the class's own name. */
function everything() {
  const byName = new Map(DECLARED.map((one) => [one.name, one]));
  for (const [owner, members] of withInherited()) {
    for (const member of members) {
      const name = `${owner}.${member}`;
      if (!byName.has(name)) {
        byName.set(name, { name, owner, member, kind: "inherited" });
      }
    }
  }
  return byName;
}

test("whatever the library has is declared", () => {
  const names = everything();
  assert.deepEqual(
    PRESENT.filter(({ name }) => !names.has(name)).map(({ name }) => name),
    [],
  );
});

test("whatever is declared the library has", () => {
  const names = new Set(PRESENT.map(({ name }) => name));
  const missing = [...everything().values()].filter(
    ({ name, kind }) => kind !== "namespace" && !names.has(name),
  );
  assert.deepEqual(
    missing.map(({ name }) => name),
    [],
  );
});

test("constants have the values that are declared, and functions no more parameters", () => {
  const byName = new Map(PRESENT.map((one) => [one.name, one]));
  for (const { name, kind, literal, parameters } of DECLARED) {
    const real = byName.get(name);
    if (kind === "method") {
      assert.equal(real.kind, "method", name);
      assert.ok(
        real.parameters <= parameters,
        `${name} takes ${real.parameters}, ${parameters} are declared`,
      );
    }
    if (literal !== undefined) {
      assert.equal(real.value, literal, name);
    }
  }
});

test("there is much to compare", () => {
  assert.ok(DECLARED.length > 600 && PRESENT.length > 1000);
  assert.ok(DECLARED.filter(({ literal }) => literal !== undefined).length > 100);
});
