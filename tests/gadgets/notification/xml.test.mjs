import assert from "node:assert/strict";
import { test } from "node:test";

import { element, parse, XmlError } from "../../../gadgets/notification/xml.js";
import { random, SEEDS } from "../random.mjs";

const ALPHABET = [
  "a",
  "B",
  "é",
  "日",
  "😀",
  "<",
  ">",
  "&",
  "'",
  '"',
  " ",
  "\n",
  "\t",
  "\r",
  "]]>",
  "&amp;",
  "<b>",
  "\u00a0",
];

function anyText(rng) {
  return Array.from({ length: rng.below(6) }, () => rng.pick(ALPHABET)).join("");
}

function anyElement(rng, depth = 0) {
  const attributes = Object.fromEntries(
    ["a", "xml:lang", "b-c"].filter(() => rng.chance(0.5)).map((name) => [name, anyText(rng)]),
  );
  const children = [];
  for (let left = depth < 4 ? rng.below(4) : 0; left > 0; left -= 1) {
    const text = anyText(rng);
    children.push(
      rng.chance(0.5) || text === "" || typeof children.at(-1) === "string"
        ? anyElement(rng, depth + 1)
        : text,
    );
  }
  return element(rng.pick(["iq", "x", "Team", "é"]), attributes, ...children);
}

test("any element comes back as it was sent", () => {
  for (const seed of SEEDS) {
    const sent = anyElement(random(seed));
    const received = parse(String(sent));
    assert.equal(String(received), String(sent), `seed ${seed}`);
    assert.equal(received.text, sent.text, `seed ${seed}`);
  }
});

test("any piece of a document is the document, or refused with an XmlError", () => {
  for (const seed of SEEDS) {
    const rng = random(seed);
    const whole = String(anyElement(rng));
    const piece =
      whole.slice(rng.below(3), rng.below(whole.length + 1)) + rng.pick(["", "<", "&", "</x>", "\u0000"]);
    try {
      parse(piece);
    } catch (error) {
      assert.ok(error instanceof XmlError, `seed ${seed}: ${error.stack}`);
    }
  }
});

test("namespaces are known by prefix and by inheritance", () => {
  const body = parse(
    '<body xmlns="urn:b" xmlns:stream="urn:s"><stream:features><x/></stream:features><iq xmlns="jabber:client"/></body>',
  );
  assert.equal(body.namespace, "urn:b");
  assert.equal(body.child("features").namespace, "urn:s");
  assert.equal(body.child("features", "urn:b"), undefined);
  assert.equal(body.child("features").child("x").namespace, "urn:b");
  assert.equal(body.child("iq").namespace, "jabber:client");
});

test("an Update of the product is read whatever its white space and order", () => {
  const update = parse(`<?xml version="1.0" encoding="UTF-8"?>
    <Update>
      <data><user><state>READY</state><pendingState></pendingState><extension/></user></data>
      <event>PUT</event>
    </Update>`);
  assert.equal(update.at("data", "user", "state"), "READY");
  assert.equal(update.at("data", "user", "pendingState"), "");
  assert.equal(update.at("data", "dialog", "state"), "");
  assert.equal(update.child("data").all("user").length, 1);
});

test("text is unescaped once", () => {
  assert.equal(parse("<v>&lt;b&gt; &amp;amp; &#x1F600;&#33;&apos;</v>").text, "<b> &amp; 😀!'");
  assert.equal(parse("<v><![CDATA[<b>&amp;]]></v>").text, "<b>&amp;");
});

for (const [why, text] of Object.entries({
  "a DOCTYPE": '<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>',
  "an entity nobody declared": "<a>&x;</a>",
  "an entity without an end": "<a>&amp</a>",
  "a character beyond Unicode": "<a>&#x110000;</a>",
  "a forbidden character": "<a>&#0;</a>",
  "an attribute twice": '<a b="1" b="2"/>',
  "an attribute without quotes": "<a b=1/>",
  "< in an attribute": '<a b="<"/>',
  "attributes without space": '<a b="1"c="2"/>',
  "a prefix nobody declared": "<s:a/>",
  "tags that cross": "<a><b></a></b>",
  "an end without a start": "</a>",
  "two roots": "<a/><b/>",
  "text alone": "hello",
  nothing: "",
  "an end that is missing": "<a><b></b>",
  "a raw control character": "<a>\u0001</a>",
  "a thousand levels": "<a>".repeat(1000) + "</a>".repeat(1000),
})) {
  test(`${why} is refused`, () => assert.throws(() => parse(text), XmlError));
}

test("comments and processing instructions are no part of it", () => {
  assert.equal(String(parse("<a>1<!-- x -->2<?x?>3</a>")), "<a>123</a>");
});

test("what XML cannot carry is not sent", () => {
  assert.throws(() => String(element("a", {}, "\u0000")), XmlError);
  assert.throws(() => String(element("a", { b: "\ud800" })), XmlError);
});
