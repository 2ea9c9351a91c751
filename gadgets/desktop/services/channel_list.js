/**
 * The digital channels of gadgets: a state and an event give the next state and what the gadgets are told. A channel is
 * its gadget's: the same id of two gadgets names two channels. Times are ms of a clock that never goes back.
 *
 * Events: {type: "requested", gadget, request} (finext.channel.requests) · {type: "chosen", id, menuId, clickId, now} ·
 *   {type: "chosenForAll", menuId: "ALL_READY" | "ALL_NOT_READY", clickIds, now} · {type: "answered", gadget, result}
 *   (finext.channel.menuResults) · {type: "ticked", now} · {type: "gone", gadget}.
 * A channel: {id, channelId, gadget, menu: {label, items: [{id, label, color}]}, icons, patience (ms), state: {label,
 *   current, color, enabled, signOutHeld, signOutText, badge, hover}, click?: {clickId, menuId, until}, failed?: text}.
 * Effects: {told: {gadget, topic: "responses" | "menu", data}} · {refused: {gadget, why}}.
 */

import { iconOf } from "./popover_list.js";
import { number, record, records, text } from "./untrusted.js";

export const CHANNELS = 20; // of all gadgets
export const ENTRIES = 20; // of one menu
export const ICONS = 5;
export const ALL = ["ALL_READY", "ALL_NOT_READY"];
const PATIENCE = 30; // s
const BADGES = ["info", "warning", "error"];

export const NONE = [];

export function channelList(list, event) {
  return HANDLERS[event.type](list, event);
}

const HANDLERS = {
  requested(list, { gadget, request }) {
    const asked = record(request);
    const channelId = text(asked.channelId, 100);
    const id = `${gadget} ${channelId}`;
    const known = list.find((one) => one.id === id);
    const change = Object.hasOwn(REQUESTS, text(asked.type)) ? REQUESTS[asked.type] : () => "noSuchRequest";
    const changed =
      channelId === "" ? "noChannelId" : change({ id, channelId, gadget }, known, record(asked.data), list);
    const answer = { requestId: text(asked.requestId, 100), channelId };
    if (typeof changed === "string") {
      const error = { errorCode: changed, errorDesc: WHY[changed] };
      const data = { ...answer, status: "failure", error };
      return [
        list,
        [{ told: { gadget, topic: "responses", data } }, { refused: { gadget, why: WHY[changed] } }],
      ];
    }
    const put = (channel) =>
      known === undefined ? [...list, channel] : list.map((one) => (one === known ? channel : one));
    const next = changed === undefined ? list.filter((one) => one !== known) : put(changed);
    return [next, [{ told: { gadget, topic: "responses", data: { ...answer, status: "success" } } }]];
  },

  chosen(list, { id, menuId, clickId, now }) {
    const one = list.find((other) => other.id === id);
    const offered = one?.menu.items.some((item) => item.id === menuId) || ALL.includes(menuId);
    if (!offered || !one.state.enabled || one.click !== undefined) {
      return [list, []];
    }
    const clicked = { ...one, click: { clickId, menuId, until: now + one.patience }, failed: undefined };
    const label = one.menu.items.find((item) => item.id === menuId)?.label ?? menuId;
    const data = { clickId, channelId: one.channelId, menuId, selected: label };
    return [
      list.map((other) => (other === one ? clicked : other)),
      [{ told: { gadget: one.gadget, topic: "menu", data } }],
    ];
  },

  chosenForAll(list, { menuId, clickIds, now }) {
    let next = list;
    const effects = [];
    list.forEach(({ id }, at) => {
      const [changed, more] = HANDLERS.chosen(next, { id, menuId, clickId: clickIds[at], now });
      next = changed;
      effects.push(...more);
    });
    return [next, effects];
  },

  answered(list, { gadget, result }) {
    const { clickId, status, error } = record(result);
    const one = list.find((other) => other.gadget === gadget && other.click?.clickId === clickId);
    if (one === undefined) {
      return [list, []];
    }
    const failed = status === "success" ? undefined : text(record(error).errorDesc) || "";
    return [list.map((other) => (other === one ? { ...one, click: undefined, failed } : other)), []];
  },

  ticked(list, { now }) {
    const isLate = (one) => one.click !== undefined && one.click.until <= now;
    return list.some(isLate)
      ? [list.map((one) => (isLate(one) ? { ...one, click: undefined, failed: "" } : one)), []]
      : [list, []];
  },

  gone(list, { gadget }) {
    return [
      list.some((one) => one.gadget === gadget) ? list.filter((one) => one.gadget !== gadget) : list,
      [],
    ];
  },
};

/** When the next click has waited long enough, or undefined. */
export function nextEnd(list) {
  const ends = list.flatMap(({ click }) => click?.until ?? []);
  return ends.length === 0 ? undefined : Math.min(...ends);
}

/** The worst of the channels' badges: none, info, warning or error. */
export function worstBadge(list) {
  return list.reduce(
    (worst, { state }) => BADGES[Math.max(BADGES.indexOf(worst), BADGES.indexOf(state.badge))] ?? "none",
    "none",
  );
}

/** Each gives the channel as it becomes, undefined for none, or the name of what is wrong. */
const REQUESTS = {
  add(identity, known, data, list) {
    if (known === undefined && list.length >= CHANNELS) {
      return "tooMany";
    }
    const bare = {
      ...identity,
      menu: { label: identity.channelId, items: [] },
      icons: [],
      patience: PATIENCE * 1000,
      state: STATE,
    };
    return changed(bare, data);
  },
  update: (_identity, known, data) => (known === undefined ? "noChannel" : changed(known, data)),
  updateMenu: (_identity, known, data) =>
    known === undefined ? "noChannel" : changed(known, { menuConfig: data }),
  updateState: (_identity, known, data) =>
    known === undefined ? "noChannel" : changed(known, { channelState: data }),
  remove: () => undefined,
};

const WHY = {
  noSuchRequest: "The desktop knows no such request.",
  noChannelId: "A channel has an id.",
  noChannel: "There is no channel of this id; add it first.",
  tooMany: `The desktop has at most ${CHANNELS} channels.`,
};

const STATE = {
  label: "",
  current: "",
  color: "",
  enabled: true,
  signOutHeld: false,
  signOutText: "",
  badge: "none",
  hover: "",
};

/** A channel with what is given of it; what is not, stays. */
function changed(one, { menuConfig, channelConfig, channelState }) {
  return {
    ...one,
    menu: menuConfig === undefined ? one.menu : menuOf(record(menuConfig), one.menu),
    ...(channelConfig === undefined ? {} : configOf(record(channelConfig), one)),
    state: channelState === undefined ? one.state : stateOf(record(channelState), one.state),
  };
}

function menuOf({ label, menuItems }, before) {
  return {
    label: text(label, 60) || before.label,
    items: Array.isArray(menuItems)
      ? records(menuItems, ENTRIES).map((item) => ({
          id: text(item.id, 100),
          label: text(item.label, 60),
          color: colorOf(item.iconColor),
        }))
      : before.items,
  };
}

function configOf({ actionTimeoutInSec, icons }, before) {
  return {
    patience: number(actionTimeoutInSec, 1, PATIENCE, before.patience / 1000) * 1000,
    icons: Array.isArray(icons) ? records(icons, ICONS).map(iconOf) : before.icons,
  };
}

function stateOf(given, before) {
  const badge = text(given.iconBadge).toLowerCase();
  return {
    label: given.label === undefined ? before.label : text(given.label, 60),
    current: given.currentState === undefined ? before.current : text(given.currentState, 60),
    color: given.iconColor === undefined ? before.color : colorOf(given.iconColor),
    enabled: given.enable === undefined ? before.enabled : given.enable !== false,
    signOutHeld: given.logoutDisabled === undefined ? before.signOutHeld : given.logoutDisabled === true,
    signOutText: given.logoutDisabledText === undefined ? before.signOutText : text(given.logoutDisabledText),
    badge: given.iconBadge === undefined ? before.badge : BADGES.includes(badge) ? badge : "none",
    hover: given.hoverText === undefined ? before.hover : text(given.hoverText),
  };
}

/** One of the colours that the desktop draws, by the names and states that gadgets use, or #rgb as it is; else "". */
function colorOf(given) {
  const name = text(given, 30).toLowerCase();
  return Object.hasOwn(COLORS, name) ? COLORS[name] : /^#[0-9a-f]{3}([0-9a-f]{3})?$/.test(name) ? name : "";
}

const COLORS = {
  available: "green",
  green: "green",
  unavailable: "red",
  red: "red",
  busy: "amber",
  orange: "amber",
  amber: "amber",
  yellow: "amber",
  blue: "blue",
  grey: "grey",
  gray: "grey",
};
