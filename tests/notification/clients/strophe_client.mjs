// A stock Strophe.js in a browser's surroundings (jsdom): signs in, subscribes, and tells on stdout, one JSON
// object a line, what it hears. Arguments: url jid password version node. A line on stdin makes it disconnect.
import fs from "node:fs";
import path from "node:path";
import readline from "node:readline";
import { JSDOM, VirtualConsole } from "jsdom";

const [url, jid, password, version, node] = process.argv.slice(2);
const root = path.resolve(import.meta.dirname, "../../..");
const library = {
  "1.2": "node_modules/strophe-1.2/strophe.js",
  "5": "node_modules/strophe.js/dist/strophe.umd.cjs",
}[version];

const tell = (what) => console.log(JSON.stringify(what));
const { window } = new JSDOM("<!DOCTYPE html>", {
  url: "https://localhost:8445/desktop/", // another origin than the service's, as in life
  runScripts: "outside-only",
  virtualConsole: new VirtualConsole(), // Strophe's own chatter
});
window.eval(fs.readFileSync(path.join(root, library), "utf8"));
const Strophe = window.Strophe ?? window.strophe.Strophe;
const $iq = window.$iq ?? window.strophe.$iq;
const $pres = window.$pres ?? window.strophe.$pres;
const statuses = Object.fromEntries(Object.entries(Strophe.Status).map(([name, value]) => [value, name]));

const connection = new Strophe.Connection(url);
connection.addHandler((stanza) => {
  const notification = stanza.getElementsByTagName("notification")[0];
  tell({
    stanza: stanza.nodeName,
    from: stanza.getAttribute("from"),
    to: stanza.getAttribute("to"),
    type: stanza.getAttribute("type"),
    node: stanza.getElementsByTagName("items")[0]?.getAttribute("node"),
    text: notification?.firstChild.data,
    children: notification?.childNodes.length,
  });
  return true;
}, null, null);

connection.connect(jid, password, (status, condition) => {
  tell({ status: statuses[status], condition });
  if (status !== Strophe.Status.CONNECTED) return;
  const service = `pubsub.${Strophe.getDomainFromJid(jid)}`;
  connection.send($pres().tree());
  connection.sendIQ(
    $iq({ type: "set", to: service })
      .c("pubsub", { xmlns: "http://jabber.org/protocol/pubsub" })
      .c("subscribe", { node, jid: connection.jid })
      .tree(),
    () => tell({ subscribed: connection.jid }),
    (error) => tell({ refused: error.getElementsByTagName("error")[0].firstChild.nodeName }),
  );
  connection.sendIQ(
    $iq({ type: "get", to: Strophe.getDomainFromJid(jid) }).c("ping", { xmlns: "urn:xmpp:ping" }).tree(),
    () => tell({ pinged: true }),
  );
});

readline.createInterface({ input: process.stdin }).once("line", () => {
  connection.addTimedHandler?.(100, () => false);
  connection.disconnect("done");
  setTimeout(() => process.exit(0), 2000).unref();
});
