/**
 * Which tabs a Multi-Tab gadget has, in which order, and which of them is chosen. Pure.
 *
 * Source: Administration Guide 12.6(2), Multi-Tab Gadget: the default one leftmost and chosen; those of the page before
 * those of the desktop's tab, or behind them by configuration; at another tab of the desktop the page's stay and the
 * others are that tab's; a hidden gadget has a tab once it shows itself; what is over seven is in a list.
 */

/**
 * @param {Array<{mid: number, tab: string|undefined, isDefault: boolean, isShown: boolean}>} members in the order of
 *   the layout
 * @param {{activeTab: string, tabsFirst: boolean, wanted: number|undefined, most: number}} given `tabsFirst`: those of
 *   the desktop's tab come before the page's; `wanted`: the one chosen last
 * @returns {{chosen: number|undefined, seen: number[], more: number[]}}
 */
export function tabsOf(members, { activeTab, tabsFirst, wanted, most }) {
  const rank = ({ tab, isDefault }) => (isDefault ? 0 : (tab === undefined) !== tabsFirst ? 1 : 2);
  const there = members
    .filter(({ tab, isShown }) => isShown && (tab === undefined || tab === activeTab))
    .toSorted((one, other) => rank(one) - rank(other))
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
