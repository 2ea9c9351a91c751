import assert from "node:assert/strict";
import { test } from "node:test";

import { finesseToasterOf } from "../../../../gadgets/finesse/containerservices/finesse_toaster.js";

function window({ permission = "granted", focused = false } = {}) {
  const events = [];
  const timers = [];
  class Notification {
    static permission = permission;
    constructor(title, options) {
      Object.assign(this, { title, options });
    }
    close() {
      events.push("close");
    }
  }
  const top = { document: { hasFocus: () => focused }, focus: () => events.push("focus") };
  const frame = { Notification, top, setTimeout: (what, after) => timers.push([what, after]) };
  return { frame, events, timers };
}

test("a toaster must be initialized, and says itself", () => {
  const toaster = finesseToasterOf(window().frame);
  assert.throws(() => toaster.showToaster("t"), { message: "Finesse toaster is not initialized" });
  assert.equal(toaster.init({}), toaster);
});

test("a toaster is a notification of the browser that closes after the server's time", () => {
  const { frame, events, timers } = window();
  const toaster = finesseToasterOf(frame).init({ toasterNotificationTimeout: "9" });
  const { INCOMING_CALL_ICON } = toaster.TOASTER_DEFAULT_ICONS;
  const shown = toaster.showToaster("Call", { body: "from 5551", icon: INCOMING_CALL_ICON });
  assert.equal(shown.title, "Call");
  assert.deepEqual(shown.options, { body: "from 5551", icon: INCOMING_CALL_ICON });
  assert.equal(timers[0][1], 9000);
  timers[0][0]();
  assert.deepEqual(events, ["close"]);
});

test("its time is the gadget's in milliseconds, or eight seconds where nobody says", () => {
  const { frame, timers } = window();
  const toaster = finesseToasterOf(frame).init({});
  toaster.showToaster("t", { autoClose: 20000 });
  toaster.showToaster("t", { autoClose: "soon" });
  toaster.showToaster("t");
  assert.deepEqual(
    timers.map(([, after]) => after),
    [20000, 8000, 8000],
  );
});

test("who looks at the desktop sees none, unless the gadget insists", () => {
  const { frame } = window({ focused: true });
  const toaster = finesseToasterOf(frame).init({});
  assert.equal(toaster.showToaster("t"), undefined);
  assert.equal(toaster.showToaster("t", { showWhenVisible: true }).title, "t");
});

test("where the user or the server does not allow it, that is logged", () => {
  const lines = [];
  const logger = { log: (line) => lines.push(line) };
  assert.equal(
    finesseToasterOf(window({ permission: "default" }).frame)
      .init({}, logger)
      .showToaster("t"),
    undefined,
  );
  assert.equal(
    finesseToasterOf(window().frame).init({ toasterNotificationTimeout: 0 }, logger).showToaster("t"),
    undefined,
  );
  assert.equal(finesseToasterOf({}).init({}).showToaster("t"), undefined);
  assert.match(lines[0], /not allowed/);
  assert.match(lines[1], /switched off/);
});

test("a click shows the desktop and tells the gadget", () => {
  const { frame, events } = window();
  finesseToasterOf(frame)
    .init({})
    .showToaster("t", { onclick: () => events.push("gadget") })
    .onclick();
  assert.deepEqual(events, ["focus", "close", "gadget"]);
});

test("in a stranger's page the gadget's own focus counts", () => {
  const { frame } = window();
  Object.defineProperty(frame, "top", {
    get() {
      throw new Error("SecurityError");
    },
  });
  frame.document = { hasFocus: () => true };
  assert.equal(finesseToasterOf(frame).init({}).showToaster("t"), undefined);
});

test("there is an icon for calls, chats and team messages", () => {
  const { TOASTER_DEFAULT_ICONS: icons } = finesseToasterOf({});
  assert.deepEqual(Object.keys(icons), ["INCOMING_CALL_ICON", "INCOMING_CHAT_ICON", "INCOMING_TEAM_MESSAGE"]);
  Object.values(icons).forEach((icon) => assert.match(icon, /^data:image\/svg/));
});
