import assert from "node:assert/strict";
import { test } from "node:test";

import {
  emptyRow,
  isCustom,
  layoutBody,
  mayBeEdited,
  nameFault,
  popoverRows,
  readLayouts,
  variableFault,
} from "../../../../gadgets/admin/model/variables_layouts.js";
import { parse } from "../../../../gadgets/notification/xml.js";
import { random, SEEDS } from "../../random.mjs";

const VARIABLES = ["callVariable1", "callVariable10", "BAResponse", "queueName", "user.order", "user.list[3]"];

for (const seed of SEEDS) {
  test(`what is written of a layout is read again, with what agents cannot change left fixed (seed ${seed})`, () => {
    const { below, chance, pick } = random(seed);
    const row = () => ({ label: pick(["", "A & <B>"]), variable: pick(VARIABLES), isMarked: chance(0.3), isEditable: chance(0.5) });
    const rows = () => Array.from({ length: below(11) }, row);
    const layout = { name: "Lay", description: pick(["", "é"]), header: row(), left: rows(), right: rows() };
    const [read] = readLayouts(parse(`<MediaPropertiesLayouts>${layoutBody(layout)}</MediaPropertiesLayouts>`));
    const told = (each) => ({ ...each, isEditable: each.isEditable && mayBeEdited(each.variable) });
    assert.deepEqual(read, {
      ...layout,
      uri: "",
      isDefault: false,
      header: { ...layout.header, isMarked: false, isEditable: false },
      left: layout.left.map(told),
      right: layout.right.map(told),
    });
  });
}

test("a single column is the right one, and a layout without a header has one to be filled", () => {
  const entry = "<entry><displayName>A</displayName><mediaProperty>queueName</mediaProperty></entry>";
  const xml = `<MediaPropertiesLayout><type>DEFAULT</type><column>${entry}</column></MediaPropertiesLayout>`;
  const [read] = readLayouts(parse(`<MediaPropertiesLayouts>${xml}</MediaPropertiesLayouts>`));
  assert.equal(read.isDefault, true);
  assert.deepEqual(read.left, []);
  assert.equal(read.right[0].variable, "queueName");
  assert.deepEqual(read.header, emptyRow());
});

test("ECC variables begin with user. and have at most 32 characters", () => {
  assert.equal(variableFault("BABuddyName"), undefined);
  assert.equal(variableFault(`user.${"x".repeat(27)}[12]`), undefined);
  assert.equal(variableFault(`user.${"x".repeat(28)}`)[0], "layouts.eccLong");
  for (const wrong of ["", "user.", "order", "user.a b", "User.layout"]) {
    assert.equal(variableFault(wrong)[0], "layouts.eccForm", wrong);
  }
  assert.equal(isCustom("callVariable11"), true);
});

test("of 200 layouts there is no further one, and each has a name of its own", () => {
  const others = Array.from({ length: 200 }, (_, at) => ({ name: `${at}` }));
  assert.equal(nameFault("new", others)[0], "layouts.tooMany");
  assert.equal(nameFault("7", others.slice(1))[0], "layouts.nameTaken");
  assert.equal(nameFault("0", others.slice(1)), undefined);
});

test("the popover shows what is marked, or else the first two of the left column, or of the right one", () => {
  const row = (variable, isMarked = false) => ({ ...emptyRow(), variable, isMarked });
  const [a, b, c] = [row("a"), row("b"), row("c")];
  assert.deepEqual(popoverRows({ left: [a, b, c], right: [] }), [a, b]);
  assert.deepEqual(popoverRows({ left: [], right: [c] }), [c]);
  const marked = row("m", true);
  assert.deepEqual(popoverRows({ left: [a, b], right: [c, marked] }), [marked]);
});
