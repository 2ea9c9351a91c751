import assert from "node:assert/strict";
import { test } from "node:test";
import { createContext, runInContext } from "node:vm";

import { leave } from "../../../../gadgets/finesse/base/global_names.js";

function frame(more = {}) {
  const finesse = {
    cslogger: { ClientLogger: { log: () => "logged" } },
    containerservices: { ContainerServices: {} },
    gadget: { Config: { id: "1001" } },
    utilities: { Utilities: {} },
  };
  const window = createContext({ finesse, gadgets: { Prefs: class {} }, ...more });
  leave(window);
  return window;
}

const PARTS = {
  clientLogs: "finesse.cslogger.ClientLogger",
  containerServices: "finesse.containerservices.ContainerServices",
  id: "finesse.gadget.Config.id",
  utils: "finesse.utilities.Utilities",
};

for (const [name, part] of Object.entries(PARTS)) {
  test(`a module that says ${name} finds it, though the module that declared it kept it`, () => {
    assert.equal(runInContext(`"use strict"; ${name} === ${part}`, frame()), true);
  });
}

test("prefs are the gadget's", () => {
  assert.equal(runInContext("prefs instanceof gadgets.Prefs", frame()), true);
});

for (const declaration of ["let utils = 5", "const utils = 5", "var utils = 5", "utils = 5", "'use strict'; utils = 5"]) {
  test(`a gadget's own name counts: ${declaration}`, () => {
    const window = frame();
    runInContext(declaration, window);
    assert.equal(runInContext("utils", window), 5);
  });
}

test("a gadget's own function counts", () => {
  const window = frame();
  assert.equal(runInContext("function utils() { return 6; } utils()", window), 6);
});

test("what is there already stays, and nothing is listed", () => {
  const window = frame({ utils: 7 });
  assert.equal(window.utils, 7);
  assert.deepEqual(Object.keys(window), ["finesse", "gadgets", "utils"]);
});
