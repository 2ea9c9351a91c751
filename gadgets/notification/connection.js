/**
 * One connection to the notification service: a transport, the XMPP stream in it, and the one timer it needs.
 * It is made once, ends once and is never revived; whoever wants another makes another, when the desktop's
 * `failover.js` or the tunnel decides so.
 */

import { BoshTransport } from "./bosh.js";
import { Stream } from "./stream.js";
import { WebSocketTransport } from "./websocket.js";

const ANSWER_WITHIN = 10_000;

const TRANSPORTS = {
  websocket: (options) =>
    new WebSocketTransport({ ...options, url: `${options.secure ? "wss" : "ws"}://${options.service}/ws/` }),
  bosh: (options) =>
    new BoshTransport({
      ...options,
      url: `${options.secure ? "https" : "http"}://${options.service}/http-bind/`,
      from: `${options.user}@${options.domain}`,
    }),
};

/**
 * Connect and sign in. `hear` is told {type: "connected", jid}, {type: "notification", node, text},
 * {type: "presence", from, available, stanza} and, once and last, {type: "ended", reason}.
 *
 * @param {{transport: "websocket"|"bosh", service: string, domain: string, pubsubDomain: string, user: string,
 *   password: string, resource?: string, language: string, pingEvery: number, secure?: boolean}} options `service`
 *   is host:port, `pingEvery` ms; `secure` is false for a page that came without TLS
 * @param {(event: object) => void} hear
 * @returns {{close: function, ask: function, say: function}}
 *   close(): leave in order; nothing is heard after it was called
 *   ask(type, attributes, child): send a request; a promise of its answer, undefined if none came in ten seconds
 *   say(stanza): send what has no answer
 */
export function connect(options, hear) {
  const now = () => performance.now();
  const stream = new Stream(options, now());
  const asked = new Map(); // id → who waits for the answer
  let timer;

  const transport = TRANSPORTS[options.transport]({
    secure: true,
    ...options,
    heard: {
      element: (element) => {
        stream.receive(element, now());
        flush();
      },
      closed: (reason) => {
        stream.lost(reason);
        flush();
      },
    },
  });

  function flush() {
    for (const effect of stream.take()) {
      if (effect.send) {
        transport.send(effect.send);
      } else if (effect.restart) {
        transport.restart();
      } else if (effect.connected) {
        hear({ type: "connected", ...effect.connected });
      } else if (effect.notification) {
        hear({ type: "notification", ...effect.notification });
      } else if (effect.presence) {
        hear({ type: "presence", ...effect.presence });
      } else if (effect.answer) {
        asked.get(effect.answer.get("id"))?.(effect.answer);
      } else if (effect.ended) {
        void transport.close();
        asked.forEach((tell) => tell(undefined));
        hear({ type: "ended", reason: effect.ended });
      }
    }
    clearTimeout(timer);
    if (stream.deadline !== undefined) {
      timer = setTimeout(wake, Math.max(0, stream.deadline - now()));
    }
  }

  function wake() {
    stream.tick(now());
    flush();
  }

  transport.open();
  flush();
  return {
    ask(type, attributes, child) {
      const id = stream.ask(type, attributes, child);
      flush();
      return new Promise((resolve) => {
        const tell = (answer) => {
          clearTimeout(limit);
          asked.delete(id);
          resolve(answer);
        };
        const limit = setTimeout(tell, ANSWER_WITHIN, undefined);
        asked.set(id, tell);
      });
    },
    say(stanza) {
      stream.say(stanza);
      flush();
    },
    async close() {
      stream.leave();
      flush();
      await transport.close();
    },
  };
}
