import assert from "node:assert/strict";
import { test } from "node:test";

import { readDialog } from "../../../../../gadgets/desktop/model/calls/dialog.js";
import {
  columnsOf,
  layoutOf,
  readLayouts,
  ringingOf,
  titleOf,
} from "../../../../../gadgets/desktop/model/calls/variables_layout.js";
import { parse } from "../../../../../gadgets/notification/xml.js";

// Shape: Finesse Web Services guide, MediaPropertiesLayout.
const entry = (property, label, ringing = false, editable = false) =>
  `<entry><displayName>${label}</displayName><mediaProperty>${property}</mediaProperty><showInPopOver>${ringing}</showInPopOver><uiEditable>${editable}</uiEditable></entry>`;
const LAYOUTS = readLayouts(
  parse(`<MediaPropertiesLayouts>
  <MediaPropertiesLayout><uri>/finesse/api/MediaPropertiesLayout/1</uri><name>Default Layout</name><type>DEFAULT</type>
    <header>${entry("callVariable1", "Customer")}</header>
    <column>${entry("callVariable1", "Customer")}${entry("callVariable2", "Level", true)}</column>
    <column>${entry("queueName", "Queue")}${entry("user.order", "Order", true)}</column></MediaPropertiesLayout>
  <MediaPropertiesLayout><uri>/finesse/api/MediaPropertiesLayout/2</uri><name>Orders</name><type>CUSTOM</type>
    <header>${entry("user.order", "Order")}</header>
    <column>${entry("user.order", "Order")}${entry("wrapUpReason", "Reason")}${entry("queueNumber", "Queue")}</column>
  </MediaPropertiesLayout></MediaPropertiesLayouts>`),
);

function call(variables) {
  const given = Object.entries(variables).map(
    ([name, value]) => `<CallVariable><name>${name}</name><value>${value}</value></CallVariable>`,
  );
  return readDialog(
    parse(`<Dialog><id>1</id><mediaProperties><callvariables>${given.join("")}</callvariables><queueNumber>1</queueNumber>
    <queueName>Support</queueName><wrapUpReason>Sale</wrapUpReason></mediaProperties></Dialog>`),
  );
}

test("the ECC variable user.layout names the layout of a call", () => {
  assert.equal(layoutOf(LAYOUTS, call({ "user.layout": "Orders" })).name, "Orders");
  assert.equal(titleOf(LAYOUTS, call({ "user.layout": "Orders", "user.order": "A-1" })), "A-1");
});

test("without it, with another name or in another spelling the default layout is used", () => {
  // source: Cisco Community, call variables of Unified CCX 10: user.layout, not user.Layout
  for (const variables of [{}, { "user.layout": "orders" }, { "user.layout": "" }, { "user.Layout": "Orders" }]) {
    assert.equal(layoutOf(LAYOUTS, call(variables)).name, "Default Layout");
  }
});

test("a layout's columns show its variables with their own names, also empty ones", () => {
  assert.deepEqual(columnsOf(LAYOUTS, call({ callVariable1: "Ann" })), [
    [
      ["callVariable1", "Ann", "Customer", false],
      ["callVariable2", "", "Level", false],
    ],
    [
      ["queueName", "Support", "Queue", false],
      ["user.order", "", "Order", false],
    ],
  ]);
  assert.deepEqual(columnsOf(LAYOUTS, call({ "user.layout": "Orders" })), [
    [
      ["user.order", "", "Order", false],
      ["wrapUpReason", "Sale", "Reason", false],
      ["queueNumber", "1", "Queue", false],
    ],
  ]);
});

test("a ringing call shows what is marked for it, or else the first two on the left", () => {
  const shown = (variables) => ringingOf(LAYOUTS, call(variables)).map(([property]) => property);
  assert.deepEqual(shown({}), ["callVariable2", "user.order"]);
  assert.deepEqual(shown({ "user.layout": "Orders" }), ["user.order", "wrapUpReason"]);
});

test("without any layout what has a value is shown", () => {
  const dialog = call({ callVariable1: "Ann", callVariable2: "", "user.x": "y" });
  const filled = [
    ["queueName", "Support"],
    ["callVariable1", "Ann"],
    ["user.x", "y"],
  ];
  assert.deepEqual(columnsOf([], dialog), [filled]);
  assert.deepEqual(ringingOf([], dialog), filled);
  assert.equal(titleOf([], dialog), "Ann");
  assert.deepEqual(columnsOf([], readDialog(parse("<Dialog><id>1</id></Dialog>"))), []);
});

test("a variable named like a property of JavaScript is none", () => {
  const [layout] = readLayouts(
    parse(`<MediaPropertiesLayouts><MediaPropertiesLayout><name>x</name><type>DEFAULT</type><column>${entry("constructor", "")}</column>
    </MediaPropertiesLayout></MediaPropertiesLayouts>`),
  );
  assert.deepEqual(columnsOf([layout], call({})), [[["constructor", "", "", false]]]);
});

test("an entry can be changed where the layout says so and clients can set the variable at all", () => {
  const [layout] = readLayouts(
    parse(`<MediaPropertiesLayouts><MediaPropertiesLayout><name>x</name><type>DEFAULT</type><column>
    ${["callVariable4", "user.order", "BAResponse", "queueName"].map((name) => entry(name, "", false, true)).join("")}</column>
    </MediaPropertiesLayout></MediaPropertiesLayouts>`),
  );
  const editable = columnsOf([layout], call({}))
    .flat()
    .filter(([, , , is]) => is);
  assert.deepEqual(
    editable.map(([name]) => name),
    ["callVariable4", "user.order"],
  );
});
