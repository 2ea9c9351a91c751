import assert from "node:assert/strict";
import { test } from "node:test";

import { JSDOM } from "jsdom";

import { I18n } from "../../../../gadgets/finesse/utilities/i18n.js";
import { addUuids } from "../../../../gadgets/finesse/utilities/math_uuid.js";
import { SaxParser } from "../../../../gadgets/finesse/utilities/sax_parser.js";
import { Utilities as ut } from "../../../../gadgets/finesse/utilities/utilities.js";
import { random, SEEDS } from "../../random.mjs";

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** A browser's page for as long as a test runs. */
function page(context, url = "https://ccx1.example.com:8445/gadgets/ifr?x=1&y=a%20b+c") {
  const { window } = new JSDOM("<!DOCTYPE html><body></body>", { url });
  const names = ["window", "document", "localStorage", "sessionStorage", "location", "navigator"];
  const before = names.map((name) => [name, Object.getOwnPropertyDescriptor(globalThis, name)]);
  for (const name of names) {
    Object.defineProperty(globalThis, name, {
      value: name === "window" ? window : window[name],
      configurable: true,
      writable: true,
    });
  }
  context.after(() => {
    for (const [name, descriptor] of before) {
      delete globalThis[name];
      if (descriptor !== undefined) {
        Object.defineProperty(globalThis, name, descriptor);
      }
    }
  });
  return window;
}

const NOW = Date.parse("2023-01-13T11:00:00.000Z");

// [what is called, with what, what it gives]
for (const [name, given, expected] of [
  ["buildTimeString", [0], "00:00"],
  ["buildTimeString", [61_999], "01:01"],
  ["buildTimeString", [3_600_000], "60:00"],
  ["buildTimeString", [-5], "00:00"],
  ["buildTimeStringWithOptionalHours", [3_599_000], "59:59"],
  ["buildTimeStringWithOptionalHours", [3_661_000], "01:01:01"],
  ["buildElapsedTimeString", [65_000, 0], "--:--"],
  ["buildElapsedTimeString", [65_000, 5_000], "01:00"],
  ["buildElapsedTimeStringWithOptionalHours", [7_205_000, 5_000], "02:00:00"],
  ["buildElapsedTimeStringWithOptionalHours", [7_205_000, 0], "--:--"],
  ["buildTotalTimeString", [65_000, 5_000], "01:00"],
  ["buildHoldTimeString", [65_000, 5_000], "01:00"],
  ["buildWrapupTimeString", [65_000, 5_000], "01:00"],
  ["extractTime", ["2023-01-13T11:00:00.000Z"], NOW],
  ["extractTime", [null], 0],
  ["extractTime", ["never"], 0],
  ["convertDateToISODateString", [new Date(NOW)], "2023-01-13T11:00:00Z"],
  ["dateToISOString", [new Date(NOW)], "2023-01-13T11:00:00.000Z"],
  ["parseDateStringISO8601", ["2023-01-13T11:00:00.000Z"], new Date(NOW)],
  ["parseDateStringISO8601", [""], null],
  ["convertTsToDuration", ["2023-01-13T11:00:00.000Z", NOW + 3_723_000], "01:02:03"],
  ["convertTsToDurationWithFormat", ["", true, NOW], "-1"],
  ["convertTsToDurationWithFormat", [null, true, NOW], "-1"],
  ["convertTsToDurationWithFormat", ["2023-01-13T11:00:00.000Z", true, NOW - 1], "-1"],
  ["getDisplayTime", [3_723], "01:02:03"],
  ["getDisplayTime", [360_000], "100:00:00"],
  ["pad", [7], "07"],
  ["padWithWidth", [7, 4], "0007"],
  ["getParameterByName", ["https://x/y?a=1&b=two%20words+more&b=3#c=4", "b"], "two words more"],
  ["getParameterByName", ["?a", "a"], ""],
  ["getParameterByName", ["?a=%", "a"], "%"],
  ["getParameterByName", ["?a=1", "c"], ""],
  ["getQueryString", ["b", "https://x/y?b=2"], "2"],
  ["getQueryString", ["c", "https://x/y?b=2"], null],
  ["isArray", [[]], true],
  ["isArray", [{}], false],
  ["getArray", [undefined], []],
  ["getArray", ["x"], ["x"]],
  ["getArray", [["x", "y"]], ["x", "y"]],
  ["getId", ["/finesse/api/User/1001"], "1001"],
  ["getId", ["/finesse/api/User/"], ""],
  ["getId", [null], ""],
  ["getErrCode", [{ status: 404, object: {} }], "HTTP 404"],
  [
    "getErrCode",
    [{ status: 400, object: { ApiErrors: { ApiError: { ErrorType: "Invalid Input" } } } }],
    "Invalid Input",
  ],
  [
    "getErrCode",
    [{ status: 400, object: { ApiErrors: { ApiError: [{ ErrorType: "One" }, { ErrorType: "Two" }] } } }],
    "One",
  ],
  ["getErrData", [{ object: { ApiErrors: { ApiError: { ErrorData: "22" } } } }], "22"],
  ["getErrData", [{ object: {} }], ""],
  ["getErrOverrideable", [{ object: { ApiErrors: { ApiError: { Overrideable: "true" } } } }], "true"],
  ["b64Encode", ["1001:ciscoé"], "MTAwMTpjaXNjb8Op"],
  ["b64Decode", ["MTAwMTpjaXNjb8Op"], "1001:ciscoé"],
  ["getCredentials", ["MTAwMTpwYTpzcw=="], { id: "1001", password: "pa:ss" }],
  ["getCredentials", ["MTAwMQ=="], { id: "1001", password: "" }],
  ["getAuthHeaderString", [{ authorization: "MTAwMTp4" }], "Basic MTAwMTp4"],
  ["getAuthHeaderString", [{ authorization: "x", authToken: "t", systemAuthMode: "SSO" }], "Bearer t"],
  ["getAuthHeaderString", [{ authorization: "x", authToken: "t", systemAuthMode: "NON_SSO" }], "Basic x"],
  ["getAuthModes", [], { SSO: "SSO", NON_SSO: "NON_SSO", HYBRID: "HYBRID" }],
  ["json2xml", [{ a: { b: "<" } }, true], "<a>\n\t<b>&lt;</b>\n</a>"],
  ["json2xml", [{ a: { b: "<x/>" } }], "<a>\n\t<b><x/></b>\n</a>"],
  ["xml2json", ["<a><b>1</b></a>"], '{"a":{"b":"1"}}'],
  ["xml2JsObj", ["<a><b>1</b><b/></a>"], { a: { b: ["1", null] } }],
  ["xml2js", ["<a x='1'/>"], { a: { "@x": "1" } }],
  ["js2xml", [{ a: { b: "x & y", c: null } }], "<a><b>x &amp; y</b><c/></a>"],
  ["translateHTMLEntities", ["<b>'", true], "&lt;b&gt;&apos;"],
  ["translateHTMLEntities", ["&lt;&amp;lt;&apos;", false], "<&lt;'"],
  ["translateXMLEntities", ['a & "b"', true], "a &amp; &quot;b&quot;"],
  ["trim", [" x "], "x"],
  ["removeSpaces", [" a b\tc"], "abc"],
  ["escapeSpaces", ["a b"], "a%20b"],
  ["convertNullToEmptyString", [null], ""],
  ["convertNullToEmptyString", ["x"], "x"],
  ["caseInsensitiveSort", ["b", "A"], 1],
  ["caseInsensitiveSort", ["a", "B"], -1],
  ["caseInsensitiveSort", ["a", "A"], 0],
  ["extractHostname", ["https://user@ccx1.example.com:8445/x?y"], "ccx1.example.com"],
  ["extractHostname", ["ccx1.example.com:8445/x"], "ccx1.example.com"],
  ["encodeNodeName", ["/finesse/api/User/a b"], "/finesse/api/User/a%20b"],
  ["validateHandler", [undefined], undefined],
]) {
  test(`Utilities.${name}(${JSON.stringify(given).slice(1, -1)})`, () =>
    assert.deepEqual(ut[name](...given), expected));
}

test("equality, bits and random identifiers", () => {
  assert.deepEqual([1, 2].filter(ut.getEquals(2)), [2]);
  assert.deepEqual(
    [ut.bitMask.isSet(6, 2), ut.bitMask.all(6, 2, 1), ut.bitMask.any(6, [8, 4])],
    [true, false, true],
  );
  assert.match(ut.generateUUID(), UUID);
  assert.notEqual(ut.generateUUID(), ut.generateUUID());
  assert.throws(() => ut.validateHandler(1), /handler must be a function/);
});

test("a handler that was looked at can be put back in its place, and be called there", () => {
  const handlers = { success: () => "told" };
  handlers.success = ut.validateHandler(handlers.success);
  handlers.error = ut.validateHandler(handlers.error);
  assert.equal(handlers.success(), "told");
  assert.ok(!handlers.error);
});

test("older names for random identifiers are there, where nobody else gave them", () => {
  const math = { uuidFast: "theirs" };
  addUuids(math);
  assert.match(math.uuid().toLowerCase(), UUID);
  assert.match(math.uuid(12, 10), /^[0-9]{12}$/);
  assert.match(math.uuidCompact(), UUID);
  assert.equal(math.uuidFast, "theirs");
});

for (const seed of SEEDS) {
  test(`Base64 gives back what it was made of (seed ${seed})`, () => {
    const draw = random(seed);
    const text = Array.from({ length: draw.below(20) }, () =>
      draw.pick(["a", "é", "€", "😀", ":", "\n"]),
    ).join("");
    assert.equal(ut.b64Decode(ut.b64Encode(text)), text);
    assert.equal(ut.b64Encode(text), Buffer.from(text).toString("base64"));
  });
}

test("the server's time is this machine's and the drift that the desktop has found", (context) => {
  page(context);
  assert.equal(ut.getCurrentDrift(), 0);
  sessionStorage.setItem("clientTimestampDrift", "-5000");
  assert.equal(ut.convertToServerTimeMillis(8000), 3000);
  assert.ok(Math.abs(ut.currentServerTimeMillis() - (ut.currentTimeMillis() - 5000)) < 2000);
});

test("cookies and the store of the origin", (context) => {
  page(context);
  ut.addCookie("a b", "c;d", 1);
  ut.addCookie("e", "f");
  assert.deepEqual([ut.getCookie("a b"), ut.getCookie("e"), ut.getCookie("g")], ["c;d", "f", null]);
  ut.deleteCookie("e");
  assert.equal(ut.getCookie("e"), null);
  ut.setDOMStoreItem("k", "v");
  assert.equal(ut.getDOMStoreItem("k"), "v");
  ut.removeDOMStoreItem("k");
  ut.setDOMStoreItem("l", "w");
  ut.clearDOMStore();
  assert.deepEqual([ut.getDOMStoreItem("k"), ut.getDOMStoreItem("l")], [null, null]);
});

test("what the page's own address says, and who is signed in", (context) => {
  const window = page(context);
  assert.equal(ut.getQueryString("y"), "a b c");
  assert.equal(ut.getUserAuthString(), undefined);
  sessionStorage.setItem("userFinesseAuth", "MTAwMTp4");
  assert.equal(ut.getUserAuthString(), "MTAwMTp4");
  assert.deepEqual([ut.getToken(), ut.getAuthTokenObj()], [undefined, undefined]);
  window.finesse = { gadget: { Config: { authToken: "t" } } };
  assert.deepEqual([ut.getToken(), ut.getAuthTokenObj()], ["t", { token: "t" }]);
  assert.match(ut.getSanitizedUserAgentString(), /^[\w .,:;()/+-]+$/);
});

test("a file is saved by a frame that is not seen, the same one each time", (context) => {
  page(context);
  ut.downloadFile("/one");
  ut.downloadFile("/two");
  const frames = document.querySelectorAll("#download_iframe");
  assert.deepEqual([frames.length, frames[0].hidden, frames[0].getAttribute("src")], [1, true, "/two"]);
});

test("a text is measured and leaves nothing behind", (context) => {
  page(context);
  assert.deepEqual(Object.keys(ut.measureText("<b>x</b>", "12px serif")), ["width", "height"]);
  assert.equal(document.body.childNodes.length, 0);
});

test("the gadget is made as high as its body and a margin", (context) => {
  const window = page(context);
  const heights = [];
  globalThis.gadgets = { window: { adjustHeight: (height) => heights.push(height) } };
  context.after(() => delete globalThis.gadgets);
  Object.defineProperty(window.document.body, "offsetHeight", { value: 300 });
  ut.adjustGadgetHeight();
  assert.deepEqual(heights, [320]);
});

test("what is to be done when the gadget is first seen is done once", (context) => {
  const window = page(context);
  const handlers = new Set();
  const ContainerServices = {
    addHandler: (topic, handler) => topic === "tabVisible" && handlers.add(handler),
    removeHandler: (topic, handler) => topic === "tabVisible" && handlers.delete(handler),
    makeActiveTabReq: () => handlers.forEach((handler) => handler()),
  };
  window.finesse = { containerservices: { ContainerServices } };
  let times = 0;
  ut.onGadgetFirstVisible(() => (times += 1));
  ContainerServices.makeActiveTabReq();
  assert.deepEqual([times, handlers.size], [1, 0]);
});

test("messages of other windows are heard from the origin that is named", (context) => {
  const target = new EventTarget();
  for (const name of ["addEventListener", "removeEventListener"]) {
    globalThis[name] = target[name].bind(target);
    context.after(() => delete globalThis[name]);
  }
  const heard = [];
  const end = ut.receiveMessage((event) => heard.push(event.data), "https://crm.example.com");
  const say = (origin, data) => target.dispatchEvent(Object.assign(new Event("message"), { origin, data }));
  say("https://crm.example.com", 1);
  say("https://evil.example.com", 2);
  end();
  say("https://crm.example.com", 3);
  assert.deepEqual(heard, [1]);
});

test("a message goes to the origin of an address alone", () => {
  const sent = [];
  ut.sendMessage("x", "https://crm.example.com/page?y", { postMessage: (...given) => sent.push(given) });
  assert.deepEqual(sent, [["x", "https://crm.example.com"]]);
});

test("waiting for all ends when each is decided, one way or the other", async () => {
  const outcomes = await ut.whenAllDone(
    Promise.resolve(1),
    [Promise.reject(new Error("no"))],
    { always: (done) => done(3) },
    4,
  );
  assert.deepEqual([outcomes[0], outcomes[1].message, outcomes[2], outcomes[3]], [1, "no", 3, 4]);
});

test("texts of keys have what follows in their places", () => {
  I18n.setGetter((key) => ({ greeting: "Hello {0}, {1} and {0}{7}" })[key]);
  assert.equal(I18n.getString("greeting", "Ann", 0), "Hello Ann, 0 and Ann{7}");
  const missing = I18n.getString("nothing");
  assert.deepEqual(
    [typeof missing, String(missing), missing()],
    ["function", "???nothing???", "???nothing???"],
  );
  I18n.setGetter(undefined);
});

test("texts come from the gadget's messages, else from the page", (context) => {
  const window = page(context);
  window.gadgets = {
    Prefs: class {
      getMsg(key) {
        return key === "own" ? "mine" : "";
      }
    },
  };
  window.finesse = { container: { I18n: { getMsg: (key) => (key === "page" ? "theirs" : "") } } };
  assert.deepEqual(
    ["own", "page", "none"].map((key) => String(I18n.getString(key))),
    ["mine", "theirs", "???none???"],
  );
});

test("the reader gives an object, or tells what it meets", () => {
  assert.deepEqual(SaxParser.parse("<a><b>1</b></a>"), { a: { b: "1" } });
  const met = [];
  SaxParser.parse("<a x='1'>t<b/></a>", {
    startElement: (name, attributes) => met.push([name, attributes]),
    characters: (text) => met.push(text),
    endElement: (name) => met.push(`/${name}`),
  });
  assert.deepEqual(met, [["a", { x: "1" }], "t", ["b", {}], "/b", "/a"]);
});

test("every utility has a test", async () => {
  const { readFile } = await import("node:fs/promises");
  const text = await readFile(new URL(import.meta.url), "utf8");
  const untested = Object.keys(ut).filter(
    (name) => !text.includes(`"${name}"`) && !text.includes(`ut.${name}`),
  );
  assert.deepEqual(untested, []);
});
