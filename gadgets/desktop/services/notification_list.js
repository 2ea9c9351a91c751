/**
 * The notifications of gadgets (finext.notification.popover): a state and an event give the next state and what is to
 * be done. Times are ms of a clock that never goes back.
 *
 * Events: {type: "came", gadget, data, id, shy, now}, `shy`: the navigation bar is open, so that only what must be
 *   seen pops up · {type: "dismissed", id} · {type: "clicked", id} · {type: "ticked", now} · {type: "gone", gadget}.
 * State: {shown: [note], unread: {count, from, at}}; a note: {id, gadget, notificationId, title: [key, values], message,
 *   icon, error, dismissable, link, until}. `unread` are those that have no pop-up of their own, and are announced
 *   together.
 * Effects: {told: {gadget, notificationId}} after a click of its link · {news: gadget}: its tab gets the red dot ·
 *   {refused: {gadget, why}}.
 */

import { number, record, text } from "./untrusted.js";

export const SHOWN = 5; // at the same time; the eldest makes room
const SHOWN_FOR = 8_000; // ms
const UNREAD_WAIT = 20_000; // unreadNotificationsWaitTime
const UNREAD_SHOWN_FOR = 8_000; // notificationPopupWaitTime
const LONGEST = 60 * 60_000;

export const NONE = { shown: [], unread: undefined };

export function notificationList(state, event) {
  return HANDLERS[event.type](state, event);
}

const HANDLERS = {
  came(state, { gadget, data, id, shy, now }) {
    const given = record(data);
    const message = text(given.message, 1_000);
    if (message === "") {
      return [state, [{ refused: { gadget, why: "a notification has a message" } }]];
    }
    const news = gadget === undefined ? [] : [{ news: gadget }];
    const error = text(given.type).toLowerCase() === "error";
    const timeout = number(given.timeout, 0, LONGEST, SHOWN_FOR);
    if (timeout === 0) {
      return [{ ...state, unread: counted(state.unread, now) }, news];
    }
    if (shy && !error && given.showAlways !== true) {
      return [state, news];
    }
    const note = {
      id,
      gadget,
      notificationId: text(given.notificationId, 100),
      title: titleOf(given),
      message,
      icon: iconOf(given.icon),
      error,
      dismissable: given.isDismissable !== false,
      link: text(given.customLink, 100),
      until: now + timeout,
    };
    return [{ ...state, shown: [...state.shown, note].slice(-SHOWN) }, news];
  },

  dismissed: (state, { id }) => [{ ...state, shown: state.shown.filter((one) => one.id !== id) }, []],

  clicked(state, { id }) {
    const one = state.shown.find((note) => note.id === id);
    return one === undefined || one.gadget === undefined
      ? [state, []]
      : [state, [{ told: { gadget: one.gadget, notificationId: one.notificationId } }]];
  },

  ticked(state, { now }) {
    const shown = state.shown.filter(({ until }) => until > now);
    const { unread } = state;
    if (unread !== undefined && unread.at <= now) {
      const note = {
        ...UNREAD,
        id: `unread ${now}`,
        title: ["notes.unread", { count: unread.count }],
        until: now + UNREAD_SHOWN_FOR,
      };
      return [{ shown: [...shown, note].slice(-SHOWN), unread: undefined }, []];
    }
    return shown.length === state.shown.length ? [state, []] : [{ ...state, shown }, []];
  },

  gone: (state, { gadget }) => [
    state.shown.some((one) => one.gadget === gadget)
      ? { ...state, shown: state.shown.filter((one) => one.gadget !== gadget) }
      : state,
    [],
  ],
};

/** When something is to happen next, or undefined. */
export function nextEnd({ shown, unread }) {
  const ends = [...shown.map(({ until }) => until), ...(unread === undefined ? [] : [unread.at])];
  return ends.length === 0 ? undefined : Math.min(...ends);
}

const UNREAD = {
  gadget: undefined,
  notificationId: "",
  message: "",
  icon: { name: "chat", color: "", url: false },
  error: false,
  dismissable: true,
  link: "",
};

function counted(unread, now) {
  return unread === undefined ? { count: 1, at: now + UNREAD_WAIT } : { ...unread, count: unread.count + 1 };
}

function titleOf({ messageFrom, pristine }) {
  const from = text(messageFrom, 100);
  if (from === "") {
    return ["notes.title", {}];
  }
  return pristine === true ? ["notes.pristine", { from }] : ["notes.from", { from }];
}

/** By name; what an svg of its own draws, gadgets cannot give to the page. */
function iconOf(given) {
  const { name, color } = record(given);
  return { name: text(name, 40), color: text(color, 30) };
}
