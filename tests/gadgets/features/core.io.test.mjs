import assert from "node:assert/strict";
import { test } from "node:test";

import { gadgetPage, until } from "./frames.mjs";

const URL_ = "http://localhost:8082/finesse/api/User/1001?x=1&y=ü";
const PREFIX = "throw 1; < don't be evil' >";
const GADGET = "https://h/3rdpartygadget/files/g.xml?a=1";

/** A gadget whose requests are answered by `answers`, one after the other: `[status, text, statusText?]`. */
function asking(...answers) {
  const sent = [];
  class Request {
    open(method, address) {
      Object.assign(this, { method, address, headers: {} });
    }
    setRequestHeader(name, value) {
      this.headers[name] = value;
    }
    addEventListener(_, done) {
      this.done = done;
    }
    getAllResponseHeaders() {
      return "Content-Type: text/plain\r\nX-Two: a\r\nX-Two: b\r\n";
    }
    send(body) {
      sent.push({ method: this.method, address: this.address, body, headers: this.headers });
      const [status, text, statusText = ""] = answers.shift();
      Object.assign(this, { status, responseText: text, statusText });
      setImmediate(() => this.done());
    }
  }
  const page = gadgetPage([], {
    query: `mid=1&nocache=1&url=${encodeURIComponent(GADGET)}`,
    config: { "shindig.auth": { authToken: "st:1" } },
    before: (window) => {
      window.XMLHttpRequest = Request;
    },
  });
  const ask = (how = "makeRequest", url = URL_, ...options) =>
    new Promise((answered) => page.gadgets.io[how](url, answered, ...options));
  const queryOf = (text) => Object.fromEntries(new URLSearchParams(text));
  return { ...page, sent, ask, queryOf };
}

const answer = (rc, body, headers = {}, url = URL_) => [200, PREFIX + JSON.stringify({ [url]: { rc, body, headers } })];

test("a GET is asked of the proxy in its address, with everything in its query", async () => {
  const { ask, sent, queryOf } = asking(answer(200, "hello", { requestid: ["r1"] }));
  const response = await ask();
  assert.equal(sent[0].method, "GET");
  assert.equal(sent[0].body, null);
  assert.deepEqual({ ...sent[0].headers }, { "X-Shindig-ST": "st:1" });
  const [path, query] = sent[0].address.split("?");
  assert.equal(path, "/gadgets/makeRequest");
  assert.deepEqual(queryOf(query), {
    url: URL_, httpMethod: "GET", headers: "", postData: "", authz: "", st: "st:1", contentType: "TEXT",
    numEntries: "3", getSummaries: "false", signOwner: "true", signViewer: "true", gadget: GADGET,
    container: "default", bypassSpecCache: "1", getFullHeaders: "false", refresh: "3600",
  });
  assert.deepEqual(JSON.parse(JSON.stringify(response)), {
    text: "hello", rc: 200, headers: { requestid: ["r1"] }, errors: [], data: "hello",
  });
});

test("any other verb is a POST to the proxy, its body a form whose headers are encoded twice", async () => {
  const { ask, sent, queryOf } = asking(answer(202, ""));
  const body = '<User><state>READY</state><x a="&#38;">ü &amp; +</x></User>';
  const HEADERS = { Authorization: "Basic YTpi=", requestId: "a b&c", "Content-Type": "application/xml" };
  const options = { METHOD: "PUT", POST_DATA: body, HEADERS, GET_FULL_HEADERS: "true", REFRESH_INTERVAL: 0 };
  const response = await ask("makeRequest", URL_, options);
  assert.equal(sent[0].method, "POST");
  assert.equal(sent[0].address, "/gadgets/makeRequest");
  assert.equal(sent[0].headers["Content-Type"], "application/x-www-form-urlencoded");
  const form = queryOf(sent[0].body);
  assert.equal(form.httpMethod, "PUT");
  assert.equal(form.postData, body);
  assert.equal(form.headers, "Authorization=Basic%20YTpi%3D&requestId=a%20b%26c&Content-Type=application%2Fxml");
  assert.equal(form.getFullHeaders, "true");
  assert.ok(!("refresh" in form));
  assert.equal(response.rc, 202);
  assert.deepEqual([...response.errors], []);
});

test("a POST without a content type carries a form", async () => {
  const { ask, sent, queryOf } = asking(answer(200, ""), answer(200, ""));
  await ask("makeRequest", URL_, { METHOD: "POST", POST_DATA: "a=1" });
  await ask("makeRequest", URL_, { METHOD: "POST", POST_DATA: "{}", HEADERS: { "content-type": "application/json" } });
  assert.equal(queryOf(sent[0].body).headers, "Content-Type=application%2Fx-www-form-urlencoded");
  assert.equal(queryOf(sent[1].body).headers, "content-type=application%2Fjson");
});

test("a GET that must not be kept says so, and one with authorization is posted", async () => {
  const { ask, sent, queryOf } = asking(answer(200, ""), answer(200, ""));
  await ask("makeRequest", URL_, { REFRESH_INTERVAL: 0, NO_CACHE: true, ALIAS: "a" });
  await ask("makeRequest", URL_, { AUTHORIZATION: "OAUTH", OAUTH_SERVICE_NAME: "s" });
  const first = queryOf(sent[0].address.split("?")[1]);
  assert.deepEqual([first.refresh, first.nocache, first.alias], ["0", "1", "a"]);
  assert.equal(sent[1].method, "POST");
  const second = queryOf(sent[1].body);
  assert.deepEqual([second.authz, second.OAUTH_SERVICE_NAME], ["oauth", "s"]);
});

test("the data is read as the content type says", async () => {
  const { ask } = asking(answer(200, '{"a":1}'), answer(200, "<a><b/></a>"), answer(200, '{"Title":"t"}'), answer(200, ""));
  assert.equal((await ask("makeRequest", URL_, { CONTENT_TYPE: "JSON" })).data.a, 1);
  assert.equal((await ask("makeRequest", URL_, { CONTENT_TYPE: "DOM" })).data.documentElement.tagName, "a");
  assert.equal((await ask("makeRequest", URL_, { CONTENT_TYPE: "FEED" })).data.Title, "t");
  assert.equal((await ask("makeRequest", URL_, { CONTENT_TYPE: "JSON" })).data, null);
});

test("data that cannot be read is an error of 500", async () => {
  const { ask } = asking(answer(200, "{"), answer(200, "<a>"));
  const json = await ask("makeRequest", URL_, { CONTENT_TYPE: "JSON" });
  assert.deepEqual([json.rc, json.text, ...json.errors], [500, "{", "500 Failed to parse JSON"]);
  const dom = await ask("makeRequest", URL_, { CONTENT_TYPE: "DOM" });
  assert.deepEqual([dom.rc, ...dom.errors], [500, "500 Failed to parse XML"]);
});

// source: Shindig's core.io: the page of a redirect is mostly HTML
test("the page of a redirect stays text, whatever was asked for", async () => {
  const { ask } = asking(answer(302, "<html>moved"), answer(304, ""), answer(299, "{"));
  const moved = await ask("makeRequest", URL_, { CONTENT_TYPE: "JSON" });
  assert.deepEqual([moved.rc, moved.data, ...moved.errors], [302, "<html>moved"]);
  const same = await ask("makeRequest", URL_, { CONTENT_TYPE: "DOM" });
  assert.deepEqual([same.rc, same.data, ...same.errors], [304, ""]);
  assert.equal((await ask("makeRequest", URL_, { CONTENT_TYPE: "JSON" })).rc, 500);
});

test("a status of the server behind is an error with its text", async () => {
  const { ask } = asking(answer(404, "<ApiErrors/>"), answer(399, "x"), answer(0, ""));
  const missing = await ask();
  assert.deepEqual([missing.rc, missing.text, ...missing.errors], [404, "<ApiErrors/>", "404 Error"]);
  assert.equal(missing.data, undefined);
  assert.deepEqual([...(await ask()).errors], []);
  assert.deepEqual([...(await ask()).errors], ["0 Error"]);
});

test("a proxy that fails itself is an error with its status and text", async () => {
  const { ask } = asking([403, "no", "Forbidden"], [0, ""], [200, "nothing of it"], answer(200, "x", {}, "http://other/"));
  const refused = await ask();
  assert.deepEqual([refused.rc, refused.text, ...refused.errors], [403, "no", "403 Forbidden"]);
  assert.deepEqual([(await ask()).rc, (await ask()).rc, (await ask()).rc], [0, 500, 500]);
});

test("an answer that came with the page is used once, and later", async () => {
  const { gadgets, ask, sent } = asking(answer(200, "fresh"));
  gadgets.io.preloaded_ = [{ id: URL_, rc: 200, body: "kept", headers: {} }];
  let now = true;
  const kept = ask().then((response) => [response.data, now]);
  now = false;
  assert.deepEqual(await kept, ["kept", false]);
  assert.equal((await ask()).data, "fresh");
  assert.equal(sent.length, 1);
});

test("this server itself is asked without the proxy", async () => {
  const { ask, sent } = asking([200, '{"a":1}'], [404, "none", "Not Found"]);
  const got = await ask("makeNonProxiedRequest", "/x?y=1", { METHOD: "POST", POST_DATA: "z", CONTENT_TYPE: "JSON" }, { "X-A": "1" });
  assert.deepEqual([sent[0].method, sent[0].address, sent[0].body, sent[0].headers["X-A"]], ["POST", "/x?y=1", "z", "1"]);
  assert.equal(sent[0].headers["Content-Type"], "application/x-www-form-urlencoded");
  assert.equal(got.data.a, 1);
  assert.deepEqual([...got.headers["x-two"]], ["a", "b"]);
  const missing = await ask("makeNonProxiedRequest", "/none");
  assert.deepEqual([missing.rc, missing.text, ...missing.errors], [404, "none", "404 Not Found"]);
});

test("the proxy's address names what it is to give", () => {
  const { gadgets } = asking();
  const address = gadgets.io.getProxyUrl("http://h/i.png?a=1&b", { REFRESH_INTERVAL: 60 });
  const [path, query] = address.split("?");
  assert.equal(path, "/gadgets/proxy");
  assert.deepEqual(Object.fromEntries(new URLSearchParams(query)), {
    container: "default", refresh: "60", gadget: GADGET, url: "http://h/i.png?a=1&b",
  });
  assert.match(gadgets.io.getProxyUrl("http://h/x"), /refresh=0&/);
});

test("form values are unescaped before they are encoded, unless they are to stay as they are", () => {
  const { gadgets } = asking();
  assert.equal(gadgets.io.encodeValues({ "a b": "&#60;x", n: 1 }), "a%20b=%3Cx&n=1");
  assert.equal(gadgets.io.encodeValues({ a: "&#60;" }, true), "a=%26%2360%3B");
  assert.equal(gadgets.io.encodeValues(undefined), "");
});

test("the words of requests are their own values", () => {
  const { gadgets } = asking();
  assert.equal(gadgets.io.RequestParameters.GET_FULL_HEADERS, "GET_FULL_HEADERS");
  assert.deepEqual(Object.keys(gadgets.io.MethodType), ["GET", "POST", "PUT", "DELETE", "HEAD"]);
  assert.equal(gadgets.io.ContentType.DOM, "DOM");
  assert.equal(gadgets.io.AuthorizationType.NONE, "NONE");
});

test("a request without a callback is sent all the same", async () => {
  const { gadgets, sent } = asking(answer(200, ""));
  assert.equal(gadgets.io.makeRequest(URL_), undefined);
  await until(() => sent.length === 1);
});
