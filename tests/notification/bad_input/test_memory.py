"""What bad input costs a real process: its memory stays where it was, and its user hears on."""

from __future__ import annotations

import asyncio
import contextlib
import resource
import socket
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from tests.notification.bad_input.test_xml import EVIL, MEGABYTE
from tests.notification.processes import Process, process
from tests.notification.wire import PATIENCE, STREAM, Wire, auth, connected, post, sign_in_tcp
from vos import frames

pytestmark = pytest.mark.timeout(300)
NODE = "n"
PUBSUB = "http://jabber.org/protocol/pubsub"
SILENT = 10_000
SPARE_FILES = 300
ROUNDS = 12


def request(inner: str, ns: str = PUBSUB) -> str:
    return f"<iq type='set' id='r' to='pubsub.localhost'><pubsub xmlns='{ns}'>{inner}</pubsub></iq>"


class Finesse:
    """The service user, who hears what it publishes."""

    def __init__(self, wire: Wire) -> None:
        self.wire = wire

    async def is_served(self) -> None:
        self.wire.write(request(f"<publish node='{NODE}'><item id='i'><n xmlns='urn:n'/></item></publish>"))
        await self.wire.until("</message>")
        await self.wire.until("</iq>")


@contextlib.asynccontextmanager
async def finesse(service: Process):  # type: ignore[no-untyped-def]
    async with connected(service.addresses["c2s"]) as wire:
        await sign_in_tcp(wire, "finesse", password="finesse")
        wire.write(request(f"<create node='{NODE}'/>"))
        await wire.until("/>")
        wire.write(request(f"<subscribe node='{NODE}' jid='finesse@localhost'/>"))
        await wire.until("</iq>")
        yield Finesse(wire)


def memory(service: Process) -> float:
    """What it holds, in MB."""
    resident: int = psutil.Process(service.child.pid).memory_info().rss
    return resident / MEGABYTE


async def until_closed(wire: Wire, data: bytes) -> None:
    with contextlib.suppress(OSError):
        wire.write(data)
        await wire.writer.drain()
        wire.writer.write_eof()
    await wire.is_closed()


async def attack(service: Process) -> None:
    """Everything evil at once, over TCP, as a WebSocket's frame, and in a BOSH body."""

    async def tcp(data: bytes) -> None:
        async with connected(service.addresses["c2s"]) as wire:
            wire.write(STREAM)
            await wire.until("</stream:features>")
            wire.write(auth("finesse", "finesse"))
            await wire.until("/>")
            await until_closed(wire, STREAM.encode() + data)

    async def http(data: bytes) -> None:
        async with connected(service.addresses["http"]) as wire:
            await until_closed(wire, data)

    async with asyncio.TaskGroup() as tasks:
        for data, *_ in EVIL.values():
            tasks.create_task(tcp(data))
            tasks.create_task(http(post(data)))
            tasks.create_task(http(UPGRADE + frames.frame(data)))


UPGRADE = (
    b"GET /ws/ HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Protocol: xmpp\r\n"
    b"Sec-WebSocket-Version: 13\r\n\r\n"
)


async def test_a_gigabyte_of_evil_leaves_no_more_memory_than_the_first(certs: Path) -> None:
    async with process(certs) as service, finesse(service) as user:
        for _ in range(ROUNDS):  # until what the allocator keeps for itself is as much as it will be
            await attack(service)
        before = memory(service)
        for _ in range(ROUNDS):
            await attack(service)
            await user.is_served()
        assert memory(service) < before + 20


@pytest.fixture
def files() -> Iterator[int]:
    """As many open files as this machine allows."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    allowed = SILENT + SPARE_FILES if hard == resource.RLIM_INFINITY else min(SILENT + SPARE_FILES, hard)
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, allowed) if soft >= 0 else soft, hard))
    yield allowed - SPARE_FILES
    resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


async def test_ten_thousand_connections_without_a_word_cost_little_and_no_more_than_allowed_stay(
    certs: Path, files: int
) -> None:
    silent = min(SILENT, files)
    allowed = silent * 4 // 5
    async with process(certs, connections=allowed) as service, finesse(service) as user:
        before = memory(service)
        with contextlib.ExitStack() as stack:
            for number in range(silent):
                address = service.addresses[("c2s", "c2s_tls", "http", "https")[number % 4]]
                stack.enter_context(socket.create_connection((address.host, address.port), PATIENCE))
                if number % 200 == 0:
                    await user.is_served()
            await user.is_served()
            assert memory(service) < before + 5 + silent * 0.003
            assert psutil.Process(service.child.pid).num_fds() < allowed + SPARE_FILES
        async with asyncio.timeout(PATIENCE):
            while psutil.Process(service.child.pid).num_fds() > SPARE_FILES:
                await user.is_served()
        async with connected(service.addresses["https"], certs) as late:
            late.write("GET / HTTP/1.1\r\nHost: x\r\n\r\n")
            await late.until("200 OK")
