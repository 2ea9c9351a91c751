/**
 * The event tunnel: loaded in an iframe, it connects the page around it to the notification service. The two talk by
 * postMessage, `<type>|<text>`; `tunnel.js` says what is done, this file does it.
 *
 * Whoever is the first to speak from around the iframe is who the tunnel serves: it alone is heard and told from then
 * on. There is nothing to be had without an agent's password, so any page may embed it.
 */

import { connect } from "../notification/connection.js";
import { read, written } from "../notification/tunnel_messages.js";
import { Tunnel } from "./tunnel.js";

const tunnel = new Tunnel();
let origin; // of the page around this one, once it has spoken
let connection;
let turn = 0; // of connections; only the present one is heard
let timer;
let leaving; // until the connection has been left in order; what is said after that waits for it

function carryOut() {
  for (const effect of tunnel.take()) {
    if (effect.say) {
      say(written(effect.say.type, effect.say.message));
    } else if (effect.connect) {
      begin(effect.connect);
    } else if (effect.leave) {
      leave();
    } else if (effect.ask) {
      void ask(effect.ask);
    } else if (effect.send) {
      connection?.say(effect.send);
    } else if (effect.wait) {
      timer = setTimeout(() => {
        tunnel.retry();
        carryOut();
      }, effect.wait);
    }
  }
}

/** In order: the page around may take this one away as soon as it hears that the connection is gone. */
function say(text) {
  if (leaving === undefined) {
    window.parent.postMessage(text, origin ?? "*");
  } else {
    void leaving.then(() => window.parent.postMessage(text, origin ?? "*"));
  }
}

function leave() {
  leaving = end();
  void leaving.then(() => {
    leaving = undefined;
  });
}

function begin(options) {
  end();
  const mine = turn;
  const service = window.location.host;
  const secure = window.location.protocol === "https:";
  connection = connect({ ...options, service, secure }, (event) => {
    if (turn === mine) {
      tunnel.hear(event);
      carryOut();
    }
  });
}

function end() {
  turn += 1;
  clearTimeout(timer);
  const closed = connection?.close();
  connection = undefined;
  return Promise.resolve(closed);
}

async function ask({ iq, about }) {
  const answer = await connection?.ask(...iq);
  tunnel.answered(about, answer);
  carryOut();
}

window.addEventListener("message", (event) => {
  const message = event.source === window.parent ? read(event.data) : undefined;
  if (message === undefined || (origin !== undefined && event.origin !== origin)) {
    return;
  }
  origin = event.origin;
  tunnel.receive(...message);
  carryOut();
});

window.addEventListener("pagehide", () => {
  tunnel.unloading();
  carryOut();
  end();
});

tunnel.loaded();
carryOut();
