/**
 * What the objects read from this server's own answers: the golden files that the server's tests hold it to.
 * The answers of a server that has more (media, mobile agents, devices) are written here.
 */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { objectOf } from "../../../../gadgets/finesse/converter/object_form.js";
import { restservices as rs } from "../../../../gadgets/finesse/restservices/restservices.js";
import { dialog, loaded, server, USER } from "../server.mjs";

const golden = (name) =>
  readFileSync(new URL(`../../../finesse/golden/${name}.xml`, import.meta.url), "utf8");
const GETTER = /^(get|is|has)[A-Z]/;

const make =
  (Class, options = { id: "1" }) =>
  () =>
    new Class({ doNotSubscribe: true, ...options });
const alone = (xml) =>
  xml.replace(
    /<Participant>.*<\/Participant>/s,
    "<Participant><mediaAddress>2001</mediaAddress></Participant>",
  );
const DIALOG = golden("dialogs").match(/<Dialog>.*?<\/Dialog>/s)[0];
const CALL = objectOf(DIALOG).Dialog;
const LUNCH = {
  category: "NOT_READY",
  code: "27",
  forAll: "false",
  id: "49",
  label: "Lunch",
  systemCode: "false",
  uri: "/finesse/api/ReasonCode/49",
};
const MEDIA = `<Media><uri>/finesse/api/User/1/Media/5000</uri><dialogLogoutAction>CLOSE</dialogLogoutAction><id>5000</id>
  <interruptible>true</interruptible><interruptAction>ACCEPT</interruptAction><maxDialogLimit>10</maxDialogLimit><name>Chat</name>
  <ReasonCode><label>Lunch</label></ReasonCode><reasonCodeId>16</reasonCodeId><routable>true</routable><state>NOT_READY</state></Media>`;
const MOBILE = USER.replace(
  "<mediaType>",
  "<mobileAgent><mode>CALL_BY_CALL</mode><dialNumber>555</dialNumber></mobileAgent><mediaType>",
);
const DEVICES = USER.replace(
  "<mediaType>",
  "<activeDeviceId>SEP1</activeDeviceId><devices><device><deviceId>SEP1</deviceId></device></devices><mediaType>",
);
const layout = (columns) =>
  `<MediaPropertiesLayout><header><entry><displayName>A</displayName><mediaProperty>callVariable1</mediaProperty></entry></header>${columns}</MediaPropertiesLayout>`;
const entry = (name) =>
  `<entry><displayName>${name}</displayName><mediaProperty>user.${name}</mediaProperty><uiEditable>true</uiEditable></entry>`;
const shown = (name) => ({ displayName: name, mediaProperty: `user.${name}` });
const HEADER = { displayName: "A", mediaProperty: "callVariable1" };
const user = make(rs.User);
const signedOut = golden("user_signed_out");
const call = (xml) => [() => new rs.Dialog({ data: objectOf(xml).Dialog }), null];
const media = [make(rs.Media), MEDIA];
const system = [make(rs.SystemInfo), golden("system_info")];
const single = [make(rs.SystemInfo), golden("system_info").replace(/<secondaryNode>.*<\/secondaryNode>/, "")];
const item = (list, item_) => () => objectOf(golden(list))[Object.keys(objectOf(golden(list)))[0]][item_];
const listed = (Class, list, type) => [() => new Class({ data: item(list, type)() }), null];

// [class, how it is made and loaded, method, arguments, what it gives]
const TABLE = [
  [
    "User",
    [user, golden("user")],
    {
      getRestType: [[], "User"],
      getFirstName: [[], "LPU"],
      getLastName: [[], "Test 21"],
      getFullName: [[], "LPU Test 21"],
      getExtension: [[], "2830"],
      getPendingState: [[], ""],
      getTeamId: [[], "5005"],
      getTeamName: [[], "LPU_test"],
      getState: [[], "NOT_READY"],
      getStateChangeTime: [[], "2023-01-13T11:07:11.466Z"],
      getWrapUpOnIncoming: [[], "OPTIONAL"],
      getWrapUpOnOutgoing: [[], "NOT_ALLOWED"],
      hasAgentRole: [[], true],
      hasSupervisorRole: [[], true],
      hasRole: [["Admin"], false],
      isMobileAgent: [[], false],
      getMobileAgentMode: [[], null],
      getMobileAgentDialNumber: [[], null],
      isPendingStateChange: [[], false],
      isWrapUp: [[], false],
      isWrapUpRequired: [[], false],
      getReasonCodeLabel: [[], "Lunch"],
      getNotReadyReasonCodeId: [[], "49"],
      getReasonCode: [[], LUNCH],
      getSupervisedTeams: [[], [{ id: "5005", name: "LPU_test", uri: "/finesse/api/Team/5005" }]],
      getActiveDeviceId: [[], undefined],
      getDevices: [[], []],
    },
  ],
  [
    "User who is signed out",
    [user, signedOut],
    {
      getExtension: [[], ""],
      hasAgentRole: [[], true],
      hasSupervisorRole: [[], false],
      getNotReadyReasonCodeId: [[], undefined],
      getReasonCodeLabel: [[], ""],
      getReasonCode: [[], undefined],
      getSupervisedTeams: [[], []],
      getStateChangeTime: [[], null],
    },
  ],
  [
    "User who talks",
    [user, signedOut.replace("LOGOUT", "TALKING")],
    { isPendingStateChange: [[], true], isWrapUp: [[], false] },
  ],
  [
    "User who wraps up",
    [user, USER.replace("NOT_READY</state>", "WORK_READY</state>")],
    {
      isWrapUp: [[], true],
      isWrapUpRequired: [[], true],
      getWrapUpOnIncoming: [[], "REQUIRED"],
      getWrapUpOnOutgoing: [[], "OPTIONAL"],
    },
  ],
  [
    "User who is a mobile agent",
    [user, MOBILE],
    {
      isMobileAgent: [[], true],
      getMobileAgentMode: [[], "CALL_BY_CALL"],
      getMobileAgentDialNumber: [[], "555"],
    },
  ],
  [
    "User with devices",
    [user, DEVICES],
    { getActiveDeviceId: [[], "SEP1"], getDevices: [[], [{ deviceId: "SEP1" }]] },
  ],
  [
    "Dialog",
    call(DIALOG),
    {
      getId: [[], CALL.id],
      getFromAddress: [[], CALL.fromAddress],
      getToAddress: [[], CALL.toAddress],
      getMediaType: [[], CALL.mediaType],
      getDialogUri: [[], CALL.uri],
      getState: [[], CALL.state],
      getCallType: [[], CALL.mediaProperties.callType],
      getDNIS: [[], CALL.mediaProperties.DNIS],
      getParticipants: [[], [CALL.participants.Participant].flat()],
      getRestUrl: [[], CALL.uri],
      getXMPPNodePath: [[], CALL.uri],
    },
  ],
  [
    "Dialog of two",
    call(dialog(5)),
    {
      getParticipantTimerCounters: [
        ["2001"],
        {
          startTime: "2023-01-13T11:25:00.000Z",
          stateChangeTime: "2023-01-13T11:25:01.000Z",
          state: "ACTIVE",
        },
      ],
      getDroppableParticipants: [["2001"], []],
      isParticipantDroppable: [["2001"], true],
      getCallbackInfo: [[], undefined],
      getCallVariable: [["callVariable1"], "gold"],
      isSentDTMF: [[], false],
    },
  ],
  [
    "Dialog with strangers",
    call(dialog(5)),
    {
      getParticipantTimerCounters: [
        ["0"],
        { startTime: undefined, stateChangeTime: undefined, state: undefined },
      ],
      isParticipantDroppable: [["5551234"], false],
      getCallVariable: [["user.none"], undefined],
    },
  ],
  [
    "Dialog of one",
    call(
      alone(dialog(5, "<scheduledCallbackInfo><callbackNumber>5</callbackNumber></scheduledCallbackInfo>")),
    ),
    {
      getParticipants: [[], [{ mediaAddress: "2001" }]],
      getCallbackInfo: [[], { callbackNumber: "5" }],
    },
  ],
  [
    "Dialog of nobody",
    call("<Dialog><uri>/finesse/api/Dialog/1</uri><participants/><mediaProperties/></Dialog>"),
    {
      getParticipants: [[], []],
      getMediaProperties: [[], {}],
      getCallType: [[], undefined],
    },
  ],
  [
    "Dialog with one call variable",
    call(
      "<Dialog><uri>/x/1</uri><mediaProperties><DNIS>1</DNIS><callvariables><CallVariable><name>user.a</name><value>b</value></CallVariable></callvariables></mediaProperties></Dialog>",
    ),
    {
      getMediaProperties: [[], { DNIS: "1", "user.a": "b" }],
    },
  ],
  [
    "Media",
    media,
    {
      getRestUrl: [[], "/finesse/api/User/1/Media/5000"],
      getMediaId: [[], "5000"],
      getName: [[], "Chat"],
      getState: [[], "NOT_READY"],
      getReasonCodeId: [[], "16"],
      getReasonCodeLabel: [[], "Lunch"],
      getMaxDialogLimit: [[], "10"],
      getInterruptAction: [[], "ACCEPT"],
      getDialogLogoutAction: [[], "CLOSE"],
      getInterruptible: [[], "true"],
      getRoutable: [[], "true"],
      isLoggedIn: [[], true],
      isInWork: [[], false],
    },
  ],
  [
    "Queue",
    listed(rs.Queue, "queues", "Queue"),
    { getName: [[], "Sales"], getStatistics: [[], item("queues", "Queue")().statistics] },
  ],
  [
    "WrapUpReason",
    listed(rs.WrapUpReason, "wrap_up_reasons", "WrapUpReason"),
    {
      getLabel: [[], "Product Question"],
      getForAll: [[], "true"],
      getUri: [[], "/finesse/api/User/1234/WrapUpReason/205"],
    },
  ],
  [
    "ReasonCode",
    [make(rs.ReasonCode), golden("reason_code")],
    {
      getLabel: [[], "Lunch Break"],
      getCode: [[], "24"],
      getCategory: [[], "NOT_READY"],
      getForAll: [[], "true"],
      getSystemCode: [[], "false"],
      getUri: [[], "/finesse/api/ReasonCode/45"],
    },
  ],
  [
    "PhoneBook",
    listed(rs.PhoneBook, "phone_books", "PhoneBook"),
    {
      getName: [[], "TestBook"],
      getType: [[], "GLOBAL"],
      getUri: [[], "/finesse/api/PhoneBook/1"],
      getEmbeddedContacts: [[], item("phone_books", "PhoneBook")().contacts],
    },
  ],
  [
    "Contact",
    listed(rs.Contact, "contacts", "Contact"),
    {
      getFirstName: [[], "Ana"],
      getLastName: [[], "Muñoz"],
      getPhoneNumber: [[], "5550100"],
      getDescription: [[], "Front desk"],
      getUri: [[], "/finesse/api/PhoneBook/1/Contact/4"],
    },
  ],
  [
    "Workflow",
    [() => new rs.Workflow({ data: objectOf(golden("workflow")) }), null],
    {
      getName: [[], "crm pop"],
      getDescription: [[], "opens the CRM on ringing"],
      getUri: [[], "/finesse/api/Workflow/1"],
      getTriggerSet: [[], objectOf(golden("workflow")).Workflow.TriggerSet],
      getConditionSet: [[], objectOf(golden("workflow")).Workflow.ConditionSet],
      getWorkflowActions: [[], objectOf(golden("workflow")).Workflow.workflowActions],
    },
  ],
  [
    "WorkflowAction",
    [() => new rs.WorkflowAction({ data: objectOf(golden("workflow_action")) }), null],
    {
      getName: [[], "CRM pop"],
      getType: [[], "BROWSER_POP"],
      getHandledBy: [[], "FINESSE_DESKTOP"],
      getUri: [[], "/finesse/api/WorkflowAction/1234"],
      getParams: [
        [],
        {
          path: { name: "path", value: "https://crm.example.com/?q=${callVariable1}" },
          windowName: { name: "windowName", value: "theWindow" },
        },
      ],
      getActionVariables: [
        [],
        { callVariable1: { name: "callVariable1", type: "SYSTEM", node: null, testValue: "x" } },
      ],
    },
  ],
  [
    "MediaPropertiesLayout",
    [
      make(rs.MediaPropertiesLayout),
      layout(`<column>${entry("b")}${entry("c")}</column><column>${entry("d")}</column>`),
    ],
    {
      getData: [[], { header: HEADER, columns: [[shown("b"), shown("c")], [shown("d")]] }],
      getEmptyData: [[], { header: { displayName: null, mediaProperty: null }, columns: [[], []] }],
    },
  ],
  [
    "MediaPropertiesLayout of one column",
    [make(rs.MediaPropertiesLayout), layout(`<column>${entry("b")}</column>`)],
    {
      getData: [[], { header: HEADER, columns: [[], [shown("b")]] }],
    },
  ],
  [
    "MediaPropertiesLayout of the server's",
    [make(rs.MediaPropertiesLayout), golden("media_properties_layout")],
    {
      getData: [
        [],
        {
          header: { displayName: "Customer", mediaProperty: "callVariable1" },
          columns: [[{ displayName: "Customer", mediaProperty: "callVariable1" }], []],
        },
      ],
    },
  ],
  [
    "LayoutConfig",
    [make(rs.LayoutConfig), golden("layout_config").replace("xmlns=", 'a="1&amp;amp;2" xmlns=')],
    {
      getLayoutxml: [[], '<finesseLayout a="1&2" xmlns="http://www.cisco.com/vtg/finesse"></finesseLayout>'],
    },
  ],
  [
    "TeamLayoutConfig",
    [make(rs.TeamLayoutConfig), golden("team_layout_config")],
    {
      getUseDefault: [[], "false"],
      getLayoutXML: [[], '<finesseLayout xmlns="http://www.cisco.com/vtg/finesse"></finesseLayout>'],
    },
  ],
  [
    "SystemInfo",
    system,
    {
      getStatus: [[], "IN_SERVICE"],
      getCurrentTimestamp: [[], "2022-05-05T07:34:07.188Z"],
      getXmppDomain: [[], "uccx1.example.com"],
      getXmppPubSubDomain: [[], "pubsub.uccx1.example.com"],
      getDeploymentType: [[], "UCCX"],
      getSystemAuthMode: [[], "NON_SSO"],
      getLicense: [[], "PREMIUM"],
      getTimezoneOffset: [[], "330"],
      getPeripheralId: [[], "1"],
      getPrimaryNode: [[], { host: "uccx1.example.com" }],
      getSecondaryNode: [[], { host: "uccx2.example.com" }],
      isSingleNode: [[], false],
      getThisHost: [["UCCX2.example.com", "10.0.0.2"], "uccx2.example.com"],
      getAlternateHost: [["uccx2.example.com"], "uccx1.example.com"],
    },
  ],
  [
    "SystemInfo by the domain of notifications",
    system,
    { getThisHost: [[], "uccx1.example.com"], getAlternateHost: [[], "uccx2.example.com"] },
  ],
  [
    "SystemInfo of a single node",
    single,
    {
      isSingleNode: [[], true],
      getThisHost: [[], "uccx1.example.com"],
      getAlternateHost: [[], undefined],
      getSecondaryNode: [[], undefined],
    },
  ],
  [
    "Team",
    [make(rs.Team), golden("team")],
    { getId: [[], "34"], getName: [[], "My Team"], getUri: [[], "/finesse/api/Team/34"] },
  ],
  [
    "TeamMessage",
    [make(rs.TeamMessage), golden("team_message")],
    {
      getContent: [[], "text"],
      getDuration: [[], "100"],
      getCreatedAt: [[], "2019-01-01T10:00:00.000Z"],
      getUri: [[], "/finesse/api/TeamMessage/42"],
      getCreatedBy: [[], { id: "1001", firstName: "Su", lastName: "Per" }],
      getTeams: [[], ["5000"]],
    },
  ],
  [
    "TeamNotReadyReasonCode",
    listed(rs.TeamNotReadyReasonCode, "reason_codes", "ReasonCode"),
    {
      getLabel: [[], "Lunch"],
      getCode: [[], "12"],
      getCategory: [[], "NOT_READY"],
      getForAll: [[], "true"],
      getUri: [[], "/finesse/api/ReasonCode/1"],
    },
  ],
  [
    "TeamSignOutReasonCode",
    listed(rs.TeamSignOutReasonCode, "reason_codes", "ReasonCode"),
    {
      getLabel: [[], "Lunch"],
      getCode: [[], "12"],
      getCategory: [[], "NOT_READY"],
      getForAll: [[], "true"],
    },
  ],
  [
    "TeamWrapUpReason",
    listed(rs.TeamWrapUpReason, "wrap_up_reasons", "WrapUpReason"),
    { getLabel: [[], "Product Question"], getForAll: [[], "true"] },
  ],
  ["TeamPhoneBook", listed(rs.TeamPhoneBook, "phone_books", "PhoneBook"), { getName: [[], "TestBook"] }],
  [
    "TeamWorkflow",
    [() => new rs.TeamWorkflow({ data: objectOf(golden("workflow")) }), null],
    {
      getName: [[], "crm pop"],
      getDescription: [[], "opens the CRM on ringing"],
    },
  ],
];

for (const [what, [making, answer], getters] of TABLE) {
  for (const [method, [given, expected]] of Object.entries(getters)) {
    test(`${what}.${method}(${given.join()})`, () => {
      const world = server();
      const object = answer === null ? making() : loaded(world, making, answer);
      assert.deepEqual(object[method](...given), expected);
    });
  }
}

test("every getter of every class stands in the table, or is called in these tests", () => {
  const tested = new Set(
    TABLE.flatMap(([what, , getters]) =>
      Object.keys(getters).map((method) => `${what.split(" ")[0]}.${method}`),
    ),
  );
  const texts = ["requests", "events", "answers"].map((name) =>
    readFileSync(new URL(`${name}.test.mjs`, import.meta.url), "utf8"),
  );
  const structure = [
    "getRestType",
    "getRestItemType",
    "getRestItemClass",
    "getRestUrl",
    "getCollection",
    "getMediaProperties",
  ];
  const missing = [];
  for (const [name, Class] of Object.entries(rs)) {
    const own = typeof Class === "function" ? Object.getOwnPropertyNames(Class.prototype) : [];
    for (const method of own.filter((each) => GETTER.test(each) && !structure.includes(each))) {
      const base = { DialogBase: "Dialog", RestBase: undefined, RestCollectionBase: undefined };
      const owner = name in base ? base[name] : name;
      const there =
        owner === undefined ||
        tested.has(`${owner}.${method}`) ||
        texts.some((text) => text.includes(`.${method}(`));
      if (!there) {
        missing.push(`${name}.${method}`);
      }
    }
  }
  assert.deepEqual(missing, []);
});

// A list as the server sends it, and what is in it.
for (const [what, making, answer, ids, items] of [
  ["Dialogs", make(rs.Dialogs, {}), golden("dialogs"), [CALL.id], rs.Dialog],
  ["Queues", make(rs.Queues, {}), golden("queues"), ["10"], rs.Queue],
  ["PhoneBooks", make(rs.PhoneBooks, {}), golden("phone_books"), ["1"], rs.PhoneBook],
  ["Contacts", make(rs.Contacts, {}), golden("contacts"), ["4"], rs.Contact],
  ["WrapUpReasons", make(rs.WrapUpReasons, {}), golden("wrap_up_reasons"), ["205"], rs.WrapUpReason],
  ["ReasonCodes", make(rs.ReasonCodes, {}), golden("reason_codes"), ["1"], rs.ReasonCode],
  ["ReasonCodes of none", make(rs.ReasonCodes, {}), '<ReasonCodes category="NOT_READY"/>', [], undefined],
  ["Teams", make(rs.Teams, {}), golden("teams"), ["34"], rs.Team],
  ["Workflows", make(rs.Workflows, {}), `<Workflows>${golden("workflow")}</Workflows>`, ["1"], rs.Workflow],
  [
    "WorkflowActions",
    make(rs.WorkflowActions, {}),
    `<WorkflowActions>${golden("workflow_action")}</WorkflowActions>`,
    ["1234"],
    rs.WorkflowAction,
  ],
  [
    "MediaPropertiesLayouts",
    make(rs.MediaPropertiesLayouts, {}),
    `<MediaPropertiesLayouts>${golden("media_properties_layout")}</MediaPropertiesLayouts>`,
    ["1"],
    rs.MediaPropertiesLayout,
  ],
  [
    "TeamMessages",
    make(rs.TeamMessages, {}),
    `<TeamMessages>${golden("team_message")}</TeamMessages>`,
    ["42"],
    rs.TeamMessage,
  ],
  [
    "TeamNotReadyReasonCodes",
    make(rs.TeamNotReadyReasonCodes, {}),
    golden("reason_codes"),
    ["1"],
    rs.TeamNotReadyReasonCode,
  ],
  [
    "TeamSignOutReasonCodes",
    make(rs.TeamSignOutReasonCodes, {}),
    golden("reason_codes"),
    ["1"],
    rs.TeamSignOutReasonCode,
  ],
  [
    "TeamWrapUpReasons",
    make(rs.TeamWrapUpReasons, {}),
    golden("wrap_up_reasons"),
    ["205"],
    rs.TeamWrapUpReason,
  ],
  ["TeamPhoneBooks", make(rs.TeamPhoneBooks, {}), golden("phone_books"), ["1"], rs.TeamPhoneBook],
  [
    "TeamWorkflows",
    make(rs.TeamWorkflows, {}),
    `<Workflows>${golden("workflow")}</Workflows>`,
    ["1"],
    rs.TeamWorkflow,
  ],
  ["MediaList", make(rs.MediaList, {}), `<MediaList>${MEDIA}</MediaList>`, ["5000"], rs.Media],
  ["MediaDialogs", make(rs.MediaDialogs, {}), golden("dialogs"), [CALL.id], rs.MediaDialog],
]) {
  test(`${what} has what the server lists, by their ids`, () => {
    const world = server();
    const list = loaded(world, making, answer);
    assert.deepEqual([Object.keys(list.getCollection()), list.length], [ids, ids.length]);
    for (const one of Object.values(list.getCollection())) {
      assert.ok(one instanceof items);
      assert.equal(list.getRestItemClass(), items);
      assert.equal(one._loaded, true);
    }
  });
}

test("a call's properties are one map, in which call variables stand by their names", () => {
  const properties = new rs.Dialog({ data: objectOf(dialog(5)).Dialog }).getMediaProperties();
  const { DNIS, callType, queueName, callVariable1, callVariable2 } = properties;
  assert.deepEqual(
    [DNIS, callType, queueName, callVariable1, callVariable2],
    ["2001", "ACD_IN", "Support", "gold", null],
  );
  assert.equal("callvariables" in properties, false);
});

test("agents in a conference can be dropped, the caller and oneself not", () => {
  const more =
    "<Participant><mediaAddress>2002</mediaAddress><mediaAddressType>AGENT_DEVICE</mediaAddressType><state>HELD</state></Participant>";
  const conference = new rs.Dialog({
    data: objectOf(dialog(5).replace("</participants>", `${more}</participants>`)).Dialog,
  });
  assert.deepEqual(
    conference.getDroppableParticipants("2001").map((one) => one.mediaAddress),
    ["2002"],
  );
});

test("digits that were sent are remembered", () => {
  const call_ = new rs.Dialog({ data: CALL });
  call_.setSentDTMF(true);
  assert.equal(call_.isSentDTMF(), true);
});

test("calls are counted with or without those that listen to others", () => {
  const world = server();
  const monitor = dialog(6).replace("ACD_IN", "SUPERVISOR_MONITOR");
  const dialogs = loaded(world, make(rs.Dialogs, {}), `<Dialogs>${dialog(5)}${monitor}</Dialogs>`);
  assert.deepEqual([dialogs.getDialogCount(), dialogs.getDialogCount(true)], [2, 1]);
});

test("the raw layout that gadgets read stays as the server sent it", () => {
  const world = server();
  const layouts = loaded(
    world,
    make(rs.MediaPropertiesLayouts, {}),
    `<MediaPropertiesLayouts>${layout(
      `<column>${entry("b")}${entry("c")}</column><column>${entry("d")}</column>`,
    ).replace(
      "<header>",
      "<uri>/finesse/api/MediaPropertiesLayout/9</uri><header>",
    )}</MediaPropertiesLayouts>`,
  );
  const [left, right] = layouts._collection["9"]._data.column;
  assert.deepEqual([left.entry[0].uiEditable, right.entry.mediaProperty], ["true", "user.d"]);
});

for (const [what, xml, expected] of [
  [
    "several",
    golden("reason_codes").replace(
      "</ReasonCodes>",
      "<ReasonCode><uri>/finesse/api/ReasonCode/2</uri><label>Break</label></ReasonCode></ReasonCodes>",
    ),
    [
      ["1", "Lunch"],
      ["2", "Break"],
    ],
  ],
  ["one", golden("reason_codes"), [["1", "Lunch"]]],
  ["none", '<ReasonCodes category="NOT_READY"/>', undefined],
]) {
  test(`${what} of the reasons for Not Ready are a list, or nothing`, () => {
    const world = server();
    const agent = loaded(world, user, golden("user"));
    const told = [];
    agent.getNotReadyReasonCodes({ success: (list) => told.push(list?.map(({ id, label }) => [id, label])) });
    world.last.answer(200, xml);
    assert.deepEqual(told, [expected]);
  });
}

test("one reason by its id", () => {
  const world = server();
  const agent = loaded(world, user, golden("user"));
  const told = [];
  agent.getReasonCodeById({ success: (reason) => told.push([reason.id, reason.label, reason.uri]) }, "45");
  world.last.answer(200, golden("reason_code"));
  assert.deepEqual(told, [["45", "Lunch Break", "/finesse/api/ReasonCode/45"]]);
});

test("a medium from the list tells of itself, and knows how to sign in", () => {
  const world = server();
  const list = loaded(
    world,
    make(rs.MediaList, { parentObj: { getRestUrl: () => "/finesse/api/User/1" } }),
    `<MediaList>${MEDIA}</MediaList>`,
  );
  const told = [];
  const chat = list.getMedia({
    id: "5000",
    onLoad: (one) => told.push(one.getName()),
    mediaOptions: { maxDialogLimit: "3" },
  });
  chat.login();
  assert.deepEqual(
    [told, world.last.body],
    [["Chat"], "<Media><state>LOGIN</state><maxDialogLimit>3</maxDialogLimit></Media>"],
  );
});

test("constants are called what they are, but for DTMF", () => {
  const groups = [
    rs.User.States,
    rs.User.WorkMode,
    rs.User.WrapUpMode,
    rs.Dialog.States,
    rs.Dialog.ParticipantStates,
  ];
  groups.push(
    rs.Dialog.ReasonStates,
    rs.Dialog.CallTypes,
    rs.Media.States,
    rs.MediaDialog.TaskActions,
    rs.MediaDialog.States,
  );
  groups.push(rs.SystemInfo.Statuses, rs.WorkflowAction.Types);
  for (const [name, value] of groups.flatMap(Object.entries)) {
    assert.equal(name, value);
  }
  const { DTMF, ...actions } = rs.Dialog.Actions;
  assert.equal(DTMF, "SEND_DTMF");
  assert.deepEqual(Object.keys(actions), Object.values(actions));
  assert.equal(Object.keys(rs.User.States).length, 11);
  assert.deepEqual([rs.InterruptActions.ACCEPT, rs.InterruptActions.IGNORE], ["ACCEPT", "IGNORE"]);
  assert.deepEqual([rs.DialogLogoutActions.CLOSE, rs.DialogLogoutActions.TRANSFER], ["CLOSE", "TRANSFER"]);
  assert.deepEqual(
    ["accept", "Ignore", "x", undefined].map((one) => rs.InterruptActions.isValidAction(one)),
    [true, true, false, false],
  );
});

test("the structure that all objects share", () => {
  const world = server();
  const agent = loaded(world, user, golden("user"));
  assert.deepEqual(
    [agent.getRestClass(), agent.getId(), agent.getXMPPNodePath()],
    [rs.User, "1", "/finesse/api/User/1"],
  );
  assert.deepEqual(
    [
      agent.getProperty(agent.getData(), "state"),
      agent.getProperty({}, "state"),
      agent.hasProperty({ a: "" }, "a"),
    ],
    ["NOT_READY", null, true],
  );
  const books = loaded(world, make(rs.PhoneBooks, {}), golden("phone_books"));
  assert.deepEqual(
    [books.getRestItemType(), books.getRestItemBaseUrl()],
    ["PhoneBook", "/finesse/api/PhoneBooks"],
  );
  assert.throws(() => new rs.RestBase({ doNotSubscribe: true }), /getRestType/);
});
