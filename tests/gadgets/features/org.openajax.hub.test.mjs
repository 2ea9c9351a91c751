import assert from "node:assert/strict";
import { test } from "node:test";

import { random } from "../random.mjs";
import { containerPage, settled, until } from "./frames.mjs";

const { OpenAjax, window } = containerPage();
const { FairTurns_: FairTurns, SubscriptionTree_: SubscriptionTree, tokens_: tokens } = OpenAjax.hub;

function matches(pattern, topic) {
  const rest = pattern.at(-1) === "**";
  const length = rest ? topic.length >= pattern.length : topic.length === pattern.length;
  return length && pattern.every((token, at) => ["*", "**", topic[at]].includes(token));
}

test("a topic is heard by exactly the subscriptions that match it, whatever came and went", () => {
  const { chance, below, pick } = random(12);
  const some = (of) => Array.from({ length: 1 + below(4) }, () => pick(of));
  const tree = new SubscriptionTree();
  const there = new Map();
  for (let step = 0; step < 3000; step += 1) {
    if (chance(0.6)) {
      const pattern = [...some(["a", "b", "*"]), ...(chance(0.2) ? ["**"] : [])];
      there.set(tree.add(pattern.join("."), step), [pattern, step]);
    } else if (there.size > 0) {
      const place = pick([...there.keys()]);
      tree.remove(place);
      there.delete(place);
    }
    const topic = some(["a", "b", "c"]);
    const expected = [...there.values()].filter(([pattern]) => matches(pattern, topic)).map(([, id]) => id);
    assert.deepEqual([...tree.hearing(topic)].sort(), expected.sort());
  }
  for (const place of there.keys()) {
    tree.remove(place);
  }
  assert.equal(tree.root.children.size, 0);
});

test("two stars match one token or more", () => {
  const tree = new SubscriptionTree();
  tree.add("a.**", 1);
  const hearing = (topic) => tree.hearing(tokens(topic, false)).length;
  assert.deepEqual(["a", "a.b", "a.b.c", "b.a"].map(hearing), [0, 1, 1, 0]);
});

test("who says little is heard at once, in order with what waits", async () => {
  const done = [];
  const turns = new FairTurns((job) => done.push(job), () => undefined);
  turns.add("a", 1, 1);
  assert.deepEqual(done, [1]);
  turns.add("a", 2, 1, true);
  turns.add("a", 3, 1);
  assert.deepEqual(done, [1]);
  await until(() => done.length === 3);
  assert.deepEqual(done, [1, 2, 3]);
});

test("who says much waits for who says little by no more than a job", async () => {
  const done = [];
  const turns = new FairTurns((job) => done.push(job), () => undefined);
  for (let n = 0; n < 3000; n += 1) {
    turns.add("loud", "loud", 1, true);
  }
  for (let n = 0; n < 3; n += 1) {
    turns.add("calm", `calm ${n}`, 1, true);
  }
  await until(() => done.length === 3003);
  assert.deepEqual(done.slice(0, 6), ["loud", "calm 0", "loud", "calm 1", "loud", "calm 2"]);
});

test("a turn ends while jobs wait, so that the page goes on", async () => {
  const done = [];
  let turns = 0;
  const fair = new FairTurns((job) => {
    const end = performance.now() + 1;
    while (performance.now() < end); // a job that takes its time
    done.push(job);
  }, () => undefined);
  const turn = fair.turn.bind(fair);
  fair.turn = () => {
    turns += 1;
    turn();
  };
  for (let n = 0; n < 50; n += 1) {
    fair.add("a", n, 1, true);
  }
  await until(() => done.length === 50);
  assert.ok(turns > 1);
});

test("what comes when a queue is full is dropped, and told once", async () => {
  let done = 0;
  const told = [];
  const turns = new FairTurns(() => (done += 1), (...full) => told.push(full));
  for (let n = 0; n < 10500; n += 1) {
    turns.add("a", n, 1, true);
  }
  turns.add("b", 0, 33 * 1024 * 1024, true);
  await until(() => done === 10000);
  assert.deepEqual(told, [["a", true], ["b", true]]);
  turns.add("a", 0, 1, true);
  await until(() => done === 10001);
});

test("who is forgotten is not heard any more, in the middle of a turn too", async () => {
  const done = [];
  const turns = new FairTurns((job) => {
    done.push(job);
    if (job === 1) {
      turns.forget("a");
    }
  }, () => undefined);
  for (const job of [1, 2, 3]) {
    turns.add("a", job, 1, true);
  }
  turns.add("b", "b", 1, true);
  await until(() => done.includes("b"));
  await settled();
  assert.deepEqual(done, [1, "b"]);
});

test("a hub that is disconnected lets go of everything", () => {
  const page = window.document;
  const hub = new OpenAjax.hub.ManagedHub({});
  const uri = "https://finesse.example:8445/gadgets/ifr";
  new OpenAjax.hub.IframeContainer(hub, "one", { IframeContainer: { parent: page.body, uri } });
  hub.subscribe("a", () => undefined);
  hub.disconnect();
  assert.equal(page.querySelector("iframe"), null);
  assert.throws(() => hub.publish("a", 1), /Disconnected/);
});

test("a client may hold so many subscriptions and no more", () => {
  const hub = new OpenAjax.hub.ManagedHub({});
  const container = new OpenAjax.hub.InlineContainer(hub, "page", {});
  const client = new OpenAjax.hub.InlineHubClient({ InlineHubClient: { container } });
  client.connect();
  for (let n = 0; n < 2100; n += 1) {
    client.subscribe(`t.${n}`, () => undefined);
  }
  assert.equal(container.places_.size, 2000);
});

test("who says little is heard at once, also while somebody floods", async () => {
  const done = [];
  const turns = new FairTurns((job) => done.push(job), () => undefined);
  for (let n = 0; n < 5000; n += 1) {
    turns.add("loud", "loud", 1, true);
  }
  turns.add("calm", "calm", 1);
  assert.deepEqual(done, ["calm"]);
  await until(() => done.length === 5001);
  turns.add("loud", "last", 1);
  assert.equal(done.at(-1), "last");
});

test("who fails at each message of a flood is told of a hundred times in a second, and then of the number", async (t) => {
  const errors = [];
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const page = containerPage();
  page.window.setTimeout = (task, ms) =>
    setTimeout(() => {
      try {
        task();
      } catch (error) {
        errors.push(error.message);
      }
    }, ms ?? 0);
  const fails = (n) => page.OpenAjax.hub.guarded_(() => {
    throw new Error(`no ${n}`);
  });
  for (let n = 0; n < 1000; n += 1) {
    fails(n);
  }
  t.mock.timers.tick(999);
  assert.deepEqual(errors, Array.from({ length: 100 }, (_, n) => `no ${n}`));
  t.mock.timers.tick(1);
  assert.deepEqual(errors.slice(100), ["900 more failures of subscribers within a second"]);
  fails("again");
  t.mock.timers.tick(1000);
  assert.deepEqual(errors.slice(101), ["no again"]);
});
