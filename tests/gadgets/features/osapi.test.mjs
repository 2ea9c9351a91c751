import assert from "node:assert/strict";
import { test } from "node:test";

import { gadgetPage } from "./frames.mjs";

function asking(response) {
  const page = gadgetPage(["osapi"], { config: { "shindig.auth": { authToken: "a:b" } } });
  const asked = [];
  page.gadgets.io.makeNonProxiedRequest = (address, callback, options, headers) => {
    asked.push({ address, calls: JSON.parse(options.POST_DATA), headers });
    callback(response);
  };
  page.gadgets.io.makeRequest = (url, callback, options) => {
    asked.push({ url, options });
    callback(response);
  };
  return { ...page, osapi: page.window.osapi, asked };
}

const plain = (value) => JSON.parse(JSON.stringify(value));

test("a batch travels together, and each request is answered by its key", async () => {
  const data = [
    { id: "me", result: { id: "john.doe" } },
    { id: "other", error: { code: 501, message: "not here" } },
  ];
  const { osapi, asked } = asking({ rc: 200, data, errors: [] });
  const batch = osapi.newBatch().add("me", osapi.people.getViewer()).add("other", osapi.appdata.get({ keys: ["a"] }));
  batch.add("lost", osapi.activities.get());
  const answers = await new Promise((answered) => batch.execute(answered));
  assert.equal(asked[0].address, "/rpc?st=a%3Ab");
  assert.deepEqual(asked[0].calls.map(({ method, id }) => [method, id]), [
    ["people.getViewer", "me"], ["appdata.get", "other"], ["activities.get", "lost"],
  ]);
  assert.equal(answers.me.id, "john.doe");
  assert.deepEqual(plain(answers.other), { error: { code: 501, message: "not here" } });
  assert.ok(answers.lost.error);
});

test("a batch of nothing is answered without the server", async () => {
  const { osapi, asked } = asking({});
  assert.deepEqual(plain(await new Promise((answered) => osapi.newBatch().execute(answered))), {});
  assert.deepEqual(asked, []);
  assert.throws(() => osapi.newBatch().add("x", {}), /takes a key and a request/);
});

test("a server that fails fails every request", async () => {
  const { osapi } = asking({ rc: 503, errors: ["503 Service Unavailable"] });
  const answer = await new Promise((answered) => osapi.people.get({}).execute(answered));
  assert.deepEqual(plain(answer), { error: { code: 503, message: "503 Service Unavailable" } });
});

test("an address is fetched as gadgets.io fetches it", async () => {
  const { osapi, asked } = asking({ rc: 200, text: "{}", data: { a: 1 }, headers: {}, errors: [] });
  const request = osapi.http.put({ href: "http://h/", body: "b", format: "json", headers: { "X-A": "1" } });
  const answer = await new Promise((answered) => request.execute(answered));
  assert.deepEqual([asked[0].url, asked[0].options.METHOD, asked[0].options.POST_DATA], ["http://h/", "PUT", "b"]);
  assert.deepEqual(plain(answer), { status: 200, headers: {}, content: { a: 1 } });
});
