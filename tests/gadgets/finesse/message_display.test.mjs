import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { JSDOM } from "jsdom";

const SCRIPT = readFileSync(new URL("../../../gadgets/finesse/MessageDisplay.js", import.meta.url), "utf8");

function page(body) {
  const { window } = new JSDOM(body, { runScripts: "outside-only" });
  window.eval("window.finesse = { utilities: { Utilities: 1 } };");
  window.eval(SCRIPT);
  return window;
}

test("an error is shown in the gadget's banner as text, and hidden again", () => {
  const window = page('<div id="banner" style="display: none"><span id="banner-msg"></span></div>');
  const { MessageDisplay, Utilities } = window.finesse.utilities;
  assert.equal(Utilities, 1);
  MessageDisplay.showBannerError("<b>no</b>");
  assert.equal(window.document.getElementById("banner").style.display, "block");
  assert.equal(window.document.getElementById("banner-msg").textContent, "<b>no</b>");
  assert.equal(window.document.querySelector("b"), null);
  MessageDisplay.hideBanner();
  assert.equal(window.document.getElementById("banner").style.display, "none");
});

test("a gadget without a banner loses nothing, and the script may come before the library", () => {
  const window = page("");
  window.finesse.utilities.MessageDisplay.showBannerError();
  window.finesse.utilities.MessageDisplay.hideBanner();
  const { window: bare } = new JSDOM("", { runScripts: "outside-only" });
  bare.eval(SCRIPT);
  assert.equal(typeof bare.finesse.utilities.MessageDisplay.showBannerError, "function");
});
