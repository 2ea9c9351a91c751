import assert from "node:assert/strict";
import { test } from "node:test";

import { WebSocketTransport } from "../../../gadgets/notification/websocket.js";
import { element } from "../../../gadgets/notification/xml.js";

/** A socket whose other end is the test. */
class Socket {
  constructor(url, protocol) {
    Object.assign(this, { url, protocol, readyState: 0, sent: [], closed: false });
    Socket.last = this;
  }

  opens() {
    this.readyState = 1;
    this.onopen();
  }

  send(text) {
    this.sent.push(text);
  }

  close() {
    this.readyState = 3;
    this.closed = true;
    queueMicrotask(() => this.onclose?.());
  }
}

function connected() {
  const heard = [];
  const transport = new WebSocketTransport({
    url: "wss://ccx1.example.com:7443/ws/",
    domain: "ccx1.example.com",
    heard: {
      element: (received) => heard.push(received.local),
      closed: (reason) => heard.push(`closed: ${reason}`),
    },
    WebSocket: Socket,
  });
  transport.open();
  Socket.last.opens();
  return { transport, heard, socket: Socket.last };
}

const says = (socket, data) => socket.onmessage({ data });
const OPEN = '<open xmlns="urn:ietf:params:xml:ns:xmpp-framing" from="ccx1.example.com" version="1.0"/>';
const CLOSE = '<close xmlns="urn:ietf:params:xml:ns:xmpp-framing"/>';

test("it asks for the protocol xmpp and opens the stream to the domain", () => {
  const { socket, transport } = connected();
  assert.equal(socket.protocol, "xmpp");
  assert.equal(
    socket.sent[0],
    '<open xmlns="urn:ietf:params:xml:ns:xmpp-framing" to="ccx1.example.com" version="1.0"/>',
  );
  transport.restart();
  assert.equal(socket.sent[1], socket.sent[0]);
});

test("frames are elements; the framing's own and white space are not passed on", () => {
  const { socket, heard } = connected();
  [OPEN, "\n", '<presence xmlns="jabber:client"/>'].forEach((frame) => says(socket, frame));
  assert.deepEqual(heard, ["presence"]);
});

test("a close from the server ends it once, and is answered", () => {
  const { socket, heard } = connected();
  says(socket, OPEN);
  says(socket, CLOSE);
  says.call(null, { onmessage: () => undefined }, CLOSE);
  assert.deepEqual(heard, ["closed: closed"]);
  assert.equal(socket.sent.at(-1), CLOSE);
  assert.ok(socket.closed);
});

test("a frame that is no XML ends it", () => {
  for (const frame of ["<a>", "<!DOCTYPE a><a/>", new ArrayBuffer(2)]) {
    const { socket, heard } = connected();
    says(socket, frame);
    assert.deepEqual(heard, ["closed: not-well-formed"]);
  }
});

test("a socket that never opened was unreachable, one that did was closed", () => {
  const { socket, heard } = connected();
  socket.onclose();
  assert.deepEqual(heard, ["closed: unreachable"]);
  const later = connected();
  says(later.socket, OPEN);
  later.socket.onclose();
  assert.deepEqual(later.heard, ["closed: closed"]);
});

test("leaving closes in order and tells nothing", async () => {
  const { socket, heard, transport } = connected();
  says(socket, OPEN);
  transport.send(element("presence", { xmlns: "jabber:client", type: "unavailable" }));
  await transport.close();
  assert.deepEqual(socket.sent.slice(1), ['<presence xmlns="jabber:client" type="unavailable"/>', CLOSE]);
  assert.deepEqual(heard, []);
  await transport.close();
});
