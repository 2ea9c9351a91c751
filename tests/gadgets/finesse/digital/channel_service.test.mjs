import assert from "node:assert/strict";
import { test } from "node:test";

import {
  ANSWERS_AT_ONCE,
  ANSWER_MILLISECONDS,
  CHANNELS,
  channelServiceOf,
} from "../../../../gadgets/finesse/digital/channel_service.js";
import { begun } from "../containerservices/services.mjs";

const REQUESTS = "finext.channel.requests";
const RESULTS = "finext.channel.menuResults";
const CHANNEL = {
  menuConfig: { label: "Chat", menuItems: [{ id: "ready", label: "Ready", iconColor: "available" }] },
  channelConfig: { actionTimeoutInSec: 5, icons: [{ type: "collab-icon", value: "Chat" }] },
  channelState: { label: "Chat", currentState: "Ready", enable: true },
};

function started(context) {
  context.mock.timers.enable({ apis: ["setTimeout"] });
  const { hub, containerServices } = begun();
  const service = channelServiceOf().init(containerServices);
  const answers = [];
  const handlers = [(answer) => answers.push(["ok", answer]), (answer) => answers.push(["error", answer])];
  const asked = () => hub.on(REQUESTS).at(-1);
  const answer = (more) =>
    hub.publish("finext.channel.responses.3", { requestId: asked().requestId, ...more });
  return { hub, service, answers, handlers, asked, answer };
}

test("a channel is added once the desktop has said so", (context) => {
  const { service, answers, handlers, asked, answer } = started(context);
  service.addChannel("chat", CHANNEL, () => {}, ...handlers);
  const { requestId, ...request } = asked();
  assert.deepEqual(request, { type: "add", gadgetId: "3", channelId: "chat", data: CHANNEL });
  assert.deepEqual(answers, []);
  answer({ channelId: "chat", status: "success" });
  answer({ channelId: "chat", status: "success" });
  assert.deepEqual(answers, [["ok", { channelId: "chat", status: "success" }]]);
  assert.equal(typeof requestId, "string");
});

test("an error tells its code and description", (context) => {
  const { service, answers, handlers, answer } = started(context);
  service.addChannel("chat", CHANNEL, undefined, ...handlers);
  const error = { errorCode: "exists", errorDesc: "there is one" };
  answer({ channelId: "chat", status: "failure", error });
  assert.deepEqual(answers, [["error", { channelId: "chat", status: "failure", error }]]);
});

test("parts of a channel are updated, and it is taken away, whether somebody listens or not", (context) => {
  const { hub, service, answers, handlers, answer } = started(context);
  service.removeChannel("unknown");
  answer({ status: "failure", error: {} });
  service.updateChannel("chat", { channelState: CHANNEL.channelState });
  service.updateChannelMenu("chat", CHANNEL.menuConfig);
  service.updateChannelState("chat", CHANNEL.channelState);
  service.removeChannel("chat", ...handlers);
  answer({ status: "success" });
  assert.deepEqual(
    hub.on(REQUESTS).map(({ type, data }) => [type, data]),
    [
      ["remove", undefined],
      ["update", { channelState: CHANNEL.channelState }],
      ["updateMenu", CHANNEL.menuConfig],
      ["updateState", CHANNEL.channelState],
      ["remove", undefined],
    ],
  );
  assert.equal(answers.length, 1);
});

test("a channel that is not as the schema says fails without asking the desktop", (context) => {
  const { hub, service, answers, handlers } = started(context);
  service.addChannel("chat", { channelConfig: { actionTimeoutInSec: 99 } }, () => {}, ...handlers);
  service.updateChannelState("chat", { enable: "yes" });
  assert.deepEqual(hub.on(REQUESTS), []);
  const [[kind, { status, error }]] = answers;
  assert.deepEqual([kind, status, error.errorCode], ["error", "failure", "invalid"]);
  assert.match(error.errorDesc, /actionTimeoutInSec must be at most 30/);
});

test("a desktop that does not answer is given up after its time", (context) => {
  const { service, answers, handlers, answer } = started(context);
  service.removeChannel("chat", ...handlers);
  context.mock.timers.tick(ANSWER_MILLISECONDS);
  answer({ status: "success" });
  assert.equal(answers.length, 1);
  assert.equal(answers[0][1].error.errorCode, "timeout");
});

test("a chosen entry comes to the channel's handler, whose result goes back once", (context) => {
  const { hub, service } = started(context);
  const chosen = [];
  service.addChannel("chat", CHANNEL, (channelId, menuId, onSuccess, onError) => {
    chosen.push([channelId, menuId]);
    (menuId === "ready" ? onSuccess : onError)();
    onSuccess();
  });
  service.addChannel("mail", CHANNEL);
  hub.publish("finext.channel.menu.3", { clickId: "1", channelId: "chat", menuId: "ready", selected: true });
  hub.publish("finext.channel.menu.3", { clickId: "2", channelId: "chat", menuId: "ALL_NOT_READY" });
  hub.publish("finext.channel.menu.3", { clickId: "3", channelId: "mail", menuId: "ready" });
  assert.deepEqual(chosen, [
    ["chat", "ready"],
    ["chat", "ALL_NOT_READY"],
  ]);
  assert.deepEqual(hub.on(RESULTS), [
    { clickId: "1", channelId: "chat", status: "success" },
    { clickId: "2", channelId: "chat", status: "failure", error: { errorCode: "failed", errorDesc: "" } },
  ]);
});

test("a removed channel's menu is nobody's, and a failing handler harms nobody", (context) => {
  const { hub, service } = started(context);
  let count = 0;
  service.addChannel("chat", CHANNEL, () => {
    count += 1;
    throw new Error("broken");
  });
  hub.publish("finext.channel.menu.3", { clickId: "1", channelId: "chat", menuId: "ready" });
  service.removeChannel("chat");
  hub.publish("finext.channel.menu.3", { clickId: "2", channelId: "chat", menuId: "ready" });
  assert.equal(count, 1);
});

test("channels and answers waited for are bounded", (context) => {
  const { service, answers, handlers } = started(context);
  for (let at = 0; at <= CHANNELS; at += 1) {
    service.addChannel(`c${at}`, CHANNEL, () => {}, ...handlers);
  }
  assert.equal(answers.at(-1)[1].error.errorCode, "tooMany");
  for (let at = 0; at <= ANSWERS_AT_ONCE; at += 1) {
    service.updateChannel("c1", {}, ...handlers);
  }
  assert.equal(answers.at(-1)[1].error.errorCode, "busy");
});

test("constants have the product's values", (context) => {
  const { service } = started(context);
  assert.deepEqual(service.STATUS, { SUCCESS: "success", FAILURE: "failure" });
  assert.deepEqual(service.STATE_STATUS, {
    AVAILABLE: "available",
    UNAVAILABLE: "unavailable",
    BUSY: "busy",
  });
  assert.deepEqual(service.ICON_TYPE, { COLLAB_ICON: "collab-icon", URL: "url" });
  assert.deepEqual(service.ICON_BADGE_TYPE, {
    NONE: "none",
    INFO: "info",
    WARNING: "warning",
    ERROR: "error",
  });
});

test("before init there are no channels, and init begins once", () => {
  const { hub, containerServices } = begun();
  const service = channelServiceOf();
  assert.throws(() => service.addChannel("chat", CHANNEL), /ChannelService.init/);
  service.init(containerServices);
  const size = hub.subscriptions.size;
  assert.equal(service.init(containerServices), service);
  assert.equal(hub.subscriptions.size, size);
});
