import assert from "node:assert/strict";
import { test } from "node:test";

import { parseLong, PlainDocument } from "../../../../gadgets/desktop/connection/long_xml.js";
import { DEEPEST, parse, XmlError } from "../../../../gadgets/notification/xml.js";
import { random, SEEDS } from "../../random.mjs";

const TEXTS = ["a", "Ann Lee", "é", "日", "😀", "]", ">", "'", '"', " ", "\n", "\t", "&amp;", "&lt;b&gt;", "&quot;", "&apos;", "&amp;amp;"];
const NAMES = ["Contact", "name", "a", "a-b.c_1", "_x"];
const OTHER = [
  "<", "&", "&#10;", "&#x1F600;", "&nbsp;", "&amp", "]]>", "<![CDATA[<b>]]>", "<!-- c -->", "<?x y?>", "\r", "\u0001", "\ud800", "\ufffe",
  "<b c='1'/>", "<x:y/>", "</a>", "<a>", "<>", "</>", "<a/ >", "</a >", "<1/>", "<é/>", "<a\n/>", "<parsererror/>", "&constructor;", "&__proto__;",
];

function anyPlain(rng, depth = 0) {
  const name = rng.pick(NAMES);
  const inside = Array.from({ length: depth < 4 ? rng.below(4) : 0 }, () =>
    rng.chance(0.5) ? anyPlain(rng, depth + 1) : rng.pick(TEXTS),
  );
  return inside.length === 0 && rng.chance(0.5) ? `<${name}/>` : `<${name}>${inside.join("")}</${name}>`;
}

const anyDocument = (rng) =>
  rng.pick(["", '<?xml version="1.0" encoding="UTF-8"?>\n', '<?xml version="1.0"?>']) + anyPlain(rng) + rng.pick(["", "\n"]);

/** What is read in turns of so many tags, undefined where that is not a plain document. */
function plainly(text, tags = 3) {
  const document = new PlainDocument(text);
  while (document.read(tags)) {
    assert.equal(document.root, undefined, "not before all is read");
  }
  return document.root;
}

/** An element as parts that can be compared. */
const parts = ({ name, namespace, attributes, children }) => ({
  name,
  namespace,
  attributes: [...attributes],
  children: children.map((child) => (typeof child === "string" ? child : parts(child))),
});

test("any plain document is read as the browser's parser reads it, in turns of any length", () => {
  for (const seed of SEEDS) {
    const rng = random(seed);
    const text = anyDocument(rng);
    assert.deepEqual(parts(plainly(text, 1 + rng.below(9))), parts(parse(text)), `seed ${seed}: ${text}`);
  }
});

test("whatever else is in a document, it is read as the browser's parser reads it, or left to it", () => {
  let [left, read] = [0, 0];
  for (const seed of SEEDS) {
    const rng = random(seed);
    for (let turn = 0; turn < 20; turn += 1) {
      const plain = anyDocument(rng);
      const at = rng.below(plain.length + 1);
      const put = rng.pick(rng.chance(0.7) ? TEXTS : OTHER);
      const text = plain.slice(0, at) + put + plain.slice(at + (rng.chance(0.2) ? rng.below(3) : 0));
      const root = plainly(text);
      if (root === undefined) {
        left += 1;
      } else {
        read += 1;
        assert.deepEqual(parts(root), parts(parse(text)), `seed ${seed}: ${text}`);
      }
    }
  }
  assert.ok(left > 50 && read > 50, `${left} were left, ${read} read`);
});

for (const other of OTHER) {
  test(`${JSON.stringify(other)} is the browser's parser's to judge`, () => {
    for (const text of [`<r>x${other}y</r>`, `${other}<r/>`, `<r/>${other}`]) {
      assert.equal(plainly(text), undefined, text);
    }
  });
}

test("a document as deep as may be is read, a deeper one left", () => {
  const deep = (levels) => "<a>".repeat(levels) + "</a>".repeat(levels);
  assert.equal(plainly(deep(DEEPEST)).name, "a");
  assert.equal(plainly(deep(DEEPEST + 1)), undefined);
});

test("a long list is read in turns, a short one at once, and what is wrong in either is refused", async () => {
  let pauses = 0;
  const pause = async () => void (pauses += 1);
  const list = (count, more = "") =>
    `<L>${Array.from({ length: count }, (_, n) => `<C><name>N ${n} &amp; Co</name><uri/></C>`).join("")}${more}</L>`;
  assert.equal((await parseLong(list(3), pause)).elements.length, 3);
  assert.equal(pauses, 0);
  const root = await parseLong(list(2_000), pause);
  assert.equal(root.elements.length, 2_000);
  assert.equal(root.elements[1_999].at("name"), "N 1999 & Co");
  assert.ok(pauses > 3, `${pauses} pauses`);
  assert.equal((await parseLong(list(2_000, "<C a='1'/>"), pause)).elements.at(-1).get("a"), "1");
  for (const wrong of ["<C>", "&x;", "</L>", "\u0000"]) {
    await assert.rejects(parseLong(list(2_000, wrong), pause), XmlError);
    await assert.rejects(parseLong(list(1, wrong), pause), XmlError);
  }
});
