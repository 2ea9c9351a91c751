import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { layoutFor, PLAIN, readLayout, refusalOf } from "../../../../../gadgets/desktop/model/layout/layout_xml.js";
import { random, SEEDS } from "../../../random.mjs";

const DEFAULT = new URL("../../../../../finesse/model/configuration/layout/default.xml", import.meta.url);
const NAMESPACE = "http://www.cisco.com/vtg/finesse";

const layout = (body, head = "") =>
  `<finesseLayout xmlns="${NAMESPACE}">${head}<header/><layout><role>Agent</role>${body}</layout></finesseLayout>`;
const tab = (gadgets, id = "home") => `<tab><id>${id}</id><label>Home</label>${gadgets}</tab>`;
const oneGadget = (xml) =>
  readLayout(layout(`<tabs>${tab(`<gadgets>${xml}</gadgets>`)}</tabs>`)).layouts[0].tabs[0].columns[0][0];

test("the default layout has nothing that is not understood", () => {
  const read = readLayout(readFileSync(DEFAULT, "utf8"));
  assert.deepEqual(read.problems, []);
  assert.equal(read.configs.title, "Cisco Finesse");
  assert.deepEqual(
    read.header.left.map(({ width, item }) => [width, item.id]),
    [
      ["300px", "cd-logo"],
      ["230px", "agent-voice-state"],
      ["251px", "nonvoice-state-menu"],
    ],
  );
  assert.deepEqual(
    read.layouts.map(({ role, page, tabs }) => [role, page[0].url, tabs.map(({ id }) => id)]),
    [
      ["Agent", "/desktop/scripts/js/callcontrol.js", ["home"]],
      ["Supervisor", "/desktop/scripts/js/callcontrol.js", ["home", "myHistory", "teamData", "queueData"]],
    ],
  );
});

test("a supervisor has the supervisor's layout, and whoever has none the agent's", () => {
  const read = readLayout(readFileSync(DEFAULT, "utf8"));
  assert.equal(layoutFor(read, ["Agent", "Supervisor"]).role, "Supervisor");
  assert.equal(layoutFor(read, ["Agent"]).role, "Agent");
  assert.equal(layoutFor(read, []).role, "Agent");
  const agents = { ...read, layouts: [read.layouts[0]] };
  assert.equal(layoutFor(agents, ["Supervisor"]).role, "Agent");
});

// source: Administration Guide 12.6(2), Manage Desktop Layout: attributes, blanks around the address in its samples
test("a gadget's attributes are its own, or preferences of the gadget", () => {
  const read = oneGadget(`<gadget id="reports" alternateHosts=" a.example.com, b.example.com:8444 ,"
    managedBy="tabs" hidden="true" default="true" maxRows="20" maxDialogLimit="3" maxDialogLimit-5000="4">
      https://cuic.example.com:8444/x.xml?filterId=Agent.id=CL%20teamName&amp;a=b
    </gadget>`);
  assert.equal(read.url, "https://cuic.example.com:8444/x.xml?filterId=Agent.id=CL%20teamName&a=b");
  assert.deepEqual(read.alternateHosts, ["a.example.com", "b.example.com:8444"]);
  assert.deepEqual(read.prefs, { maxDialogLimit: "3", "maxDialogLimit-5000": "4" });
  assert.deepEqual(
    [read.kind, read.id, read.managedBy, read.hidden, read.isDefault, read.maxRows],
    ["gadget", "reports", "tabs", true, true, 20],
  );
});

test("a tab may have its gadgets without columns, and at most four columns", () => {
  const gadget = "<gadget>/a.xml</gadget>";
  const columns = `<columns>${`<column><gadgets>${gadget}</gadgets></column>`.repeat(6)}</columns>`;
  const read = readLayout(layout(`<tabs>${tab(`<gadgets>${gadget}${gadget}</gadgets>`)}${tab(columns, "b")}</tabs>`));
  const [one, other] = read.layouts[0].tabs;
  assert.deepEqual(one.columns.map((column) => column.length), [2]);
  assert.deepEqual(other.columns.map((column) => column.length), [1, 1, 1, 3]);
  assert.deepEqual(read.problems, [["layout.columns", { tab: "b", most: 4 }]]);
});

test("older releases' call control is the call control that there is", () => {
  assert.equal(oneGadget("<gadget>/desktop/gadgets/CallControl.jsp</gadget>").kind, "component");
  assert.equal(oneGadget("<gadget>/desktop/gadgets/Other.xml</gadget>").kind, "gadget");
});

for (const url of [
  "javascript:alert(1)",
  "JaVaScRiPt:alert(1)",
  "data:text/html,x",
  "vbscript:x",
  "file:///etc/passwd",
  "blob:https://x/1",
  "java\nscript:alert(1)",
  "https://",
  "",
]) {
  test(`the address ${JSON.stringify(url)} is refused with words and keeps its place`, () => {
    const read = oneGadget(`<gadget>${url}</gadget>`);
    assert.match(read.refused[0], /^layout\./);
    assert.deepEqual(refusalOf(url), read.refused);
  });
}

for (const url of ["/3rdpartygadget/files/x.xml", "https://a.example.com/x.xml", "http://localhost:5173/x.xml"]) {
  test(`the address ${url} is loaded`, () => assert.equal(refusalOf(url), undefined));
}

for (const [what, text] of [
  ["an empty text", ""],
  ["no XML", "<finesseLayout><layout></finesseLayout>"],
  ["a document type", `<!DOCTYPE x [<!ENTITY e "e">]>${layout("<tabs/>")}`],
  ["another document", "<layouts/>"],
  ["a layout without tabs", layout("<tabs/>")],
]) {
  test(`${what} is answered by a plain layout, and why`, () => {
    const read = readLayout(text);
    assert.equal(read.problems.length, 1);
    assert.equal(read.header, PLAIN.header);
    assert.equal(layoutFor(read, ["Agent"]).page[0].kind, "component");
  });
}

test("what nobody knows is left out and told, a tab whose id is none or is there twice as well", () => {
  const read = readLayout(
    layout(`<tabs>${tab("<widgets/>")}${tab("", "home")}${tab("", "1st")}${tab("", "a b")}</tabs>`),
  );
  assert.deepEqual(read.layouts[0].tabs.map(({ id }) => id), ["home"]);
  assert.deepEqual(read.problems, [
    ["layout.unknown", { name: "widgets", parent: "tab" }],
    ["layout.tabId", { id: "home" }],
    ["layout.tabId", { id: "1st" }],
    ["layout.tabId", { id: "a b" }],
  ]);
});

test("two hundred gadgets are read, in order", () => {
  const gadgets = Array.from({ length: 200 }, (_, at) => `<gadget>/g${at}.xml</gadget>`).join("");
  const [column] = readLayout(layout(`<tabs>${tab(`<gadgets>${gadgets}</gadgets>`)}</tabs>`)).layouts[0].tabs[0]
    .columns;
  assert.deepEqual(column.map(({ url }) => url), Array.from({ length: 200 }, (_, at) => `/g${at}.xml`));
});

const WORDS = ["", "home", "<b>x</b>", "a b", "https://x/y.xml", "javascript:x", "&", "__proto__", "100px", "é", "\t"];
const TAGS = ["layout", "role", "page", "tabs", "tab", "id", "label", "columns", "column", "gadgets", "gadget", "header",
  "leftAlignedColumns", "rightAlignedColumns", "headercolumn", "component", "url", "configs", "config", "nobody"];

for (const seed of SEEDS) {
  test(`whatever elements a layout has, it can be shown (seed ${seed})`, () => {
    const { pick, below, chance } = random(seed);
    const text = (word) => word.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
    const element = (depth, name = pick(TAGS)) => {
      const attributes = ["id", "width", "key", "value", "hidden", "__proto__"]
        .filter(() => chance(0.3))
        .map((one) => ` ${one}="${text(pick(WORDS))}"`)
        .join("");
      const children = depth > 6 ? [] : Array.from({ length: below(4) }, () => element(depth + 1));
      return `<${name}${attributes}>${text(pick(WORDS))}${children.join("")}</${name}>`;
    };
    const read = readLayout(element(0, "finesseLayout"));
    const { page, tabs } = layoutFor(read, ["Agent", "Supervisor"]);
    const items = [...page, ...tabs.flatMap(({ columns }) => columns.flat())];
    assert.equal(new Set(tabs.map(({ id }) => id)).size, tabs.length);
    assert.ok(tabs.every(({ columns }) => columns.length <= 4));
    for (const { url, refused, kind } of items) {
      assert.equal(typeof url, "string");
      assert.ok(["gadget", "component"].includes(kind));
      assert.equal(refused === undefined, refusalOf(url) === undefined);
    }
  });
}
