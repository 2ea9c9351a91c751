/** Who is signed in, and what gadgets read of the server, in the tab's storage. */
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

const stored = new Map();
globalThis.sessionStorage = {
  getItem: (key) => stored.get(key) ?? null,
  setItem: (key, value) => stored.set(key, value),
  removeItem: (key) => stored.delete(key),
};
globalThis.location = { search: "" };
globalThis.document = { cookie: "" };

const { forget, remember, remembered } = await import("../../../../gadgets/desktop/credentials.js");

const ANN = { user: "ann", password: "se:crét", extension: "1001" };

beforeEach(() => stored.clear());

test("gadgets find the credentials, the server's clock and its zone in the storage", () => {
  remember(ANN, { drift: -250, zone: 330 });
  assert.deepEqual(remembered(), ANN);
  assert.equal(stored.get("userFinesseAuth"), Buffer.from("ann:se:crét").toString("base64"));
  assert.deepEqual([stored.get("clientTimestampDrift"), stored.get("serverTimezoneOffset")], ["-250", "330"]);
});

test("the zone of a server that does not say it is left out, and that of UTC is not", () => {
  remember(ANN, { drift: 0 });
  assert.equal(stored.has("serverTimezoneOffset"), false);
  remember(ANN, { drift: 0, zone: 0 });
  assert.equal(stored.get("serverTimezoneOffset"), "0");
});

test("who has signed out leaves nothing behind", () => {
  remember(ANN, { drift: 1, zone: 60 });
  forget();
  assert.equal(stored.size, 0);
  assert.equal(remembered(), undefined);
});

test("a log is kept in the browser where the address or the viewer's switch says so", () => {
  remember(ANN, { drift: 0 });
  assert.equal(stored.has("enableLocalLog"), false);
  location.search = "?locale=en_US&lls=true";
  remember(ANN, { drift: 0 });
  assert.equal(stored.get("enableLocalLog"), "true");
  forget();
  location.search = "";
  globalThis.localStorage = { getItem: (key) => (key === "finesse-lab.local-log" ? "true" : null) };
  remember(ANN, { drift: 0 });
  assert.equal(stored.get("enableLocalLog"), "true");
  globalThis.localStorage = undefined;
});
