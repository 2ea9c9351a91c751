/** What a desktop of a layout would look like. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { previewOf } from "../../../../../gadgets/admin/model/layout/preview.js";

const FILE = new URL("../../../../../finesse/model/configuration/layout/default.xml", import.meta.url);
const LAYOUT = readFileSync(FILE, "utf8");
const CLOCK = "/3rdpartygadget/files/my%20clock/clock.xml";
const GADGET = `<gadget id="clock" maxRows="5" hidden="true" theme="<dark>">${CLOCK}?x=1</gadget>`.replace("<dark>", "&lt;dark>");

test("roles, header, page, tabs and columns are those of the layout", () => {
  const { title, header, roles } = previewOf(LAYOUT);
  assert.equal(title, "Cisco Finesse");
  assert.deepEqual(header.left.map(({ width, piece }) => [width, piece.name])[0], ["300px", "logo"]);
  assert.deepEqual(roles.map(({ role }) => role), ["Agent", "Supervisor"]);
  assert.deepEqual(roles[0].page.map(({ name }) => name), ["callcontrol"]);
  assert.deepEqual(roles[0].tabs.map(({ id, icon }) => [id, icon])[0], ["home", "home"]);
});

test("a gadget has its title, or else its file, and its attributes as they are", () => {
  const layout = LAYOUT.replace("<page>", `<page>${GADGET}`);
  const piece = previewOf(layout).roles[0].page[0];
  assert.equal(piece.title, "clock.xml");
  assert.deepEqual(piece.facts, [["id", "clock"], ["hidden", "true"], ["maxRows", "5"], ["theme", "<dark>"]]);
  assert.equal(piece.isHidden, true);
  assert.equal(previewOf(layout, { [CLOCK]: "World clock" }).roles[0].page[0].title, "World clock");
});

test("what will not work is marked where it is", () => {
  const layout = LAYOUT.replace("<page>", `<page>${GADGET}`);
  const problems = [
    { code: "missingGadget", values: { value: `${CLOCK}?x=1` } },
    { code: "component", values: { value: "callcontrol" } },
  ];
  const [gadget, calls] = previewOf(layout, {}, problems).roles[0].page;
  assert.deepEqual([gadget.isMissing, gadget.isUnknown, calls.isMissing, calls.isUnknown], [true, false, false, true]);
});

test("what is no layout has no preview, and no text breaks it", () => {
  for (const text of ["", "<", "<a/>", "<finesseLayout/>", LAYOUT.slice(0, 900)]) {
    assert.equal(previewOf(text), undefined, text);
  }
  for (let at = 0; at < LAYOUT.length; at += 7) {
    previewOf(LAYOUT.slice(0, at) + LAYOUT.slice(at + 5));
    previewOf(`${LAYOUT.slice(0, at)}%<>&${LAYOUT.slice(at)}`);
  }
});
