import assert from "node:assert/strict";
import { test } from "node:test";

import { LONGEST_LINE, clientLoggerOf } from "../../../../gadgets/finesse/cslogger/client_logger.js";
import { REPORT_CHARACTERS, finesseLoggerOf } from "../../../../gadgets/finesse/cslogger/finesse_logger.js";
import { logLine } from "../../../../gadgets/finesse/cslogger/log_line.js";
import { CONFIG, Storage, gadgetWindow } from "../gadget_window.mjs";

const TIME = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3} [+-]\\d\\d:\\d\\d";
const LINE = new RegExp(`^${TIME}: (.*?): (.*?): (-------|${TIME}): (.*?) : (.*)$`);

test("a line tells the local and the server's time, session, host, gadget and message", () => {
  const now = new Date(Date.UTC(2026, 0, 2, 3, 4, 5, 6));
  now.getTimezoneOffset = () => -330;
  const line = { now, session: "s1", host: "ucc.example.com", gadgetId: "MyGadget", message: "hello" };
  assert.equal(
    logLine({ ...line, drift: 1000, serverOffset: -90 }),
    "2026-01-02T08:34:05.006 +05:30: s1: ucc.example.com: 2026-01-02T01:34:06.006 -01:30: MyGadget : hello",
  );
  assert.equal(
    logLine(line),
    "2026-01-02T08:34:05.006 +05:30: s1: ucc.example.com: -------: MyGadget : hello",
  );
});

test("a gadget's line goes to the console and to the hub under the gadget's name", () => {
  const frame = gadgetWindow({ session: { finSessKey: "key", clientTimestampDrift: "5" } });
  const logger = clientLoggerOf(frame);
  logger.init(frame.hub, "My.Gadget one", CONFIG);
  logger.log("started");
  logger.log("failed:", new TypeError("no number"));
  const [first, second] = frame.hub.on("finesse.clientLogging.My_Gadget_one");
  const [, session, host, server, id, message] = LINE.exec(first);
  assert.deepEqual([session, host, id, message], ["key", "ucc.example.com", "My.Gadget one", "started"]);
  assert.match(server, /^\d{4}/);
  assert.match(second, /: failed: TypeError: no number$/);
  assert.deepEqual(frame.logged, [first, second]);
});

test("a logger that nobody has begun writes to the console alone, and a line has an end", () => {
  const frame = gadgetWindow();
  const logger = clientLoggerOf(frame);
  logger.log("x".repeat(2 * LONGEST_LINE));
  assert.equal(frame.logged[0].length, LONGEST_LINE);
  logger.init(frame.hub, "");
  logger.log("nameless");
  assert.equal(frame.hub.published[0][0], "finesse.clientLogging.gadget");
});

function desktop(session = {}) {
  const frame = gadgetWindow({ session });
  const asked = [];
  const services = { makeRequest: (path, callback, params) => asked.push({ path, callback, params }) };
  const logger = finesseLoggerOf(frame, services);
  logger.init(frame.hub, "desktop", { ...CONFIG, id: "agent 1" });
  return { frame, logger, asked };
}

test("the desktop's log collects what every gadget logs, and its own", () => {
  const { frame, logger } = desktop();
  frame.hub.publish("finesse.clientLogging.One", "line of one");
  logger.log("line of its own");
  const lines = logger.getLogs();
  assert.equal(lines[0], "line of one");
  assert.match(lines[1], /: desktop : line of its own$/);
  logger.clearLogs();
  assert.deepEqual(logger.getLogs(), []);
});

test("an error report is posted as the user's, escaped, and forgotten once the server has it", () => {
  const { frame, logger, asked } = desktop();
  frame.hub.publish("finesse.clientLogging.One", "a < b & c");
  const answers = [];
  const handlers = {
    success: (rsp) => answers.push(["success", rsp.rc]),
    error: (rsp) => answers.push(["error", rsp.rc]),
  };
  logger.sendErrorReport(handlers);
  const [{ path, params, callback }] = asked;
  assert.equal(path, "/finesse/api/User/agent%201/ClientLog");
  assert.equal(params.METHOD, "POST");
  assert.equal(params.HEADERS["Content-Type"], "application/xml");
  assert.equal(params.POST_DATA, "<ClientLog><logData>a &lt; b &amp; c</logData></ClientLog>");
  callback({ rc: 500 });
  assert.equal(logger.getLogs().length, 1);
  callback({ rc: 202 });
  assert.equal(logger.getLogs().length, 0);
  logger.sendErrorReport();
  asked[1].callback({ rc: 202 });
  assert.deepEqual(answers, [
    ["error", 500],
    ["success", 202],
  ]);
});

test("what is kept for a report, and the report, are bounded; the eldest goes, and no entity is cut", () => {
  const { frame, logger, asked } = desktop();
  const line = `${"&".repeat(99_999)}`;
  for (let at = 0; at < 20; at += 1) {
    frame.hub.publish("finesse.clientLogging.One", `${at}${line}`);
  }
  const kept = logger.getLogs().reduce((sum, one) => sum + one.length + 1, 0);
  assert.ok(kept <= REPORT_CHARACTERS && kept > REPORT_CHARACTERS - 200_000);
  logger.sendErrorReport();
  const data = /<logData>([^]*)<\/logData>/.exec(asked[0].params.POST_DATA)[1];
  assert.ok(data.length <= REPORT_CHARACTERS && data.length > REPORT_CHARACTERS - 10);
  assert.ok(data.startsWith("&amp;&amp;"));
});

test("with local logs on, the lines are in the browser's storage too", () => {
  const { frame } = desktop({ enableLocalLog: "true", finSessKey: "77" });
  frame.hub.publish("finesse.clientLogging.One", "kept");
  assert.equal(frame.localStorage.getItem("Fi77_0"), "kept\n");
  assert.deepEqual(JSON.parse(frame.localStorage.getItem("FinesseSessionsInfo")), ["77"]);
  const off = desktop({ finSessKey: "77" });
  off.frame.hub.publish("finesse.clientLogging.One", "not kept");
  assert.ok(off.frame.localStorage instanceof Storage);
  assert.equal(off.frame.localStorage.length, 0);
});
