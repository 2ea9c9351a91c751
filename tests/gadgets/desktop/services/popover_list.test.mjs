// Popovers of gadgets. source: gadget reference, 12.x services, PopoverService.
import assert from "node:assert/strict";
import { test } from "node:test";

import {
  nextEnd,
  NONE,
  popoverList,
  POPOVERS,
  POPOVERS_OF_ONE,
  ROWS,
  secondsShown,
} from "../../../../gadgets/desktop/services/popover_list.js";

const BUTTONS = [
  { id: "accept", label: "Accept", type: "Affirm", confirmButtons: [{ id: "sure", label: "Sure" }] },
  { id: "no", label: "No", type: "Decline", hoverText: "Not now" },
];

/** A request as the sample gadget's comes, with little of what it may say. */
function show(gadget = "1", popoverId = "p", more = {}) {
  const banner = {
    icon: { type: "collab-icon", value: "Chat" },
    content: [{ name: "Customer", value: "Maria" }],
  };
  const request = { type: "show", popoverId, gadgetId: gadget, banner, timer: {}, action: {}, ...more };
  return { type: "requested", gadget, request, now: 1000 };
}

const after = (list, ...events) =>
  events.reduce(
    ([now, effects], event) => {
      const [next, more] = popoverList(now, event);
      return [next, [...effects, ...more]];
    },
    [list, []],
  );

test("a popover is shown with what the gadget gives, and with less where it gives less", () => {
  const [[full]] = after(
    NONE,
    show("1", "p", {
      banner: {
        icon: { type: "url", value: "/i.png" },
        content: [{ name: "Customer", value: 42 }],
        headerContent: { maxHeaderTitle: "Chat from Maria", minHeaderTitle: "Maria" },
      },
      timer: { displayTimeoutInSecs: 10, display: true, counterType: "COUNT_UP" },
      action: {
        dismissible: true,
        keepMaximised: true,
        requiredActionText: "Please",
        buttons: BUTTONS,
        clientIdentifier: 7,
      },
    }),
  );
  assert.deepEqual(full, {
    id: "1 p",
    popoverId: "p",
    gadget: "1",
    icon: { url: true, value: "/i.png" },
    title: "Chat from Maria",
    small: "Maria",
    rows: [{ name: "Customer", value: "42" }],
    timer: { seconds: 10, from: 1000, until: 11_000, up: true, shown: true },
    dismissible: true,
    keepMaximised: true,
    wanted: "Please",
    buttons: [
      {
        id: "accept",
        label: "Accept",
        affirm: true,
        hover: "",
        confirm: [{ id: "sure", label: "Sure", affirm: true, hover: "" }],
      },
      { id: "no", label: "No", affirm: false, hover: "Not now", confirm: [] },
    ],
    client: 7,
    acted: false,
  });
  const [[least]] = after(NONE, { ...show(), request: { type: "show", popoverId: "q" } });
  assert.deepEqual(
    [least.title, least.rows, least.buttons, least.timer, least.dismissible],
    ["", [], [], undefined, false],
  );
});

test("a pressed button is told once, with the client's identifier, until the gadget answers", () => {
  const action = { buttons: BUTTONS, clientIdentifier: "c" };
  const [list, effects] = after(
    NONE,
    show("1", "p", { action }),
    { type: "pressed", id: "1 p", button: "sure" },
    { type: "pressed", id: "1 p", button: "no" },
    { type: "pressed", id: "1 p", button: "other" },
  );
  assert.deepEqual(effects, [
    { told: { gadget: "1", popoverId: "p", source: "sure", clientIdentifier: "c" } },
  ]);
  assert.equal(list[0].acted, true);
  const [[again]] = after(list, show("1", "p", { type: "update", action }));
  assert.equal(again.acted, false);
});

test("at the end of its time a popover goes and says so", () => {
  const timer = { displayTimeoutInSecs: 10, display: false };
  const [list] = after(NONE, show("1", "p", { timer }));
  assert.equal(nextEnd(list), 11_000);
  assert.deepEqual(popoverList(list, { type: "ticked", now: 10_999 }), [list, []]);
  assert.deepEqual(popoverList(list, { type: "ticked", now: 11_000 }), [
    [],
    [{ told: { gadget: "1", popoverId: "p", source: "timeout" } }],
  ]);
});

test("the timer counts down or up, runs on over an update that gives the same, and begins anew for another", () => {
  const timer = (seconds, counterType) => ({ displayTimeoutInSecs: seconds, display: true, counterType });
  const [[down]] = after(NONE, show("1", "p", { timer: timer(10) }));
  const [[up]] = after(NONE, show("1", "p", { timer: timer(10, "COUNT_UP") }));
  assert.deepEqual([secondsShown(down, 3500), secondsShown(up, 3500)], [8, 2]);
  const updated = (seconds) => ({ ...show("1", "p", { type: "update", timer: timer(seconds) }), now: 5000 });
  assert.equal(popoverList([down], updated(10))[0][0].timer.until, 11_000);
  assert.equal(popoverList([down], updated(20))[0][0].timer.until, 25_000);
  const [[hidden]] = after(NONE, show("1", "p", { timer: { displayTimeoutInSecs: 10, display: false } }));
  assert.equal(secondsShown(hidden, 3500), undefined);
});

test("the user's dismissal is told; the gadget's own is not", () => {
  const [list, told] = after(NONE, show(), { type: "dismissed", id: "1 p" });
  assert.deepEqual([list, told], [[], [{ told: { gadget: "1", popoverId: "p", source: "dismissed" } }]]);
  assert.deepEqual(after(NONE, show(), show("1", "p", { type: "dismiss" })), [[], []]);
});

test("a gadget reaches its own popovers only, and they go with it", () => {
  const [list] = after(NONE, show("1"), show("2"), show("2", "p", { type: "dismiss" }));
  assert.deepEqual(
    list.map(({ id }) => id),
    ["1 p"],
  );
  const [both] = after(NONE, show("1"), show("2"), { type: "gone", gadget: "1" });
  assert.deepEqual(
    both.map(({ id }) => id),
    ["2 p"],
  );
});

test("an update of what is not there shows nothing, and nonsense is refused", () => {
  assert.deepEqual(after(NONE, show("1", "p", { type: "update" })), [[], []]);
  for (const request of [undefined, null, "x", {}, { type: "toString" }]) {
    const [list, [effect]] = after(NONE, { type: "requested", gadget: "1", request, now: 0 });
    assert.deepEqual([list, effect.refused.gadget], [[], "1"]);
  }
});

test("one gadget, and all together, show no more than their limits; who is refused hears it dismissed", () => {
  let list = NONE;
  let effects;
  for (let at = 0; at <= POPOVERS_OF_ONE; at += 1) {
    [list, effects] = popoverList(list, show("1", `p${at}`));
  }
  assert.equal(list.length, POPOVERS_OF_ONE);
  assert.equal(effects[1].told.source, "dismissed");
  for (let at = 0; at <= POPOVERS; at += 1) {
    [list] = popoverList(list, show(`g${at}`));
  }
  assert.equal(list.length, POPOVERS);
});

test("what is long is cut, what is many is fewer", () => {
  const content = Array.from({ length: 50 }, () => ({ name: "n".repeat(999), value: "v".repeat(9999) }));
  const [[one]] = after(
    NONE,
    show("1", "p", {
      banner: { content, headerContent: { maxHeaderTitle: "t".repeat(999) } },
      action: { buttons: [...BUTTONS, ...BUTTONS] },
    }),
  );
  assert.deepEqual(
    [
      one.rows.length,
      one.rows[0].name.length,
      one.rows[0].value.length,
      one.title.length,
      one.buttons.length,
    ],
    [ROWS, 200, 500, 200, 2],
  );
});
