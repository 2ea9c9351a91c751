import assert from "node:assert/strict";
import { test } from "node:test";

import { masked } from "../../../../gadgets/desktop/inspection/masked.js";

for (const [what, text, left] of [
  ["a header", "Authorization: Basic YWdlbnQxOmZpbmVzc2U=", "YWdlbnQx"],
  ["a header that is encoded", "headers=Authorization%3DBasic%20YWdlbnQxOmZpbmVzc2U%3D&a=1", "YWdlbnQx"],
  ["a bearer's token", 'said "Bearer abc.def-123"', "abc.def"],
  ["a member of JSON", '{"password":"finesse","a":1}', "finesse"],
  ["a member with spaces", '{"authToken" : "abc.def"}', "abc.def"],
  ["JSON within JSON", '{"data":"{\\"password\\":\\"finesse\\"}"}', "finesse"],
  ["an object as an inspector shows it", '{id: "1", authorization: "YTpi"}', "YTpi"],
  ["a query", "/x?access_token=abc123&b=2", "abc123"],
  ["an element", "<User><password>fin esse</password></User>", "fin esse"],
]) {
  test(`nothing is left of the secret in ${what}`, () => {
    const shown = masked(text);
    assert.ok(!shown.includes(left), shown);
    assert.ok(shown.includes("********"), shown);
  });
}

test("members are masked by their names, and what holds more is looked into", () => {
  const value = { password: 12, prefs: { authorization: "", Authorization: "x", id: "agent1" }, tokens: [{ token: "t" }], n: 1 };
  assert.deepEqual(masked(value), {
    password: "********",
    prefs: { authorization: "", Authorization: "********", id: "agent1" },
    tokens: [{ token: "********" }],
    n: 1,
  });
});

test("what is no secret stays as it is", () => {
  for (const text of ["/finesse/api/User/1001?nocache=1", "<User><state>READY</state></User>", '{"a":"Basics","b":[1]}', ""]) {
    assert.equal(masked(text), text);
  }
});

test("a long text is read in one step", () => {
  // a step back for each character would take longer than the run of this file may
  const long = "token".repeat(60_000) + "password".repeat(30_000) + "<".repeat(60_000);
  assert.equal(typeof masked(long.slice(0, 4000)), "string");
  assert.ok(masked(long).length > 0);
});
