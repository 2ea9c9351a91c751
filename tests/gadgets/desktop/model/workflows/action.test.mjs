import assert from "node:assert/strict";
import { test } from "node:test";

import { apiAddress, popAddress, requestAddress } from "../../../../../gadgets/desktop/model/workflows/address.js";
import { expanded } from "../../../../../gadgets/desktop/model/workflows/action.js";
import { readWorkflows } from "../../../../../gadgets/desktop/model/workflows/workflow_xml.js";
import { WorkflowActionEvent } from "../../../../../gadgets/finesse/containerservices/events.js";
import { parse } from "../../../../../gadgets/notification/xml.js";
import { random, SEEDS } from "../../../random.mjs";

const ORIGIN = "https://finesse.example.com:8445";
const USER = { loginId: "agent1", extension: "1001", firstName: "Anna", lastName: "Keller", teamId: "1", teamName: "Support" };
const HOSTILE = "a&b=\"<c>'#/../ü\u0000\u202e";
const dialog = (value) => ({
  id: "1",
  state: "ALERTING",
  from: "555",
  to: "6001",
  callType: "ACD_IN",
  variables: [["callVariable1", value]],
  properties: {},
  participants: [],
});

const action = (type, params, more = {}) => ({
  uri: "/finesse/api/WorkflowAction/1",
  name: "Pop",
  type,
  handledBy: "FINESSE_DESKTOP",
  params: Object.entries(params).map(([name, value]) => ({ name, value })),
  variables: [{ name: "callVariable1", node: "", type: "SYSTEM", testValue: "Sandy" }],
  ...more,
});
const effect = (one, value = "Maria Gonzalez") => expanded(one, { dialog: dialog(value), user: USER }, ORIGIN).effect;

test("a pop has the call's values in its address, each as one value", () => {
  const pop = action("BROWSER_POP", { path: "https://crm.example.com/?q=${callVariable1}&by=${loginId}&x=${gone}", windowName: " crm " });
  assert.deepEqual(effect(pop), {
    pop: { url: "https://crm.example.com/?q=Maria%20Gonzalez&by=agent1&x=", window: "crm" },
  });
  const { url } = effect(pop, HOSTILE).pop;
  assert.equal(new URL(url).searchParams.get("q"), HOSTILE);
  assert.equal(new URL(url).searchParams.get("by"), "agent1");
});

test("a body has values as its content type writes them", () => {
  const body = (contentType, text, value) =>
    effect(action("HTTP_REQUEST", { method: "POST", location: "OTHER", contentType, path: "https://crm.example.com/", body: text }), value).ask.body;
  const xml = body("", "<n>${callVariable1}</n>", HOSTILE);
  assert.equal(parse(xml).text, HOSTILE.replace("\u0000", ""));
  assert.equal(JSON.parse(body("application/json", '{"n": "${callVariable1}"}', HOSTILE)).n, HOSTILE);
  const form = body("application/x-www-form-urlencoded", "n=${callVariable1}&m=1", HOSTILE);
  assert.deepEqual([...new URLSearchParams(form)], [["n", HOSTILE], ["m", "1"]]);
  assert.equal(body("text/plain", "${callVariable1}!", "<b>"), "<b>!");
});

test("a request to Finesse needs no host and leads nowhere else", () => {
  const request = (path) => effect(action("HTTP_REQUEST", { method: "PUT", location: "FINESSE", path, body: "<User/>" }));
  const path = "/finesse/api/User/agent1";
  assert.deepEqual(request("/finesse/api/User/${loginId}"), {
    request: { method: "PUT", path, body: "<User/>", contentType: "application/xml" },
  });
  assert.equal(request(`${ORIGIN}${path}?a=1`).request.path, `${path}?a=1`);
  for (const other of ["https://evil.example.com/finesse/api/User", "/desktop", "/finesse/api/../../desktop", "/finesse/api/%2e%2e/%2e%2e/desktop", "https://a:b@finesse.example.com:8445/finesse/api/"]) {
    assert.equal(request(other).refused?.why, "elsewhere", other);
  }
});

test("a value cannot lead a request to Finesse to another resource", () => {
  const request = action("HTTP_REQUEST", { method: "PUT", location: "FINESSE", path: "/finesse/api/User/${callVariable1}" });
  assert.equal(effect(request, "../Team/1").request.path, "/finesse/api/User/..%2FTeam%2F1");
});

test("what is handled by others is left to gadgets; what nobody knows is refused", () => {
  assert.deepEqual(effect(action("BROWSER_POP", { path: "javascript\u003aalert(1)" }, { handledBy: "OTHER" })), {});
  assert.equal(effect(action("SHELL", { path: "https://crm.example.com/" })).refused.why, "kind");
  assert.equal(effect(action("HTTP_REQUEST", { method: "DELETE", path: "https://crm.example.com/" })).refused.why, "kind");
});

for (const [address, refused] of [
  ["https://crm.example.com/a", undefined],
  ["HTTP://crm.example.com", undefined],
  ["/3rdpartygadget/files/crm.html", undefined],
  ["javascript\u003aalert(1)", "scheme"],
  [" JavaScript\u003aalert(1)", "scheme"],
  ["java\nscript\u003aalert(1)", "control"],
  ["data:text/plain,x", "scheme"],
  ["vbscript:x", "scheme"],
  ["blob:https://crm.example.com/1", "scheme"],
  ["file:///etc/passwd", "scheme"],
  ["view-source:https://crm.example.com", "scheme"],
  ["//evil.example.com/", "scheme"],
  ["/\\evil.example.com/", "scheme"],
  ["crm.example.com", "scheme"],
  ["", "scheme"],
  ["https://", "scheme"],
  ["https://a b/", "malformed"],
  ["https://crm.example.com/\u0000", "control"],
  ["https://crm.example.com/\u007f", "control"],
  [`https://crm.example.com/${"x".repeat(8_000)}`, "long"],
  ["/finesse/api/User/agent1", "api"],
  ["/desktop/../finesse/api/Users", "api"],
  ["/desktop/%2e%2e/finesse/api/Users", "api"],
  ["/%66inesse/api/Users", "api"],
  ["/desktop/..%2ffinesse/api/Users", "api"],
  ["/gadgets/ifr?url=x", "api"],
  ["/%ff/x", "api"],
  [`${ORIGIN}/finesse/api/SystemInfo`, "api"],
  ["https://finesse.example.com/finesse/api/SystemInfo", undefined],
]) {
  test(`the page “${address.slice(0, 60)}” is ${refused === undefined ? "opened" : `refused: ${refused}`}`, () => {
    assert.equal(popAddress(address, ORIGIN).refused, refused);
  });
}

for (const seed of SEEDS) {
  test(`whatever an address says, it leads to http and https only (seed ${seed})`, () => {
    const { pick, below } = random(seed);
    const pieces = ["java", "script", ":", "/", "//", "\\", "https", "http", "data", "\t", "\n", "\u0000", " ", "@", "?", "#", "%", "2e", "..", "[", "a.example", "finesse", "/finesse/api", "\ud800"];
    for (let turn = 0; turn < 50; turn += 1) {
      const text = Array.from({ length: below(9) }, () => pick(pieces)).join("");
      for (const { url, refused } of [popAddress(text, ORIGIN), requestAddress(text, ORIGIN)]) {
        assert.ok(refused !== undefined || /^https?:\/\/[^/]/.test(url), text);
      }
      const { path } = apiAddress(text, ORIGIN);
      assert.ok(path === undefined || new URL(path, ORIGIN).pathname.startsWith("/finesse/api"), text);
    }
  });
}

test("gadgets get each action as their WorkflowActionEvent reads it", () => {
  const pop = action("BROWSER_POP", { path: "https://crm.example.com/?q=${callVariable1}", windowName: "crm" });
  const { event } = expanded(pop, { dialog: dialog("Maria"), user: USER }, ORIGIN);
  const heard = new WorkflowActionEvent();
  assert.equal(heard.setWorkflow(event), true);
  assert.equal(heard.getHandledBy(), WorkflowActionEvent.HandledBy.FINESSE);
  assert.equal(heard.getType(), "BROWSER_POP");
  assert.deepEqual(heard.getParams().path, {
    name: "path",
    value: "https://crm.example.com/?q=${callVariable1}",
    expandedValue: "https://crm.example.com/?q=Maria",
  });
  const { actualValue, testValue } = heard.getActionVariables().callVariable1;
  assert.deepEqual([actualValue, testValue], ["Maria", "Sandy"]);
  const other = expanded({ ...pop, handledBy: "OTHER" }, { dialog: dialog("Maria"), user: USER }, ORIGIN).event;
  assert.equal(other.handledBy, WorkflowActionEvent.HandledBy.OTHER);
});

test("workflows are read as the API has them; other media and those without actions are left out", () => {
  const flow = (name, media, actions) =>
    `<Workflow><name>${name}</name>${media}<TriggerSet><type>SYSTEM</type><name>CALL_ARRIVES</name>` +
    "<allowOverlappingCallWorkflow>false</allowOverlappingCallWorkflow><triggers><Trigger><Variable><name>mediaType</name>" +
    "<node>//Dialog/mediaType</node><type>CUSTOM</type></Variable><comparator>IS_EQUAL</comparator><value>Voice</value></Trigger>" +
    "</triggers></TriggerSet><ConditionSet><applyMethod>ANY</applyMethod><conditions><Condition><Variable><name>callVariable1</name>" +
    "<type>SYSTEM</type></Variable><comparator>CONTAINS</comparator><value>1234</value></Condition></conditions></ConditionSet>" +
    `<workflowActions>${actions}</workflowActions></Workflow>`;
  const pop =
    "<WorkflowAction><uri>/finesse/api/WorkflowAction/1</uri><name>CRM pop</name><type>BROWSER_POP</type>" +
    "<handledBy>FINESSE_DESKTOP</handledBy><params><Param><name>path</name><value>https://crm.example.com/?q=${callVariable1}</value>" +
    "</Param><Param><name>windowName</name><value>theWindow</value></Param></params><actionVariables><ActionVariable>" +
    "<name>callVariable1</name><type>SYSTEM</type><node></node><testValue>Sandy</testValue></ActionVariable></actionVariables></WorkflowAction>";
  const xml = parse(
    `<Workflows>${flow("pop", "<media><id>1</id><name>Voice</name></media>", pop)}${flow("old", "<media>1</media>", pop)}` +
      `${flow("mail", "<media><id>2</id></media>", pop)}${flow("idle", "", "")}</Workflows>`,
  );
  const [one, two, ...more] = readWorkflows(xml);
  assert.deepEqual([one.name, two.name, more], ["pop", "old", []]);
  assert.deepEqual([one.trigger, one.overlapping, one.conditions.any], ["CALL_ARRIVES", false, true]);
  assert.deepEqual(one.triggers, [
    { variable: { name: "mediaType", node: "//Dialog/mediaType" }, comparator: "IS_EQUAL", value: "Voice" },
  ]);
  assert.deepEqual(one.actions[0].params[1], { name: "windowName", value: "theWindow" });
  assert.deepEqual(readWorkflows(parse("<Workflows><Workflow><workflowActions><WorkflowAction/></workflowActions></Workflow></Workflows>")).length, 1);
  assert.deepEqual(readWorkflows(parse("<Workflows/>")), []);
});
