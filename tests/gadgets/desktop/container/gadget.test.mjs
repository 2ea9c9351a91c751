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
