"""Bytes on real sockets: the least that a client of each transport has to be."""

from __future__ import annotations

import asyncio
import contextlib
import os
import ssl
from collections.abc import AsyncIterator
from pathlib import Path

from notification.xmpp import names
from tests.notification.people import plain
from vos import frames
from vos.address import Address
from vos.tls import client_context

ANY_PORT = Address("127.0.0.1", 0)
PATIENCE = 30.0
LONGEST = 1 << 21  # bytes of one stanza that a client reads
STREAM = (
    "<?xml version='1.0'?><stream:stream to='localhost' version='1.0' xmlns='jabber:client' "
    "xmlns:stream='http://etherx.jabber.org/streams'>"
)


def auth(user: str, password: str = "secret") -> str:
    return f"<auth xmlns='{names.SASL}' mechanism='PLAIN'>{plain(user, password)}</auth>"


def bind(resource: str) -> str:
    return (
        f"<iq xmlns='jabber:client' type='set' id='bind'><bind xmlns='{names.BIND}'>"
        f"<resource>{resource}</resource></bind></iq>"
    )


class Wire:
    """One connection, read with an end to all patience."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.reader = reader
        self.writer = writer

    def write(self, data: str | bytes) -> None:
        self.writer.write(data.encode() if isinstance(data, str) else data)

    async def read(self) -> str:
        """What one read gives, as a client without a parser takes it."""
        async with asyncio.timeout(PATIENCE):
            return (await self.reader.read(32_768)).decode()

    async def until(self, end: str) -> str:
        """Everything up to and with `end`."""
        async with asyncio.timeout(PATIENCE):
            return (await self.reader.readuntil(end.encode())).decode()

    async def rest(self) -> str:
        """Everything until the server closes."""
        async with asyncio.timeout(PATIENCE):
            try:
                return (await self.reader.read()).decode(errors="replace")
            except OSError:
                return ""

    async def is_closed(self) -> bool:
        await self.rest()
        return self.reader.at_eof() or self.reader.exception() is not None


@contextlib.asynccontextmanager
async def connected(address: Address, certs: Path | None = None) -> AsyncIterator[Wire]:
    """A connection, with TLS when there are certificates to verify it by."""
    context: ssl.SSLContext | None = client_context(certs) if certs is not None else None
    async with asyncio.timeout(PATIENCE):
        reader, writer = await asyncio.open_connection(
            address.host,
            address.port,
            ssl=context,
            server_hostname="localhost" if context else None,
            limit=LONGEST,
        )
    try:
        yield Wire(reader, writer)
    finally:
        writer.close()
        with contextlib.suppress(OSError):
            await writer.wait_closed()


async def sign_in_tcp(wire: Wire, user: str, resource: str = "desktop", password: str = "secret") -> None:
    """Up to an answered presence."""
    wire.write(STREAM)
    await wire.until("</stream:features>")
    wire.write(auth(user, password))
    await wire.until('<success xmlns="urn:ietf:params:xml:ns:xmpp-sasl"/>')
    wire.write(STREAM)
    await wire.until("</stream:features>")
    wire.write(bind(resource))
    await wire.until("</iq>")
    wire.write("<presence/>")
    await wire.until(f'to="{user}@localhost/{resource}"/>')


def post(body: str | bytes, path: str = "/http-bind/", headers: str = "") -> bytes:
    data = body.encode() if isinstance(body, str) else body
    head = f"POST {path} HTTP/1.1\r\nHost: localhost\r\n{headers}Content-Length: {len(data)}\r\n\r\n"
    return head.encode() + data


async def answer(wire: Wire) -> tuple[int, str, str]:
    """One HTTP answer: status, head, body."""
    head = await wire.until("\r\n\r\n")
    length = next(
        int(line.partition(":")[2])
        for line in head.splitlines()
        if line.lower().startswith("content-length:")
    )
    async with asyncio.timeout(PATIENCE):
        body = await wire.reader.readexactly(length)
    return int(head.split()[1]), head, body.decode()


class Socket:
    """A WebSocket on a connection."""

    def __init__(self, wire: Wire) -> None:
        self.wire = wire

    async def shakes_hands(self, path: str = "/ws/", protocol: str = "xmpp") -> str:
        offered = f"Sec-WebSocket-Protocol: {protocol}\r\n" if protocol else ""
        self.wire.write(
            f"GET {path} HTTP/1.1\r\nHost: localhost\r\n"
            "Upgrade: websocket\r\nConnection: keep-alive, Upgrade\r\n"
            f"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n{offered}Sec-WebSocket-Version: 13\r\n\r\n"
        )
        return await self.wire.until("\r\n\r\n")

    def says(self, text: str | bytes, opcode: int = frames.TEXT) -> None:
        payload = text.encode() if isinstance(text, str) else text
        whole = frames.frame(payload, opcode)
        size, key = len(payload), os.urandom(4)
        head, mask = whole[: len(whole) - size], (key * (size // 4 + 1))[:size]
        body = (int.from_bytes(payload, "big") ^ int.from_bytes(mask, "big")).to_bytes(size, "big")
        self.wire.write(bytes([head[0], head[1] | 0x80]) + head[2:] + key + body)

    async def frame(self) -> tuple[int, bytes]:
        async with asyncio.timeout(PATIENCE):
            first, size = await self.wire.reader.readexactly(2)
            if size >= 126:
                size = int.from_bytes(await self.wire.reader.readexactly(2 if size == 126 else 8), "big")
            return first & 0x0F, await self.wire.reader.readexactly(size)

    async def hears(self) -> str:
        opcode, payload = await self.frame()
        assert opcode == frames.TEXT, (opcode, payload)
        return payload.decode()

    async def signs_in(self, user: str, resource: str = "desktop") -> None:
        opening = f'<open xmlns="{names.FRAMING}" to="localhost" version="1.0"/>'
        self.says(opening)
        await self.hears()
        await self.hears()
        self.says(auth(user))
        await self.hears()
        self.says(opening)
        await self.hears()
        await self.hears()
        self.says(bind(resource))
        await self.hears()
        self.says('<presence xmlns="jabber:client"/>')
        await self.hears()
