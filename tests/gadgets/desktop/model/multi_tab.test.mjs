import assert from "node:assert/strict";
import { test } from "node:test";

import { tabsOf } from "../../../../gadgets/desktop/model/multi_tab.js";
import { random, SEEDS } from "../../random.mjs";

const member = (mid, tab, more = {}) => ({ mid, tab, isDefault: false, isShown: true, ...more });
const given = (more = {}) => ({ activeTab: "home", tabsFirst: false, wanted: undefined, most: 7, ...more });

// source: Administration Guide 12.6(2), Multi-Tab Gadget
test("the default one is leftmost and chosen, then the page's, then those of the desktop's tab", () => {
  const members = [member(1, "home"), member(2, undefined), member(3, "home", { isDefault: true }), member(4, "other")];
  assert.deepEqual(tabsOf(members, given()), { chosen: 3, seen: [3, 2, 1], more: [] });
  assert.deepEqual(tabsOf(members, given({ tabsFirst: true })).seen, [3, 1, 2]);
  assert.deepEqual(tabsOf(members, given({ activeTab: "other" })), { chosen: 2, seen: [2, 4], more: [] });
});

test("what was chosen stays chosen while it is there, and comes back", () => {
  const members = [member(1, undefined), member(2, "home")];
  assert.equal(tabsOf(members, given({ wanted: 2 })).chosen, 2);
  assert.equal(tabsOf(members, given({ wanted: 2, activeTab: "other" })).chosen, 1);
});

test("a hidden one has no tab until it shows itself, and none at all chooses nothing", () => {
  const hidden = [member(1, undefined, { isShown: false })];
  assert.deepEqual(tabsOf(hidden, given()), { chosen: undefined, seen: [], more: [] });
  assert.deepEqual(tabsOf([member(1, undefined)], given()).seen, [1]);
});

test("one that is chosen from the list takes the last place that is seen", () => {
  const members = Array.from({ length: 10 }, (_, mid) => member(mid, undefined));
  assert.deepEqual(tabsOf(members, given()), { chosen: 0, seen: [0, 1, 2, 3, 4, 5, 6], more: [7, 8, 9] });
  assert.deepEqual(tabsOf(members, given({ wanted: 8 })), {
    chosen: 8,
    seen: [0, 1, 2, 3, 4, 5, 8],
    more: [6, 7, 9],
  });
});

for (const seed of SEEDS) {
  test(`every gadget that is there has one tab, and the chosen one is seen (seed ${seed})`, () => {
    const { below, chance, pick } = random(seed);
    const members = Array.from({ length: below(15) }, (_, mid) =>
      member(mid, pick([undefined, "home", "other"]), { isDefault: chance(0.2), isShown: chance(0.8) }),
    );
    const activeTab = pick(["home", "other"]);
    const most = 1 + below(8);
    const tabs = tabsOf(members, { activeTab, tabsFirst: chance(0.5), wanted: below(15), most });
    const there = members.filter(({ tab, isShown }) => isShown && (tab ?? activeTab) === activeTab);
    assert.deepEqual([...tabs.seen, ...tabs.more].toSorted((a, b) => a - b), there.map(({ mid }) => mid));
    assert.ok(tabs.seen.length <= most);
    assert.ok(there.length === 0 ? tabs.chosen === undefined : tabs.seen.includes(tabs.chosen));
  });
}
