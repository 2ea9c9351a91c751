import assert from "node:assert/strict";
import { test } from "node:test";

import { reasonText } from "../../../../gadgets/desktop/model/reason.js";
import { speaker } from "../../speaker.mjs";

const shown = (locale, reason) => speaker(locale)("state.reason", { reason: reasonText(reason) });

test("the system's reasons are said in the user's language", () => {
  const rna = { code: "32763", label: "Call Not Answered", system: true };
  assert.equal(shown("en_US", rna), "Call Not Answered");
  assert.equal(shown("es_ES", rna), "Llamada no contestada");
});

test("a label that an administrator has given is shown as it is", () => {
  assert.equal(shown("es_ES", { code: "32763", label: "Missed {one}", system: true }), "Missed {one}");
  assert.equal(shown("es_ES", { code: "22", label: "Supervisor Initiated", system: false }), "Supervisor Initiated");
  assert.equal(shown("es_ES", { code: "33333", label: "New", system: true }), "New");
  assert.equal(shown("es_ES", undefined), "");
});

