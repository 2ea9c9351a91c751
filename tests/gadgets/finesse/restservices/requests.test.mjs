/** Every method that asks the API for something: its request, with the body to the letter. */
import assert from "node:assert/strict";
import { test } from "node:test";

import { restservices as rs } from "../../../../gadgets/finesse/restservices/restservices.js";
import { dialog, loaded, server, USER } from "../server.mjs";

const U = "/finesse/api/User/1001";
const D = "/finesse/api/Dialog/77";
const NOW = "?nocache=*";

const user = (world) => loaded(world, () => new rs.User({ id: "1001" }), USER);
const dialogs = (world) => loaded(world, () => user(world).getDialogs(), `<Dialogs>${dialog(77)}</Dialogs>`);
const call = (world) => dialogs(world).getCollection()["77"];
const media = (world) =>
  loaded(
    world,
    () => user(world).getMediaList(),
    `<MediaList><Media><uri>${U}/Media/5000</uri><id>5000</id><name>Chat</name><state>READY</state></Media></MediaList>`,
  ).getMedia({ id: "5000" });
const task = (world) =>
  loaded(world, () => media(world).getMediaDialogs(), `<Dialogs>${dialog(77)}</Dialogs>`).getCollection()[
    "77"
  ];
const team = (world) =>
  loaded(
    world,
    () => new rs.Team({ id: "5" }),
    "<Team><id>5</id><name>Sales</name><uri>/finesse/api/Team/5</uri></Team>",
  );
const of = (Class, id) => () => new Class({ id });
const TRIGGERS = { name: "CALL_ARRIVES" };
const LAYOUT = '<a url="x?y&z"/>';

const put = (path, body) => ["PUT", path, body];
const post = (path, body) => ["POST", path, body];
const get = (path) => ["GET", path, undefined];
const remove = (path) => ["DELETE", path, undefined];
const asked = (body) => put(D, `<Dialog>${body}</Dialog>`);
const act = (action) =>
  asked(`<targetMediaAddress>2001</targetMediaAddress><requestedAction>${action}</requestedAction>`);
const actWith = (action, name, value) =>
  asked(
    `<targetMediaAddress>2001</targetMediaAddress><requestedAction>${action}</requestedAction>` +
      `<actionParams><ActionParam><name>${name}</name><value>${value}</value></ActionParam></actionParams>`,
  );
const data = (properties) =>
  asked(
    `<mediaProperties>${properties}</mediaProperties><requestedAction>UPDATE_CALL_DATA</requestedAction>`,
  );
const newCall = (action) =>
  post(
    `${U}/Dialogs`,
    `<Dialog><requestedAction>${action}</requestedAction><toAddress>3010</toAddress><fromAddress>2001</fromAddress></Dialog>`,
  );
const barge = post(
  `${U}/Dialogs`,
  "<Dialog><fromAddress>2001</fromAddress><toAddress>3010</toAddress><requestedAction>BARGE_CALL</requestedAction>" +
    "<associatedDialogUri>/finesse/api/Dialog/9</associatedDialogUri></Dialog>",
);
const list = (type, item, ...uris) =>
  uris.length === 0
    ? `<${type}/>`
    : `<${type}>${uris.map((uri) => `<${item}><uri>${uri}</uri></${item}>`).join("")}</${type}>`;

// [what, whose, what is called on it with handlers h, the request]
const TABLE = [
  ["User", of(rs.User, "1001"), () => {}, get(`${U}${NOW}`)],
  [
    "User.login",
    user,
    (u, h) => u.login("2001", h),
    put(U, "<User><state>LOGIN</state><extension>2001</extension></User>"),
  ],
  [
    "User.loginMobileAgent",
    user,
    (u, h) => u.loginMobileAgent("2001", "CALL_BY_CALL", "555", h),
    put(
      U,
      "<User><state>LOGIN</state><extension>2001</extension><mobileAgent><mode>CALL_BY_CALL</mode><dialNumber>555</dialNumber></mobileAgent></User>",
    ),
  ],
  ["User.logout", user, (u, h) => u.logout(null, h), put(U, "<User><state>LOGOUT</state></User>")],
  [
    "User.logout for a reason",
    user,
    (u, h) => u.logout({ id: "9" }, h),
    put(U, "<User><state>LOGOUT</state><reasonCodeId>9</reasonCodeId></User>"),
  ],
  [
    "User.setState",
    user,
    (u, h) => u.setState("READY", null, h),
    put(U, "<User><state>READY</state></User>"),
  ],
  [
    "User.setState for a reason",
    user,
    (u, h) => u.setState("NOT_READY", { id: "7", label: "Lunch" }, h),
    put(U, "<User><state>NOT_READY</state><reasonCodeId>7</reasonCodeId></User>"),
  ],
  ["User.makeCall", user, (u, h) => u.makeCall("3010", h), newCall("MAKE_CALL")],
  ["User.makeSMCall", user, (u, h) => u.makeSMCall("3010", h), newCall("SILENT_MONITOR")],
  ["User.makeBargeCall", user, (u, h) => u.makeBargeCall("3010", "/finesse/api/Dialog/9", h), barge],
  ["User.getDialogs", user, (u) => u.getDialogs(), get(`${U}/Dialogs${NOW}`)],
  ["User.getDialogsNoCache", dialogs, (d) => d._restObj.getDialogsNoCache(), get(`${U}/Dialogs${NOW}`)],
  ["User.getWrapUpReasons", user, (u) => u.getWrapUpReasons(), get(`${U}/WrapUpReasons${NOW}`)],
  ["User.getPhoneBooks", user, (u) => u.getPhoneBooks(), get(`${U}/PhoneBooks${NOW}`)],
  ["User.loadWorkflows", user, (u) => u.loadWorkflows(), get(`${U}/Workflows${NOW}`)],
  [
    "User.getMediaPropertiesLayout",
    user,
    (u) => u.getMediaPropertiesLayout(),
    get(`${U}/MediaPropertiesLayout${NOW}`),
  ],
  [
    "User.getMediaPropertiesLayouts",
    user,
    (u) => u.getMediaPropertiesLayouts(),
    get(`${U}/MediaPropertiesLayouts${NOW}`),
  ],
  ["User.getMediaList", user, (u) => u.getMediaList(), get(`${U}/Media${NOW}`)],
  [
    "User.getNotReadyReasonCodes",
    user,
    (u, h) => u.getNotReadyReasonCodes(h),
    get(`${U}/ReasonCodes?category=NOT_READY&nocache=*`),
  ],
  [
    "User.getSignoutReasonCodes",
    user,
    (u, h) => u.getSignoutReasonCodes(h),
    get(`${U}/ReasonCodes?category=LOGOUT&nocache=*`),
  ],
  ["User.getReasonCodeById", user, (u, h) => u.getReasonCodeById(h, "7"), get(`${U}/ReasonCode/7${NOW}`)],
  [
    "ClientLog.sendLogs",
    user,
    (u, h) => u.getClientLog({ doNotSubscribe: true }).sendLogs("a <b> & &amp;", h),
    post(`${U}/ClientLog`, "<ClientLog><logData>a &lt;b&gt; &amp; &amp;amp;</logData></ClientLog>"),
  ],

  ["Dialog.requestAction", call, (d, h) => d.requestAction("2001", rs.Dialog.Actions.HOLD, h), act("HOLD")],
  ["Dialog.dropParticipant", call, (d, h) => d.dropParticipant("2001", h), act("PARTICIPANT_DROP")],
  ["Dialog.dropCall", call, (d, h) => d.dropCall("2001", h), act("DROP")],
  [
    "Dialog.makeConsultCall",
    call,
    (d, h) => d.makeConsultCall("2001", "2002", h),
    asked(
      "<targetMediaAddress>2001</targetMediaAddress><toAddress>2002</toAddress><requestedAction>CONSULT_CALL</requestedAction>",
    ),
  ],
  [
    "Dialog.initiateDirectTransfer",
    call,
    (d, h) => d.initiateDirectTransfer("2001", "2002", h),
    asked(
      "<targetMediaAddress>2001</targetMediaAddress><toAddress>2002</toAddress><requestedAction>TRANSFER_SST</requestedAction>",
    ),
  ],
  [
    "Dialog.sendDTMFRequest",
    call,
    (d, h) => d.sendDTMFRequest("2001", h, "7#"),
    actWith("SEND_DTMF", "dtmfString", "7#"),
  ],
  [
    "Dialog.updateWrapUpReason",
    call,
    (d, h) => d.updateWrapUpReason("Sale & more", h),
    data("<wrapUpReason>Sale &amp; more</wrapUpReason>"),
  ],
  [
    "Dialog.updateWrapUpItems",
    call,
    (d, h) => d.updateWrapUpItems(["Sale", "Complaint"], h),
    data("<wrapUpItems><wrapUpItem>Sale</wrapUpItem><wrapUpItem>Complaint</wrapUpItem></wrapUpItems>"),
  ],
  [
    "Dialog.updateCallVariables by names",
    call,
    (d, h) => d.updateCallVariables({ callVariable1: "x", "user.y": "" }, h),
    data(
      "<callvariables><CallVariable><name>callVariable1</name><value>x</value></CallVariable><CallVariable><name>user.y</name><value></value></CallVariable></callvariables>",
    ),
  ],
  [
    "Dialog.updateCallVariables of a list",
    call,
    (d, h) => d.updateCallVariables([{ name: "callVariable2", value: "x" }], h),
    data(
      "<callvariables><CallVariable><name>callVariable2</name><value>x</value></CallVariable></callvariables>",
    ),
  ],
  [
    "Dialog.updateCallVariable",
    call,
    (d, h) => d.updateCallVariable("callVariable3", "x", h),
    data(
      "<callvariables><CallVariable><name>callVariable3</name><value>x</value></CallVariable></callvariables>",
    ),
  ],
  [
    "Dialog.updateCallbackTime",
    call,
    (d, h) => d.updateCallbackTime("2001", "2014-03-07T14:30", h),
    actWith("UPDATE_SCHEDULED_CALLBACK", "callbackTime", "2014-03-07T14:30"),
  ],
  [
    "Dialog.updateCallbackNumber",
    call,
    (d, h) => d.updateCallbackNumber("2001", "555", h),
    actWith("UPDATE_SCHEDULED_CALLBACK", "callbackNumber", "555"),
  ],
  ["Dialog.cancelCallback", call, (d, h) => d.cancelCallback("2001", h), act("CANCEL_SCHEDULED_CALLBACK")],
  [
    "Dialog.reclassifyCall",
    call,
    (d, h) => d.reclassifyCall("2001", "FAX", h),
    actWith("RECLASSIFY", "outboundClassification", "FAX"),
  ],
  ["Dialog.refresh", call, (d) => d.refresh(), get(`${D}${NOW}`)],
  [
    "Dialogs.createNewCallDialog",
    dialogs,
    (d, h) => d.createNewCallDialog("3010", "2001", h),
    newCall("MAKE_CALL"),
  ],
  [
    "Dialogs.createNewSuperviseCallDialog",
    dialogs,
    (d, h) => d.createNewSuperviseCallDialog("3010", "2001", "SILENT_MONITOR", h),
    newCall("SILENT_MONITOR"),
  ],
  [
    "Dialogs.createNewBargeCall",
    dialogs,
    (d, h) => d.createNewBargeCall("2001", "3010", "BARGE_CALL", "/finesse/api/Dialog/9", h),
    barge,
  ],

  [
    "Media.login",
    media,
    (m, handlers) =>
      m.login({ maxDialogLimit: "3", interruptAction: "ACCEPT", dialogLogoutAction: "CLOSE", handlers }),
    put(
      `${U}/Media/5000`,
      "<Media><state>LOGIN</state><maxDialogLimit>3</maxDialogLimit><interruptAction>ACCEPT</interruptAction><dialogLogoutAction>CLOSE</dialogLogoutAction></Media>",
    ),
  ],
  [
    "Media.logout",
    media,
    (m, handlers) => m.logout({ id: "9" }, { handlers }),
    put(`${U}/Media/5000`, "<Media><state>LOGOUT</state><reasonCodeId>9</reasonCodeId></Media>"),
  ],
  [
    "Media.setState",
    media,
    (m, h) => m.setState("READY", undefined, h),
    put(`${U}/Media/5000`, "<Media><state>READY</state></Media>"),
  ],
  [
    "Media.setRoutable",
    media,
    (m, handlers) => m.setRoutable({ routable: false, handlers }),
    put(`${U}/Media/5000`, "<Media><routable>false</routable></Media>"),
  ],
  ["Media.refresh", media, (m) => m.refresh(), get(`${U}/Media/5000${NOW}`)],
  ["Media.getMediaDialogs", media, (m) => m.getMediaDialogs(), get(`${U}/Dialogs${NOW}`)],
  [
    "MediaDialog.setTaskState",
    task,
    (t, h) => t.setTaskState("ACCEPT", h, null),
    asked("<requestedAction>ACCEPT</requestedAction>"),
  ],
  [
    "MediaDialog.transfer",
    task,
    (t, h) => t.transfer("selector", h),
    asked("<requestedAction>TRANSFER</requestedAction><target>selector</target>"),
  ],
  [
    "MediaDialog.transferWithWrapUp",
    task,
    (t, h) => t.transferWithWrapUp("selector", "Sale", h),
    asked(
      "<requestedAction>TRANSFER</requestedAction><target>selector</target><mediaProperties><wrapUpReason>Sale</wrapUpReason></mediaProperties>",
    ),
  ],
  [
    "MediaDialog.closeWithWrapUp",
    task,
    (t, h) => t.closeWithWrapUp("Sale", h),
    asked(
      "<requestedAction>CLOSE</requestedAction><mediaProperties><wrapUpReason>Sale</wrapUpReason></mediaProperties>",
    ),
  ],

  [
    "PhoneBook.getContacts",
    () => new rs.PhoneBook({ id: "1", data: {} }),
    (p) => p.getContacts(),
    get(`/finesse/api/PhoneBook/1/Contacts${NOW}`),
  ],
  [
    "PhoneBook.add",
    () => new rs.PhoneBook({}),
    (p, h) => p.add({ name: "Ours", type: "GLOBAL", more: 1 }, h),
    post("/finesse/api/PhoneBook", "<PhoneBook><name>Ours</name><type>GLOBAL</type></PhoneBook>"),
  ],
  [
    "PhoneBook.update",
    of(rs.PhoneBook, "1"),
    (p, h) => p.update({ name: "Theirs" }, h),
    put("/finesse/api/PhoneBook/1", "<PhoneBook><uri>1</uri><name>Theirs</name></PhoneBook>"),
  ],
  ["PhoneBook.delete", of(rs.PhoneBook, "1"), (p, h) => p.delete(h), remove("/finesse/api/PhoneBook/1")],
  ["PhoneBooks", () => new rs.PhoneBooks({}), () => {}, get(`/finesse/api/PhoneBooks${NOW}`)],
  [
    "Contact.add",
    () => new rs.Contact({ parentObj: new rs.PhoneBook({ id: "1" }) }),
    (c, h) => c.add({ firstName: "Bo", phoneNumber: "5" }, h),
    post(
      "/finesse/api/PhoneBook/1/Contact",
      "<Contact><phoneNumber>5</phoneNumber><firstName>Bo</firstName></Contact>",
    ),
  ],
  [
    "Contact.update",
    () => new rs.Contact({ id: "3", parentObj: new rs.PhoneBook({ id: "1" }) }),
    (c, h) => c.update({ description: "x" }, h),
    put("/finesse/api/PhoneBook/1/Contact/3", "<Contact><uri>3</uri><description>x</description></Contact>"),
  ],
  [
    "Contact.delete",
    () => new rs.Contact({ id: "3", parentObj: new rs.PhoneBook({ id: "1" }) }),
    (c, h) => c.delete(h),
    remove("/finesse/api/PhoneBook/1/Contact/3"),
  ],
  [
    "Workflow.add",
    () => new rs.Workflow({}),
    (w, h) => w.add({ name: "pop", TriggerSet: TRIGGERS }, h),
    post(
      "/finesse/api/Workflow",
      "<Workflow><name>pop</name><TriggerSet><name>CALL_ARRIVES</name></TriggerSet></Workflow>",
    ),
  ],
  [
    "Workflow.update",
    of(rs.Workflow, "2"),
    (w, h) => w.update({ description: "x" }, h),
    put("/finesse/api/Workflow/2", "<Workflow><uri>2</uri><description>x</description></Workflow>"),
  ],
  ["Workflow.delete", of(rs.Workflow, "2"), (w, h) => w.delete(h), remove("/finesse/api/Workflow/2")],
  ["Workflows", () => new rs.Workflows({}), () => {}, get(`/finesse/api/Workflows${NOW}`)],
  [
    "WorkflowAction.add",
    () => new rs.WorkflowAction({}),
    (a, h) =>
      a.add(
        {
          name: "pop",
          type: "BROWSER_POP",
          handledBy: "OTHER",
          params: { Param: [{ name: "path", value: "/x" }] },
        },
        h,
      ),
    post(
      "/finesse/api/WorkflowAction",
      "<WorkflowAction><name>pop</name><type>BROWSER_POP</type><handledBy>OTHER</handledBy><params><Param><name>path</name><value>/x</value></Param></params></WorkflowAction>",
    ),
  ],
  [
    "WorkflowAction.update",
    of(rs.WorkflowAction, "2"),
    (a, h) => a.update({ name: "x" }, h),
    put("/finesse/api/WorkflowAction/2", "<WorkflowAction><uri>2</uri><name>x</name></WorkflowAction>"),
  ],
  [
    "WorkflowAction.delete",
    of(rs.WorkflowAction, "2"),
    (a, h) => a.delete(h),
    remove("/finesse/api/WorkflowAction/2"),
  ],
  [
    "WorkflowActions.get",
    () => new rs.WorkflowActions({}),
    (a) => a.get(),
    get(`/finesse/api/WorkflowActions${NOW}`),
  ],
  ["WrapUpReasons", () => new rs.WrapUpReasons({}), () => {}, get(`/finesse/api/WrapUpReasons${NOW}`)],
  ["ReasonCode", of(rs.ReasonCode, "7"), () => {}, get(`/finesse/api/ReasonCode/7${NOW}`)],
  [
    "ReasonCodes",
    () => new rs.ReasonCodes({ category: "LOGOUT" }),
    () => {},
    get("/finesse/api/ReasonCodes?category=LOGOUT&nocache=*"),
  ],
  [
    "MediaPropertiesLayout.get",
    of(rs.MediaPropertiesLayout, "default"),
    (l) => l.get(),
    get(`/finesse/api/MediaPropertiesLayout/default${NOW}`),
  ],
  [
    "MediaPropertiesLayout.setLayout",
    of(rs.MediaPropertiesLayout, "default"),
    (l, h) =>
      l.setLayout(
        {
          header: { displayName: "A", mediaProperty: "callVariable1" },
          columns: [[], [{ displayName: "B", mediaProperty: "user.b" }]],
        },
        h,
      ),
    put(
      "/finesse/api/MediaPropertiesLayout/default",
      "<MediaPropertiesLayout><header><entry><displayName>A</displayName><mediaProperty>callVariable1</mediaProperty></entry></header><column><entry><displayName>B</displayName><mediaProperty>user.b</mediaProperty></entry></column></MediaPropertiesLayout>",
    ),
  ],
  [
    "MediaPropertiesLayouts",
    () => new rs.MediaPropertiesLayouts({}),
    () => {},
    get(`/finesse/api/MediaPropertiesLayouts${NOW}`),
  ],
  ["LayoutConfig", of(rs.LayoutConfig, "default"), () => {}, get(`/finesse/api/LayoutConfig/default${NOW}`)],
  [
    "LayoutConfig.update",
    of(rs.LayoutConfig, "default"),
    (l, h) => l.update(LAYOUT, h),
    put(
      "/finesse/api/LayoutConfig/default",
      "<LayoutConfig><layoutxml>&lt;a url=&quot;x?y&amp;amp;z&quot;/&gt;</layoutxml></LayoutConfig>",
    ),
  ],
  ["SystemInfo", () => new rs.SystemInfo({}), () => {}, get(`/finesse/api/SystemInfo${NOW}`)],

  ["Team", of(rs.Team, "5"), () => {}, get(`/finesse/api/Team/5${NOW}`)],
  ["Teams", () => new rs.Teams({}), () => {}, get(`/finesse/api/Teams${NOW}`)],
  ["Users", () => new rs.Users({ doNotSubscribe: true }), () => {}, get(`/finesse/api/Users${NOW}`)],
  [
    "Team.getUsers of a team whose members are not known",
    team,
    (t) => t.getUsers({ doNotSubscribe: true }),
    get(`/finesse/api/Team/5${NOW}`),
  ],
  [
    "Team.getTeamNotReadyReasonCodes",
    team,
    (t) => t.getTeamNotReadyReasonCodes(),
    get("/finesse/api/Team/5/ReasonCodes?category=NOT_READY&nocache=*"),
  ],
  [
    "Team.getTeamSignOutReasonCodes",
    team,
    (t) => t.getTeamSignOutReasonCodes(),
    get("/finesse/api/Team/5/ReasonCodes?category=LOGOUT&nocache=*"),
  ],
  [
    "Team.getTeamWrapUpReasons",
    team,
    (t) => t.getTeamWrapUpReasons(),
    get(`/finesse/api/Team/5/WrapUpReasons${NOW}`),
  ],
  ["Team.getTeamPhoneBooks", team, (t) => t.getTeamPhoneBooks(), get(`/finesse/api/Team/5/PhoneBooks${NOW}`)],
  ["Team.getTeamWorkflows", team, (t) => t.getTeamWorkflows(), get(`/finesse/api/Team/5/Workflows${NOW}`)],
  [
    "Team.getTeamLayoutConfig",
    team,
    (t) => t.getTeamLayoutConfig(),
    get(`/finesse/api/Team/5/LayoutConfig${NOW}`),
  ],
  [
    "TeamNotReadyReasonCodes.update",
    team,
    (t, h) => t.getTeamNotReadyReasonCodes().update(["/r/1", "/r/2"], h),
    put(
      "/finesse/api/Team/5/ReasonCodes?category=NOT_READY",
      list("ReasonCodes", "ReasonCode", "/r/1", "/r/2"),
    ),
  ],
  [
    "TeamSignOutReasonCodes.update",
    team,
    (t, h) => t.getTeamSignOutReasonCodes().update("/r/1", h),
    put("/finesse/api/Team/5/ReasonCodes?category=LOGOUT", list("ReasonCodes", "ReasonCode", "/r/1")),
  ],
  [
    "TeamWrapUpReasons.update",
    team,
    (t, h) => t.getTeamWrapUpReasons().update([], h),
    put("/finesse/api/Team/5/WrapUpReasons", list("WrapUpReasons", "WrapUpReason")),
  ],
  [
    "TeamPhoneBooks.update",
    team,
    (t, h) => t.getTeamPhoneBooks().update({ a: "/p/1", b: "/p/2" }, h),
    put("/finesse/api/Team/5/PhoneBooks", list("PhoneBooks", "PhoneBook", "/p/1", "/p/2")),
  ],
  [
    "TeamWorkflows.update",
    team,
    (t, h) => t.getTeamWorkflows().update([{ uri: "/w/1" }], h),
    put("/finesse/api/Team/5/Workflows", list("Workflows", "Workflow", "/w/1")),
  ],
  [
    "TeamLayoutConfig.update",
    team,
    (t, h) => t.getTeamLayoutConfig().update({ useDefault: false, layoutxml: LAYOUT }, h),
    put(
      "/finesse/api/Team/5/LayoutConfig",
      "<TeamLayoutConfig><useDefault>false</useDefault><layoutxml>&lt;a url=&quot;x?y&amp;amp;z&quot;/&gt;</layoutxml></TeamLayoutConfig>",
    ),
  ],
  [
    "TeamMessage.add",
    () => new rs.TeamMessage({ data: {} }),
    (m, h) => m.add({ duration: 600, content: "Hi", teams: ["5", "6"] }, h),
    post(
      "/finesse/api/TeamMessage",
      "<TeamMessage><duration>600</duration><content>Hi</content><teams><team>5</team><team>6</team></teams></TeamMessage>",
    ),
  ],
  [
    "TeamMessage.delete",
    of(rs.TeamMessage, "42"),
    (m, h) => m.delete(h),
    remove("/finesse/api/TeamMessage/42"),
  ],
  [
    "TeamResource.getReasonCodes",
    of(rs.TeamResource, "5"),
    (r) => r.getReasonCodes({ category: "NOT_READY" }),
    get("/finesse/api/TeamResource/5/ReasonCodes?category=NOT_READY&nocache=*"),
  ],
  [
    "TeamResource.getWrapUpReasons",
    of(rs.TeamResource, "5"),
    (r) => r.getWrapUpReasons(),
    get(`/finesse/api/TeamResource/5/WrapUpReasons${NOW}`),
  ],
  [
    "TeamResource.getMediaPropertiesLayouts",
    of(rs.TeamResource, "5"),
    (r) => r.getMediaPropertiesLayouts(),
    get(`/finesse/api/TeamResource/5/MediaPropertiesLayouts${NOW}`),
  ],
  [
    "TeamResource.getPhoneBooks",
    of(rs.TeamResource, "5"),
    (r) => r.getPhoneBooks(),
    get(`/finesse/api/TeamResource/5/PhoneBooks${NOW}`),
  ],
  [
    "TeamResource.getWorkflows",
    of(rs.TeamResource, "5"),
    (r) => r.getWorkflows(),
    get(`/finesse/api/TeamResource/5/Workflows${NOW}`),
  ],
];

for (const [what, whose, ask, [method, path, body]] of TABLE) {
  test(`${what} asks for ${method} ${path}`, () => {
    const world = server();
    const object = whose(world);
    const before = world.requests.length - (ask.length === 0 ? 1 : 0);
    ask(object, {});
    assert.equal(world.requests.length - before, 1 + extra(what), "one request and no more");
    const { last } = world;
    assert.deepEqual([last.method, last.path, last.body], [method, path, body]);
    if (method === "GET") {
      assert.deepEqual([last.headers, last.params.GET_FULL_HEADERS], [undefined, undefined]);
    } else {
      assert.match(
        last.headers.requestId,
        /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
      );
      assert.equal(last.headers["Content-Type"], body === undefined ? undefined : "application/xml");
      assert.equal(last.params.GET_FULL_HEADERS, true);
    }
  });
}

/** Lists of a team are asked for before they are changed. */
function extra(what) {
  return /^Team\w+\.update$/.test(what) ? 1 : 0;
}

// Those that take handlers.
const HANDLED = TABLE.filter(([, , ask]) => ask.length === 2);

for (const [what, whose, ask] of HANDLED) {
  test(`${what} tells of its answer, and refuses handlers that are no functions`, () => {
    const world = server();
    const told = [];
    const object = whose(world);
    ask(object, { success: () => told.push("success"), error: (rsp) => told.push(rsp.status) });
    const [request] = world.requests.slice(-1);
    request.answer(200, "<ReasonCodes/>");
    assert.deepEqual(told, ["success"]);
    ask(object, { success: () => told.push("success"), error: (rsp) => told.push(rsp.status) });
    world.last.answer(404, "<ApiErrors><ApiError><ErrorType>Not Found</ErrorType></ApiError></ApiErrors>");
    assert.deepEqual(told, ["success", 404]);
    assert.throws(() => ask(object, { success: "function" }), /handler must be a function/);
    assert.throws(() => ask(object, { error: {} }), /handler must be a function/);
  });
}

test("every class and every method of the library that asks for something stands in the table", () => {
  const covered = new Set(TABLE.map(([what]) => what.split(/[ :]/)[0]));
  const covers = (name, method) => covered.has(`${name}.${method}`);
  const ASKING =
    /^(add|update\w*|delete|login\w*|logout|setState|setRoutable|setTaskState|setLayout|make\w+|create\w+|sendLogs|sendDTMFRequest|request\w+|reclassify\w+|cancel\w+|initiate\w+|drop\w+|transfer\w*|close\w*)$/;
  const missing = [];
  for (const [name, Class] of Object.entries(rs)) {
    const own = typeof Class === "function" ? Object.getOwnPropertyNames(Class.prototype) : [];
    for (const method of own.filter((each) => ASKING.test(each) && !each.startsWith("_"))) {
      if (!covers(name, method) && !(name === "DialogBase" && covers("Dialog", method))) {
        missing.push(`${name}.${method}`);
      }
    }
  }
  assert.deepEqual(missing, []);
});
