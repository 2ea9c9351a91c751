// Digital channels of gadgets. source: gadget reference, 12.x services, digital.ChannelService.
import assert from "node:assert/strict";
import { test } from "node:test";

import {
  channelList,
  CHANNELS,
  ENTRIES,
  nextEnd,
  NONE,
  worstBadge,
} from "../../../../gadgets/desktop/services/channel_list.js";

const CHAT = {
  menuConfig: {
    label: "Chat",
    menuItems: [
      { id: "ready", label: "Ready", iconColor: "available" },
      { id: "not-ready", label: "Not Ready", iconColor: "unavailable" },
    ],
  },
  channelConfig: { actionTimeoutInSec: 5, icons: [{ type: "collab-icon", value: "Chat" }] },
  channelState: {
    label: "Chat",
    currentState: "Not Ready",
    iconColor: "unavailable",
    enable: true,
    logoutDisabled: true,
    logoutDisabledText: "Leave the chat first",
    iconBadge: "none",
    hoverText: "Chat",
  },
};

const ask = (type, data, gadget = "1", channelId = "chat") => ({
  type: "requested",
  gadget,
  request: { type, requestId: "r", gadgetId: gadget, channelId, data },
});
const added = (...gadgets) =>
  gadgets.reduce((list, gadget) => channelList(list, ask("add", CHAT, gadget))[0], NONE);
const answerOf = ([, [{ told }]]) => told;

test("a channel is added with its menu, icons and state, and the gadget is answered", () => {
  const [[channel], [{ told }]] = channelList(NONE, ask("add", CHAT));
  assert.deepEqual(told, {
    gadget: "1",
    topic: "responses",
    data: { requestId: "r", channelId: "chat", status: "success" },
  });
  assert.deepEqual(channel, {
    id: "1 chat",
    channelId: "chat",
    gadget: "1",
    menu: {
      label: "Chat",
      items: [
        { id: "ready", label: "Ready", color: "green" },
        { id: "not-ready", label: "Not Ready", color: "red" },
      ],
    },
    icons: [{ url: false, value: "Chat" }],
    patience: 5000,
    state: {
      label: "Chat",
      current: "Not Ready",
      color: "red",
      enabled: true,
      signOutHeld: true,
      signOutText: "Leave the chat first",
      badge: "none",
      hover: "Chat",
    },
  });
});

test("a part is changed and the rest stays; each request has its own form", () => {
  const list = added("1");
  const state = { currentState: "Ready", iconColor: "#0a0", iconBadge: "ERROR" };
  for (const request of [ask("update", { channelState: state }), ask("updateState", state)]) {
    const [[channel]] = channelList(list, request);
    assert.deepEqual(channel.state, { ...list[0].state, current: "Ready", color: "#0a0", badge: "error" });
    assert.deepEqual(channel.menu, list[0].menu);
  }
  const [[renamed]] = channelList(list, ask("updateMenu", { label: "Talk" }));
  assert.deepEqual(renamed.menu, { label: "Talk", items: list[0].menu.items });
});

test("what is not there cannot be changed, but removed; and no id, no request", () => {
  for (const [request, code] of [
    [ask("update", {}), "noChannel"],
    [ask("updateMenu", {}), "noChannel"],
    [ask("updateState", {}), "noChannel"],
    [ask("toString", {}), "noSuchRequest"],
    [ask("add", CHAT, "1", ""), "noChannelId"],
  ]) {
    const { data } = answerOf(channelList(NONE, request));
    assert.deepEqual([data.status, data.error.errorCode], ["failure", code]);
  }
  assert.equal(answerOf(channelList(NONE, ask("remove"))).data.status, "success");
  assert.deepEqual(channelList(added("1"), ask("remove"))[0], []);
});

test("a chosen entry is told to the gadget, and waits for its answer", () => {
  const [[waiting], [{ told }]] = channelList(added("1"), {
    type: "chosen",
    id: "1 chat",
    menuId: "ready",
    clickId: "c",
    now: 0,
  });
  assert.deepEqual(told, {
    gadget: "1",
    topic: "menu",
    data: { clickId: "c", channelId: "chat", menuId: "ready", selected: "Ready" },
  });
  assert.equal(nextEnd([waiting]), 5000);
  const [[twice], none] = channelList([waiting], {
    type: "chosen",
    id: "1 chat",
    menuId: "ready",
    clickId: "d",
    now: 1,
  });
  assert.deepEqual([twice, none], [waiting, []]);
  const answered = (result, gadget = "1") =>
    channelList([waiting], { type: "answered", gadget, result })[0][0];
  assert.deepEqual(answered({ clickId: "c", status: "success" }), {
    ...waiting,
    click: undefined,
    failed: undefined,
  });
  const error = { errorCode: "x", errorDesc: "No licence" };
  assert.equal(answered({ clickId: "c", status: "failure", error }).failed, "No licence");
  assert.equal(answered({ clickId: "other", status: "success" }), waiting);
  assert.equal(answered({ clickId: "c", status: "success" }, "2"), waiting);
  assert.equal(answered(undefined), waiting);
});

test("an answer that does not come in its time is a failure", () => {
  const [list] = channelList(added("1"), {
    type: "chosen",
    id: "1 chat",
    menuId: "ready",
    clickId: "c",
    now: 0,
  });
  assert.equal(channelList(list, { type: "ticked", now: 4999 })[0], list);
  const [[late]] = channelList(list, { type: "ticked", now: 5000 });
  assert.deepEqual([late.click, late.failed], [undefined, ""]);
});

test("what no menu offers, or a closed channel, cannot be chosen", () => {
  const list = added("1");
  const [closed] = channelList(list, ask("updateState", { enable: false }));
  for (const [channels, menuId] of [
    [list, "other"],
    [closed, "ready"],
  ]) {
    assert.deepEqual(
      channelList(channels, { type: "chosen", id: "1 chat", menuId, clickId: "c", now: 0 })[1],
      [],
    );
  }
});

test("an entry for all channels is told to every gadget that can take it", () => {
  const [list] = channelList(added("1", "2", "3"), ask("updateState", { enable: false }, "2"));
  const [, effects] = channelList(list, {
    type: "chosenForAll",
    menuId: "ALL_READY",
    clickIds: ["a", "b", "c"],
    now: 0,
  });
  assert.deepEqual(
    effects.map(({ told: { gadget, data } }) => [gadget, data.clickId, data.menuId]),
    [
      ["1", "a", "ALL_READY"],
      ["3", "c", "ALL_READY"],
    ],
  );
});

test("channels of one id are two where they are two gadgets', and go with them", () => {
  const [list] = channelList(added("1", "2"), { type: "gone", gadget: "1" });
  assert.deepEqual(
    list.map(({ id }) => id),
    ["2 chat"],
  );
});

test("there are no more channels and entries than their limits", () => {
  let list = NONE;
  for (let at = 0; at < CHANNELS; at += 1) {
    [list] = channelList(list, ask("add", CHAT, "1", `c${at}`));
  }
  assert.equal(answerOf(channelList(list, ask("add", CHAT, "1", "more"))).data.error.errorCode, "tooMany");
  const menuItems = Array.from({ length: 99 }, (_, at) => ({ id: at, label: "x".repeat(999) }));
  const [[one]] = channelList(NONE, ask("add", { menuConfig: { menuItems } }));
  assert.deepEqual(
    [one.menu.items.length, one.menu.items[0].label.length, one.patience],
    [ENTRIES, 60, 30_000],
  );
});

test("the worst badge is the menu's", () => {
  const of = (...badges) => badges.map((badge) => ({ state: { badge } }));
  assert.equal(worstBadge(of()), "none");
  assert.equal(worstBadge(of("none", "info")), "info");
  assert.equal(worstBadge(of("warning", "error", "info")), "error");
});
