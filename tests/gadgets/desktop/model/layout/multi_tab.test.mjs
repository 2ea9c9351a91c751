import assert from "node:assert/strict";
import { test } from "node:test";

import { KEPT, keptOrder, movedTab, tabsOf } from "../../../../../gadgets/desktop/model/layout/multi_tab.js";
import { random, SEEDS } from "../../../random.mjs";

const member = (mid, tab, more = {}) => ({
  mid,
  key: `/g${mid}.xml`,
  tab,
  isDefault: false,
  isShown: true,
  ...more,
});
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

test("a tab that is dragged stays where it was put, and the default one is like the others from then on", () => {
  const members = [member(1, undefined), member(2, undefined), member(3, undefined, { isDefault: true })];
  const order = movedTab(members, given(), 3, 1);
  assert.deepEqual(order, ["/g1.xml", "/g3.xml", "/g2.xml"]);
  assert.deepEqual(tabsOf(members, given({ order })), { chosen: 1, seen: [1, 3, 2], more: [] });
  assert.deepEqual(tabsOf(members, given({ order, wanted: 3 })).chosen, 3);
});

test("what is dragged at one tab of the desktop leaves the gadgets of the others in their order", () => {
  const members = [member(1, undefined), member(2, "other"), member(3, "home"), member(4, "other"), member(5, "home")];
  const order = movedTab(members, given(), 5, 0);
  assert.deepEqual(tabsOf(members, given({ order })).seen, [5, 1, 3]);
  assert.deepEqual(tabsOf(members, given({ order, activeTab: "other" })).seen, [1, 2, 4]);
});

test("a place beyond the ends is the end, and a gadget that came later stands behind those of the order", () => {
  const members = [member(1, undefined), member(2, undefined)];
  assert.deepEqual(movedTab(members, given(), 1, 99), ["/g2.xml", "/g1.xml"]);
  assert.deepEqual(movedTab(members, given(), 2, -3), ["/g2.xml", "/g1.xml"]);
  const more = [member(0, undefined, { isDefault: true }), ...members];
  assert.deepEqual(tabsOf(more, given({ order: ["/g2.xml", "/g1.xml"] })).seen, [2, 1, 0]);
});

test("what was kept is an order only where it is a list of texts, and no longer than is kept", () => {
  assert.deepEqual(keptOrder(["a", 1, null, "b"]), ["a", "b"]);
  for (const none of [undefined, null, "a", 7, { length: 3 }]) {
    assert.deepEqual(keptOrder(none), []);
  }
  assert.equal(keptOrder(Array(KEPT + 9).fill("a")).length, KEPT);
});

for (const seed of SEEDS) {
  test(`a tab that is moved stands where it was put, and nobody is lost (seed ${seed})`, () => {
    const { below, chance, pick } = random(seed);
    const members = Array.from({ length: 1 + below(12) }, (_, mid) =>
      member(mid, pick([undefined, "home", "other"]), { isDefault: chance(0.2), isShown: chance(0.8) }),
    );
    let order = [];
    for (let times = 0; times < 5; times += 1) {
      const asked = given({ order, activeTab: pick(["home", "other"]), wanted: below(12), most: 1 + below(8) });
      const { seen, more } = tabsOf(members, asked);
      const shown = [...seen, ...more];
      const [mid, to] = [shown.length > 0 ? pick(shown) : 99, below(shown.length || 1)];
      order = movedTab(members, asked, mid, to);
      assert.deepEqual(order.toSorted(), members.map(({ key }) => key).toSorted());
      const after = tabsOf(members, { ...asked, order, most: 99 }).seen;
      assert.deepEqual(after.toSorted(), shown.toSorted());
      assert.ok(shown.length === 0 || after.indexOf(mid) === to);
    }
  });

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
