/** Call control in a Multi-Tab gadget: it has a tab while there are calls, and says when one came that is not seen. */
import assert from "node:assert/strict";
import { test } from "node:test";

import { Component } from "../../../../gadgets/desktop/container/component.js";

/** Call control, looked at or not; `update(n)` is the desk with so many calls. */
function callControl({ looked }) {
  const made = {
    count: 0,
    update({ calls }) {
      this.count = calls;
    },
  };
  const element = { childElementCount: 1, hidden: true };
  const shown = (one) => (element.hidden = one.isEmpty || !looked);
  const component = Object.assign(Object.create(Component.prototype), { made, element, given: { shown } });
  return { component, update: (calls) => component.update({ calls }) };
}

test("without calls it is empty, and with one it is not", () => {
  const { component, update } = callControl({ looked: true });
  assert.equal(component.isEmpty, true);
  update(1);
  assert.deepEqual([component.isEmpty, component.hasNews], [false, false]);
  update(0);
  assert.equal(component.isEmpty, true);
});

test("a call that comes while its tab is not looked at is news until the calls are gone", () => {
  const { component, update } = callControl({ looked: false });
  update(1);
  assert.equal(component.hasNews, true);
  update(2);
  component.hasNews = false; // somebody has looked
  update(1);
  assert.equal(component.hasNews, false);
  update(2);
  assert.equal(component.hasNews, true);
  update(0);
  assert.equal(component.hasNews, false);
});

test("a component without a number of things is never empty once it is made", () => {
  const element = { childElementCount: 1 };
  const made = { update() {} };
  const component = Object.assign(Object.create(Component.prototype), { made, element });
  component.update({});
  assert.equal(component.isEmpty, false);
});
