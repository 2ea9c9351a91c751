import assert from "node:assert/strict";
import { test } from "node:test";

import { PopoverSchema } from "../../../../gadgets/finesse/containerservices/popover_schema.js";
import {
  OPEN_AT_ONCE,
  popoverServiceOf,
} from "../../../../gadgets/finesse/containerservices/popover_service.js";
import { begun } from "./services.mjs";

const REQUESTS = "finext.popover.requests";
const BANNER = { icon: { type: "collab-icon", value: "Chat" }, content: [{ name: "Name", value: "Ada" }] };
const TIMER = { displayTimeoutInSecs: 10, display: true, counterType: "COUNT_DOWN" };
const ACTION = {
  dismissible: false,
  clientIdentifier: "c1",
  buttons: [{ id: "ok", label: "Accept", type: "Affirm" }],
};

function started() {
  const { hub, containerServices } = begun();
  const service = popoverServiceOf().init(containerServices);
  const tell = (popoverId, source, more) =>
    hub.publish("finext.popover.events.3", { popoverId, source, ...more });
  return { hub, service, tell };
}

test("before init a popover cannot be shown", () => {
  assert.throws(() => popoverServiceOf().showPopover(BANNER), /PopoverService.init/);
});

test("a popover is asked of the desktop, and what the user does comes to its handler as one object", () => {
  const { hub, service, tell } = started();
  const heard = [];
  const id = service.showPopover(BANNER, TIMER, ACTION, (...given) => heard.push(given));
  assert.deepEqual(hub.on(REQUESTS), [
    { type: "show", popoverId: id, gadgetId: "3", banner: BANNER, timer: TIMER, action: ACTION },
  ]);
  tell("another", "ok");
  tell(id, "ok", { clientIdentifier: "c1" });
  tell(id, "timeout");
  tell(id, "dismissed"); // it has ended
  assert.deepEqual(heard, [
    [{ popoverId: id, source: "ok", clientIdentifier: "c1" }],
    [{ popoverId: id, source: "timeout" }],
  ]);
});

test("a popover needs no more than a banner, and init begins once", () => {
  const { hub, containerServices } = begun();
  const service = popoverServiceOf();
  assert.equal(service.init(containerServices), service.init(containerServices));
  service.showPopover(BANNER);
  const { timer, action } = hub.on(REQUESTS)[0];
  assert.deepEqual([timer, action], [{}, {}]);
});

test("an update keeps the handler unless there is another, and a dismissed one has none", () => {
  const { hub, service, tell } = started();
  const heard = [];
  const id = service.showPopover(BANNER, TIMER, ACTION, () => heard.push("first"));
  service.updatePopover(id, BANNER, TIMER, ACTION);
  tell(id, "ok");
  service.updatePopover(id, BANNER, TIMER, ACTION, () => heard.push("second"));
  tell(id, "ok");
  service.dismissPopover(id);
  tell(id, "ok");
  assert.deepEqual(heard, ["first", "second"]);
  assert.deepEqual(
    hub.on(REQUESTS).map(({ type }) => type),
    ["show", "update", "update", "dismiss"],
  );
});

test("a part that is not as the schema says is refused with its place", () => {
  const { hub, service } = started();
  const three = ["a", "b", "c"].map((id) => ({ id, label: id }));
  assert.throws(
    () => service.showPopover(BANNER, TIMER, { buttons: three }),
    /actionData\.buttons must have at most/,
  );
  assert.throws(() => service.showPopover("text"), /bannerData must be of type object, is string/);
  assert.throws(() => service.generatePayload(true, "1", BANNER, [], {}), /timerData/);
  assert.deepEqual(hub.on(REQUESTS), []);
});

test("the payload can be had without showing it", () => {
  const { service } = started();
  const expected = { popoverId: "1", gadgetId: "3", banner: BANNER, timer: {}, action: {} };
  assert.deepEqual(service.generatePayload(false, "1", BANNER), { type: "show", ...expected });
  assert.deepEqual(service.generatePayload(true, "1", BANNER), { type: "update", ...expected });
});

test("of too many open popovers the eldest is forgotten", () => {
  const { service, tell } = started();
  const heard = [];
  const ids = Array.from({ length: OPEN_AT_ONCE + 1 }, (_, at) =>
    service.showPopover(BANNER, TIMER, ACTION, () => heard.push(at)),
  );
  tell(ids[0], "ok");
  tell(ids[1], "ok");
  assert.deepEqual(heard, [1]);
});

test("the counter runs up or down", () => {
  assert.deepEqual(started().service.COUNTER_TYPE, { COUNT_UP: "COUNT_UP", COUNT_DOWN: "COUNT_DOWN" });
});

test("each part has a schema, of which everybody gets his own", () => {
  for (const name of ["getBannerDataSchema", "getTimerDataSchema", "getActionDataSchema"]) {
    const schema = PopoverSchema[name]();
    assert.equal(schema.type, "object");
    schema.type = "changed";
    assert.equal(PopoverSchema[name]().type, "object");
  }
});
