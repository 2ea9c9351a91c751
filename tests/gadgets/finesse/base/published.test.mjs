import assert from "node:assert/strict";
import { test } from "node:test";

import { publish } from "../../../../gadgets/finesse/base/published.js";

const library = () => ({
  FinesseBase: class {},
  restservices: { User: class {} },
  gadget: { Config: { id: "1001" } },
  container: { Config: {} },
  modules: {},
});

test("the library is put into the window", () => {
  const window = {};
  const ours = library();
  assert.equal(publish(ours, window), window.finesse);
  assert.deepEqual(window.finesse, ours);
});

test("what the gadget has there already stays, and gets the library beside it", () => {
  const mine = { Config: { id: "mine" } };
  const module = { init() {} };
  const window = {
    finesse: { gadget: mine, modules: { Mine: module }, restservices: { Own: 1, User: "old" }, other: 2 },
  };
  const before = window.finesse;
  const ours = library();
  publish(ours, window);
  assert.equal(window.finesse, before);
  assert.deepEqual(before.gadget, { Config: { id: "mine" } });
  assert.equal(before.gadget, mine);
  assert.equal(before.modules.Mine, module);
  assert.deepEqual(before.restservices, { Own: 1, User: ours.restservices.User });
  assert.equal(before.other, 2);
  assert.equal(before.container, ours.container);
});

test("what is no namespace gives way", () => {
  const window = { finesse: "text" };
  const ours = library();
  publish(ours, window);
  assert.equal(window.finesse.restservices, ours.restservices);
});

test("a loader of AMD modules gets it by its name, and a function called define that is none does not", () => {
  const defined = [];
  const define = (...given) => defined.push(given);
  publish(library(), { define });
  assert.deepEqual(defined, []);
  const window = { define: Object.assign(define, { amd: {} }) };
  publish(library(), window);
  const [[name, needs, made]] = defined;
  assert.deepEqual([name, needs, made()], ["finesse", [], window.finesse]);
});
