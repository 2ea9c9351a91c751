/**
 * Which tabs a Multi-Tab gadget has, in which order, and which of them is chosen. Pure.
 *
 * Source: Administration Guide 12.6(2), Multi-Tab Gadget: the default one leftmost and chosen; those of the page before
 * those of the desktop's tab, or behind them by configuration; at another tab of the desktop the page's stay and the
 * others are that tab's; a hidden gadget has a tab once it shows itself; what is over seven is in a list; a user may
 * drag the tabs into an order of his own, after which the default one is like the others.
 */

export const KEPT = 200; // tabs whose order is kept

/**
 * @param {Array<{mid: number, key: string, tab: string|undefined, isDefault: boolean, isShown: boolean}>} members in
 *   the order of the layout
 * @param {{activeTab: string, tabsFirst: boolean, wanted: number|undefined, most: number, order?: string[]}} given
 *   `tabsFirst`: those of the desktop's tab come before the page's; `wanted`: the one chosen last; `order`: keys, as
 *   the user has dragged them
 * @returns {{chosen: number|undefined, seen: number[], more: number[]}}
 */
export function tabsOf(members, given) {
  const { wanted, most } = given;
  const there = ordered(members, given)
    .filter((one) => isThere(one, given))
    .map(({ mid }) => mid);
  const chosen = there.includes(wanted) ? wanted : there[0];
  if (there.length <= most) {
    return { chosen, seen: there, more: [] };
  }
  const at = there.indexOf(chosen);
  // one that is chosen from the list stands in the last place that is seen
  const others = there.filter((one) => one !== chosen);
  const order = at < most ? there : [...others.slice(0, most - 1), chosen, ...others.slice(most - 1)];
  return { chosen, seen: order.slice(0, most), more: order.slice(most) };
}

/** The user's order after he has moved a tab to another place among those that he sees; the others stay as they are. */
export function movedTab(members, given, mid, to) {
  const { chosen, seen, more } = tabsOf(members, given);
  const shown = [...seen, ...more];
  const wanted = shown.filter((one) => one !== mid);
  if (wanted.length < shown.length) {
    wanted.splice(Math.min(Math.max(to, 0), wanted.length), 0, mid);
  }
  const keys = new Map(members.map((one) => [one.mid, one.key]));
  const before = ordered(members, given).map((one) => one.mid);
  // the chosen one may have been seen elsewhere than in its place
  const after = beside(beside(before, shown, chosen), wanted, mid);
  return after.map((one) => keys.get(one)).slice(0, KEPT);
}

/** A list in which `mid` stands before what follows it in `wanted`, or behind what comes before it there. */
function beside(list, wanted, mid) {
  const at = wanted.indexOf(mid);
  if (list.filter((one) => wanted.includes(one)).indexOf(mid) === at) {
    return list;
  }
  const others = list.filter((one) => one !== mid);
  const isLast = at === wanted.length - 1;
  others.splice(others.indexOf(wanted[isLast ? at - 1 : at + 1]) + (isLast ? 1 : 0), 0, mid);
  return others;
}

/** What was kept of an order: keys, or nothing where it is none. */
export function keptOrder(kept) {
  return Array.isArray(kept) ? kept.filter((key) => typeof key === "string").slice(0, KEPT) : [];
}

const isThere = ({ tab, isShown }, { activeTab }) => isShown && (tab === undefined || tab === activeTab);

function ordered(members, { tabsFirst, order = [] }) {
  const isOwn = order.length > 0;
  const rank = ({ tab, isDefault }) => (isDefault && !isOwn ? 0 : (tab === undefined) !== tabsFirst ? 1 : 2);
  const place = ({ key }) => (order.includes(key) ? order.indexOf(key) : KEPT);
  return members.toSorted((one, other) => place(one) - place(other) || rank(one) - rank(other));
}
