"""Which HTTP and TLS layer serves desktops for least: ours and aiohttp's, on either loop."""

from __future__ import annotations

import asyncio
import contextlib
import multiprocessing
import ssl
import tempfile
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

import psutil
import uvloop
from aiohttp import web

from benchmarks.row import Row
from certs.make import ensure
from notification.node import running
from notification.settings import NotificationSettings
from vos import tls
from vos.address import Address

HOST = "localhost"
ANYWHERE = Address("127.0.0.1", 0)
AT_ONCE = 50
REQUESTS = 400  # of each of them, one after the other
ROUNDS = 3
IDLE = 1_000
REQUEST = f"GET /http-bind/ HTTP/1.1\r\nHost: {HOST}\r\n\r\n".encode()
LOOPS = {"uvloop": uvloop.new_event_loop, "asyncio": asyncio.new_event_loop}


@dataclass(frozen=True)
class Layer:
    """Something to serve with; `name` is a row's."""

    ours: bool
    loop: str
    secure: bool

    @property
    def name(self) -> str:
        layer = "ours (httptools)" if self.ours else "aiohttp"
        return f"{layer}, {self.loop}, {'TLS' if self.secure else 'plain'}"


def rows() -> Iterator[Row]:
    """CPU of the server per request, and its memory per connection that has said something."""
    with tempfile.TemporaryDirectory() as folder:
        certs = Path(folder)
        ensure(certs, HOST, [HOST, "127.0.0.1"])
        for secure in (False, True):
            for ours in (True, False):
                for loop in LOOPS:
                    layer = Layer(ours, loop, secure)
                    cpu, memory = asyncio.run(measured(layer, certs))
                    how = (
                        f"{AT_ONCE} connections kept open, best of {ROUNDS} rounds of {AT_ONCE * REQUESTS:,}"
                    )
                    yield Row(f"HTTP layer: {layer.name}: CPU of a request", cpu * 1e6, "µs", "", how)
                    how = f"RSS, {IDLE:,} connections after a request each"
                    yield Row(f"HTTP layer: {layer.name}: an idle connection", memory / 1000, "kB", "", how)


async def measured(layer: Layer, certs: Path) -> tuple[float, float]:
    """CPU seconds of a request, bytes of a connection."""
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe()
    process = context.Process(target=serve, args=(layer, certs, there), daemon=True)
    process.start()
    try:
        address: Address = await asyncio.to_thread(here.recv)
        server = psutil.Process(process.pid)
        trusting = tls.client_context(certs) if layer.secure else None
        async with talking(address, trusting, 1) as first:
            await asks(first, 1)
            size = len(await first[0].answer())
            before = server.memory_info().rss
            async with talking(address, trusting, IDLE) as many:
                await asks(many, 1, size)
                memory = (server.memory_info().rss - before) / IDLE
        async with talking(address, trusting, AT_ONCE) as some:
            await asks(some, 20, size)
            cpu = min([await round_of(server, some, size) for _ in range(ROUNDS)])
        return cpu, memory
    finally:
        process.kill()
        process.join(10)


async def round_of(server: psutil.Process, wires: list[Wire], size: int) -> float:
    def used() -> float:
        times = server.cpu_times()
        return times.user + times.system

    before = used()
    await asks(wires, REQUESTS, size)
    return (used() - before) / (len(wires) * REQUESTS)


class Wire:
    """One connection of the load."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.reader = reader
        self.writer = writer

    async def answer(self) -> bytes:
        """One whole answer, by its Content-Length; asks for it first."""
        self.writer.write(REQUEST)
        head = await self.reader.readuntil(b"\r\n\r\n")
        length = next(
            int(line.partition(b":")[2])
            for line in head.split(b"\r\n")
            if line.lower().startswith(b"content-length")
        )
        return head + await self.reader.readexactly(length)


async def asks(wires: list[Wire], times: int, size: int = 0) -> None:
    """Each asks so often, one question after the other. `size` of an answer spares parsing it."""

    async def one(wire: Wire) -> None:
        for _ in range(times):
            if size:
                wire.writer.write(REQUEST)
                await wire.reader.readexactly(size)
            else:
                await wire.answer()

    async with asyncio.TaskGroup() as tasks:
        for wire in wires:
            tasks.create_task(one(wire))


@contextlib.asynccontextmanager
async def talking(address: Address, trusting: ssl.SSLContext | None, count: int) -> AsyncIterator[list[Wire]]:
    wires = []
    for _ in range(count):
        name = HOST if trusting else None
        wires.append(Wire(*await asyncio.open_connection(*address, ssl=trusting, server_hostname=name)))
    try:
        yield wires
    finally:
        for wire in wires:
            wire.writer.transport.abort()


def serve(layer: Layer, certs: Path, parent: Connection) -> None:
    """In a process of its own, until it is killed."""
    with asyncio.Runner(loop_factory=LOOPS[layer.loop]) as runner:
        runner.run(_ours(layer, certs, parent) if layer.ours else _aiohttp(layer, certs, parent))


async def _ours(layer: Layer, certs: Path, parent: Connection) -> None:
    settings = NotificationSettings(
        c2s=ANYWHERE, c2s_tls=ANYWHERE, http=ANYWHERE, https=ANYWHERE, certs=certs
    )
    async with running(settings) as service:
        parent.send(service.addresses["https" if layer.secure else "http"])
        await asyncio.sleep(3600)


async def _aiohttp(layer: Layer, certs: Path, parent: Connection) -> None:
    page = b"<html><body>Nothing to be seen here, but as long as what the other says.</body></html>"

    async def handler(_request: web.Request) -> web.Response:
        return web.Response(body=page, content_type="text/html")

    app = web.Application()
    app.router.add_get("/http-bind/", handler)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    context = tls.server_context(certs, HOST) if layer.secure else None
    site = web.TCPSite(runner, ANYWHERE.host, 0, ssl_context=context)
    await site.start()
    parent.send(Address(*runner.addresses[0][:2]))
    await asyncio.sleep(3600)
