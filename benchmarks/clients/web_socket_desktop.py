"""A desktop's WebSocket session with nothing around it, as `bosh_desktop` is one of BOSH."""

from __future__ import annotations

import asyncio
import base64
import ssl
from collections.abc import Callable

from vos.address import Address

OPEN = "<open xmlns='urn:ietf:params:xml:ns:xmpp-framing' to='{}' version='1.0'/>"
BIND = "<iq type='set' id='bind' xmlns='jabber:client'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/></iq>"
SECONDS = 30.0
PING = 0x89  # the service's are empty
PONG = b"\x8a\x80" + bytes(4)


class WebSocketDesktop:
    """Signs in, and listens. `heard` gets every message."""

    def __init__(
        self, server: Address, context: ssl.SSLContext, domain: str, login: str, password: str
    ) -> None:
        self._server = server
        self._context = context
        self._domain = domain
        self._plain = base64.b64encode(f"\0{login}\0{password}".encode()).decode()
        self._reader: asyncio.StreamReader
        self._writer: asyncio.StreamWriter

    async def sign_in(self) -> None:
        """Shake hands, authenticate, bind."""
        self._reader, self._writer = await asyncio.open_connection(
            *self._server, ssl=self._context, server_hostname=self._domain
        )
        self._writer.write(
            f"GET /ws/ HTTP/1.1\r\nHost: {self._domain}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n"
            "Sec-WebSocket-Protocol: xmpp\r\n\r\n".encode()
        )
        async with asyncio.timeout(SECONDS):
            head = await self._reader.readuntil(b"\r\n\r\n")
            assert b" 101 " in head, head
            await self._until(OPEN.format(self._domain), b"<stream:features")
            auth = f"<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>{self._plain}</auth>"
            await self._until(auth, b"<success")
            await self._until(OPEN.format(self._domain), b"<stream:features")
            await self._until(BIND, b"<jid>")

    async def listen(self, heard: Callable[[bytes], None], present: asyncio.Event) -> None:
        """Be present, and listen until cancelled."""
        self._send("<presence xmlns='jabber:client'/>")
        present.set()
        while True:
            heard(await self._message())

    def close(self) -> None:
        self._writer.close()

    async def _until(self, text: str, words: bytes) -> None:
        self._send(text)
        while words not in await self._message():
            continue

    def _send(self, text: str) -> None:
        data = text.encode()
        assert len(data) < 65_536
        size = bytes([0x80 | len(data)]) if len(data) < 126 else b"\xfe" + len(data).to_bytes(2, "big")
        self._writer.write(b"\x81" + size + bytes(4) + data)  # a mask of zeros changes nothing

    async def _message(self) -> bytes:
        """The next message with something in it; pings are answered."""
        while True:
            opcode, size = await self._reader.readexactly(2)
            if size >= 126:
                size = int.from_bytes(await self._reader.readexactly(2 if size == 126 else 8), "big")
            if opcode == PING:
                self._writer.write(PONG)
            elif size:
                return await self._reader.readexactly(size)
