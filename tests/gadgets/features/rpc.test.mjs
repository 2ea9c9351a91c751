import assert from "node:assert/strict";
import { test } from "node:test";

import { ORIGIN, containerPage, gadgetPage, settled, until } from "./frames.mjs";

test("a gadget calls its parent by null, by two dots and by nothing, and gets the answer", async () => {
  const { gadgets, told } = gadgetPage([], { answers: { add: (a, b) => a + b } });
  const answers = [];
  for (const parent of [null, "..", undefined, ""]) {
    gadgets.rpc.call(parent, "add", (sum) => answers.push(sum), 1, 2);
  }
  await until(() => answers.length === 4);
  assert.deepEqual(answers, [3, 3, 3, 3]);
  assert.equal(told.length, 4);
});

test("a service knows who calls it, and answers by what it returns or later", async () => {
  const page = containerPage(["shindig-container", "pubsub-2"]);
  page.gadgets.pubsub2router.init({});
  const { gadgets } = page.open("finesse_gadget_1", []);
  const from = [];
  page.gadgets.rpc.register("now", function (n) {
    from.push(this.f);
    return n + 1;
  });
  page.gadgets.rpc.register("later", function (n) {
    setTimeout(() => this.callback(n + 2));
  });
  const answers = [];
  gadgets.rpc.call(null, "now", (n) => answers.push(n), 1);
  gadgets.rpc.call(null, "later", (n) => answers.push(n), 1);
  gadgets.rpc.call(null, "nowhere", () => answers.push("never"));
  await until(() => answers.length === 2);
  assert.deepEqual(answers, [2, 3]);
  assert.deepEqual(from, ["finesse_gadget_1"]);
});

test("the page calls a gadget by its frame's id, and what no service serves the default one may", async () => {
  const page = containerPage();
  page.gadgets.pubsub2router.init({});
  const { gadgets } = page.open("finesse_gadget_1", []);
  const heard = [];
  gadgets.rpc.register("tell", function (...args) {
    heard.push([this.f, ...args]);
  });
  gadgets.rpc.registerDefault(function () {
    heard.push([this.s]);
  });
  page.gadgets.rpc.call("finesse_gadget_1", "tell", null, { a: 1 }, [2]);
  page.gadgets.rpc.call("finesse_gadget_1", "other", null);
  page.gadgets.rpc.call("finesse_gadget_9", "tell", null);
  await until(() => heard.length === 2);
  assert.deepEqual(JSON.parse(JSON.stringify(heard)), [["..", { a: 1 }, [2]], ["other"]]);
  gadgets.rpc.unregister("tell");
  gadgets.rpc.unregisterDefault();
  page.gadgets.rpc.call("finesse_gadget_1", "tell", null);
  await settled();
  assert.equal(heard.length, 2);
});

const CALL = { f: "finesse_gadget_1", s: "said", a: [1], c: 0 };

/** What a page hears of a message that a test posts to it in the name of the frame `finesse_gadget_1`. */
async function heardOf(forge) {
  const page = containerPage();
  page.gadgets.pubsub2router.init({});
  page.window.console.warn = () => undefined;
  page.open("finesse_gadget_1", []);
  page.open("finesse_gadget_2", []);
  const heard = [];
  page.gadgets.rpc.register("said", (n) => void heard.push(n));
  const frame = (id) => page.window.document.getElementById(id).contentWindow;
  const token = page.gadgets.rpc.getAuthToken("finesse_gadget_1");
  const { message, origin = ORIGIN, source = frame("finesse_gadget_1") } = forge({ token, frame });
  page.post(page.window, typeof message === "string" ? message : JSON.stringify(message), origin, source);
  await settled();
  return heard;
}

test("a message of the frame itself, with its token, is heard", async () => {
  assert.deepEqual(await heardOf(({ token }) => ({ message: { "gadgets.rpc": token, ...CALL } })), [1]);
});

for (const [what, forge] of Object.entries({
  "with another token": () => ({ message: { "gadgets.rpc": "guessed", ...CALL } }),
  "without a token": () => ({ message: { "gadgets.rpc": "", ...CALL } }),
  "of another frame in its name": ({ token, frame }) => ({
    message: { "gadgets.rpc": token, ...CALL },
    source: frame("finesse_gadget_2"),
  }),
  "of another origin": ({ token }) => ({ message: { "gadgets.rpc": token, ...CALL }, origin: "https://evil.example" }),
  "of a frame that nobody set up": ({ token }) => ({ message: { "gadgets.rpc": token, ...CALL, f: "other" } }),
  "in the name of a member of every object": ({ token }) => ({ message: { "gadgets.rpc": token, ...CALL, f: "__proto__" } }),
  "that is cut off": ({ token }) => ({ message: `{"gadgets.rpc":"${token}","f":"finesse_gadget_1"` }),
  "that is none of ours": () => ({ message: "4|connected" }),
  "that calls no list of arguments": ({ token }) => ({ message: { "gadgets.rpc": token, ...CALL, s: "other", a: "x" } }),
})) {
  test(`a message ${what} is not heard`, async () => {
    assert.deepEqual(await heardOf(forge), []);
  });
}

test("a gadget hears its parent only", async () => {
  const { gadgets, hear, window } = gadgetPage([]);
  window.console.warn = () => undefined;
  const heard = [];
  gadgets.rpc.register("said", (n) => void heard.push(n));
  hear({ "gadgets.rpc": "t0ken", s: "said", a: [1] });
  hear({ "gadgets.rpc": "other", s: "said", a: [2] });
  hear({ "gadgets.rpc": "t0ken", s: "said", a: [3] }, { origin: "https://evil.example" });
  hear({ "gadgets.rpc": "t0ken", s: "said", a: [4] }, { source: { postMessage() {} } });
  await settled();
  assert.deepEqual(heard, [1]);
});

test("an answer counts once, and from the one who was asked", async () => {
  const page = containerPage();
  page.gadgets.pubsub2router.init({});
  page.window.console.warn = () => undefined;
  page.open("finesse_gadget_1", []);
  page.open("finesse_gadget_2", []);
  let answered = 0;
  page.gadgets.rpc.call("finesse_gadget_1", "nothing", () => (answered += 1));
  const say = (id) => {
    const token = page.gadgets.rpc.getAuthToken(id);
    const source = page.window.document.getElementById(id).contentWindow;
    page.post(page.window, JSON.stringify({ "gadgets.rpc": token, f: id, a: [], r: 1 }), ORIGIN, source);
  };
  say("finesse_gadget_2");
  await settled();
  assert.equal(answered, 0);
  say("finesse_gadget_1");
  say("finesse_gadget_1");
  await settled();
  assert.equal(answered, 1);
});

test("a page that nobody holds says nothing", () => {
  const page = gadgetPage([]);
  Object.defineProperty(page.window, "parent", { value: page.window });
  const alone = containerPage();
  alone.gadgets.rpc.call(null, "x", null);
  assert.equal(alone.gadgets.rpc.getTargetOrigin(".."), ORIGIN);
  assert.equal(alone.gadgets.rpc.getOrigin("http://h:1/x?y"), "http://h:1");
  assert.equal(alone.gadgets.rpc.getOrigin("data:x"), "");
});

test("an endless loop of titles is ended as one of messages is, and waits for nothing that was not said", async () => {
  const { gadgets, told } = gadgetPage([], {});
  assert.throws(() => {
    for (;;) {
      gadgets.rpc.call(null, "set_title", () => undefined, "x");
    }
  }, /too much in one go/);
  await settled();
  assert.equal(told.length, 5000);
  gadgets.rpc.call(null, "set_title", null, "later");
  await settled();
  assert.equal(told.length, 5001);
});
