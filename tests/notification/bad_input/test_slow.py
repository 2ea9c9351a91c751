"""Clients that say a byte now and then, or nothing, or only half: none is waited for forever."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from notification import node
from notification.node import NotificationService
from tests.notification.bad_input.bystander import bystander
from tests.notification.conftest import Start
from tests.notification.desktops import KINDS, BoshDesktop, desktop
from tests.notification.loops import event_loop_policy  # noqa: F401
from tests.notification.wire import PATIENCE, STREAM, connected

POST = "POST /http-bind/ HTTP/1.1\r\nHost: x\r\n"

# Port, whether TLS is up before, what is said at once, and what then comes byte by byte without an end.
SLOW = {
    "a stream header": ("c2s", False, "", STREAM[:-1] + " x='" + "x" * 5000),
    "elements before the sign-in": ("c2s", False, STREAM, "<auth " + "x='y' " * 1000),
    "blanks": ("c2s", False, STREAM, " " * 5000),
    "a stream header inside TLS": ("c2s_tls", True, "", STREAM[:-1] + " x='" + "x" * 5000),
    "a handshake": ("c2s_tls", False, b"\x16\x03\x01\x40\x00", b"\0" * 5000),
    "a handshake of HTTPS": ("https", False, b"\x16\x03\x01\x40\x00", b"\0" * 5000),
    "a request line": ("http", False, "", "GET /" + "x" * 5000),
    "headers": ("http", False, "GET / HTTP/1.1\r\n", "A: b\r\n" * 1000),
    "headers inside TLS": ("https", True, "GET / HTTP/1.1\r\n", "A: b\r\n" * 1000),
    "a body": ("http", False, POST + "Content-Length: 9000\r\n\r\n", "x" * 5000),
    "chunks": ("http", False, POST + "Transfer-Encoding: chunked\r\n\r\n", "1\r\nx\r\n" * 1000),
    "an upgrade": ("http", False, "GET /ws/ HTTP/1.1\r\nUpgrade: websocket\r\n", "A: b\r\n" * 1000),
    "a frame": ("http", False, "UPGRADE", b"\x81\xfe\x20\x00aaaa" + b"<" * 5000),
    "pings before the sign-in": ("http", False, "UPGRADE", b"\x89\x80aaaa" * 1000),
}  # fmt: skip
UPGRADE = (
    "GET /ws/ HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Protocol: xmpp\r\n"
    "Sec-WebSocket-Version: 13\r\n\r\n"
)


@pytest.fixture
async def impatient(start: Start, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[NotificationService]:
    """A service that waits a second where it else waits a minute."""
    monkeypatch.setattr(node, "HANDSHAKE_SECONDS", 1.0)
    async with start(sign_in=1.0, request_seconds=1.0, keep_alive=1.0) as service:
        yield service


async def test_who_is_slow_is_closed_on_every_port(impatient: NotificationService, certs: Path) -> None:
    async def client(name: str) -> None:
        port, secured, at_once, slowly = SLOW[name]
        async with connected(impatient.addresses[port], certs if secured else None) as wire:
            wire.write(UPGRADE if at_once == "UPGRADE" else at_once)
            data = slowly if isinstance(slowly, bytes) else slowly.encode()
            read = asyncio.create_task(wire.rest())
            for at in range(len(data)):
                wire.write(data[at : at + 1])
                await asyncio.wait((read,), timeout=0.05)
                if read.done():
                    break
            assert read.done(), name
            read.result()

    async with bystander(impatient) as other:
        async with asyncio.TaskGroup() as tasks:
            for name in SLOW:
                tasks.create_task(client(name))
            for _ in range(20):
                await other.hears_an_event()
        await other.is_left_alone()


@pytest.mark.parametrize("port", ["http", "c2s", "https", "c2s_tls"])
async def test_who_says_nothing_is_closed(impatient: NotificationService, port: str) -> None:
    async with bystander(impatient) as other:
        async with connected(impatient.addresses[port]) as wire:
            assert await wire.is_closed()
        await other.is_left_alone()


@pytest.mark.parametrize("kind", [kind for kind in KINDS if "TLS" not in kind])
async def test_half_a_connection_is_none(start: Start, certs: Path, kind: str) -> None:
    """TLS has no half connections."""
    async with start(inactivity=1) as service, bystander(service) as other:
        async with desktop(service, kind, certs) as client:
            await client.signs_in("half")
            if isinstance(client, BoshDesktop):
                await client.polls()
            client.wire.writer.write_eof()
            assert await client.wire.is_closed()
        async with asyncio.timeout(PATIENCE):
            while "half@localhost" in service.router.online:
                await asyncio.sleep(0.01)
        await other.is_left_alone()
