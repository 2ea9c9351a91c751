/** What is wrong in a layout, in words. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { countOf, isReadable, problemText } from "../../../../../gadgets/admin/model/layout/problem.js";
import { speakerOf } from "../../../../../gadgets/desktop/parts/speech.js";
import { wordsOf } from "../../../speaker.mjs";

const SERVER = new URL("../../../../../finesse/model/configuration/layout/problem.py", import.meta.url);

/** The keys of a table of the server's, and the names in each of its texts. */
function declared(table) {
  const [, body] = new RegExp(`^${table}[^{]*\\{\\n([^]*?)^\\}`, "m").exec(readFileSync(SERVER, "utf8"));
  return [...body.matchAll(/^ {4}"([^"]+)": "(.*)",$/gm)].map(([, key, text]) => [
    key,
    [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort(),
  ]);
}

test("everything that the server finds is said in every language", async () => {
  const codes = declared("MESSAGES");
  assert.ok(codes.length > 25);
  for (const [locale, words] of Object.entries(await wordsOf("admin"))) {
    const say = speakerOf(words);
    for (const [code, names] of codes) {
      const values = Object.fromEntries(names.map((name) => [name, `the ${name}`]));
      const [key] = problemText({ code, values, message: "" });
      assert.equal(key, `layoutProblem.${code}`);
      const said = say([key, values]);
      for (const name of names) {
        assert.ok(said.includes(`the ${name}`), `${locale}: ${code} says nothing of ${name}`);
      }
    }
    for (const [what] of declared("WHAT")) {
      const said = say(problemText({ code: "value", values: { name: "n", value: "v", what }, message: "" }));
      assert.ok(!said.includes("layoutWhat"), `${locale}: ${what}`);
    }
  }
});

test("what no text is there for is said in the server's words", () => {
  assert.deepEqual(problemText({ code: "later", values: {}, message: "it is <so>" }), ["layoutProblem.other", { message: "it is <so>" }]);
});

test("what is no XML is not read", () => {
  assert.deepEqual([[], [{ code: "value" }], [{ code: "xmlTags" }], [{ code: "doctype" }]].map(isReadable), [
    ...[true, true],
    ...[false, false],
  ]);
});

test("errors and warnings are counted apart", () => {
  assert.deepEqual(countOf([{ warning: true }, { warning: false }, { warning: true }]), { errors: 1, warnings: 2 });
});
