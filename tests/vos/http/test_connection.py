"""How long a client may take for each step, and that each place is given back."""

from __future__ import annotations

import asyncio
import contextlib
import errno
import logging
import socket
import ssl
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web

from certs.make import ensure
from tests.notification.loops import event_loop_policy  # noqa: F401
from vos import tls
from vos.address import Address
from vos.doors.listener import Listener, Visitor
from vos.http import connection
from vos.http.connection import Connection, known, serving
from vos.http.refused import Refused

ANY_PORT = Address("127.0.0.1", 0)
PATIENCE = 30.0
SOON = 0.1
HEAD = b"GET /whole HTTP/1.1\r\nHost: x\r\n"
WHOLE = HEAD + b"\r\n"
HALF_A_BODY = b"POST /whole HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nhalf"
LARGE = 8 << 20


async def whole(request: web.Request) -> web.Response:
    if name := request.query_string:
        known(request, name)
    return web.Response(body=await request.read())


def say(refused: Refused) -> web.Response:
    return web.Response(status=refused.status)


async def large(_: web.Request) -> web.Response:
    return web.Response(body=bytes(LARGE))


def certificate(folder: Path) -> ssl.SSLContext:
    ensure(folder, "localhost", ["localhost"])
    return tls.server_context(folder, "localhost")


@contextlib.asynccontextmanager
async def door(
    context: ssl.SSLContext | None = None, where: Address | socket.socket = ANY_PORT
) -> AsyncIterator[Listener]:
    app = web.Application()
    app.add_routes([web.route("*", "/whole", whole), web.get("/large", large)])
    opened: list[Listener] = []

    def connect(manager: web.Server, visitor: Visitor) -> Connection:
        return Connection(say, manager, visitor)

    with pytest.MonkeyPatch.context() as patch:

        def listener(*arguments: Any) -> Listener:
            opened.append(Listener(*arguments))
            return opened[-1]

        patch.setattr(connection, "Listener", listener)
        async with serving(app, connect, {"http": (where, context)}):
            yield opened[0]


@contextlib.asynccontextmanager
async def connected(
    door: Listener, *, secure: bool = False, own: str = "127.0.0.1"
) -> AsyncIterator[tuple[asyncio.StreamReader, asyncio.StreamWriter]]:
    context = None
    if secure:
        context = ssl.create_default_context()
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    reader, writer = await asyncio.open_connection(*door.address, ssl=context, local_addr=(own, 0))
    try:
        yield reader, writer
    finally:
        writer.transport.abort()


async def ended(reader: asyncio.StreamReader) -> bytes:
    """What comes until the connection is closed."""
    async with asyncio.timeout(PATIENCE):
        try:
            return await reader.read()
        except ConnectionError:
            return b""


async def answered(reader: asyncio.StreamReader) -> bytes:
    async with asyncio.timeout(PATIENCE):
        head = await reader.readuntil(b"\r\n\r\n")
        length = next(line for line in head.splitlines() if line.lower().startswith(b"content-length:"))
        await reader.readexactly(int(length[15:]))
    return head


async def nobody_inside(door: Listener) -> None:
    async with asyncio.timeout(PATIENCE):
        while door.visitors:
            await asyncio.sleep(0.01)
    assert len(door.strangers) == len(door.known) == 0


@pytest.mark.parametrize("secure", [False, True])
@pytest.mark.parametrize("sent", [b"", HEAD, HALF_A_BODY, WHOLE], ids=["nothing", "head", "body", "whole"])
async def test_whatever_does_not_go_on_is_closed_and_gives_its_place_back(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, sent: bytes, secure: bool
) -> None:
    for name in ("HEAD_SECONDS", "BODY_SECONDS", "KEEP_ALIVE_SECONDS"):
        monkeypatch.setattr(connection, name, SOON)
    monkeypatch.setattr("vos.doors.listener.FIRST_BYTE_SECONDS", SOON)
    context = certificate(tmp_path) if secure else None
    async with door(context) as own, connected(own, secure=secure) as (reader, writer):
        writer.write(sent)
        assert (b"200 OK" in await ended(reader)) == (sent == WHOLE)
        await nobody_inside(own)


@pytest.mark.parametrize("sent", [b"", b"\x16\x03\x01"], ids=["nothing", "half a ClientHello"])
async def test_who_does_not_come_in_is_closed_and_gives_his_place_back(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, sent: bytes
) -> None:
    monkeypatch.setattr("vos.doors.listener.FIRST_BYTE_SECONDS", SOON)
    monkeypatch.setattr("vos.doors.listener.HANDSHAKE_SECONDS", SOON)
    async with (
        door(certificate(tmp_path)) as own,
        connected(own) as (reader, writer),
    ):
        writer.write(sent)
        await ended(reader)
        await nobody_inside(own)


@pytest.mark.parametrize(
    ("start", "drop"), [(HEAD + b"X: ", b"x"), (HALF_A_BODY, b"x"), (WHOLE + HEAD, b"x")]
)
async def test_a_byte_now_and_then_prolongs_nothing(
    monkeypatch: pytest.MonkeyPatch, start: bytes, drop: bytes
) -> None:
    monkeypatch.setattr(connection, "HEAD_SECONDS", 3 * SOON)
    monkeypatch.setattr(connection, "BODY_SECONDS", 3 * SOON)
    async with door() as own, connected(own) as (reader, writer):
        writer.write(start)
        closed = asyncio.ensure_future(ended(reader))
        sent = 0
        while not closed.done() and sent < 90:  # of the hundred that a body needs
            writer.write(b"x")
            sent += 1
            await asyncio.wait([closed], timeout=SOON)
        assert closed.done()
        await closed
        await nobody_inside(own)


async def test_who_does_not_read_what_he_asked_for_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "UNREAD_SECONDS", SOON)
    async with door() as own:
        deaf = socket.socket()
        deaf.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        deaf.connect(own.address)
        with deaf:
            deaf.sendall(b"GET /large HTTP/1.1\r\nHost: x\r\n\r\n")
            async with asyncio.timeout(PATIENCE):
                while not own.visitors:
                    await asyncio.sleep(0.01)
            await nobody_inside(own)


async def test_the_oldest_stranger_of_an_address_gives_way_and_who_is_known_does_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("vos.doors.listener.STRANGERS_OF_AN_ADDRESS", 2)
    async with door() as own, contextlib.AsyncExitStack() as stack:

        async def come(sent: bytes = b"", address: str = "127.0.0.1") -> asyncio.StreamReader:
            reader, writer = await stack.enter_async_context(connected(own, own=address))
            writer.write(sent)
            if sent:
                await answered(reader)
            return reader

        known = await come(WHOLE.replace(b"/whole", b"/whole?agent1"))
        neighbour = await come(WHOLE, "127.0.0.2")
        oldest, *others = [await come(WHOLE) for _ in range(3)]
        await ended(oldest)
        for reader in (known, neighbour, *others):
            assert not reader.at_eof()
        assert len(own.strangers) == 3
        assert len(own.known) == 1


async def test_one_name_has_so_many_connections_and_the_one_used_longest_ago_gives_way(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("vos.doors.listener.KNOWN_OF_A_NAME", 2)
    ask = WHOLE.replace(b"/whole", b"/whole?agent1")
    async with door() as own, connected(own) as first, connected(own) as second, connected(own) as third:
        for reader, writer in (first, second, first, third):
            writer.write(ask)
            assert b"200 OK" in await answered(reader)
        await ended(second[0])
        first[1].write(ask)
        assert b"200 OK" in await answered(first[0])
        assert len(own.known) == 2


async def test_a_system_without_more_files_is_told_once_and_strangers_give_way(
    caplog: pytest.LogCaptureFixture,
) -> None:
    class Exhausted(socket.socket):
        refuses = 0

        def accept(self) -> tuple[socket.socket, tuple[str, int]]:
            if Exhausted.refuses:
                Exhausted.refuses -= 1
                raise OSError(errno.EMFILE, "Too many open files")
            return super().accept()

    listener = Exhausted()
    listener.bind(ANY_PORT)
    listener.listen()
    async with door(where=listener) as own, connected(own) as (silent, _):
        async with asyncio.timeout(PATIENCE):
            while not own.strangers:
                await asyncio.sleep(0.01)
        Exhausted.refuses = 2  # at the second nobody is left who could give way
        async with connected(own) as (reader, writer):
            writer.write(WHOLE)
            assert b"200 OK" in await answered(reader)
        await ended(silent)
    told = [record for record in caplog.records if "Too many open files" in record.getMessage()]
    assert [(record.levelno, record.exc_info) for record in told] == [(logging.WARNING, None)]


async def test_a_client_that_leaves_in_the_midst_of_a_request_is_no_error(
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.INFO)
    async with door() as own:
        for sent in (HALF_A_BODY, b"GET /large HTTP/1.1\r\nHost: x\r\n\r\n"):
            async with connected(own) as (_, writer):
                writer.write(sent)
                async with asyncio.timeout(PATIENCE):
                    while not any(visitor.transport for visitor in own.visitors):
                        await asyncio.sleep(0.01)
            await nobody_inside(own)
    assert not [record for record in caplog.records if record.levelno >= logging.WARNING or record.exc_info]


async def test_at_its_end_a_door_leaves_nobody_inside() -> None:
    async with door() as own, contextlib.AsyncExitStack() as stack:
        for sent in (b"", HEAD, HALF_A_BODY, WHOLE):
            _, writer = await stack.enter_async_context(connected(own))
            writer.write(sent)
        async with asyncio.timeout(PATIENCE):
            while len(own.visitors) < 4:
                await asyncio.sleep(0.01)
    await nobody_inside(own)
