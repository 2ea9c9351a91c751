"""Connections to the XMPP ports that say nothing, or half of something: they keep no honest client out."""

from __future__ import annotations

import asyncio
import contextlib
import resource
import socket
from pathlib import Path

import pytest

from notification.node import NotificationService
from tests.notification.conftest import Start, certs, start  # noqa: F401
from tests.notification.desktops import KINDS, BoshDesktop, desktop
from tests.notification.wire import PATIENCE, STREAM, connected, post

PORTS = ("c2s", "c2s_tls", "http", "https")
HELD = 400
PLACES = 50  # fewer than there are connections, so that they do not fit
HALVES = {
    "nothing": dict.fromkeys(PORTS, b""),
    "half a head": {
        "c2s": STREAM[:-20].encode(),
        "c2s_tls": b"\x16\x03\x01\x02\x00\x01\x00",
        "http": b"POST /http-bind/ HTTP/1.1\r\nHost: x\r\nContent-",
        "https": b"\x16\x03\x01\x02\x00\x01\x00",
    },
    "half a body": {
        "c2s": STREAM.encode() + b"<auth xmlns='",
        "http": post("x" * 100)[:-50],
    },
}


@pytest.fixture
def files() -> None:
    """Both ends of every connection are this process's."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = 4 * HELD
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (min(wanted, hard) if hard >= 0 else wanted, hard))


@pytest.mark.usefixtures("files")
@pytest.mark.parametrize(("half", "port"), [(half, port) for half, data in HALVES.items() for port in data])
async def test_hundreds_of_them_keep_no_honest_client_out(
    start: Start,  # noqa: F811
    certs: Path,  # noqa: F811
    half: str,
    port: str,
) -> None:
    async with (
        start(strangers=PLACES, strangers_of_address=PLACES) as service,
        contextlib.AsyncExitStack() as stack,
    ):
        address = service.addresses[port]
        loop = asyncio.get_running_loop()
        for _ in range(HELD):
            held = stack.enter_context(socket.socket())
            held.setblocking(False)
            await loop.sock_connect(held, address)
            with contextlib.suppress(OSError):  # closed already, for the next ones
                held.send(HALVES[half][port])
        for kind in KINDS:
            async with desktop(service, kind, certs) as honest:
                await honest.signs_in("agent1", kind.replace(" ", ""))
        assert len(service.host.strangers) <= PLACES


async def ends(service: NotificationService, port: str, data: bytes) -> None:
    async with connected(service.addresses[port]) as wire:
        wire.write(data)
        assert await wire.is_closed()


@pytest.mark.parametrize("half", HALVES)
async def test_their_time_ends(start: Start, half: str) -> None:  # noqa: F811
    async with start(sign_in=0.3, request_seconds=0.3) as service:
        async with asyncio.TaskGroup() as tasks:
            for port, data in HALVES[half].items():
                tasks.create_task(ends(service, port, data))
        async with asyncio.timeout(PATIENCE):
            while service.host.connections:
                await asyncio.sleep(0.01)


async def test_a_kept_connection_of_who_has_not_signed_in_is_not_kept_for_long(start: Start) -> None:  # noqa: F811
    async with start(request_seconds=0.3) as service, connected(service.addresses["http"]) as wire:
        wire.write("GET / HTTP/1.1\r\nHost: x\r\n\r\n")
        assert "200 OK" in await wire.rest()


async def test_a_half_head_behind_a_whole_request_is_not_kept_for_long(start: Start) -> None:  # noqa: F811
    async with start(request_seconds=0.3) as service, connected(service.addresses["http"]) as wire:
        wire.write("GET / HTTP/1.1\r\nHost: x\r\n\r\nGET / HT")
        assert (await wire.rest()).count("HTTP/1.1 ") == 2


async def test_of_the_connections_of_one_session_only_the_latest_are_no_strangers(
    start: Start,  # noqa: F811
    certs: Path,  # noqa: F811
) -> None:
    async with (
        start() as service,
        desktop(service, "bosh", certs) as client,
        contextlib.AsyncExitStack() as stack,
    ):
        assert isinstance(client, BoshDesktop)
        await client.signs_in("agent1")
        assert len(service.host.strangers) == 0
        for number in range(10):
            client.browser.wire = await stack.enter_async_context(connected(service.addresses["http"]))
            await client.browser.says(
                f"<iq xmlns='jabber:client' type='get' id='p{number}'><ping xmlns='urn:xmpp:ping'/></iq>"
            )
        assert len(service.host.strangers) == 7


async def test_pings_without_end_whose_answers_nobody_reads_end_their_connection(
    start: Start,  # noqa: F811
    certs: Path,  # noqa: F811
) -> None:
    async with start(unread_bytes=65_536) as service, desktop(service, "websocket", certs) as client:
        await client.signs_in("agent1")
        client.wire.writer.transport.pause_reading()
        ping = b"\x89\xfd\0\0\0\0" + b"x" * 125
        with contextlib.suppress(OSError):
            async with asyncio.timeout(PATIENCE):
                while not client.wire.writer.transport.is_closing():
                    client.wire.writer.write(ping * 1000)
                    await client.wire.writer.drain()
        assert "agent1@localhost" not in service.router.online
