/** Tabs of a strip follow the pointer: past each whose middle it has passed, and never for a click. */
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { JSDOM } from "jsdom";

import { letTabsBeDragged } from "../../../../gadgets/desktop/multi_tab/drag.js";

const WIDE = 100; // px, of a tab

beforeEach(() => {
  const { window } = new JSDOM();
  Object.assign(globalThis, { window, document: window.document });
  window.Element.prototype.setPointerCapture = () => {};
  window.Element.prototype.getBoundingClientRect = function () {
    return { left: WIDE * [...this.parentElement.children].indexOf(this), width: WIDE };
  };
});

/** A strip of tabs that are numbered; `moves` are those asked for, and carried out by drawing it anew. */
function strip(count) {
  const element = document.createElement("div");
  const moves = [];
  let order = Array.from({ length: count }, (_none, at) => at);
  const draw = () =>
    element.replaceChildren(
      ...order.map((mid) => Object.assign(document.createElement("button"), { textContent: mid })),
    );
  const label = () => [...element.children].forEach((one) => (one.dataset.mid = one.textContent));
  letTabsBeDragged(element, (mid, to) => {
    moves.push([mid, to]);
    order = order.filter((one) => one !== mid).toSpliced(to, 0, mid);
    draw();
    label();
  });
  draw();
  label();
  const point = (type, clientX, target = element, more = {}) =>
    target.dispatchEvent(new window.MouseEvent(type, { clientX, bubbles: true, button: 0, ...more }));
  return { element, moves, point, order: () => order };
}

test("a tab goes where the pointer goes, and back", () => {
  const { element, point, order } = strip(4);
  point("pointerdown", 50, element.children[0]);
  point("pointermove", 160);
  assert.deepEqual(order(), [1, 0, 2, 3]);
  point("pointermove", 390);
  assert.deepEqual(order(), [1, 2, 3, 0]);
  point("pointermove", 10);
  assert.deepEqual(order(), [0, 1, 2, 3]);
  assert.equal(element.classList.contains("dragging"), true);
  point("pointerup", 10);
  assert.equal(element.classList.contains("dragging"), false);
  point("pointermove", 390);
  assert.deepEqual(order(), [0, 1, 2, 3]);
});

test("a click, another button and a place without a tab move nothing", () => {
  const { element, moves, point } = strip(3);
  point("pointerdown", 98, element.children[0]);
  point("pointermove", 101);
  point("pointerup", 101);
  point("pointerdown", 50, element.children[0], { button: 2 });
  point("pointermove", 290);
  point("pointerdown", 350);
  point("pointermove", 10);
  assert.deepEqual(moves, []);
});
