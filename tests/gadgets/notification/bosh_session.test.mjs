import assert from "node:assert/strict";
import { test } from "node:test";

import { BoshSession } from "../../../gadgets/notification/bosh_session.js";
import { element, parse } from "../../../gadgets/notification/xml.js";
import { random, SEEDS } from "../random.mjs";

const OPTIONS = {
  domain: "ccx1.example.com",
  from: "agent1@ccx1.example.com",
  language: "en-US",
  rid: 1573741820,
};
const CREATED =
  '<body xmlns="http://jabber.org/protocol/httpbind" sid="s1" requests="2" wait="30" hold="1" inactivity="60" ver="1.6"/>';
const EMPTY = '<body xmlns="http://jabber.org/protocol/httpbind"/>';

const stanza = (id) => element("iq", { xmlns: "jabber:client", id });

function opened() {
  const session = new BoshSession(OPTIONS);
  session.open();
  session.take();
  session.answered(OPTIONS.rid, parse(CREATED));
  return session;
}

test("the session is created as XEP-0124 asks", () => {
  const session = new BoshSession(OPTIONS);
  session.open();
  const [{ post }] = session.take();
  const body = parse(post.body);
  assert.equal(body.namespace, "http://jabber.org/protocol/httpbind");
  const wanted = {
    rid: "1573741820",
    to: "ccx1.example.com",
    wait: "30",
    hold: "1",
    ver: "1.6",
    "xmpp:version": "1.0",
    "xml:lang": "en-US",
  };
  for (const [name, value] of Object.entries(wanted)) {
    assert.equal(body.get(name), value, name);
  }
  assert.equal(body.elements.length, 0);
});

test("with nothing to send, exactly one empty request stays open", () => {
  const session = opened();
  const [{ post }] = session.take();
  assert.equal(post.rid, OPTIONS.rid + 1);
  assert.equal(parse(post.body).get("sid"), "s1");
  assert.deepEqual(session.take(), []);
  session.answered(post.rid, parse(EMPTY));
  assert.equal(session.take()[0].post.rid, OPTIONS.rid + 2);
  assert.deepEqual(session.take(), []);
});

test("what is sent while a request is held goes out at once, what comes after it waits for an answer", () => {
  const session = opened();
  const held = session.take()[0].post;
  session.send(stanza("a"));
  assert.deepEqual(
    parse(session.take()[0].post.body).elements.map((child) => child.get("id")),
    ["a"],
  );
  session.send(stanza("b"));
  session.send(stanza("c"));
  assert.deepEqual(session.take(), []);
  session.answered(held.rid, parse(EMPTY));
  assert.deepEqual(
    parse(session.take()[0].post.body).elements.map((child) => child.get("id")),
    ["b", "c"],
  );
});

test("a restart is a body of its own", () => {
  const session = opened();
  session.restart();
  const [{ post }] = session.take();
  const body = parse(post.body);
  assert.equal(body.get("xmpp:restart"), "true");
  assert.equal(body.get("to"), "ccx1.example.com");
  assert.equal(body.elements.length, 0);
});

test("answers are heard in the order of their requests", () => {
  const session = opened();
  const first = session.take()[0].post;
  session.send(stanza("a"));
  const second = session.take()[0].post;
  session.answered(second.rid, parse(EMPTY.replace("/>", '><message xmlns="jabber:client" id="2"/></body>')));
  assert.deepEqual(
    session.take().filter((effect) => effect.element),
    [],
  );
  session.answered(first.rid, parse(EMPTY.replace("/>", '><message xmlns="jabber:client" id="1"/></body>')));
  assert.deepEqual(
    session.take().map((effect) => effect.element?.get("id")),
    ["1", "2"],
  );
});

test("a lost request is sent again, the same, three times at most", () => {
  const session = opened();
  const { rid, body } = session.take()[0].post;
  for (const after of [500, 2_000, 4_500]) {
    session.failed(rid, 0);
    const [{ resend }] = session.take();
    assert.deepEqual([resend.rid, resend.body, resend.after], [rid, body, after]);
  }
  session.failed(rid, 503);
  assert.deepEqual(session.take(), [{ ended: "closed" }]);
});

test("an answer that says the session is gone ends it", () => {
  for (const [status, reason] of [
    [404, "item-not-found"],
    [400, "bad-request"],
    [403, "bad-request"],
  ]) {
    const session = opened();
    session.failed(session.take()[0].post.rid, status);
    assert.deepEqual(session.take(), [{ ended: reason }]);
  }
});

test("a terminate gives its stanzas first, then its reason", () => {
  const session = opened();
  const { rid } = session.take()[0].post;
  const conflict =
    "<body xmlns='http://jabber.org/protocol/httpbind' xmlns:stream='http://etherx.jabber.org/streams' type='terminate' condition='remote-stream-error'><stream:error><conflict xmlns='urn:ietf:params:xml:ns:xmpp-streams'/></stream:error></body>";
  session.answered(rid, parse(conflict));
  const [heard, end] = session.take();
  assert.equal(heard.element.local, "error");
  assert.deepEqual(end, { ended: "conflict" });
  session.send(stanza("late"));
  assert.deepEqual(session.take(), []);
});

test("a session that cannot be created is unreachable and is not tried again", () => {
  const session = new BoshSession(OPTIONS);
  session.open();
  session.take();
  session.failed(OPTIONS.rid, 0);
  assert.deepEqual(session.take(), [{ ended: "unreachable" }]);
});

test("leaving sends what is queued with the terminate", () => {
  const session = opened();
  session.take();
  session.send(stanza("a"));
  session.close();
  const [{ post }] = session.take();
  assert.equal(parse(post.body).get("type"), "terminate");
  assert.equal(parse(post.body).elements.length, 1);
});

/** A server that answers at random: out of order, twice, or not at all; requests and answers get lost. */
class Server {
  constructor(rng) {
    this.rng = rng;
    this.expected = OPTIONS.rid;
    this.arrived = new Map(); // rid → body, of requests on the wire
    this.bodies = new Map(); // rid → first body seen
    this.answers = new Map();
    this.received = [];
    this.sent = 0;
  }

  take(rid, body) {
    assert.equal(this.bodies.get(rid) ?? body, body, "a rid stands for one body");
    this.bodies.set(rid, body);
    this.arrived.set(rid, body);
  }

  /** Process what is due in order, then answer one open request, if any. */
  step(session) {
    while (this.bodies.has(this.expected) && !this.answers.has(this.expected)) {
      for (const child of parse(this.bodies.get(this.expected)).elements) {
        this.received.push(Number(child.get("id")));
      }
      const pushed = Array.from(
        { length: this.rng.below(3) },
        () => `<m xmlns="jabber:client" id="${(this.sent += 1)}"/>`,
      ).join("");
      const head = this.expected === OPTIONS.rid ? CREATED : EMPTY;
      this.answers.set(this.expected, head.replace("/>", `>${pushed}</body>`));
      this.expected += 1;
    }
    const open = [...this.arrived.keys()].filter((rid) => this.answers.has(rid));
    const rid = open.length > 0 ? this.rng.pick(open) : undefined;
    if (rid === undefined) {
      return;
    }
    this.arrived.delete(rid);
    if (rid !== OPTIONS.rid && this.rng.chance(0.15)) {
      session.failed(rid, 0); // the answer got lost
    } else {
      session.answered(rid, parse(this.answers.get(rid)));
    }
  }
}

test("however requests and answers are lost or overtake each other, nothing is lost, doubled or out of order", () => {
  for (const seed of SEEDS) {
    const rng = random(seed);
    const session = new BoshSession(OPTIONS);
    const server = new Server(rng);
    const heard = [];
    let said = 0;
    let ended = false;
    let lastRid = OPTIONS.rid - 1;
    session.open();
    for (let step = 0; step < 300 && !ended; step += 1) {
      for (let effects = session.take(); effects.length > 0; effects = session.take()) {
        for (const effect of effects) {
          if (effect.post) {
            assert.equal(effect.post.rid, lastRid + 1, `seed ${seed}: rids grow by one`);
            lastRid = effect.post.rid;
            server.take(effect.post.rid, effect.post.body);
          } else if (effect.resend) {
            server.take(effect.resend.rid, effect.resend.body);
          } else if (effect.element) {
            heard.push(Number(effect.element.get("id")));
          } else {
            ended = true;
          }
        }
      }
      assert.ok(session.requests.size <= 2, `seed ${seed}: at most two requests are open`);
      assert.ok(ended || session.requests.size >= 1, `seed ${seed}: one request is open`);
      if (session.state === "open" && rng.chance(0.3)) {
        session.send(stanza(String((said += 1))));
      }
      server.step(session);
    }
    const inOrder = (numbers) => numbers.every((number, at) => number === at + 1);
    assert.ok(inOrder(heard), `seed ${seed}: heard ${heard}`);
    assert.ok(inOrder(server.received), `seed ${seed}: received ${server.received}`);
    assert.ok(ended || server.received.length >= said - 20, `seed ${seed}`);
  }
});
