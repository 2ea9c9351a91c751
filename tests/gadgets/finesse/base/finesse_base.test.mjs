import assert from "node:assert/strict";
import { test } from "node:test";

import { FinesseBase } from "../../../../gadgets/finesse/base/finesse_base.js";

test("what is given to new is given to init", () => {
  const Point = FinesseBase.extend({
    init(x, y) {
      this.place = [x, y];
    },
  });
  assert.deepEqual(new Point(1, 2).place, [1, 2]);
});

test("a function that takes the place of its parent's has it as _super while it runs, and only then", () => {
  const Parent = FinesseBase.extend({
    init: (...given) => given,
    name: () => "parent",
    alone: () => "alone",
  });
  const Child = Parent.extend({
    name() {
      return `${this._super()} and child`;
    },
    alone() {
      return this._super === undefined ? "nobody" : this._super();
    },
    own() {
      return typeof this._super;
    },
  });
  const Grandchild = Child.extend({
    name() {
      const before = this.alone();
      return `${this._super()} and grandchild of ${before}`;
    },
  });
  const one = new Grandchild();
  assert.equal(one.name(), "parent and child and grandchild of alone");
  assert.equal(one.own(), "undefined");
  assert.equal(one._super, undefined);
  assert.ok(one instanceof Child && one instanceof Parent && one instanceof FinesseBase);
});

test("_super is put back also when the function fails", () => {
  const Parent = FinesseBase.extend({ fail: () => 0 });
  const Child = Parent.extend({
    fail() {
      throw new Error("no");
    },
  });
  const one = new Child();
  assert.throws(() => one.fail(), /no/);
  assert.equal(one._super, undefined);
});

test("members that are no functions, and extend itself, go on to the heirs", () => {
  const Heir = FinesseBase.extend({ size: 3 }).extend({ name: () => "heir" });
  assert.equal(new Heir().size, 3);
  assert.equal(new Heir().name(), "heir");
});
