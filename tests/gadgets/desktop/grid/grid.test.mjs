/** The grid's steps by its menu: what they change, what is kept, and what is told to who does not see it. */
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { JSDOM } from "jsdom";

import { Grid } from "../../../../gadgets/desktop/grid/grid.js";
import { speaker } from "../../speaker.mjs";

beforeEach(() => {
  const { window } = new JSDOM();
  Object.assign(globalThis, { window, document: window.document });
  window.innerHeight = 720;
  window.Element.prototype.scrollIntoView = () => {};
  globalThis.ResizeObserver = class {
    observe() {}
    unobserve() {}
    disconnect() {}
  };
});

/** A gadget of a board, so many px high. */
function gadget(key, height = 100, more = {}) {
  const element = document.createElement("section");
  const bar = document.createElement("div");
  element.append(bar);
  Object.defineProperty(element, "offsetHeight", { get: () => (element.hidden ? 0 : height) });
  return { piece: { key }, element, chrome: { bar }, titleText: `Gadget ${key}`, hasTitle: true, ...more };
}

function grid(columns, kept) {
  const told = [];
  const made = new Grid({ say: speaker("en_US"), columns, kept, changed: (places) => told.push(places) });
  made.draw();
  document.body.append(made.element, made.news);
  return { made, told };
}

const pressed = (one, name) => one.element.querySelector(`[data-testid=gadget-${name}]`).click();
const style = (one, name) => one.element.style.getPropertyValue(name);

test("gadgets stand where the layout's columns have them", () => {
  const [a, b, c] = [gadget("a"), gadget("b"), gadget("c", 300)];
  const { made } = grid([[a, b], [c]]);
  assert.deepEqual([a, b, c].map((one) => [style(one, "--x"), style(one, "--top")]), [["0", "0px"], ["0", "116px"], ["6", "0px"]]);
  assert.equal(style(made, "--grid-height"), "300px");
});

test("a step moves a gadget, is kept, and is told", () => {
  const [a, b] = [gadget("a"), gadget("b")];
  const { made, told } = grid([[a, b]]);
  pressed(a, "down");
  assert.deepEqual([style(b, "--top"), style(a, "--top")], ["0px", "116px"]);
  assert.deepEqual(told.at(-1).map(({ key }) => key), ["b", "a"]);
  assert.equal(made.news.textContent, "Gadget a: from column 1 to 12 of 12, number 2 of 2, 100 pixels high");
  pressed(a, "up");
  assert.equal(told.at(-1), undefined); // it is the layout's again: there is nothing to keep
  pressed(a, "narrower");
  pressed(a, "right");
  pressed(a, "lower");
  assert.deepEqual(told.at(-1)[0], { key: "a", x: 1, width: 11, height: 60 }); // a twelfth of the window
  made.reset();
  assert.deepEqual([style(a, "--x"), style(a, "--height")], ["0", ""]);
});

test("what was kept is there again", () => {
  const [a, b] = [gadget("a"), gadget("b")];
  grid([[a, b]], [{ key: "b", x: 3, width: 4, height: 200 }]);
  assert.deepEqual([style(b, "--x"), style(b, "--height"), style(a, "--top")], ["3", "200px", "216px"]);
});

test("the order of the keyboard is that of the eye, where the browser can move frames", () => {
  const [a, b, c] = [gadget("a"), gadget("b"), gadget("c")];
  const { made } = grid([[a, b], [c]]);
  const order = () => [...made.element.children].map((one) => [a, b, c].find(({ element }) => element === one).piece.key);
  pressed(a, "down");
  assert.deepEqual(order(), ["a", "b", "c"]);
  made.element.moveBefore = (child, before) => made.element.insertBefore(child, before);
  pressed(a, "up");
  assert.deepEqual(order(), ["a", "c", "b"]);
  made.reset();
  assert.deepEqual(order(), ["a", "c", "b"]);
});

test("a gadget without a title, and a component, have nothing to be moved by", () => {
  const untitled = gadget("a", 100, { hasTitle: false });
  const component = gadget("b", 100, { chrome: undefined });
  const { made } = grid([[untitled, component]]);
  const handle = untitled.element.querySelector(".grid-handle");
  assert.deepEqual([handle.hidden, component.element.querySelector(".grid-handle")], [true, null]);
  untitled.hasTitle = true;
  made.refresh(untitled);
  assert.equal(handle.hidden, false);
  assert.equal(handle.querySelector("button").getAttribute("aria-label"), "Move or resize Gadget a");
});

test("a gadget that comes later stands before the layout's, where it was kept, and leaves its room when it goes", () => {
  const [a, late, later] = [gadget("a"), gadget("late"), gadget("later")];
  const { made } = grid([[a]], [{ key: "later", x: 2, width: 3, height: undefined }]);
  made.add(late);
  made.add(later);
  assert.deepEqual([late, later, a].map((one) => style(one, "--top")), ["0px", "116px", "232px"]);
  assert.deepEqual([style(later, "--x"), style(later, "--width")], ["2", "3"]);
  made.drop(late);
  assert.equal(style(later, "--top"), "0px");
  assert.equal(late.element.querySelector(".grid-handle"), null);
  const last = gadget("last");
  made.add(last);
  assert.deepEqual(made.own.map(({ key }) => key), ["later", "last", "a"]);
});

test("a gadget that is dragged takes the place under the pointer; given up, it is where it was", () => {
  const [a, b] = [gadget("a"), gadget("b")];
  const { made, told } = grid([[a], [b]]);
  Object.defineProperty(made.element, "clientWidth", { value: 12 * 60 - 16 });
  made.begin("b");
  made.drag("b", "move", { x: -360, y: 0 });
  assert.deepEqual([style(b, "--x"), style(b, "--top"), style(a, "--top")], ["0", "0px", "116px"]);
  made.end("b", false);
  assert.deepEqual([style(b, "--x"), style(a, "--top"), told.length], ["6", "0px", 0]);
  made.begin("a");
  made.drag("a", "size", { x: -130, y: 50 });
  made.end("a", true);
  assert.deepEqual(told, [[{ key: "a", x: 0, width: 4, height: 150 }, { key: "b", x: 6, width: 6, height: undefined }]]);
});
