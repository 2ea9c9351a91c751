import assert from "node:assert/strict";
import { test } from "node:test";

import { COLUMNS, sorted, Team, VIEW } from "../../../../../gadgets/desktop/model/supervisor/team.js";
import { rowWindow } from "../../../../../gadgets/desktop/model/supervisor/row_window.js";
import { random } from "../../../random.mjs";

const TERMS = {
  words: ({ state, reason }) => (reason ? `${state} – ${reason.label}` : state),
  compare: new Intl.Collator("en", { numeric: true }).compare,
};
const member = (loginId, state, more = {}) => ({
  loginId,
  name: loginId.toUpperCase(),
  extension: `10${loginId.length}`,
  state,
  pendingState: "",
  since: 1000,
  reason: undefined,
  isBusy: false,
  ...more,
});
const names = (team) => team.shown.map(({ loginId }) => loginId).join(" ");

function teamOf(...members) {
  const team = new Team(TERMS);
  team.load(members);
  return team;
}

test("a team is shown by name, without those who are signed out", () => {
  const team = teamOf(member("cid", "READY"), member("ann", "LOGOUT"), member("bob", "TALKING"));
  assert.equal(names(team), "bob cid");
  assert.equal(team.signedIn, 2);
  team.show({ ...team.view, includeLoggedOut: true });
  assert.equal(names(team), "ann bob cid");
});

test("the search looks at names, at states as they are written, and at extensions", () => {
  const team = teamOf(
    member("ann", "NOT_READY", { reason: { label: "Lunch", code: "2" } }),
    member("bob", "READY", { extension: "2077" }),
  );
  for (const [search, found] of [["LUN", "ann"], ["bo", "bob"], ["207", "bob"], [" ready ", "ann bob"], ["x", ""]]) {
    team.show({ ...VIEW, search });
    assert.equal(names(team), found, search);
  }
});

test("each column sorts both ways; who has been in his state longest has the greatest time", () => {
  const team = teamOf(
    member("ann", "READY", { since: 300, extension: "1010" }),
    member("bob", "TALKING", { since: 100, extension: "999" }),
    member("cid", "NOT_READY", { since: undefined, extension: "1002" }),
  );
  const orders = { name: "ann bob cid", state: "cid ann bob", time: "cid ann bob", extension: "bob cid ann" };
  assert.deepEqual(COLUMNS, Object.keys(orders));
  for (const [column, order] of Object.entries(orders)) {
    const up = sorted({ ...VIEW, column: column === "name" ? "time" : "name" }, column);
    team.show(up);
    assert.equal(names(team), order, column);
    team.show(sorted(up, column));
    assert.equal(names(team), order.split(" ").reverse().join(" "), column);
    assert.equal(sorted(sorted(up, column), column).descending, false);
  }
});

test("what an event changes stands where sorting everything anew would put it", () => {
  const { below: pick } = random(7);
  const states = ["READY", "NOT_READY", "TALKING", "LOGOUT", "WORK"];
  for (const column of COLUMNS) {
    const team = new Team(TERMS);
    team.load(Array.from({ length: 30 }, (_, at) => member(`m${at}`, states[pick(5)], { since: pick(9) })));
    team.show({ ...VIEW, column, descending: pick(2) === 1, search: pick(2) === 1 ? "e" : "" });
    for (let turn = 0; turn < 100; turn += 1) {
      team.put(member(`m${pick(40)}`, states[pick(5)], { since: pick(9) }));
      const stands = names(team);
      team.show(team.view);
      assert.equal(stands, names(team));
    }
  }
});

test("an event that says what is known changes nothing that is shown", () => {
  const team = teamOf(member("ann", "READY"));
  assert.equal(team.put(member("ann", "READY")), false);
  assert.equal(team.put(member("ann", "READY", { pendingState: "LOGOUT" })), true);
  assert.equal(team.put(member("new", "READY")), true);
});

test("only rows that are seen are made, with some around them, and open rows are higher", () => {
  const table = { count: 400, height: 40, extras: [], top: 0, room: 400 };
  assert.deepEqual(rowWindow(table), { first: 0, last: 17, before: 0, after: 383 * 40, total: 16_000 });
  const middle = rowWindow({ ...table, top: 4_000 });
  assert.deepEqual([middle.first, middle.last, middle.before], [94, 117, 94 * 40]);
  const end = rowWindow({ ...table, top: 99_999 });
  assert.deepEqual([end.last, end.after], [400, 0]);
  const open = rowWindow({ ...table, extras: [[0, 400]], top: 440 });
  assert.deepEqual([open.first, open.before, open.total], [0, 0, 16_400]);
  assert.deepEqual(rowWindow({ ...table, count: 0 }), { first: 0, last: 0, before: 0, after: 0, total: 0 });
});
