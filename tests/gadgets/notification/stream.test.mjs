import assert from "node:assert/strict";
import { test } from "node:test";

import { Stream } from "../../../gadgets/notification/stream.js";
import { element, parse } from "../../../gadgets/notification/xml.js";
import { random, SEEDS } from "../random.mjs";

const IDENTITY = {
  domain: "ccx1.example.com",
  pubsubDomain: "pubsub.ccx1.example.com",
  user: "agent1",
  password: "sécret",
};
const FEATURES =
  '<stream:features xmlns:stream="http://etherx.jabber.org/streams"><mechanisms xmlns="urn:ietf:params:xml:ns:xmpp-sasl"><mechanism>PLAIN</mechanism></mechanisms></stream:features>';
const FEATURES_AFTER =
  '<stream:features xmlns:stream="http://etherx.jabber.org/streams"><bind xmlns="urn:ietf:params:xml:ns:xmpp-bind"/><session xmlns="urn:ietf:params:xml:ns:xmpp-session"><optional/></session></stream:features>';
const SUCCESS = '<success xmlns="urn:ietf:params:xml:ns:xmpp-sasl"/>';
const BOUND =
  '<iq xmlns="jabber:client" type="result" id="ID"><bind xmlns="urn:ietf:params:xml:ns:xmpp-bind"><jid>agent1@ccx1.example.com/desktop</jid></bind></iq>';
const CONFLICT =
  '<stream:error xmlns:stream="http://etherx.jabber.org/streams"><conflict xmlns="urn:ietf:params:xml:ns:xmpp-streams"/></stream:error>';

const requests = new WeakMap();

/** What comes of an element; `ID` in it is the id of the last request that the stream made. */
function hear(stream, text, now = 0) {
  stream.receive(parse(text.replace('"ID"', `"${requests.get(stream)}"`)), now);
  return taken(stream);
}

function taken(stream) {
  const effects = stream.take();
  const asked = effects.filter(({ send }) => send?.local === "iq" && ["get", "set"].includes(send.get("type")));
  if (asked.length > 0) {
    requests.set(stream, asked.at(-1).send.get("id"));
  }
  return effects;
}

function signedIn(now = 0) {
  const stream = new Stream(IDENTITY, now);
  [FEATURES, SUCCESS, FEATURES_AFTER, BOUND].forEach((text) => hear(stream, text, now));
  return stream;
}

const message = (from, node, text) =>
  String(
    element(
      "message",
      { xmlns: "jabber:client", from, to: "agent1@ccx1.example.com" },
      element(
        "event",
        { xmlns: "http://jabber.org/protocol/pubsub#event" },
        element(
          "items",
          { node },
          element(
            "item",
            { id: "1" },
            element("notification", { xmlns: "http://jabber.org/protocol/pubsub" }, text),
          ),
        ),
      ),
    ),
  );

test("the password travels as SASL PLAIN in UTF-8", () => {
  const [{ send: auth }] = hear(new Stream(IDENTITY, 0), FEATURES);
  assert.equal(auth.get("mechanism"), "PLAIN");
  assert.equal(Buffer.from(auth.text, "base64").toString(), "\0agent1\0sécret");
});

test("after the password the stream begins again, binds the resource desktop and sends priority 0", () => {
  const stream = new Stream(IDENTITY, 0);
  hear(stream, FEATURES);
  assert.deepEqual(hear(stream, SUCCESS), [{ restart: true }]);
  const [{ send: bind }] = hear(stream, FEATURES_AFTER);
  assert.equal(bind.at("bind", "resource"), "desktop");
  const effects = hear(stream, BOUND);
  assert.equal(effects[0].send.at("priority"), "0");
  assert.equal(effects[1].send.get("to"), "finesse@ccx1.example.com");
  assert.deepEqual(effects.at(-1), { connected: { jid: "agent1@ccx1.example.com/desktop" } });
});

test("a session is asked for only where it is not optional", () => {
  const stream = new Stream(IDENTITY, 0);
  hear(stream, FEATURES);
  hear(stream, SUCCESS);
  hear(stream, FEATURES_AFTER.replace("<optional/>", ""));
  const [{ send: session }] = hear(stream, BOUND);
  assert.equal(session.child("session").get("xmlns"), "urn:ietf:params:xml:ns:xmpp-session");
  assert.ok(
    hear(stream, '<iq xmlns="jabber:client" type="result" id="ID"/>').some((effect) => effect.connected),
  );
});

// source: RFC 6120 §6.5
test("a wrong password is unauthorized, and no other failure to sign in is", () => {
  const failed = (condition) => {
    const stream = new Stream(IDENTITY, 0);
    hear(stream, FEATURES);
    return hear(stream, `<failure xmlns="urn:ietf:params:xml:ns:xmpp-sasl">${condition}</failure>`);
  };
  for (const condition of ["<not-authorized/>", "<account-disabled/>", "<credentials-expired/>", ""]) {
    assert.deepEqual(failed(condition), [{ ended: "unauthorized" }]);
  }
  for (const condition of ["temporary-auth-failure", "malformed-request", "aborted"]) {
    assert.deepEqual(failed(`<${condition}/>`), [{ ended: condition }]);
  }
});

test("a server without PLAIN is left", () => {
  assert.deepEqual(hear(new Stream(IDENTITY, 0), FEATURES.replace("PLAIN", "EXTERNAL")), [
    { ended: "invalid-mechanism" },
  ]);
});

test("signing in elsewhere is a conflict, while binding or at any later time", () => {
  assert.deepEqual(hear(signedIn(), CONFLICT), [{ ended: "conflict" }]);
  const binding = new Stream(IDENTITY, 0);
  [FEATURES, SUCCESS, FEATURES_AFTER].forEach((text) => hear(binding, text));
  const refused =
    '<iq xmlns="jabber:client" type="error" id="ID"><error type="cancel"><conflict xmlns="urn:ietf:params:xml:ns:xmpp-stanzas"/></error></iq>';
  assert.deepEqual(hear(binding, refused), [{ ended: "conflict" }]);
});

test("a notification gives its node and its document", () => {
  const update = "<Update><data><v>&lt;script&gt;</v></data></Update>";
  const effects = hear(signedIn(), message("pubsub.ccx1.example.com", "/finesse/api/User/agent1", update));
  assert.deepEqual(effects, [{ notification: { node: "/finesse/api/User/agent1", text: update } }]);
});

test("a message of anybody else is no notification", () => {
  assert.deepEqual(
    hear(signedIn(), message("agent2@ccx1.example.com/x", "/finesse/api/User/agent1", "<Update/>")),
    [],
  );
});

test("presence of others is told, requests for subscription are not", () => {
  const stream = signedIn();
  const presence = (more) => `<presence xmlns="jabber:client" from="finesse@ccx1.example.com/f"${more}/>`;
  assert.deepEqual(hear(stream, presence("")), [
    { presence: { from: "finesse@ccx1.example.com/f", available: true, stanza: presence("") } },
  ]);
  const gone = presence(' type="unavailable"');
  assert.deepEqual(hear(stream, gone), [
    { presence: { from: "finesse@ccx1.example.com/f", available: false, stanza: gone } },
  ]);
  assert.deepEqual(hear(stream, presence(' type="subscribed"')), []);
});

test("the server's ping is answered, what is not known is refused", () => {
  const stream = signedIn();
  const [{ send: pong }] = hear(
    stream,
    '<iq xmlns="jabber:client" type="get" id="p" from="ccx1.example.com"><ping xmlns="urn:xmpp:ping"/></iq>',
  );
  assert.deepEqual([pong.get("type"), pong.get("id"), pong.get("to")], ["result", "p", "ccx1.example.com"]);
  const [{ send: refusal }] = hear(
    stream,
    '<iq xmlns="jabber:client" type="get" id="q"><query xmlns="jabber:iq:version"/></iq>',
  );
  assert.equal(refusal.get("type"), "error");
  assert.ok(refusal.child("error").child("service-unavailable"));
});

test("a ping goes out every 10 seconds; two retries later the connection is lost", () => {
  const stream = signedIn(0);
  const pings = [];
  while (stream.deadline !== undefined) {
    const now = stream.deadline;
    stream.tick(now);
    pings.push(...stream.take().map((effect) => (effect.ended ? `${effect.ended} ${now}` : now)));
  }
  assert.deepEqual(pings, [10_000, 20_000, 30_000, "timeout 40000"]);
});

test("anything heard is a sign of life", () => {
  const stream = signedIn(0);
  for (let now = 10_000; now <= 300_000; now += 10_000) {
    stream.tick(now);
    const [{ send: ping }] = stream.take();
    assert.equal(ping.child("ping").get("xmlns"), "urn:xmpp:ping");
    hear(stream, `<iq xmlns="jabber:client" type="result" id="${ping.get("id")}"/>`, now + 5);
  }
});

test("a step of signing in that is not answered in 10 seconds ends it", () => {
  const stream = new Stream(IDENTITY, 0);
  hear(stream, FEATURES, 3_000);
  stream.tick(12_999);
  assert.deepEqual(stream.take(), []);
  stream.tick(13_000);
  assert.deepEqual(stream.take(), [{ ended: "timeout" }]);
});

test("leaving says so and nothing is heard after it", () => {
  const stream = signedIn();
  stream.leave();
  assert.deepEqual(
    stream.take().map((effect) => effect.send.get("type")),
    ["unavailable"],
  );
  assert.deepEqual(hear(stream, CONFLICT), []);
  stream.lost();
  assert.deepEqual(stream.take(), []);
});

test("whatever comes in whatever order, it ends at most once and never without a deadline before", () => {
  const texts = [
    FEATURES,
    FEATURES_AFTER,
    SUCCESS,
    BOUND,
    CONFLICT,
    message("pubsub.ccx1.example.com", "/n", "<Update/>"),
    "<x/>",
    '<iq xmlns="jabber:client" type="result" id="ID"/>',
    '<iq xmlns="jabber:client" type="set" id="z"><query xmlns="jabber:iq:roster"/></iq>',
    '<message xmlns="jabber:client"/>',
    '<presence xmlns="jabber:client"/>',
    '<iq xmlns="jabber:client"/>',
  ];
  for (const seed of SEEDS) {
    const rng = random(seed);
    const stream = new Stream(IDENTITY, 0);
    let now = 0;
    let ends = 0;
    for (let step = 0; step < 60; step += 1) {
      now += rng.below(8_000);
      if (rng.chance(0.3)) {
        stream.tick(now);
      } else if (rng.chance(0.02)) {
        stream.lost();
      } else {
        stream.receive(parse(rng.pick(texts).replace('"ID"', `"${requests.get(stream)}"`)), now);
      }
      const effects = taken(stream);
      assert.ok(ends === 0 || effects.length === 0, `seed ${seed}: nothing after the end`);
      ends += effects.filter((effect) => effect.ended).length;
      assert.ok(ends === 1 ? stream.deadline === undefined : stream.deadline !== undefined, `seed ${seed}`);
    }
    assert.ok(ends <= 1, `seed ${seed}`);
  }
});

test("the answer to a request of whoever uses the stream is told once", () => {
  const stream = signedIn();
  const id = stream.ask("set", { to: "pubsub.ccx1.example.com" }, element("pubsub", {}));
  const [{ send: request }] = stream.take();
  assert.deepEqual([request.get("type"), request.get("id")], ["set", id]);
  const result = `<iq xmlns="jabber:client" type="result" id="${id}" from="pubsub.ccx1.example.com"/>`;
  assert.deepEqual(
    hear(stream, result).map((effect) => effect.answer.get("id")),
    [id],
  );
  assert.deepEqual(hear(stream, result), []);
});

test("without a wish for a resource the server makes one up", () => {
  const stream = new Stream({ ...IDENTITY, resource: "" }, 0);
  const [{ send: bind }] = [FEATURES, SUCCESS, FEATURES_AFTER].map((text) => hear(stream, text)).at(-1);
  assert.equal(bind.child("bind").elements.length, 0);
});

// source: RFC 6120 §8.1.2.1
test("an answer counts only from whom was asked", () => {
  const told = (to, from) => {
    const stream = signedIn();
    const id = stream.ask("get", to === undefined ? {} : { to }, element("query", {}));
    const sender = from === undefined ? "" : ` from="${from}"`;
    const effects = hear(stream, `<iq xmlns="jabber:client" type="error" id="${id}"${sender}/>`);
    return effects.some(({ answer }) => answer?.get("id") === id);
  };
  const pubsub = "pubsub.ccx1.example.com";
  const own = "agent1@ccx1.example.com";
  assert.ok(told(pubsub, pubsub));
  assert.ok(told(pubsub, pubsub.toUpperCase()));
  assert.ok(!told(pubsub, undefined));
  assert.ok(!told(pubsub, "agent2@ccx1.example.com/x"));
  assert.ok(!told(pubsub, own));
  for (const from of [undefined, "ccx1.example.com", own, `${own}/desktop`]) {
    assert.ok(told(undefined, from), from);
  }
  assert.ok(!told(undefined, "agent2@ccx1.example.com"));
});

test("an answer of another user is none to a step of signing in", () => {
  const stream = new Stream(IDENTITY, 0);
  hear(stream, FEATURES);
  hear(stream, SUCCESS);
  hear(stream, FEATURES_AFTER.replace("<optional/>", ""));
  hear(stream, BOUND);
  const forged = (from) => `<iq xmlns="jabber:client" type="error" id="ID" from="${from}"/>`;
  assert.deepEqual(hear(stream, forged("agent2@ccx1.example.com/x")), []);
  assert.deepEqual(hear(stream, forged("ccx1.example.com")), [{ ended: "undefined-condition" }]);
});

test("the ids of requests cannot be guessed", () => {
  const ids = Array.from({ length: 20 }, () => signedIn().ask("get", {}, element("query", {})));
  assert.equal(new Set(ids.map((id) => id.replace(/-.*/, ""))).size, 20);
  assert.ok(ids.every((id) => /^[0-9a-f]{16}-\d+$/.test(id)));
});
