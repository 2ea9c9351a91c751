// xmpp.js and stanza.js as they come: sign in, and go through what a desktop of a stranger's would do. Arguments:
// library url node. One JSON object a line on stdout says what was seen; the first thing that is wrong ends it.
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import WebSocket from "ws";

globalThis.WebSocket ??= WebSocket;
const [library, url, node] = process.argv.slice(2);
const ME = "agent1@localhost/desktop";
const PUBSUB = "pubsub.localhost";
const FRIEND = "agent2@localhost";

const tell = (what) => console.log(JSON.stringify(what));

/** Called with each value; `wait(right)` gives the first one that is right, also if it came before. */
function events() {
  const seen = [];
  const waiting = new Set();
  const see = (value) => {
    seen.push(value);
    for (const look of waiting) look();
  };
  see.wait = (right) =>
    new Promise((resolve) => {
      const look = () => {
        const found = seen.find(right);
        if (found === undefined) return;
        waiting.delete(look);
        resolve(found);
      };
      waiting.add(look);
      look();
    });
  return see;
}

const errorOf = (promise) => promise.then(() => assert.fail("it was granted"), (error) => error);

// To xmpp.js an error that comes before its own `send` is done is unhandled for a moment.
process.on("unhandledRejection", (error) => {
  if (error.name !== "StanzaError") throw error;
});

async function xmppJs() {
  const { client, xml } = await import("@xmpp/client");
  const xmpp = client({ service: url, domain: "localhost", resource: "desktop", username: "agent1", password: "secret" });
  const heard = events();
  let leaving = false;
  xmpp.on("error", (error) => leaving || tell({ error: String(error) }));
  xmpp.on("stanza", heard);
  assert.equal(String(await xmpp.start()), ME);
  const ask = (to, child, type = "get") => xmpp.iqCaller.request(xml("iq", { type, ...(to && { to }) }, child));
  const pubsub = (action) =>
    ask(PUBSUB, xml("pubsub", { xmlns: "http://jabber.org/protocol/pubsub" }, xml(action, { node, jid: ME })), "set");

  const roster = await ask("", xml("query", { xmlns: "jabber:iq:roster" }));
  assert.equal(roster.getChild("query").getChild("item").attrs.jid, "finesse@localhost");
  await xmpp.send(xml("presence"));
  await ask("localhost", xml("ping", { xmlns: "urn:xmpp:ping" }));
  const refused = await errorOf(ask("localhost", xml("query", { xmlns: "urn:nothing" })));
  assert.equal(refused.condition, "service-unavailable");
  await pubsub("subscribe");
  tell({ subscribed: ME });
  const event = await heard.wait((stanza) => stanza.is("message"));
  tell({ event: event.getChild("event").getChild("items").getChild("item").getChildText("notification") });
  await pubsub("unsubscribe");
  await xmpp.send(xml("presence", { type: "subscribe", to: FRIEND }));
  await heard.wait((stanza) => stanza.is("presence") && stanza.attrs.type === "subscribed");
  const pushed = await heard.wait((stanza) => stanza.is("iq") && stanza.attrs.type === "set");
  assert.deepEqual(pushed.getChild("query").getChild("item").attrs, { jid: FRIEND, subscription: "to" });
  await xmpp.send(xml("presence", { type: "unsubscribe", to: FRIEND }));
  await heard.wait((stanza) => stanza.is("presence") && stanza.attrs.type === "unsubscribed");
  leaving = true; // it may still be answering a push
  await xmpp.stop();
}

async function stanzaJs() {
  const { createClient } = createRequire(import.meta.url)("stanza");
  const bosh = url.startsWith("http");
  const client = createClient({
    jid: "agent1@localhost",
    password: "secret",
    resource: "desktop",
    server: "localhost",
    transports: { bosh: bosh && url, websocket: !bosh && url },
  });
  const heard = Object.fromEntries(
    ["session:started", "pubsub:event", "subscribed", "roster:update", "disconnected"].map((name) => [name, events()]),
  );
  for (const [name, see] of Object.entries(heard)) client.on(name, (value) => see(value ?? name));
  client.connect();
  await heard["session:started"].wait(() => true);
  assert.equal(client.jid, ME);
  assert.equal((await client.getRoster()).items[0].jid, "finesse@localhost");
  client.sendPresence();
  await client.ping("localhost");
  const about = await client.getDiscoInfo(PUBSUB, node);
  assert.deepEqual([about.node, about.identities[0].type], [node, "leaf"]);
  assert.equal((await errorOf(client.getDiscoInfo("nobody@localhost"))).error.condition, "service-unavailable");
  assert.deepEqual((await client.getDiscoItems("nobody@localhost")).items, []);
  await client.subscribeToNode(PUBSUB, node);
  tell({ subscribed: ME });
  const event = await heard["pubsub:event"].wait(() => true);
  tell({ event: event.pubsub.items.published.length > 0 ? "<Update/>" : "" });
  await client.unsubscribeFromNode(PUBSUB, node);
  client.subscribe(FRIEND);
  await heard.subscribed.wait(() => true);
  await heard["roster:update"].wait(() => true);
  await client.removeRosterItem(FRIEND);
  assert.equal((await errorOf(client.removeRosterItem(FRIEND))).error.condition, "item-not-found");
  client.disconnect();
  await heard.disconnected.wait(() => true);
}

await { "xmpp.js": xmppJs, "stanza.js": stanzaJs }[library]();
tell({ done: true });
process.exit(0);
