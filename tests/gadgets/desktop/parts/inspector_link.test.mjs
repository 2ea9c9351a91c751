import assert from "node:assert/strict";
import { test } from "node:test";

import { JSDOM } from "jsdom";

import { inspectorLink } from "../../../../gadgets/desktop/parts/inspector_link.js";
import { speaker } from "../../speaker.mjs";

test("the link opens the inspector in the desktop's language, in one tab of its own", () => {
  globalThis.document = new JSDOM().window.document;
  const link = inspectorLink(speaker("es_ES"), "es_ES");
  assert.equal(link.getAttribute("href"), "/desktop/inspector?locale=es_ES");
  assert.equal(link.getAttribute("target"), "finesse-lab-inspector");
  assert.equal(link.textContent, "Inspector");
});
