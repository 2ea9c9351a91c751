import assert from "node:assert/strict";
import { test } from "node:test";

import {
  filledVariables,
  isRinging,
  isShown,
  otherEnd,
  others,
  ownPart,
  readDialog,
  readDialogs,
  timeOnCall,
} from "../../../../gadgets/desktop/model/calls/dialog.js";
import * as request from "../../../../gadgets/desktop/model/request.js";
import { readUpdate } from "../../../../gadgets/desktop/model/update.js";
import { readReasons, readUser } from "../../../../gadgets/desktop/model/user.js";
import { parse, XmlError } from "../../../../gadgets/notification/xml.js";

// Shapes: Finesse Web Services guide, User and Dialog.
const USER = `<User><dialogs>/finesse/api/User/1001/Dialogs</dialogs><extension>2001</extension><firstName>Ann</firstName>
  <lastName>Agent</lastName><loginId>1001</loginId><pendingState></pendingState>
  <reasonCode><category>NOT_READY</category><code>4</code><id>2</id><label>Lunch</label></reasonCode><reasonCodeId>2</reasonCodeId>
  <roles><role>Agent</role></roles><state>NOT_READY</state><stateChangeTime>2023-01-13T11:21:47.026Z</stateChangeTime>
  <teamName>Team5</teamName><wrapUpTimer>30</wrapUpTimer></User>`;
const DIALOG = `<Dialog><fromAddress>5551234</fromAddress><id>16804377</id><mediaProperties><callType>ACD_IN</callType>
  <queueName>Support</queueName><callvariables><CallVariable><name>callVariable1</name><value>&lt;i&gt;</value></CallVariable>
  <CallVariable><name>callVariable2</name><value></value></CallVariable><CallVariable><name>user.x</name><value>y</value></CallVariable></callvariables>
  </mediaProperties><participants><Participant><actions><action>ANSWER</action></actions><mediaAddress>2001</mediaAddress>
  <mediaAddressType>AGENT_DEVICE</mediaAddressType><startTime>2023-01-13T11:25:00.000Z</startTime><state>ALERTING</state></Participant>
  <Participant><actions/><mediaAddress>5551234</mediaAddress><mediaAddressType></mediaAddressType><state>INITIATED</state></Participant>
  <Participant><mediaAddress>2002</mediaAddress><state>DROPPED</state></Participant></participants>
  <state>ALERTING</state><toAddress>3010</toAddress></Dialog>`;

test("a user is read with state, reason and the time of the change", () => {
  const user = readUser(parse(USER));
  assert.equal(user.state, "NOT_READY");
  assert.equal(user.reason.label, "Lunch");
  assert.equal(user.since, Date.parse("2023-01-13T11:21:47.026Z"));
  assert.deepEqual(user.roles, ["Agent"]);
  assert.equal(readUser(parse("<user><ReasonCode><label>A</label></ReasonCode></user>")).reason.label, "A");
  assert.equal(readUser(parse("<user/>")).reason, undefined);
});

test("reasons have the id of their uri, and system codes cannot be chosen", () => {
  const list =
    parse(`<ReasonCodes category="NOT_READY"><ReasonCode><uri>/finesse/api/ReasonCode/12</uri><code>3</code><label>Lunch</label></ReasonCode>
    <ReasonCode><uri>/finesse/api/ReasonCode/1</uri><code>32763</code><label>RNA</label><systemCode>true</systemCode></ReasonCode></ReasonCodes>`);
  assert.deepEqual(readReasons(list), [{ id: "12", label: "Lunch", code: "3" }]);
  assert.deepEqual(readReasons(parse('<ReasonCodes category="NOT_READY"/>')), []);
});

test("a dialog is read with the agent's part, the others, and the variables that have a value", () => {
  const dialog = readDialog(parse(DIALOG));
  assert.deepEqual(ownPart(dialog, "2001").actions, ["ANSWER"]);
  assert.deepEqual(
    others(dialog, "2001").map((part) => part.address),
    ["5551234"],
  );
  assert.deepEqual(filledVariables(dialog, 20), [
    ["queueName", "Support"],
    ["callVariable1", "<i>"],
    ["user.x", "y"],
  ]);
  assert.equal(filledVariables(dialog, 1).length, 1);
  assert.equal(otherEnd(dialog, "2001"), "5551234");
  assert.equal(otherEnd(dialog, "5551234"), "3010");
  assert.ok(isRinging(dialog, "2001"));
  assert.ok(!isRinging(dialog, "5551234"));
});

test("a dialog with little in it is still a dialog", () => {
  const bare = readDialog(parse("<Dialog><id>1</id></Dialog>"));
  assert.deepEqual(bare.participants, []);
  assert.equal(isShown(bare, "2001"), false);
  assert.deepEqual(readDialogs(parse("<Dialogs></Dialogs>")), []);
});

test("an agent does not see the supervisor who listens", () => {
  const monitored = readDialog(
    parse(DIALOG.replace("ACD_IN", "SUPERVISOR_MONITOR").replace("<action>ANSWER</action>", "")),
  );
  assert.ok(!isShown(monitored, "2001"));
});

const update = (data, event = "PUT", source = "/finesse/api/User/1001", requestId = "") =>
  readUpdate(
    `<Update><data>${data}</data><event>${event}</event><requestId>${requestId}</requestId><source>${source}</source></Update>`,
  );

test("an Update says what it is about", () => {
  assert.equal(update(USER.replaceAll("User>", "user>")).user.state, "NOT_READY");
  assert.equal(update("", "DELETE").type, "userGone");
  assert.equal(update(`<dialogs>${DIALOG}</dialogs>`, "POST").dialogs[0].id, "16804377");
  assert.equal(update(`<dialogs>${DIALOG}</dialogs>`, "DELETE").type, "dialogsGone");
  assert.equal(update(DIALOG.replaceAll("Dialog>", "dialog>")).dialog.id, "16804377");
  assert.deepEqual(update("<systemInfo><status>OUT_OF_SERVICE</status></systemInfo>"), {
    type: "systemInfo",
    maintenance: "",
    status: "OUT_OF_SERVICE",
  });
  assert.equal(update("<queue/>").type, "other");
  assert.throws(() => readUpdate("<Update>"), XmlError);
});

test("a failure keeps the server's words and the request it belongs to", () => {
  const error =
    "<apiErrors><apiError><errorType>Invalid State</errorType><errorMessage>CF_INVALID_OBJECT_STATE</errorMessage><errorData>22</errorData></apiError></apiErrors>";
  assert.deepEqual(update(error, "put", "/finesse/api/Dialog/7", "r1"), {
    type: "failure",
    source: "/finesse/api/Dialog/7",
    requestId: "r1",
    error: { type: "Invalid State", text: "CF_INVALID_OBJECT_STATE", data: "22" },
  });
});

test("a call's wrap-up reasons are the list, or the single one of a server that has no list", () => {
  const read = (inner) => readDialog(parse(`<Dialog><mediaProperties>${inner}</mediaProperties></Dialog>`)).wrapUps;
  const item = (label) => `<wrapUpItem>${label}</wrapUpItem>`;
  assert.deepEqual(read(""), []);
  assert.deepEqual(read("<wrapUpReason>Sale</wrapUpReason>"), ["Sale"]);
  assert.deepEqual(
    read(`<wrapUpReason>Sale</wrapUpReason><wrapUpItems>${item("Sale")}${item("Escalated")}${item("Sale")}</wrapUpItems>`),
    ["Sale", "Escalated"],
  );
});

test("the time on a call stops when it has ended", () => {
  assert.equal(timeOnCall({ state: "ACTIVE", startedAt: 1_000, since: 2_000 }, 9_000), 8_000);
  assert.equal(timeOnCall({ state: "WRAP_UP", startedAt: 1_000, since: 5_000 }, 9_000), 4_000);
});

test("requests are worded as the guide words them", () => {
  const body = ({ method, path, body }) => `${method} ${path} ${body}`;
  assert.equal(
    body(request.changeState("ann lee", "NOT_READY", { reasonCodeId: "12" })),
    "PUT /finesse/api/User/ann%20lee <User><state>NOT_READY</state><reasonCodeId>12</reasonCodeId></User>",
  );
  assert.equal(
    body(request.changeState("1001", "LOGIN", { extension: "2001" })),
    "PUT /finesse/api/User/1001 <User><state>LOGIN</state><extension>2001</extension></User>",
  );
  assert.equal(
    body(request.makeCall("1001", "2001", "<5>")),
    "POST /finesse/api/User/1001/Dialogs <Dialog><requestedAction>MAKE_CALL</requestedAction><fromAddress>2001</fromAddress><toAddress>&lt;5&gt;</toAddress></Dialog>",
  );
  assert.equal(
    body(request.actOnDialog("7", "2001", "ANSWER")),
    "PUT /finesse/api/Dialog/7 <Dialog><targetMediaAddress>2001</targetMediaAddress><requestedAction>ANSWER</requestedAction></Dialog>",
  );
  assert.equal(
    body(request.updateCallData("7", { wrapUps: ["Sale & more", "Escalated"] })),
    "PUT /finesse/api/Dialog/7 <Dialog><requestedAction>UPDATE_CALL_DATA</requestedAction><mediaProperties><wrapUpItems><wrapUpItem>Sale &amp; more</wrapUpItem><wrapUpItem>Escalated</wrapUpItem></wrapUpItems></mediaProperties></Dialog>",
  );
  assert.equal(
    body(request.updateCallData("7", { variables: { callVariable4: "<b>", "user.x": "" } })),
    "PUT /finesse/api/Dialog/7 <Dialog><requestedAction>UPDATE_CALL_DATA</requestedAction><mediaProperties><callvariables><CallVariable><name>callVariable4</name><value>&lt;b&gt;</value></CallVariable><CallVariable><name>user.x</name><value></value></CallVariable></callvariables></mediaProperties></Dialog>",
  );
});
