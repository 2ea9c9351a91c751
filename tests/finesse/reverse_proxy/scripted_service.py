"""A notification service that does what a test says, and a node in front of it."""

from __future__ import annotations

import asyncio
import contextlib
import ssl
from collections.abc import AsyncIterator

from aiohttp import web

from finesse.node import listening_on
from finesse.pages import tunnel
from finesse.reverse_proxy.upstream import Pool
from tests.notification.wire import ANY_PORT, PATIENCE
from vos.address import Address

HELLO = "/finesse/api/hello"
SLOW = "/finesse/api/slow"


class Request:
    """One that has arrived, on a connection that may be used in any way."""

    def __init__(
        self, head: str, body: bytes, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        self.head = head
        self.body = body
        self.reader = reader
        self.writer = writer

    def answer(self, body: str = "", head: str = "HTTP/1.1 200 OK\r\n") -> None:
        self.writer.write(f"{head}Content-Length: {len(body)}\r\n\r\n{body}".encode())


class ScriptedService:
    """Counts connections, and gives the requests to whoever asks for them."""

    def __init__(self) -> None:
        self.connections = 0
        self.open = 0
        self.changed = asyncio.Condition()
        self.requests: asyncio.Queue[Request] = asyncio.Queue()
        self.echoes = False  # every request is answered with its own body

    async def request(self) -> Request:
        """The next."""
        async with asyncio.timeout(PATIENCE):
            return await self.requests.get()

    async def has_open(self, number: int) -> None:
        """Wait until so many connections are open."""
        async with asyncio.timeout(PATIENCE), self.changed:
            await self.changed.wait_for(lambda: self.open == number)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        await self._count(1)
        try:
            while True:
                head = (await reader.readuntil(b"\r\n\r\n")).decode()
                length = next(
                    (int(line[15:]) for line in head.splitlines() if line.startswith("Content-Length:")), 0
                )
                request = Request(head, await reader.readexactly(length), reader, writer)
                if self.echoes:
                    request.answer(request.body.decode())
                elif "Upgrade: " in head:
                    self.requests.put_nowait(request)
                    await writer.wait_closed()
                    return
                else:
                    self.requests.put_nowait(request)
        except (asyncio.IncompleteReadError, OSError):
            return
        finally:
            writer.close()
            await self._count(-1)

    async def _count(self, change: int) -> None:
        async with self.changed:
            self.open += change
            self.changed.notify_all()


@contextlib.asynccontextmanager
async def scripted() -> AsyncIterator[tuple[ScriptedService, Address]]:
    """The service, and where it listens, without TLS."""
    service = ScriptedService()
    server = await asyncio.start_server(service.serve, *ANY_PORT)
    try:
        yield service, Address(*server.sockets[0].getsockname()[:2])
    finally:
        server.close()


@contextlib.asynccontextmanager
async def node(pool: Pool, certificate: ssl.SSLContext | None = None) -> AsyncIterator[Address]:
    """A node's web applications, of which there is one, and the way past them."""

    async def hello(request: web.Request) -> web.Response:
        return web.Response(text=f"hello {await request.text()}")

    app = web.Application()

    async def slow(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse()
        await response.prepare(request)
        while not request.protocol._held:  # type: ignore[attr-defined]  # the next request has come
            await asyncio.sleep(0.01)
        await response.write(b"slow")
        return response

    app.add_routes([web.route("*", HELLO, hello), web.get(SLOW, slow), *tunnel.ROUTES])
    async with listening_on(app, {"https": (ANY_PORT, certificate)}, pool) as addresses:
        yield addresses["https"]
