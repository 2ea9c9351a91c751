/** Where a gadget stands that comes to a tab without the layout. */
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { JSDOM } from "jsdom";

import { Panels } from "../../../../gadgets/desktop/container/panels.js";
import { speaker } from "../../speaker.mjs";

beforeEach(() => {
  const { window } = new JSDOM();
  Object.assign(globalThis, { window, document: window.document });
});

function gadget(name) {
  const element = document.createElement("section");
  element.id = name;
  return { element, piece: { tab: "home" } };
}

test("a gadget that is added stands before those of the layout, and behind those that were added before", () => {
  const columns = [[gadget("activity"), gadget("history")], [gadget("other")]];
  const panels = new Panels({
    say: speaker("en_US"),
    tabs: [{ id: "home", columns }],
    isGrid: false,
    places: {},
    standing: (pieces) => pieces,
  });
  panels.add("home", gadget("first"));
  panels.add("home", gadget("second"));
  const shown = [...panels.get("home").querySelectorAll(".column")].map((column) =>
    [...column.children].map(({ id }) => id),
  );
  assert.deepEqual(shown, [["first", "second", "activity", "history"], ["other"]]);
});
