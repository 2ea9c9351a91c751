/** What may be put into the folder of gadgets. */

import assert from "node:assert/strict";
import { test } from "node:test";

import {
  chosen,
  folderOf,
  isArchive,
  pathFault,
  quoted,
  sizeText,
} from "../../../../gadgets/admin/model/gadget_files.js";

test("a path of names is taken", () => {
  for (const path of ["a.xml", "clock/js/clock.js", "ü/☎.png", "a b/c d.xml"]) {
    assert.equal(pathFault(path), undefined, path);
  }
});

test("any other path says why not", () => {
  const faults = {
    badPath: ["", "/a", "a//b", "../a", "a/./b", "a /b"],
    badCharacters: ["a\\b", "c:x", "a\nb", "a\u202eb", "a\ud800"],
    hidden: [".x", "a/.git/b"],
    code: ["a.jsp", "a.JSPX", "web-inf/a"],
    tooLong: ["x".repeat(256), "é".repeat(128), `${"a/".repeat(15)}b`],
  };
  for (const [fault, paths] of Object.entries(faults)) {
    for (const path of paths) {
      assert.equal(pathFault(path)?.[0], `files.${fault}`, path);
    }
  }
});

test("of what was chosen hidden files are left out, and what may not be is told", () => {
  const file = (path, size = 1) => ({ path, size });
  const files = [file("clock/clock.xml"), file("clock/.DS_Store"), file("__MACOSX/a"), file("clock/a.jsp"), file("big", 11)];
  const { wanted, faults, leftOut } = chosen(files, "mine", { fileBytes: 10 });
  assert.deepEqual(wanted.map(({ path }) => path), ["mine/clock/clock.xml"]);
  assert.deepEqual(faults, [["files.code", { path: "mine/clock/a.jsp" }], ["files.tooLarge", { path: "mine/big" }]]);
  assert.equal(leftOut, 2);
});

test("a folder has no slashes around it, and an address is quoted part by part", () => {
  assert.equal(folderOf(" /a/b// "), "a/b");
  assert.equal(quoted("a b/ü?#%.xml"), "a%20b/%C3%BC%3F%23%25.xml");
  assert.deepEqual([isArchive("a.ZIP"), isArchive("zip")], [true, false]);
});

test("a size is told in three digits or so", () => {
  assert.deepEqual([0, 999, 4_200, 52_428_800].map((size) => sizeText(size, "en-US")), ["0 B", "999 B", "4.2 kB", "52.4 MB"]);
  assert.equal(sizeText(4_200, "es-ES"), "4,2 kB");
});
