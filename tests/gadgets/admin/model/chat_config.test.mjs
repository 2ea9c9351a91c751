import assert from "node:assert/strict";
import { test } from "node:test";

import {
  addressFault,
  chatConfigBody,
  readChatConfig,
  secondFault,
} from "../../../../gadgets/admin/model/chat_config.js";
import { parse } from "../../../../gadgets/notification/xml.js";

test("the servers of chat are written and read", () => {
  const values = { primaryNode: "https://a.example:5280/x?y=1&z", secondaryNode: "" };
  assert.deepEqual(readChatConfig(parse(String(chatConfigBody(values)))), values);
});

test("an address is one of https, without a password in it", () => {
  assert.equal(addressFault(""), undefined);
  assert.equal(addressFault("https://a.example:5280/http-bind"), undefined);
  for (const wrong of ["a.example", "http://a.example", "https://", "https:///x", "javascript:x", "https://a b/", "data:,x"]) {
    assert.equal(addressFault(wrong)?.[0], "settings.chatAddress", wrong);
  }
  assert.equal(addressFault("https://me:secret@a.example/")[0], "settings.chatPassword");
});

test("the second server is another than the first, which there must be", () => {
  assert.equal(secondFault("", ""), undefined);
  assert.equal(secondFault("https://b", "")[0], "settings.chatFirst");
  assert.equal(secondFault("https://b", "https://b")[0], "settings.chatSame");
  assert.equal(secondFault("https://b", "https://a"), undefined);
});
