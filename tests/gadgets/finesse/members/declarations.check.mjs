import assert from "node:assert/strict";
import { test } from "node:test";

import { gadgetPage } from "../../features/frames.mjs";
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

test("what is declared of a gadget's frame its features give", () => {
  const features = ["pubsub-2", "dynamic-height", "setprefs", "settitle", "views", "loadingindicator"];
  const { gadgets } = gadgetPage(features);
  const names = declared("gadgets").filter(({ kind }) => kind !== "type" && kind !== "namespace");
  assert.ok(names.length > 50);
  const later = ["gadgets.Hub", "gadgets.HubSettings.onConnect"]; // the hub's, and the gadget's own
  const missing = names.filter(({ name, owner, member, kind }) => {
    const path = owner === "gadgets.Prefs" ? ["Prefs", "prototype", member] : name.split(".").slice(1);
    const found = path.reduce((at, part) => at?.[part], gadgets);
    return kind === "method" ? typeof found !== "function" : found === undefined;
  });
  assert.deepEqual(
    missing.map(({ name }) => name).filter((name) => !later.some((one) => name.startsWith(one))),
    [],
  );
});
