/** The height of a gadget's frame: as its specification wishes, until the gadget says another. */
import assert from "node:assert/strict";
import { test } from "node:test";

import { Gadget } from "../../../../gadgets/desktop/container/gadget.js";
import { GadgetFrame } from "../../../../gadgets/desktop/container/gadget_frame.js";

/** A gadget whose frame has this in its configuration; `heights` are those that the frame was given. */
function gadget(lab, level = "tab") {
  const heights = [];
  const window = { gadgets: { config: { get: () => lab } } };
  const frame = Object.create(GadgetFrame.prototype, {
    window: { value: window },
    height: { value: (pixels) => heights.push(pixels) },
    scroll: { value() {} },
    letScroll: { value: () => heights.push("scrolls") },
    remove: { value() {} },
  });
  const made = Object.assign(Object.create(Gadget.prototype), {
    frame,
    loading: { become() {} },
    does: { settled() {} },
    isMaximised: false,
    piece: { level },
  });
  made.listen = () => undefined;
  made.inspect = () => undefined;
  return { made, heights };
}

test("a frame is as high as the specification wishes, but no higher than frames may be", () => {
  for (const [wished, given] of [[120, [120]], [0, []], [undefined, []], [99_999, [20_000]]]) {
    const { made, heights } = gadget({ height: wished });
    made.loaded({});
    assert.deepEqual(heights, given);
  }
});

test("what the gadget said while it loaded counts more than its specification", () => {
  const { made, heights } = gadget({ height: 120 });
  made.resize(333);
  made.loaded({});
  assert.deepEqual(heights, [333]);
});

test("a gadget that is loaded anew begins with the height of its specification", () => {
  const { made, heights } = gadget({ height: 120 });
  made.resize(333);
  const { frame } = made;
  made.unload();
  Object.assign(made, { frame }).loaded({});
  assert.deepEqual(heights, [333, 120]);
});

test("a frame without our scripts wishes nothing", () => {
  assert.equal(gadget(undefined).made.frame.wishedHeight, undefined);
});

test("a gadget of the header that wants more than the header has scrolls within", () => {
  const { made, heights } = gadget({ height: 50 }, "header");
  made.loaded({});
  assert.deepEqual(heights, [50]);
  made.resize(61);
  assert.deepEqual(heights, [50, 61, "scrolls"]);
});

/** A gadget's frame whose window is that. */
const frameWith = (window) => Object.create(GadgetFrame.prototype, { window: { value: window } });

test("a gadget whose own objects fail when they are looked at keeps nobody waiting", () => {
  const fails = {
    get() {
      throw new Error("hostile");
    },
  };
  const windows = [
    Object.defineProperty({}, "gadgets", fails),
    Object.defineProperty({ gadgets: null }, "document", fails),
    { gadgets: { config: Object.defineProperty({}, "get", fails) }, document: {}, location: null },
    { gadgets: { config: { get: () => ({ height: Symbol("high"), scrolling: {} }) } }, document: { title: {} } },
    { gadgets: { config: { get: () => ({ height: 10n }) } }, document: { documentElement: {} } }, // no HTML
    undefined,
  ];
  for (const window of windows) {
    const frame = frameWith(window);
    assert.deepEqual(frame.found(), {});
    frame.scroll();
    assert.deepEqual([frame.wishedHeight, frame.title], [undefined, ""]);
  }
});

test("preferences that a gadget sets are kept as far as the next address has room", () => {
  const made = Object.assign(Object.create(Gadget.prototype), { prefs: Object.create(null), piece: { mid: 1 } });
  made.keep("authorization", "x");
  made.keep("not a name", "x");
  made.keep("a", "1");
  made.keep("b", "ü".repeat(1_000)); // six characters each
  made.keep("c", "x".repeat(1_980));
  made.keep("d", "\ud800");
  assert.deepEqual(Object.keys(made.prefs), ["a", "c"]);
  made.keep("c", "2");
  made.keep("d", "\ud800");
  assert.deepEqual(Object.entries(made.prefs), [["a", "1"], ["c", "2"], ["d", "\ud800"]]);
  for (let each = 0; each < 200; each += 1) {
    made.keep(`p${each}`, "");
  }
  assert.equal(Object.keys(made.prefs).length, 100);
});
