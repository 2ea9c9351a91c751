import assert from "node:assert/strict";
import { test } from "node:test";

import { readDialog } from "../../../../gadgets/desktop/services/dialog_request.js";
import { call, number, record, records, text } from "../../../../gadgets/desktop/services/untrusted.js";

test("text is text, of a length, and nothing else is", () => {
  assert.deepEqual([text("abc", 2), text(7), text("<b>")], ["ab", "7", "<b>"]);
  for (const value of [undefined, null, {}, [], true, () => "x", Symbol("x")]) {
    assert.equal(text(value), "");
  }
});

test("members are read of objects only, and of a list no more than so many", () => {
  assert.deepEqual([record(undefined), record("x"), record(null)], [{}, {}, {}]);
  assert.deepEqual(records([{ a: 1 }, null, 3], 2), [{ a: 1 }, {}]);
  assert.deepEqual(records("abc", 2), []);
});

test("numbers are kept between their limits", () => {
  assert.deepEqual([number(5, 1, 10, 3), number("99", 1, 10, 3), number(-1, 1, 10, 3)], [5, 10, 1]);
  for (const value of [undefined, null, "", "x", Number.NaN, Infinity, {}]) {
    assert.equal(number(value, 1, 10, 3), 3);
  }
});

test("what a gadget gave is called if it can be, and its failure stops nobody", (context) => {
  const reported = context.mock.fn();
  globalThis.reportError = reported;
  context.after(() => delete globalThis.reportError);
  call(undefined);
  call("x");
  call(() => {
    throw new Error("broken");
  });
  assert.equal(reported.mock.calls[0].arguments[0].message, "broken");
});

test("a dialog is read from options, from a title and options, and from elements as their text", () => {
  const close = () => undefined;
  assert.deepEqual(readDialog({ title: "T", message: "M", close, isBlocking: false }), {
    title: "T",
    message: "M",
    isBlocking: false,
    close,
  });
  assert.deepEqual(readDialog("T", { message: "M" }), {
    title: "T",
    message: "M",
    isBlocking: true,
    close: undefined,
  });
  assert.equal(readDialog({ message: { textContent: "of an element" } }).message, "of an element");
  assert.deepEqual(readDialog(undefined).title, "");
  assert.equal(readDialog({ message: "x".repeat(9999) }).message.length, 5000);
});
