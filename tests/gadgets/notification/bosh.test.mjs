import assert from "node:assert/strict";
import { test } from "node:test";

import { BoshTransport } from "../../../gadgets/notification/bosh.js";
import { element, parse } from "../../../gadgets/notification/xml.js";

const CREATED =
  '<body xmlns="http://jabber.org/protocol/httpbind" sid="s1" requests="2" wait="30" hold="1"><features xmlns="x"/></body>';
const answer = (text, status = 200) => ({ status, text: () => Promise.resolve(text) });

/** A transport whose requests end with what `respond(body, count)` gives: an answer, an error, or never. */
function transport(respond) {
  const heard = [];
  const requests = [];
  const made = new BoshTransport({
    url: "https://ccx1.example.com:7443/http-bind/",
    domain: "ccx1.example.com",
    from: "agent1@ccx1.example.com",
    heard: {
      element: (received) => heard.push(received.local),
      closed: (reason) => heard.push(`closed: ${reason}`),
    },
    fetch: (url, options) => {
      requests.push({ url, ...options, body: parse(options.body) });
      const given = respond(requests.at(-1).body, requests.length);
      const aborted = new Promise((_resolve, reject) => {
        options.signal.addEventListener("abort", () => reject(new DOMException("aborted", "AbortError")));
      });
      return Promise.race([
        given instanceof Error ? Promise.reject(given) : (given ?? new Promise(() => undefined)),
        aborted,
      ]);
    },
  });
  return { made, heard, requests };
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

test("it posts without cookies or caching, and passes on what the answer holds", async () => {
  const { made, heard, requests } = transport((_body, count) => (count === 1 ? answer(CREATED) : undefined));
  made.open();
  await settled();
  assert.deepEqual(heard, ["features"]);
  assert.equal(requests.length, 2);
  const [{ method, credentials, cache }] = requests;
  assert.deepEqual(
    { method, credentials, cache },
    { method: "POST", credentials: "omit", cache: "no-store" },
  );
  await made.close();
});

test("what is said while an answer is heard goes out in one body", async () => {
  const { made, requests } = transport((_body, count) => (count === 1 ? answer(CREATED) : undefined));
  made.heard = {
    element: () => {
      made.send(element("auth", { xmlns: "urn:ietf:params:xml:ns:xmpp-sasl" }));
      made.send(element("iq", { xmlns: "jabber:client" }));
    },
  };
  made.open();
  await settled();
  assert.equal(requests.length, 2);
  assert.deepEqual(
    requests[1].body.elements.map((child) => child.local),
    ["auth", "iq"],
  );
  await made.close();
});

test("a service that cannot be reached, or answers no XML, is told once", async () => {
  for (const respond of [() => new TypeError("refused"), () => answer("<html>"), () => answer("", 502)]) {
    const { made, heard } = transport(respond);
    made.open();
    await settled();
    assert.deepEqual(heard, ["closed: unreachable"]);
    await made.close();
  }
});

test("leaving terminates the session and does not wait for what is held", async () => {
  const { made, heard, requests } = transport((body, count) =>
    count === 1 ? answer(CREATED) : body.get("type") === "terminate" ? answer("<body/>") : undefined,
  );
  made.open();
  await settled();
  made.send(element("presence", { xmlns: "jabber:client", type: "unavailable" }));
  await made.close();
  assert.equal(requests.at(-1).body.get("type"), "terminate");
  assert.deepEqual(heard, ["features"]);
});
