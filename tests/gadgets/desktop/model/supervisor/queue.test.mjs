import assert from "node:assert/strict";
import { test } from "node:test";

import {
  COLUMNS,
  inOrder,
  isCounted,
  readQueue,
  valueIn,
} from "../../../../../gadgets/desktop/model/supervisor/queue.js";
import { parse } from "../../../../../gadgets/notification/xml.js";

const queue = (name, calls, longest, ready = -1) =>
  readQueue(
    parse(
      `<Queue><uri>/finesse/api/Queue/12${name.length}</uri><name>${name}</name><statistics>` +
        `<callsInQueue>${calls}</callsInQueue><startTimeOfLongestCallInQueue>${longest}</startTimeOfLongestCallInQueue>` +
        `<agentsReady>${ready}</agentsReady></statistics></Queue>`,
    ),
  );
const names = (queues) => queues.map(({ name }) => name).join(" ");

test("nothing is counted of a queue of Unified CCX", () => {
  // source: Finesse Web Services guide, Queue: on Unified CCX each number is -1
  const ccx = queue("Support", -1, "");
  assert.deepEqual([ccx.id, isCounted(ccx)], ["127", false]);
  assert.deepEqual(COLUMNS.slice(1).map((column) => valueIn(ccx, column, 0)), COLUMNS.slice(1).map(() => ""));
  assert.equal(isCounted(readQueue(parse("<Queue><uri>/q/1</uri></Queue>"))), false);
});

test("a counted queue has its numbers, and how long the longest waits", () => {
  const sales = queue("Sales", 3, "2012-02-15T17:58:21Z", 0);
  assert.equal(isCounted(sales), true);
  assert.deepEqual(
    ["callsInQueue", "longest", "agentsReady", "agentsNotReady"].map((column) =>
      valueIn(sales, column, Date.UTC(2012, 1, 15, 17, 59, 31)),
    ),
    ["3", "01:10", "0", ""],
  );
});

test("queues are in the order of a column, both ways, and else by name", () => {
  const queues = [queue("b", 3, "2012-02-15T17:58:21Z"), queue("a", 3, ""), queue("c", 1, "2012-02-15T17:00:00Z")];
  const order = (column, descending) =>
    names(inOrder(queues, { column, descending }, (one, other) => one.localeCompare(other)));
  assert.equal(order("name", false), "a b c");
  assert.equal(order("name", true), "c b a");
  assert.equal(order("callsInQueue", false), "c a b");
  assert.equal(order("callsInQueue", true), "a b c");
  assert.equal(order("longest", true), "c b a");
});
