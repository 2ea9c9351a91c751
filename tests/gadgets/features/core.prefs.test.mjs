import assert from "node:assert/strict";
import { test } from "node:test";

import { gadgetPage } from "./frames.mjs";

const QUERY = "mid=5&lang=es&country=MX&up_id=agent1&up_markup=%3Cb%3E%26%22&up_n=42px&up_f=1.5&up_yes=true&up_one=1&up_no=false" +
  "&up_list=a%7Cb%257Cc%7C%3C&up_blank=&up_scheme=https";

function prefs(options = {}) {
  const page = gadgetPage(options.features ?? ["setprefs"], { query: QUERY, ...options });
  return { ...page, prefs: new page.gadgets.Prefs() };
}

test("a preference comes from the address, its text escaped", () => {
  const { prefs: own } = prefs();
  assert.equal(own.getString("id"), "agent1");
  assert.equal(own.getString("markup"), "&#60;b&#62;&#38;&#34;");
  assert.equal(own.getString("absent"), "");
  assert.equal(own.getString(".lang"), "es");
});

test("a preference is read as a number, as yes or no, and as a list", () => {
  const { prefs: own } = prefs();
  assert.deepEqual([own.getInt("n"), own.getInt("id"), own.getInt("absent")], [42, 0, 0]);
  assert.deepEqual([own.getFloat("f"), own.getFloat("absent")], [1.5, 0]);
  assert.deepEqual(["yes", "one", "no", "absent", "id"].map((name) => own.getBool(name)), [true, true, false, false, false]);
  assert.deepEqual([...own.getArray("list")], ["a", "b|c", "&#60;"]);
  assert.deepEqual([...own.getArray("absent")], []);
});

test("the language, the country and the gadget's number come from the address", () => {
  const { prefs: own } = prefs();
  assert.deepEqual([own.getLang(), own.getCountry(), own.getModuleId()], ["es", "MX", 5]);
});

test("a default stands where the address says nothing", () => {
  const { gadgets, prefs: own } = prefs();
  gadgets.Prefs.setDefaultPrefs_({ id: "nobody", colour: "blue" });
  assert.equal(own.getString("id"), "agent1");
  assert.equal(own.getString("colour"), "blue");
});

test("messages are as their bundle has them", () => {
  const { gadgets, prefs: own } = prefs();
  gadgets.Prefs.setMessages_({ "gadget.title": "Calls <b>", hello: "Hello %s" });
  assert.equal(own.getMsg("gadget.title"), "Calls <b>");
  assert.equal(own.getMsg("none"), "");
  assert.equal(own.getMsgFormatted("hello", "$&"), "Hello $&");
});

test("the password and the clock's drift come from what the desktop keeps, where the address has none", () => {
  const before = (window) => {
    window.sessionStorage.setItem("userFinesseAuth", "YTpi");
    window.sessionStorage.setItem("clientTimestampDrift", "-250");
  };
  const { prefs: own, told } = prefs({ query: `${QUERY}&up_authorization=`, before });
  assert.equal(own.getString("authorization"), "YTpi");
  assert.equal(own.getInt("clientDriftInMillis"), -250);
  own.set("authorization", "YTpi"); // as the product's own library does when it loads
  assert.deepEqual(told, []);
  own.set("authorization", null); // as that of 10.0, which looks for a cookie
  assert.equal(own.getString("authorization"), "YTpi");
  const other = prefs({ query: "mid=1&up_authorization=eHg6eQ%3D%3D", before });
  assert.equal(other.prefs.getString("authorization"), "eHg6eQ==");
});

test("what is set is told to the container, if it is new", () => {
  const { gadgets, prefs: own, told } = prefs();
  own.set("id", "agent2", "colour", "red");
  own.set("colour", "red");
  assert.equal(new gadgets.Prefs().getString("colour"), "red");
  own.setArray("list", ["a|b", "c"]);
  assert.deepEqual([...own.getArray("list")], ["a|b", "c"]);
  assert.deepEqual(told, [
    ["set_pref", "t0ken", "id", "agent2", "colour", "red"],
    ["set_pref", "t0ken", "list", "a%7Cb|c"],
  ]);
});

test("without the feature setprefs nothing can be set", () => {
  const { prefs: own, told } = prefs({ features: [] });
  assert.throws(() => own.set("id", "x"), /setprefs/);
  assert.throws(() => own.setArray("id", []), /setprefs/);
  assert.equal(own.getString("id"), "agent1");
  assert.deepEqual(told, []);
});
