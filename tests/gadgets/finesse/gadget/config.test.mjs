import assert from "node:assert/strict";
import { test } from "node:test";

import { publish } from "../../../../gadgets/finesse/base/published.js";
import { container } from "../../../../gadgets/finesse/gadget/container.js";
import { configOf } from "../../../../gadgets/finesse/gadget/config.js";
import { gadget } from "../../../../gadgets/finesse/gadget/gadget.js";
import { gadgetWindow } from "../gadget_window.mjs";

const PREFS = {
  id: "agent1",
  authorization: "YTpi",
  host: "ucc.example.com",
  hostPort: "8445",
  scheme: "https",
  restHost: "localhost",
  localhostPort: "8082",
  locale: "en_US",
  teamName: "Support",
  clientDriftInMillis: "-120",
  toasterNotificationTimeout: "8",
  messages: "{}",
};

test("the Config holds what the preferences say, the drift as a number", () => {
  const config = configOf(gadgetWindow({ prefs: { ...PREFS } }));
  const { clientDriftInMillis, ...texts } = PREFS;
  for (const [name, value] of Object.entries(texts)) {
    assert.equal(config[name], value, name);
  }
  assert.equal(config.clientDriftInMillis, -120);
  assert.equal(config.extension, "");
});

test("credentials that no preference brings come from the session, for gadgets' own Configs too", () => {
  const prefs = { ...PREFS, authorization: " " };
  const frame = gadgetWindow({ prefs, session: { userFinesseAuth: "c3RvcmVk", clientTimestampDrift: "42" } });
  assert.equal(configOf(frame).authorization, "c3RvcmVk");
  assert.equal(prefs.authorization, "c3RvcmVk");
  assert.equal(configOf(frame).clientDriftInMillis, -120);
  delete prefs.clientDriftInMillis;
  assert.equal(configOf(frame).clientDriftInMillis, 42);
});

test("a gadget without setprefs has its credentials in the Config", () => {
  const frame = gadgetWindow({ session: { userFinesseAuth: "c3RvcmVk" } });
  frame.gadgets.Prefs.prototype.set = () => {
    throw new Error("setprefs feature required");
  };
  assert.equal(configOf(frame).authorization, "c3RvcmVk");
});

test("JSON in a preference is read as it was, not as it is escaped for markup", () => {
  const frame = gadgetWindow({ prefs: { urlPrefs: "{&#34;a&#34;:1}" } });
  frame.gadgets.util.unescapeString = (text) => text.replaceAll("&#34;", '"');
  assert.equal(configOf(frame).urlPrefs, '{"a":1}');
});

test("a window that is no gadget's has an empty Config", () => {
  assert.deepEqual(configOf({}), {});
  assert.deepEqual(gadget.Config, {});
});

test("a gadget's own Config stays, before and after the library comes", () => {
  const own = { id: "mine" };
  const window = { finesse: { gadget: { Config: own } } };
  publish({ gadget: { Config: {} }, container: { Config: {} } }, window);
  assert.equal(window.finesse.gadget.Config, own);
  window.finesse.gadget.Config = { id: "later" };
  assert.equal(window.finesse.gadget.Config.id, "later");
  assert.equal(container.Config, gadget.Config);
});
