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
const entry = (property, label, ringing = false) =>
  `<entry><displayName>${label}</displayName><mediaProperty>${property}</mediaProperty><showInPopOver>${ringing}</showInPopOver><uiEditable>false</uiEditable></entry>`;
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
      ["callVariable1", "Ann", "Customer"],
      ["callVariable2", "", "Level"],
    ],
    [
      ["queueName", "Support", "Queue"],
      ["user.order", "", "Order"],
    ],
  ]);
  assert.deepEqual(columnsOf(LAYOUTS, call({ "user.layout": "Orders" })), [
    [
      ["user.order", "", "Order"],
      ["wrapUpReason", "Sale", "Reason"],
      ["queueNumber", "1", "Queue"],
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
  assert.deepEqual(columnsOf([layout], call({})), [[["constructor", "", ""]]]);
});
