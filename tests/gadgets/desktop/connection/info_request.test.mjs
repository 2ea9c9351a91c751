// Requests on finesse.info.requests. source: gadget reference, all topics.
import assert from "node:assert/strict";
import { test } from "node:test";

import { readInfoRequest } from "../../../../gadgets/desktop/connection/info_request.js";

const NODE = "/finesse/api/Team/5/Users";

test("each request is read with what it needs", () => {
  for (const [asked, read] of [
    [{ type: "ConnectionInfoReq", data: {} }, { type: "info" }],
    [
      { type: "ConnectionInfoReq", data: {}, invokeID: "u-1" },
      { type: "info", invokeID: "u-1" },
    ],
    [
      { type: "SubscribeNodeReq", data: { node: NODE }, invokeID: "u-1" },
      { type: "subscribe", node: NODE, invokeID: "u-1" },
    ],
    [
      { type: "SubscribeNodeReq", data: { node: NODE }, invokeID: 7 },
      { type: "subscribe", node: NODE, invokeID: "7" },
    ],
    [
      { type: "UnsubscribeNodeReq", data: { node: NODE, subid: "u-1" }, invokeID: "u-2" },
      { type: "unsubscribe", node: NODE, subid: "u-1", invokeID: "u-2" },
    ],
    [
      { type: "UnsubscribeNodeReq", data: { node: NODE }, invokeID: "u-2" },
      { type: "unsubscribe", node: NODE, subid: "", invokeID: "u-2" },
    ],
    [{ type: "ConnectionReq", data: { id: "1", password: "x" }, invokeID: "u" }, { type: "connect" }],
  ]) {
    assert.deepEqual(readInfoRequest(asked), read);
  }
});

test("what is malformed is told as such", () => {
  const subscribe = (more) => ({ type: "SubscribeNodeReq", data: { node: NODE }, invokeID: "u", ...more });
  for (const asked of [
    undefined,
    null,
    "SubscribeNodeReq",
    {},
    { type: 1, data: {} },
    { type: "ConnectionInfoReq" },
    { type: "ConnectionInfoReq", data: null },
    { type: "ConnectionInfoReq", data: "x" },
    { type: "toString", data: {} },
    subscribe({ invokeID: undefined }),
    subscribe({ invokeID: "a b" }),
    subscribe({ invokeID: "**" }),
    subscribe({ invokeID: "a..b" }),
    subscribe({ invokeID: "x".repeat(101) }),
    subscribe({ data: {} }),
    subscribe({ data: { node: "finesse" } }),
    subscribe({ data: { node: "/a|b" } }),
    subscribe({ data: { node: "/a\n" } }),
    subscribe({ data: { node: `/${"x".repeat(500)}` } }),
  ]) {
    assert.equal(readInfoRequest(asked).type, "malformed", JSON.stringify(asked));
  }
});
