// source: Finesse Developer Guide, Connect to XMPP over HTTP using Finesse EventTunnel.
import assert from "node:assert/strict";
import { test } from "node:test";

import { endedLine, read, reasonIn, TYPE, written } from "../../../gadgets/notification/tunnel_messages.js";
import { random, SEEDS } from "../random.mjs";

test("a message is its number, a bar and its text, whatever the text is", () => {
  assert.equal(written(TYPE.STATUS, "loaded"), "4|loaded");
  const made = SEEDS.map((seed) => {
    const { below } = random(seed);
    return String.fromCharCode(...Array.from({ length: below(20) }, () => below(0xd800)));
  });
  for (const text of ["", "a|b", "line\nline", "<Update/>", ...made]) {
    for (const type of Object.values(TYPE)) {
      assert.deepEqual(read(written(type, text)), [type, text]);
    }
  }
});

test("what is no message is none", () => {
  for (const posted of [undefined, null, 4, {}, "", "loaded", "|loaded", "444|x", "-1|x", " 4|x"]) {
    assert.equal(read(posted), undefined);
  }
});

test("the reason for an end is found in its log line, and in no other", () => {
  assert.equal(reasonIn(endedLine("not-authorized")), "not-authorized");
  for (const line of ["", "unreachable", endedLine("<b>"), endedLine("x".repeat(65)), endedLine("")]) {
    assert.equal(reasonIn(line), undefined);
  }
});
