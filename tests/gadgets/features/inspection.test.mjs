import assert from "node:assert/strict";
import { test } from "node:test";

import { gadgetPage, until } from "./frames.mjs";

const plain = (value) => JSON.parse(JSON.stringify(value));

/** A gadget whose page has an inspection: `told` of it are `[kind, data]`. */
function inspected({ finesse, ...options } = {}) {
  const told = [];
  const page = gadgetPage(["inspection"], {
    query: "mid=7&up_id=agent1&url=http%3A%2F%2Fh%2Fg.xml",
    config: { lab: { unknownFeatures: ["flash"], unknownOptionalFeatures: ["skins"], problems: [] } },
    before(window) {
      window.console.error = window.console.warn = () => undefined;
      window.finesse = finesse;
      options.prepare?.(window);
    },
    ...options,
  });
  const tell = (id, kind, data) => told.push([id, kind, plain(data)]);
  page.parent.finesse = { container: { Inspection: { tell } } };
  const of = (kind) => told.filter(([, each]) => each === kind).map(([, , data]) => data);
  return { ...page, told, of };
}

test("the gadget's preferences and features are told, also the unknown", () => {
  const { gadgets, of, told } = inspected();
  gadgets.Prefs.setDefaultPrefs_({ colour: "blue" });
  gadgets.util.runOnLoadHandlers();
  const [gadget] = of("gadget");
  assert.equal(told[0][0], "7");
  assert.deepEqual([gadget.url, gadget.view], ["http://h/g.xml", "default"]);
  assert.deepEqual(gadget.prefs, { colour: "blue", id: "agent1" });
  assert.deepEqual(Object.keys(gadget.features), ["inspection"]);
  assert.deepEqual([gadget.unknown, gadget.unknownOptional], [["flash"], ["skins"]]);
});

test("errors and what is said on the console are told, and go where they went", () => {
  const said = [];
  const { window, of } = inspected({ prepare: (made) => { made.console.error = (...things) => said.push(things); } });
  window.console.error("broken", { a: [1, "x"], f() {} }, null);
  window.console.warn("odd");
  assert.deepEqual(said.length, 1);
  assert.deepEqual(of("console"), [
    { level: "error", text: 'broken {a: [1, "x"], f: \u0192} null' },
    { level: "warn", text: "odd" },
  ]);
  window.dispatchEvent(new window.ErrorEvent("error", { message: "boom", filename: "g.js", lineno: 3 }));
  const image = window.document.body.appendChild(window.document.createElement("img"));
  image.src = "https://h/none.png";
  image.dispatchEvent(new window.Event("error"));
  const rejected = new window.Event("unhandledrejection");
  rejected.reason = new window.Error("no");
  window.dispatchEvent(rejected);
  assert.deepEqual(of("error"), [
    { text: "boom", file: "g.js", line: 3 },
    { text: "<img>", missing: "https://h/none.png" },
    { text: "Error: no", rejected: true },
  ]);
});

test("a request is told when it goes and when it is answered, and the callback gets what it got", async () => {
  class Request {
    open() {}
    setRequestHeader() {}
    addEventListener(_, done) {
      this.done = done;
    }
    send() {
      const body = JSON.stringify({ "http://h/x": { rc: 404, body: "none", headers: {} } });
      Object.assign(this, { status: 200, responseText: body });
      setImmediate(() => this.done());
    }
  }
  const { gadgets, of } = inspected({ prepare: (window) => { window.XMLHttpRequest = Request; } });
  const HEADERS = { Authorization: "Basic c2VjcmV0" };
  const answers = [];
  gadgets.io.makeRequest("http://h/x", (answer) => answers.push(answer.rc), { METHOD: "PUT", POST_DATA: "b", HEADERS });
  assert.deepEqual(of("request"), [{ number: 1, method: "PUT", url: "http://h/x", body: "b", proxied: true }]);
  await until(() => answers.length === 1);
  const [{ ms, ...response }] = of("response");
  assert.ok(ms >= 0);
  assert.deepEqual(response, { number: 1, status: 404, length: 4, errors: ["404 Error"], body: "none" });
  assert.ok(!JSON.stringify(of("request")).includes("c2VjcmV0"));
});

/** A library of two styles: classes and objects of functions. */
function library() {
  class User {
    constructor(id) {
      this.id = id;
    }
    getId() {
      return this.id;
    }
    setState(state) {
      this.check(state);
      return this;
    }
    check(state) {
      if (state === "bad") {
        throw new TypeError("no such state");
      }
    }
    get secret() {
      throw new Error("a getter was run");
    }
  }
  User.States = { READY: "READY" };
  User.of = (id) => new User(id);
  const services = {
    name: "cs",
    init(config, done) {
      return [this.name, config.id, done()];
    },
    _hidden() {},
  };
  const finesse = {
    restservices: { User },
    clientservices: { ClientServices: services },
    modules: { Mine: { run: () => "mine" } },
    gadget: { Config: {} },
  };
  finesse.self = finesse;
  return finesse;
}

test("what the gadget calls of finesse is told, with this, result and error as they were", () => {
  const finesse = library();
  const { gadgets, of, window } = inspected({ finesse });
  const own = finesse.modules.Mine.run;
  gadgets.util.runOnLoadHandlers();
  const { User } = window.finesse.restservices;
  const user = new User("1001");
  assert.ok(user instanceof User);
  assert.equal(user.getId(), "1001");
  assert.equal(user.setState("READY"), user);
  assert.throws(() => user.setState("bad"), /no such state/);
  const done = window.finesse.clientservices.ClientServices.init({ id: "a" }, () => 7);
  assert.deepEqual(done, ["cs", "a", 7]);
  assert.equal(User.of("2").getId(), "2");
  assert.equal(finesse.modules.Mine.run, own);
  assert.equal(User.prototype.getId.name, "getId");
  assert.deepEqual(of("call").map(({ path, args, result }) => [path, args.join(), result]), [
    ["restservices.User#getId", "", '"1001"'],
    ["restservices.User#setState", '"READY"', "User"],
    ["restservices.User#setState", '"bad"', undefined],
    ["clientservices.ClientServices.init", '{id: "a"},\u0192', '["cs", "a", 7]'],
    ["restservices.User.of", '"2"', "User"],
    ["restservices.User#getId", "", '"2"'],
  ]);
  assert.match(of("call")[2].error, /TypeError/);
});

test("a library that comes late is watched too, and nothing twice", () => {
  const { gadgets, of, window } = inspected();
  gadgets.util.runOnLoadHandlers();
  window.finesse = library();
  window.dispatchEvent(new window.Event("load"));
  window.dispatchEvent(new window.Event("load"));
  new window.finesse.restservices.User("1").getId();
  assert.equal(of("call").length, 1);
});

test("who does very much is told of up to a bound, and then by the number", async () => {
  let again;
  const { window, of } = inspected({
    prepare(made) {
      made.setTimeout = (task, ms) => {
        again = ms === 1000 ? task : again;
      };
    },
  });
  for (let n = 0; n < 300; n += 1) {
    window.console.warn(n);
  }
  assert.equal(of("console").length, 200);
  again();
  assert.deepEqual(of("left"), [{ count: 100 }]);
  window.console.warn("on");
  assert.equal(of("console").length, 201);
});

test("a value that is large, endless or refuses is a short text", () => {
  const { gadgets, window } = inspected();
  const { shown } = gadgets.inspection;
  const endless = {};
  endless.self = endless;
  assert.equal(shown(endless), "{self: {self: {self: {\u2026}}}}");
  assert.ok(shown(Array.from({ length: 1000 }, (_, n) => n)).endsWith("\u2026]"));
  assert.ok(shown("x".repeat(10000)).length < 210);
  assert.equal(shown(window.document.body), "<body>");
  const revoked = Proxy.revocable({}, {});
  revoked.revoke();
  assert.equal(shown(revoked.proxy), "?");
});

test("a page without an inspection is told nothing, and nothing breaks", () => {
  const page = inspected({ finesse: library() });
  delete page.parent.finesse;
  page.gadgets.util.runOnLoadHandlers();
  assert.equal(new page.window.finesse.restservices.User("1").getId(), "1");
  assert.deepEqual(page.told, []);
});
