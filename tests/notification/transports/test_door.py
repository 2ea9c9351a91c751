"""What comes before TLS: silence, half a handshake, too many of them, no sockets left."""

from __future__ import annotations

import asyncio
import resource
import socket
from collections.abc import Callable
from pathlib import Path

import pytest

from notification import node
from notification.node import NotificationService
from notification.transports import door
from tests.notification.conftest import Start
from tests.notification.loops import event_loop_policy  # noqa: F401
from tests.notification.wire import PATIENCE, connected, sign_in_tcp
from vos.address import Address

HALF_A_HANDSHAKE = b"\x16\x03\x01\x02\x00\x01\x00"


async def until(condition: Callable[[], bool]) -> None:
    async with asyncio.timeout(PATIENCE):
        while not condition():
            await asyncio.sleep(0.01)


@pytest.mark.parametrize("said", [b"", HALF_A_HANDSHAKE, b"GET / HTTP/1.1\r\n\r\n"])
async def test_who_does_not_shake_hands_is_closed_and_nothing_is_left(
    start: Start, certs: Path, monkeypatch: pytest.MonkeyPatch, said: bytes
) -> None:
    monkeypatch.setattr(node, "HANDSHAKE_SECONDS", 0.5)
    async with start() as service:
        for name in ("c2s_tls", "https"):
            async with connected(service.addresses[name]) as wire:
                wire.write(said)
                assert await wire.is_closed()
        await until(lambda: not service.host.connections)
        async with connected(service.addresses["c2s_tls"], certs) as wire:
            await sign_in_tcp(wire, "agent1")


@pytest.mark.parametrize("said", [b"", HALF_A_HANDSHAKE])
async def test_who_leaves_before_the_handshake_leaves_nothing(
    service: NotificationService, said: bytes
) -> None:
    async with connected(service.addresses["c2s_tls"]) as wire:
        await until(lambda: len(service.host.connections) == 1)
        wire.write(said)
    await until(lambda: not service.host.connections)


async def test_of_too_many_handshakes_the_oldest_gives_way(
    service: NotificationService, certs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(door, "HANDSHAKES_AT_ONCE", 1)
    async with connected(service.addresses["https"]) as wire:
        wire.write(HALF_A_HANDSHAKE)
        await until(lambda: len(service.host._running) == 1)
        async with connected(service.addresses["https"], certs):
            assert await wire.is_closed()


async def test_silent_connections_count(start: Start) -> None:
    async with (
        start(connections=2) as service,
        connected(service.addresses["https"]) as first,
        connected(service.addresses["c2s_tls"]),
    ):
        await until(lambda: len(service.host.connections) == 2)
        async with connected(service.addresses["https"]) as third:
            assert await third.is_closed()
        assert not first.reader.at_eof()


async def test_stopping_does_not_wait_for_the_silent(start: Start) -> None:
    async with start() as service:
        reader, writer = await asyncio.open_connection(*service.addresses["https"])
        await until(lambda: len(service.host.connections) == 1)
    async with asyncio.timeout(PATIENCE):
        assert await reader.read() == b""
    writer.close()


def knock(address: Address) -> socket.socket:
    """Connected as far as the system is concerned; the service has not heard of it yet."""
    return socket.create_connection((address.host, address.port), PATIENCE)


@pytest.mark.parametrize("port", ["c2s", "c2s_tls"])
async def test_without_files_the_oldest_silent_connection_gives_way(
    service: NotificationService, certs: Path, port: str
) -> None:
    address = service.addresses[port]
    silent = knock(address)
    await until(lambda: len(service.host.connections) == 1)
    limits = resource.getrlimit(resource.RLIMIT_NOFILE)
    with knock(address) as second, silent:
        try:
            resource.setrlimit(resource.RLIMIT_NOFILE, (lowest_free_file(), limits[1]))
            await until(lambda: silent_is_closed(silent))
        finally:
            resource.setrlimit(resource.RLIMIT_NOFILE, limits)
        assert second.fileno() >= 0
        await until(lambda: len(service.host.connections) == 1)
        async with connected(address, certs if "tls" in port else None) as wire:
            await sign_in_tcp(wire, "agent1")


@pytest.mark.parametrize("port", ["c2s", "c2s_tls"])
async def test_without_files_and_without_silent_connections_it_is_tried_again(
    service: NotificationService, certs: Path, port: str
) -> None:
    address = service.addresses[port]
    limits = resource.getrlimit(resource.RLIMIT_NOFILE)
    with knock(address):
        try:
            resource.setrlimit(resource.RLIMIT_NOFILE, (lowest_free_file(), limits[1]))
            await asyncio.sleep(0)
            await asyncio.sleep(0)
            assert not service.host.connections
        finally:
            resource.setrlimit(resource.RLIMIT_NOFILE, limits)
        await until(lambda: len(service.host.connections) == 1)
        async with connected(address, certs if "tls" in port else None) as wire:
            await sign_in_tcp(wire, "agent1")


def lowest_free_file() -> int:
    """With this limit no further file can be opened."""
    with socket.socket() as probe:
        return probe.fileno()


def silent_is_closed(sock: socket.socket) -> bool:
    sock.setblocking(False)
    try:
        return sock.recv(1) == b""
    except BlockingIOError:
        return False
