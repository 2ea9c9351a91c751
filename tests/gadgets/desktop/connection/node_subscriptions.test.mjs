// Who holds which node. source: gadget reference, Requests on finesse.info.requests.
import assert from "node:assert/strict";
import { test } from "node:test";

import {
  HELD_BY_ONE,
  NODES,
  NodeSubscriptions,
} from "../../../../gadgets/desktop/connection/node_subscriptions.js";
import { random, SEEDS } from "../../random.mjs";

const NODE = "/finesse/api/Team/5/Users";

function connected() {
  const table = new NodeSubscriptions();
  table.connect();
  return table;
}

function subscribe(table, gadget, invokeID, node = NODE) {
  table.subscribe({ gadget, node, invokeID });
  return table.take();
}

function unsubscribe(table, gadget, subid, invokeID = `un-${subid}`, node = NODE) {
  table.unsubscribe({ gadget, node, invokeID, subid });
  return table.take();
}

function answered(table, request, error, node = NODE) {
  table.answered({ request, node, error });
  return table.take();
}

function held(...holders) {
  const table = connected();
  for (const [gadget, id] of holders) {
    subscribe(table, gadget, id);
  }
  answered(table, "subscribe");
  return table;
}

const answer = (invokeID, error) => ({ answer: { invokeID, error } });

test("the first who asks for a node has it subscribed, and everyone is answered when it is", () => {
  const table = connected();
  assert.deepEqual(subscribe(table, "a", "1"), [{ subscribe: NODE }]);
  assert.deepEqual(subscribe(table, "b", "2"), []);
  assert.deepEqual(answered(table, "subscribe"), [answer("1"), answer("2")]);
});

test("a further subscribe to an active node succeeds at once", () => {
  assert.deepEqual(subscribe(held(["a", "1"]), "b", "2"), [answer("2")]);
});

test("a refused subscription is told to all who asked, and the next one asks again", () => {
  const table = connected();
  subscribe(table, "a", "1");
  subscribe(table, "b", "2");
  const error = { xml: "<error/>" };
  assert.deepEqual(answered(table, "subscribe", "<error/>"), [answer("1", error), answer("2", error)]);
  assert.deepEqual(subscribe(table, "a", "3"), [{ subscribe: NODE }]);
});

test("only the last holder who leaves ends the subscription, and is answered when it has ended", () => {
  const table = held(["a", "1"], ["b", "2"]);
  assert.deepEqual(unsubscribe(table, "a", "1", "3"), [answer("3")]);
  assert.deepEqual(unsubscribe(table, "b", "2", "4"), [{ unsubscribe: NODE }]);
  assert.deepEqual(answered(table, "unsubscribe"), [answer("4")]);
  assert.equal(table.nodes.size, 0);
});

test("an unsubscribe that the service refuses is told, and the node is gone all the same", () => {
  const table = held(["a", "1"]);
  unsubscribe(table, "a", "1", "2");
  assert.deepEqual(answered(table, "unsubscribe", "<error/>"), [answer("2", { xml: "<error/>" })]);
  assert.deepEqual(subscribe(table, "a", "3"), [{ subscribe: NODE }]);
});

test("a subscribe that comes while the node is being unsubscribed is held until that is done", () => {
  const table = held(["a", "1"]);
  unsubscribe(table, "a", "1", "2");
  assert.deepEqual(subscribe(table, "b", "3"), []);
  assert.deepEqual(answered(table, "unsubscribe"), [answer("2"), { subscribe: NODE }]);
  assert.deepEqual(answered(table, "subscribe"), [answer("3")]);
});

test("an unsubscribe of an unknown node, or by who does not hold it, succeeds and ends nothing", () => {
  assert.deepEqual(unsubscribe(connected(), "a", "1", "2"), [answer("2")]);
  const table = held(["a", "1"]);
  assert.deepEqual(unsubscribe(table, "b", "1", "3"), [answer("3")]);
  assert.deepEqual(unsubscribe(table, "a", "9", "4"), [answer("4")]);
  assert.equal(table.nodes.get(NODE).state, "active");
});

test("who leaves before the subscription is there is answered twice, and it ends as soon as it is", () => {
  const table = connected();
  subscribe(table, "a", "1");
  assert.deepEqual(unsubscribe(table, "a", "1", "2"), [answer("1"), answer("2")]);
  assert.deepEqual(answered(table, "subscribe"), [{ unsubscribe: NODE }]);
  assert.deepEqual(answered(table, "unsubscribe"), []);
});

test("not connected, every request is answered so", () => {
  const table = new NodeSubscriptions();
  for (const effects of [subscribe(table, "a", "1"), unsubscribe(table, "a", "1")]) {
    assert.equal(effects[0].answer.error.errorType, "Not connected");
  }
});

test("a lost connection answers everyone who waits, and what is held is subscribed again", () => {
  const table = held(["a", "1"]);
  subscribe(table, "a", "2", "/n/asked");
  subscribe(table, "a", "3", "/n/left");
  answered(table, "subscribe", undefined, "/n/left");
  unsubscribe(table, "a", "3", "4", "/n/left");
  subscribe(table, "b", "5", "/n/left");
  table.disconnect();
  const lost = table.take();
  assert.deepEqual(
    lost.map(({ answer: { invokeID, error } }) => [invokeID, error.errorType]),
    ["2", "5", "4"].map((id) => [id, "Disconnected"]),
  );
  table.connect();
  assert.deepEqual(table.take(), [{ subscribe: NODE }]);
  assert.deepEqual(answered(table, "subscribe"), []);
  assert.deepEqual(subscribe(table, "b", "6"), [answer("6")]);
});

test("an answer from before the loss counts for nothing after it", () => {
  const table = connected();
  subscribe(table, "a", "1");
  table.disconnect();
  table.take();
  assert.deepEqual(answered(table, "subscribe"), []);
  assert.equal(table.nodes.size, 0);
});

test("what a gadget holds goes with it, without answers", () => {
  const table = held(["a", "1"], ["b", "2"]);
  subscribe(table, "a", "3", "/n/asked");
  table.gone("a");
  assert.deepEqual(table.take(), []);
  assert.deepEqual(answered(table, "subscribe", undefined, "/n/asked"), [{ unsubscribe: "/n/asked" }]);
  table.gone("b");
  assert.deepEqual(table.take(), [{ unsubscribe: NODE }]);
  answered(table, "unsubscribe");
  answered(table, "unsubscribe", undefined, "/n/asked");
  assert.deepEqual([table.nodes.size, table.held.size], [0, 0]);
});

test("one gadget and all together hold no more than their limits", () => {
  const table = connected();
  for (let at = 0; at < HELD_BY_ONE; at += 1) {
    subscribe(table, "a", `${at}`);
  }
  assert.equal(subscribe(table, "a", "one more")[0].answer.error.errorType, "Limit exceeded");
  assert.deepEqual(subscribe(table, "b", "b"), []);
  for (let at = 1; at < NODES; at += 1) {
    subscribe(table, `g${at % 10}`, `${at}`, `/n/${at}`);
  }
  assert.equal(subscribe(table, "b", "c", "/n/new")[0].answer.error.errorType, "Limit exceeded");
});

for (const seed of SEEDS) {
  test(`whatever comes in whatever order, every request is answered and nothing is held twice or for nobody (${seed})`, () => {
    const { below, chance, pick } = random(seed);
    const table = connected();
    const [gadgets, nodes] = [
      ["a", "b", "c"],
      ["/n/1", "/n/2"],
    ];
    const [open, mine, asked] = [[], [], new Set()];
    let ids = 0;
    const carry = () => {
      for (const effect of table.take()) {
        if (effect.answer) {
          asked.delete(effect.answer.invokeID);
        } else {
          open.push(effect);
        }
      }
    };
    const settle = (effect, error) => {
      const [[request, node]] = Object.entries(effect);
      table.answered({ request, node, error });
      carry();
    };
    for (let step = 0; step < 200; step += 1) {
      const [gadget, node, invokeID] = [pick(gadgets), pick(nodes), `${(ids += 1)}`];
      switch (below(6)) {
        case 0:
        case 1:
          asked.add(invokeID);
          mine.push({ gadget, node, invokeID });
          table.subscribe({ gadget, node, invokeID });
          break;
        case 2: {
          const one = mine.length > 0 ? pick(mine) : { gadget, node, invokeID: "none" };
          asked.add(invokeID);
          table.unsubscribe({ ...one, invokeID, subid: one.invokeID });
          break;
        }
        case 3:
          if (open.length > 0) {
            settle(open.shift(), chance(0.2) ? "<error/>" : undefined);
          }
          break;
        case 4:
          if (chance(0.2)) {
            table.disconnect();
            open.length = 0;
            carry();
            assert.equal(asked.size, 0);
            table.connect();
          }
          break;
        default:
          if (chance(0.2)) {
            table.gone(gadget);
            asked.clear();
            [...table.nodes.values()].forEach(({ asking, next, leaving }) => {
              [...asking, ...next, ...leaving].forEach((one) => asked.add(one.invokeID));
            });
          }
      }
      carry();
      const perNode = [...table.nodes].filter(([, { state }]) => state !== "active").map(([one]) => one);
      assert.deepEqual(open.map((effect) => Object.values(effect)[0]).sort(), perNode.sort());
    }
    while (open.length > 0) {
      settle(open.shift());
    }
    assert.equal(asked.size, 0);
    gadgets.forEach((gadget) => table.gone(gadget));
    carry();
    while (open.length > 0) {
      settle(open.shift());
    }
    assert.deepEqual([table.nodes.size, table.held.size], [0, 0]);
  });
}
