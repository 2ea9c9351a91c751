/**
 * The popovers of gadgets: a state and an event give the next state and what the gadgets are told. Times are ms of a
 * clock that never goes back.
 *
 * Events: {type: "requested", gadget, request, now} (finext.popover.requests) · {type: "pressed", id, button} ·
 *   {type: "dismissed", id} (by the user) · {type: "ticked", now} · {type: "gone", gadget}.
 * A popover: {id, popoverId, gadget, icon, title, small, rows: [{name, value}], timer?: {until, from, up, shown},
 *   dismissible, keepMaximised, wanted, buttons: [{id, label, affirm, hover, confirm: [...]}], client, acted}.
 *   `id` is unique in the page, `popoverId` the gadget's own; `acted`: a button was pressed, and the gadget has not
 *   answered yet.
 * Effects: {told: {gadget, popoverId, source, clientIdentifier?}} · {refused: {gadget, why}}.
 */

import { number, record, records, text } from "./untrusted.js";

export const POPOVERS = 20; // of all gadgets
export const POPOVERS_OF_ONE = 5;
export const ROWS = 10;
const LONGEST_WAIT = 24 * 60 * 60; // s

export const NONE = [];

export function popoverList(list, event) {
  return HANDLERS[event.type](list, event);
}

const HANDLERS = {
  requested(list, { gadget, request, now }) {
    const asked = record(request);
    const popoverId = text(asked.popoverId, 100);
    const id = `${gadget} ${popoverId}`;
    const known = list.find((one) => one.id === id);
    switch (asked.type) {
      case "show":
      case "update":
        if (known !== undefined) {
          const shown = { ...popover(id, popoverId, gadget, asked, now), timer: timerOf(asked, now, known) };
          return [list.map((one) => (one === known ? shown : one)), []];
        }
        return asked.type === "show" ? shown(list, popover(id, popoverId, gadget, asked, now)) : [list, []];
      case "dismiss":
        return [list.filter((one) => one !== known), []];
      default:
        return [list, [{ refused: { gadget, why: "a popover is shown, updated or dismissed" } }]];
    }
  },

  pressed(list, { id, button }) {
    const one = list.find((other) => other.id === id);
    const known = one?.buttons
      .flatMap((other) => [other, ...other.confirm])
      .some((other) => other.id === button);
    if (!known || one.acted) {
      return [list, []];
    }
    return [list.map((other) => (other === one ? { ...one, acted: true } : other)), [told(one, button)]];
  },

  dismissed(list, { id }) {
    const one = list.find((other) => other.id === id);
    return one === undefined ? [list, []] : [list.filter((other) => other !== one), [told(one, "dismissed")]];
  },

  ticked(list, { now }) {
    const late = list.filter(({ timer }) => timer !== undefined && timer.until <= now);
    return late.length === 0
      ? [list, []]
      : [list.filter((one) => !late.includes(one)), late.map((one) => told(one, "timeout"))];
  },

  gone(list, { gadget }) {
    return [
      list.some((one) => one.gadget === gadget) ? list.filter((one) => one.gadget !== gadget) : list,
      [],
    ];
  },
};

/** When the next popover's time is over, or undefined. */
export function nextEnd(list) {
  const ends = list.flatMap(({ timer }) => timer?.until ?? []);
  return ends.length === 0 ? undefined : Math.min(...ends);
}

/** The seconds that a popover's timer shows, or undefined. */
export function secondsShown({ timer }, now) {
  if (!timer?.shown) {
    return undefined;
  }
  return Math.max(
    0,
    timer.up ? Math.floor((now - timer.from) / 1000) : Math.ceil((timer.until - now) / 1000),
  );
}

function shown(list, one) {
  const own = list.filter(({ gadget }) => gadget === one.gadget).length;
  if (own >= POPOVERS_OF_ONE || list.length >= POPOVERS) {
    const why = `a gadget has at most ${POPOVERS_OF_ONE} popovers, all together ${POPOVERS}`;
    return [list, [{ refused: { gadget: one.gadget, why } }, told(one, "dismissed")]];
  }
  return [[...list, one], []];
}

function popover(id, popoverId, gadget, asked, now) {
  const [banner, action] = [record(asked.banner), record(asked.action)];
  const header = record(banner.headerContent);
  return {
    id,
    popoverId,
    gadget,
    icon: iconOf(banner.icon),
    title: text(header.maxHeaderTitle),
    small: text(header.minHeaderTitle) || text(header.maxHeaderTitle),
    rows: records(banner.content, ROWS).map(({ name, value }) => ({
      name: text(name),
      value: text(value, 500),
    })),
    timer: timerOf(asked, now),
    dismissible: action.dismissible === true,
    keepMaximised: action.keepMaximised === true,
    wanted: text(action.requiredActionText),
    buttons: buttonsOf(action.buttons).map((button, at) => ({
      ...button,
      confirm: buttonsOf(action.buttons[at].confirmButtons),
    })),
    client: action.clientIdentifier,
    acted: false,
  };
}

/** The time runs on over an update that gives the same one. */
function timerOf(asked, now, known) {
  const timer = record(asked.timer);
  const seconds = number(timer.displayTimeoutInSecs, 1, LONGEST_WAIT, undefined);
  if (seconds === undefined) {
    return undefined;
  }
  const from = known?.timer?.seconds === seconds ? known.timer.from : now;
  const up = text(timer.counterType).toUpperCase() === "COUNT_UP";
  return { seconds, from, until: from + seconds * 1000, up, shown: timer.display !== false };
}

function buttonsOf(given) {
  return records(given, 2).map(({ id, label, type, hoverText }) => ({
    id: text(id, 100),
    label: text(label, 60),
    affirm: text(type).toLowerCase() !== "decline",
    hover: text(hoverText),
  }));
}

/** An icon as gadgets name it: `collab-icon` and a stock name, or `url` and an address. */
export function iconOf(given) {
  const { type, value } = record(given);
  return { url: text(type).toLowerCase() === "url", value: text(value, 1_000) };
}

function told({ gadget, popoverId, client }, source) {
  const identifier = client === undefined ? {} : { clientIdentifier: client };
  return { told: { gadget, popoverId, source, ...identifier } };
}
