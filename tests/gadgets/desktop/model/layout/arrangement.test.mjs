import assert from "node:assert/strict";
import { test } from "node:test";

import { addressesOf, arrange, loadOrder } from "../../../../../gadgets/desktop/model/layout/arrangement.js";
import { componentOf } from "../../../../../gadgets/desktop/model/layout/component_address.js";
import { layoutFor, readLayout } from "../../../../../gadgets/desktop/model/layout/layout_xml.js";

const TABBED = "/desktop/scripts/js/tabbedGadgets.js";

const arranged = (page, tabs) => {
  const read = readLayout(
    `<finesseLayout><header><leftAlignedColumns><headercolumn width="50px"><gadget>/header.xml</gadget></headercolumn>
      </leftAlignedColumns></header><layout><role>Agent</role><page>${page}</page><tabs>${tabs
        .map((gadgets, at) => `<tab><id>tab${at}</id><label>x</label><gadgets>${gadgets}</gadgets></tab>`)
        .join("")}</tabs></layout></finesseLayout>`,
  );
  return arrange(read, layoutFor(read, ["Agent"]));
};

test("every gadget has a number of its own, and the frames of the page and of the active tab come first", () => {
  const { pieces } = arranged("<gadget>/page.xml</gadget>", ["<gadget>/a.xml</gadget>", "<gadget>/b.xml</gadget>"]);
  assert.deepEqual(pieces.map(({ mid }) => mid), [0, 1, 2, 3]);
  assert.deepEqual(
    loadOrder(pieces, "tab1").map(({ url }) => url),
    ["/page.xml", "/header.xml", "/b.xml", "/a.xml"],
  );
});

test("a Multi-Tab gadget of the page has gadgets of every tab, one on a tab those of its own", () => {
  const member = (by) => `<gadget managedBy="${by}">/member.xml</gadget>`;
  const { pieces } = arranged(`<gadget id="all">${TABBED}</gadget>`, [
    `<gadget id="own">${TABBED}</gadget>${member("all")}${member("own")}`,
    `${member("all")}${member("own")}${member("nobody")}`,
  ]);
  const of = ({ managedBy, tab, manager }) => [managedBy, tab, pieces[manager]?.id];
  assert.deepEqual(pieces.filter(({ managedBy }) => managedBy).map(of), [
    ["all", "tab0", "all"],
    ["own", "tab0", "own"],
    ["all", "tab1", "all"],
    ["own", "tab1", undefined],
    ["nobody", "tab1", undefined],
  ]);
});

test("a component that others name shows them when it is asked to", () => {
  const { pieces } = arranged("", [
    `<gadget id="team">/desktop/scripts/js/teamPerformance.js</gadget><gadget managedBy="team">/h.xml</gadget>`,
  ]);
  assert.equal(pieces[0].manages, "history");
  assert.equal(pieces[1].manager, 0);
});

for (const [url, name] of [
  ["/desktop/scripts/js/callcontrol.js", "callcontrol"],
  ["/desktop/scripts/js/teammessage.component.js", "teammessage.component"],
  ["https://localhost/desktop/scripts/js/callcontrol.js", "callcontrol"],
  ["/desktop/gadgets/CallControl.jsp", "callcontrol"],
  ["/desktop/gadgets/TeamPerformance.jsp?maxRows=20", "teamPerformance"],
  ["/desktop/scripts/js/../x.js", undefined],
  ["/desktop/scripts/js/parts/dom.js", undefined],
  ["https://evil.example.com/desktop/scripts/js/callcontrol.js", undefined],
  ["/3rdpartygadget/files/callcontrol.js", undefined],
]) {
  test(`${url} is the component ${name}`, () => {
    assert.equal(componentOf(url), name);
  });
}

// source: Administration Guide, Manage Desktop Layout: alternateHosts only for absolute addresses
test("a gadget is looked for on its alternate hosts, in order, if its address names a host", () => {
  const alternateHosts = ["b.example.com", "c.example.com:9443", "http://d.example.com:81", "//", ""];
  assert.deepEqual(addressesOf({ url: "https://a.example.com:8444/x.xml?q=1", alternateHosts }), [
    "https://a.example.com:8444/x.xml?q=1",
    "https://b.example.com:8444/x.xml?q=1",
    "https://c.example.com:9443/x.xml?q=1",
    "http://d.example.com:81/x.xml?q=1",
  ]);
  assert.deepEqual(addressesOf({ url: "/x.xml", alternateHosts }), ["/x.xml"]);
});
