// Notifications of gadgets. source: gadget reference, 12.x services, NotificationPopoverService.
import assert from "node:assert/strict";
import { test } from "node:test";

import {
  nextEnd,
  NONE,
  notificationList,
  SHOWN,
} from "../../../../gadgets/desktop/services/notification_list.js";

const came = (data, more = {}) => ({
  type: "came",
  gadget: "1",
  data: { messageFrom: "Maria", message: "Hello", icon: { name: "chat", color: "red" }, ...data },
  id: "n",
  shy: false,
  now: 0,
  ...more,
});

test("a notification is shown for eight seconds, or as long as it says", () => {
  const [{ shown }, effects] = notificationList(NONE, came({ notificationId: "x" }));
  assert.deepEqual(shown, [
    {
      id: "n",
      gadget: "1",
      notificationId: "x",
      title: ["notes.from", { from: "Maria" }],
      message: "Hello",
      icon: { name: "chat", color: "red" },
      error: false,
      dismissable: true,
      link: "",
      until: 8000,
    },
  ]);
  assert.deepEqual(effects, [{ news: "1" }]);
  const [state] = notificationList(NONE, came({ timeout: 2000, pristine: true, isDismissable: false }));
  assert.deepEqual(
    [state.shown[0].until, state.shown[0].title[0], state.shown[0].dismissable],
    [2000, "notes.pristine", false],
  );
  assert.equal(nextEnd(state), 2000);
  assert.equal(notificationList(state, { type: "ticked", now: 1999 })[0], state);
  assert.deepEqual(notificationList(state, { type: "ticked", now: 2000 })[0].shown, []);
});

test("beside an open navigation bar only errors pop up, and what is to be shown always", () => {
  for (const [data, pops] of [
    [{}, 0],
    [{ type: "error" }, 1],
    [{ showAlways: true }, 1],
  ]) {
    const [{ shown }, effects] = notificationList(NONE, came(data, { shy: true }));
    assert.deepEqual([shown.length, effects], [pops, [{ news: "1" }]]);
  }
});

test("those without a time of their own are announced together after a while", () => {
  let [state] = notificationList(NONE, came({ timeout: 0 }));
  [state] = notificationList(state, came({ timeout: 0 }, { now: 5000 }));
  assert.deepEqual([state.shown, nextEnd(state)], [[], 20_000]);
  [state] = notificationList(state, { type: "ticked", now: 20_000 });
  assert.deepEqual(state.shown[0].title, ["notes.unread", { count: 2 }]);
  assert.deepEqual([state.unread, nextEnd(state)], [undefined, 28_000]);
});

test("a click of its link is told to the gadget", () => {
  const [state] = notificationList(NONE, came({ customLink: "Open", notificationId: "x" }));
  assert.deepEqual(notificationList(state, { type: "clicked", id: "n" })[1], [
    { told: { gadget: "1", notificationId: "x" } },
  ]);
  assert.deepEqual(notificationList(state, { type: "clicked", id: "other" }), [state, []]);
});

test("it can be dismissed, and goes with its gadget", () => {
  const [state] = notificationList(NONE, came({}));
  assert.deepEqual(notificationList(state, { type: "dismissed", id: "n" })[0].shown, []);
  assert.deepEqual(notificationList(state, { type: "gone", gadget: "1" })[0].shown, []);
  assert.equal(notificationList(state, { type: "gone", gadget: "2" })[0], state);
});

test("what says nothing is refused, what is long is cut, and the eldest makes room", () => {
  for (const data of [undefined, "x", { message: "" }, { message: {} }]) {
    const [state, [{ refused }]] = notificationList(NONE, { ...came({}), data });
    assert.deepEqual([state, refused.gadget], [NONE, "1"]);
  }
  let state = NONE;
  for (let at = 0; at < SHOWN + 3; at += 1) {
    [state] = notificationList(state, came({ message: "m".repeat(9999) }, { id: `${at}` }));
  }
  assert.deepEqual(
    state.shown.map(({ id }) => id),
    ["3", "4", "5", "6", "7"],
  );
  assert.equal(state.shown[0].message.length, 1000);
});
