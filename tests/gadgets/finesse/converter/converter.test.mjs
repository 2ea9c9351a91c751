import assert from "node:assert/strict";
import { test } from "node:test";

import { Converter } from "../../../../gadgets/finesse/converter/converter.js";
import { escapedOnce, objectOf, xmlOf } from "../../../../gadgets/finesse/converter/object_form.js";
import { XmlError } from "../../../../gadgets/finesse/converter/xml_reader.js";
import { random, SEEDS } from "../../random.mjs";

// Source: the rules by which notifications and bodies become objects (one against many, null for empty).
for (const [what, xml, object] of [
  ["text alone is a string", "<a>16</a>", { a: "16" }],
  ["an empty element is null", "<a><b/><c></c><d>\n\t</d></a>", { a: { b: null, c: null, d: null } }],
  [
    "one child stands alone, more are an array",
    "<a><b>1</b><c>1</c><c/></a>",
    { a: { b: "1", c: ["1", null] } },
  ],
  [
    "children that come apart are one array",
    "<a><b>1</b><c/><b>2</b></a>",
    { a: { b: ["1", "2"], c: null } },
  ],
  ["attributes are members with @", '<a x="1" y=\'"\'>t</a>', { a: { "@x": "1", "@y": '"', "#text": "t" } }],
  ["attributes alone", '<ReasonCodes category="NOT_READY"/>', { ReasonCodes: { "@category": "NOT_READY" } }],
  ["CDATA is #cdata", "<a><![CDATA[<b>&amp;]]></a>", { a: { "#cdata": "<b>&amp;" } }],
  ["text beside children", "<a>some <b/>text</a>", { a: { b: null, "#text": "some text" } }],
  ["entities", "<a>&lt;&amp;&gt;&quot;&apos;&#65;&#x20AC;</a>", { a: "<&>\"'A€" }],
  [
    "declarations and comments are skipped",
    '<?xml version="1.0"?>\n<!-- <b> --><a>1<!-- 2 -->3</a>\n',
    { a: "13" },
  ],
  ["spaces in text are kept", "<a> x </a>", { a: " x " }],
  [
    "names of JavaScript's own",
    "<a><__proto__>1</__proto__><constructor/></a>",
    JSON.parse('{"a":{"__proto__":"1","constructor":null}}'),
  ],
]) {
  test(`XML as an object: ${what}`, () => assert.deepEqual(objectOf(xml), object));
}

for (const xml of [
  "",
  " ",
  "text",
  "<a>",
  "<a></b>",
  "<a/><b/>",
  "<a/>text",
  "<a",
  "<a x=1/>",
  "<a>&nbsp;</a>",
  "<a>&</a>",
  "</a>",
  "<!DOCTYPE a><a/>",
  '<!DOCTYPE a [<!ENTITY e "x">]><a>&e;</a>',
  "<a><!-- </a>",
  "<a><![CDATA[</a>",
  "<a>&#1114112;</a>",
  "<a>".repeat(300),
  '<a x="<"/>',
  "< a/>",
]) {
  test(`XML that is refused: ${xml.slice(0, 40)}`, () => assert.throws(() => objectOf(xml), XmlError));
}

for (const [what, object, xml] of [
  ["strings, numbers and booleans", { a: { b: "x", c: 1, d: false } }, "<a><b>x</b><c>1</c><d>false</d></a>"],
  ["nothing is an empty element", { a: { b: null, c: undefined } }, "<a><b/><c/></a>"],
  [
    "arrays are repeated elements",
    { a: { b: ["1", null, { c: "2" }] } },
    "<a><b>1</b><b/><b><c>2</c></b></a>",
  ],
  ["an empty array is no element", { a: { b: [], c: "1" } }, "<a><c>1</c></a>"],
  ["attributes and text", { a: { "@x": 'q"', "#text": "t" } }, '<a x="q&quot;">t</a>'],
  ["CDATA", { a: { "#cdata": "x]]>y" } }, "<a><![CDATA[x]]]]><![CDATA[>y]]></a>"],
  ["what XML would misread", { a: "<&>" }, "<a>&lt;&amp;&gt;</a>"],
]) {
  test(`an object as XML: ${what}`, () => assert.equal(xmlOf(object), xml));
}

test("a value that is escaped already is not escaped again", () => {
  assert.equal(
    xmlOf({ a: "1 & 2 &amp; <3&#65;&x;" }, { escape: escapedOnce }),
    "<a>1 &amp; 2 &amp; &lt;3&#65;&amp;x;</a>",
  );
});

const WORDS = ["a", "b", "CallVariable", "user.x", "é", "_1"];
const TEXTS = ["x", " x", "<&>\"'", "]]>", "12", "Füße €", "😀", "&amp;"];

/** An object of the form that reading gives. */
function some(draw, depth) {
  if (depth === 0 || draw.chance(0.3)) {
    return draw.chance(0.3) ? null : draw.pick(TEXTS);
  }
  const made = {};
  for (let count = 1 + draw.below(4); count > 0; count -= 1) {
    const name = draw.pick(WORDS);
    made[name] = draw.chance(0.3) ? [some(draw, depth - 1), some(draw, depth - 1)] : some(draw, depth - 1);
  }
  if (draw.chance(0.3)) {
    made["@x"] = draw.pick(TEXTS);
  }
  return made;
}

for (const seed of SEEDS) {
  test(`an object that was written is read as it was (seed ${seed})`, () => {
    const draw = random(seed);
    const object = { Root: some(draw, 4) };
    assert.deepEqual(objectOf(xmlOf(object)), object);
    assert.deepEqual(objectOf(Converter.json2xml(object, true)), object);
    assert.deepEqual(JSON.parse(Converter.xml2json(xmlOf(object))), object);
  });

  test(`what is cut or changed is refused or read, and never anything else (seed ${seed})`, () => {
    const draw = random(seed);
    const xml = xmlOf({ Root: some(draw, 4) });
    const at = draw.below(xml.length);
    for (const text of [
      xml.slice(0, at),
      xml.slice(0, at) + draw.pick(["<", "&", '"', ">"]) + xml.slice(at),
    ]) {
      try {
        objectOf(text);
      } catch (error) {
        assert.ok(error instanceof XmlError, error.stack);
      }
    }
  });
}

test("json2xml writes one element on a line after tabs, and escapes when told to", () => {
  const object = {
    Dialog: { requestedAction: "UPDATE_CALL_DATA", mediaProperties: { wrapUpReason: "a & b" } },
  };
  const lines = [
    "<Dialog>",
    "\t<requestedAction>UPDATE_CALL_DATA</requestedAction>",
    "\t<mediaProperties>",
    "\t\t<wrapUpReason>a & b</wrapUpReason>",
    "\t</mediaProperties>",
    "</Dialog>",
  ];
  assert.equal(Converter.json2xml(object), lines.join("\n"));
  assert.match(Converter.json2xml(object, true), /a &amp; b/);
});
