"""A desktop's BOSH session with nothing around it: two hundred of them must not be what is measured."""

from __future__ import annotations

import asyncio
import base64
import itertools
import random
import re
import ssl
from collections.abc import Callable

from vos.address import Address

BOSH = "http://jabber.org/protocol/httpbind"
BIND = "<iq type='set' id='bind' xmlns='jabber:client'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/></iq>"
SID = re.compile(rb"\bsid=['\"]([^'\"]+)")
LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
SECONDS = 30.0


class BoshDesktop:
    """Signs in over one kept connection, then holds one request after the other. `heard` gets every body."""

    def __init__(
        self, server: Address, context: ssl.SSLContext, domain: str, login: str, password: str
    ) -> None:
        self._server = server
        self._context = context
        self._domain = domain
        self._plain = base64.b64encode(f"\0{login}\0{password}".encode()).decode()
        self._rids = itertools.count(random.randrange(1, 2**32))
        self._sid = ""
        self._buffer = bytearray()
        self._reader: asyncio.StreamReader
        self._writer: asyncio.StreamWriter

    async def sign_in(self) -> None:
        """Open the session, authenticate, bind, and be present."""
        self._reader, self._writer = await asyncio.open_connection(
            *self._server, ssl=self._context, server_hostname=self._domain
        )
        opened = await self._ask(f"to='{self._domain}' hold='1' wait='60' ver='1.6' xmpp:version='1.0'", "")
        found = SID.search(opened)
        assert found, opened
        self._sid = f"sid='{found[1].decode()}'"
        auth = f"<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>{self._plain}</auth>"
        answer = await self._ask(self._sid, auth)
        assert b"<success" in answer, answer
        await self._ask(f"{self._sid} to='{self._domain}' xmpp:restart='true'", "")
        answer = await self._ask(self._sid, BIND)
        assert b"<jid>" in answer, answer

    async def listen(self, heard: Callable[[bytes], None], present: asyncio.Event) -> None:
        """Be present, and hold requests until cancelled."""
        self._send(self._sid, "<presence xmlns='jabber:client'/>")
        present.set()
        while True:
            heard(await self._answer())
            self._send(self._sid, "")

    def close(self) -> None:
        self._writer.close()

    async def _ask(self, attributes: str, stanza: str) -> bytes:
        self._send(attributes, stanza)
        async with asyncio.timeout(SECONDS):
            return await self._answer()

    def _send(self, attributes: str, stanza: str) -> None:
        body = (
            f"<body xmlns='{BOSH}' xmlns:xmpp='urn:xmpp:xbosh' rid='{next(self._rids)}' {attributes}>"
            f"{stanza}</body>"
        ).encode()
        self._writer.write(
            b"POST /http-bind HTTP/1.1\r\nHost: %b\r\nContent-Type: text/xml\r\nContent-Length: %d\r\n\r\n%b"
            % (self._domain.encode(), len(body), body)
        )

    async def _answer(self) -> bytes:
        head = await self._reader.readuntil(b"\r\n\r\n")
        length = LENGTH.search(head)
        assert length, head
        body = await self._reader.readexactly(int(length[1]))
        assert b" 200 " in head, head + body
        return body
