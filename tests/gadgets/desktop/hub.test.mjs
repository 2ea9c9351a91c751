import assert from "node:assert/strict";
import { test } from "node:test";

import { Hub } from "../../../gadgets/desktop/hub.js";

function listening(hub, pattern) {
  const heard = [];
  hub.subscribe(pattern, (topic, data) => heard.push([topic, data]));
  return heard;
}

test("subscribers hear their topic, one token for *, the rest for **", () => {
  const hub = new Hub();
  const [exact, one, rest] = [listening(hub, "a.b.c"), listening(hub, "a.*.c"), listening(hub, "a.**")];
  ["a.b.c", "a.x.c", "a.b", "a", "b.b.c", "a.b.c.d"].forEach((topic, at) => hub.publish(topic, at));
  assert.deepEqual(exact, [["a.b.c", 0]]);
  assert.deepEqual(
    one.map(([topic]) => topic),
    ["a.b.c", "a.x.c"],
  );
  assert.deepEqual(
    rest.map(([topic]) => topic),
    ["a.b.c", "a.x.c", "a.b", "a.b.c.d"],
  );
});

test("an unsubscribed one hears nothing more, also when it leaves while hearing", () => {
  const hub = new Hub();
  let count = 0;
  const id = hub.subscribe("a", () => {
    count += 1;
    hub.unsubscribe(id);
  });
  hub.publish("a");
  hub.publish("a");
  assert.equal(count, 1);
});

test("a subscriber that fails is reported and does not stop the others", (context) => {
  const reported = context.mock.fn();
  globalThis.reportError = reported;
  context.after(() => delete globalThis.reportError);
  const hub = new Hub();
  hub.subscribe("a", () => {
    throw new Error("broken");
  });
  const heard = listening(hub, "a");
  hub.publish("a", 1);
  assert.deepEqual(heard, [["a", 1]]);
  assert.equal(reported.mock.calls[0].arguments[0].message, "broken");
});
