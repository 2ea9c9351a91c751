/** What a gadget is dragged by: how far, from its bar or its corner, and not by the buttons in its bar. */
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { JSDOM } from "jsdom";

import { Handle } from "../../../../gadgets/desktop/grid/handle.js";
import { speaker } from "../../speaker.mjs";

beforeEach(() => {
  const { window } = new JSDOM();
  Object.assign(globalThis, { window, document: window.document });
  window.Element.prototype.setPointerCapture = () => {};
});

function handle() {
  const heard = [];
  const [bar, box] = ["div", "section"].map((tag) => document.createElement(tag));
  document.body.append(box);
  box.append(bar);
  const made = new Handle({
    say: speaker("en_US"),
    bar,
    box,
    step: (name) => heard.push(name),
    begin: () => heard.push("begin"),
    drag: (what, { x, y }) => heard.push([what, x, y]),
    end: (isMeant) => heard.push(isMeant ? "end" : "given up"),
  });
  made.show(true);
  const point = (target, type, clientX, clientY) =>
    target.dispatchEvent(new window.MouseEvent(type, { clientX, clientY, bubbles: true, cancelable: true, button: 0 }));
  const escape = () =>
    document.body.dispatchEvent(new window.KeyboardEvent("keydown", { key: "Escape", bubbles: true }));
  return { made, bar, heard, point, escape };
}

test("the bar moves and the corner sizes, by how far the pointer is from where it began", () => {
  const { made, bar, heard, point } = handle();
  point(bar, "pointerdown", 10, 10);
  point(bar, "pointermove", 12, 12); // no drag yet
  point(bar, "pointermove", 40, 0);
  point(bar, "pointermove", 50, 5);
  point(bar, "pointerup", 50, 5);
  point(bar, "pointermove", 90, 90);
  assert.deepEqual(heard.splice(0), ["begin", ["move", 30, -10], ["move", 40, -5], "end"]);
  point(made.corner, "pointerdown", 0, 0);
  point(made.corner, "pointermove", 7, 7);
  point(made.corner, "pointercancel", 7, 7);
  assert.deepEqual(heard, ["begin", ["size", 7, 7], "given up"]);
});

test("Escape gives a drag up, and nothing else that is pressed", () => {
  const { bar, heard, point, escape } = handle();
  point(bar, "pointerdown", 0, 0);
  escape();
  point(bar, "pointermove", 40, 0);
  escape();
  escape();
  point(bar, "pointermove", 80, 0);
  point(bar, "pointerup", 80, 0);
  assert.deepEqual(heard, ["begin", ["move", 40, 0], "given up"]);
});

test("a button in the bar is pressed, not dragged by, and its menu stays open from step to step", () => {
  const { made, heard, point } = handle();
  point(made.button, "pointerdown", 0, 0);
  point(made.button, "pointermove", 40, 0);
  made.button.click();
  made.list.querySelector("[data-testid=gadget-wider]").click();
  made.list.querySelector("[data-testid=gadget-up]").click();
  assert.deepEqual([heard, made.list.hidden], [["wider", "up"], false]);
});

test("what cannot be moved is not moved, and what is removed leaves nothing", () => {
  const { made, bar, heard, point } = handle();
  made.show(false);
  point(bar, "pointerdown", 0, 0);
  point(bar, "pointermove", 40, 0);
  made.show(true);
  made.remove();
  point(bar, "pointerdown", 0, 0);
  point(bar, "pointermove", 40, 0);
  assert.deepEqual([heard, bar.childElementCount], [[], 0]);
});
