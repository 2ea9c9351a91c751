"""WebSockets that this node passes on: handshakes, frames, and how they end."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from finesse.reverse_proxy.forwarder import BODY_BYTES
from finesse.reverse_proxy.upstream import Pool
from notification.node import NotificationService
from notification.xmpp import names
from tests.finesse.reverse_proxy.scripted_service import HELLO, node
from tests.finesse.reverse_proxy.test_upstream import behind_a_node
from tests.notification.loops import event_loop_policy  # noqa: F401
from tests.notification.wire import Socket, answer, connected
from vos import frames
from vos.tls import client_context

ASK = f"GET {HELLO} HTTP/1.1\r\nHost: x\r\n\r\n"
HANDSHAKE = (
    "GET /ws/ HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n"
    "Sec-WebSocket-Protocol: xmpp\r\n\r\n"
)


def frame_of_a_client(payload: bytes, opcode: int = frames.TEXT) -> bytes:
    """Masked with nothing."""
    whole = frames.frame(payload, opcode)
    head = whole[: len(whole) - len(payload)]
    return bytes([head[0], head[1] | 0x80]) + head[2:] + bytes(4) + payload


SWITCHED = b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n"


@pytest.mark.parametrize("path", ["/ws", "/ws/"])
async def test_a_websocket_is_passed_on_until_one_side_closes_it(
    service: NotificationService, certs: Path, path: str
) -> None:
    pool = Pool(service.addresses["https"], "localhost", client_context(certs))
    async with node(pool) as own, connected(own) as wire:
        socket = Socket(wire)
        assert "Sec-WebSocket-Protocol: xmpp\r\n" in await socket.shakes_hands(path)
        await socket.signs_in("agent1")
        assert "agent1@localhost" in service.router.online
        socket.says("", frames.PING)
        assert await socket.frame() == (frames.PONG, b"")
        socket.says(f'<close xmlns="{names.FRAMING}"/>')
        assert await socket.hears() == f'<close xmlns="{names.FRAMING}" />'
        assert await socket.frame() == (frames.CLOSE, b"\x03\xe8")
        assert await wire.is_closed()
        assert len(pool) == 0


async def test_a_lost_websocket_is_lost_to_the_service(service: NotificationService, certs: Path) -> None:
    pool = Pool(service.addresses["https"], "localhost", client_context(certs))
    async with node(pool) as own:
        async with connected(own) as wire:
            socket = Socket(wire)
            await socket.shakes_hands()
            await socket.signs_in("agent1")
        async with asyncio.timeout(30):
            while service.router.online:
                await asyncio.sleep(0.01)


async def test_a_handshake_that_the_service_refuses_is_an_answer(
    service: NotificationService, certs: Path
) -> None:
    pool = Pool(service.addresses["https"], "localhost", client_context(certs))
    async with node(pool) as own, connected(own) as wire:
        head = await Socket(wire).shakes_hands(protocol="chat")
        assert head.startswith("HTTP/1.1 400 ")
        await wire.until("subprotocol xmpp")
        wire.write("GET /ws/ HTTP/1.1\r\nHost: x\r\n\r\n")
        assert (await answer(wire))[0] == 426
        wire.write(ASK)
        assert (await answer(wire))[2] == "hello "


async def test_a_websocket_carries_everything_both_ways_in_order() -> None:
    async with behind_a_node() as (service, _, own), connected(own) as wire:
        wire.write(HANDSHAKE)
        request = await service.request()
        early = frame_of_a_client(b"early")
        wire.write(early)  # before it is answered
        request.writer.write(SWITCHED + b"at once")
        assert await wire.until("at once")
        assert await request.reader.readexactly(len(early)) == early
        there = b"".join(frame_of_a_client(b"x" * size) for size in range(0, 100_000, 997))
        back = bytes(reversed(range(256))) * 4000
        wire.write(there)
        request.writer.write(back)
        async with asyncio.timeout(20):
            heard, said = await asyncio.gather(
                request.reader.readexactly(len(there)), wire.reader.readexactly(len(back))
            )
        assert (heard, said) == (there, back)


async def test_a_client_that_does_not_read_its_websocket_holds_the_service_back_and_loses_nothing() -> None:
    chunk, chunks = b"x" * 65_536, 400
    async with behind_a_node() as (service, pool, own), connected(own) as wire:
        wire.write(HANDSHAKE)
        request = await service.request()
        request.writer.write(SWITCHED)
        await wire.until("\r\n\r\n")
        transport = wire.writer.transport
        transport.pause_reading()  # type: ignore[attr-defined]
        for _ in range(chunks):
            request.writer.write(chunk)
        (upstream,) = pool._all
        client = upstream.client
        async with asyncio.timeout(20):
            while client._transport.get_write_buffer_size() == 0:  # type: ignore[union-attr]
                await asyncio.sleep(0.01)
            before = -1
            while (left := request.writer.transport.get_write_buffer_size()) != before:
                before = left
                await asyncio.sleep(0.1)  # until nothing moves
        assert before > 0
        assert client._transport.get_write_buffer_size() < 2_000_000  # type: ignore[union-attr]
        transport.resume_reading()  # type: ignore[attr-defined]
        async with asyncio.timeout(20):
            assert await wire.reader.readexactly(len(chunk) * chunks) == chunk * chunks


async def test_a_websocket_that_the_service_ends_ends_for_the_client() -> None:
    async with behind_a_node() as (service, pool, own), connected(own) as wire:
        wire.write(HANDSHAKE)
        request = await service.request()
        request.writer.write(SWITCHED + b"last words")
        request.writer.close()
        assert (await wire.rest()).endswith("last words")
        assert len(pool) == 0


@pytest.mark.parametrize(
    ("sent", "code"),
    [
        (frames.frame(b"not masked"), frames.PROTOCOL_ERROR),
        (b"\xc1" + frame_of_a_client(b"compressed")[1:], frames.PROTOCOL_ERROR),
        (frame_of_a_client(b"x", 0x3), frames.PROTOCOL_ERROR),
        (frame_of_a_client(b"x", frames.CONTINUATION), frames.PROTOCOL_ERROR),
        (frame_of_a_client(b"x" * 126, frames.PING), frames.PROTOCOL_ERROR),
        (frame_of_a_client(b"\x00\x01", frames.CLOSE), frames.PROTOCOL_ERROR),
        (frame_of_a_client(b"x", frames.BINARY), frames.UNSUPPORTED),
        (frame_of_a_client(b"\xff\xfe"), frames.NOT_UTF8),
        (b"\x81\xff" + (BODY_BYTES + 1).to_bytes(8, "big"), frames.TOO_BIG),
    ],
)
async def test_what_is_no_frame_closes_the_websocket_whoever_stands_behind(sent: bytes, code: int) -> None:
    """Source: RFC 6455 §5.1, §5.2, §5.5, §7.4.1, §8.1; an external XMPP server may be less strict."""
    async with behind_a_node() as (service, pool, own), connected(own) as wire:
        wire.write(HANDSHAKE)
        request = await service.request()
        request.writer.write(SWITCHED)
        await wire.until("\r\n\r\n")
        wire.write(frame_of_a_client(b"good"))
        assert await request.reader.readexactly(10) == frame_of_a_client(b"good")
        wire.write(sent)
        assert await Socket(wire).frame() == (frames.CLOSE, code.to_bytes(2, "big"))
        assert await wire.is_closed()
        await request.reader.read()  # until its end
        assert len(pool) == 0


async def test_what_is_no_frame_and_comes_too_early_is_told_behind_the_handshakes_answer() -> None:
    async with behind_a_node() as (service, pool, own), connected(own) as wire:
        wire.write(HANDSHAKE.encode() + frames.frame(b"not masked"))
        request = await service.request()
        request.writer.write(SWITCHED)
        assert (await wire.until("\r\n\r\n")).startswith("HTTP/1.1 101 ")
        code = frames.PROTOCOL_ERROR.to_bytes(2, "big")
        assert await Socket(wire).frame() == (frames.CLOSE, code)
        assert await wire.is_closed()
        assert len(pool) == 0


@pytest.mark.parametrize("code", [1000, 1001, 1002, 3000, 4999])
async def test_close_codes_pass_both_ways(code: int) -> None:
    payload = code.to_bytes(2, "big") + b"why"
    async with behind_a_node() as (service, _, own), connected(own) as wire:
        wire.write(HANDSHAKE)
        request = await service.request()
        request.writer.write(SWITCHED)
        await wire.until("\r\n\r\n")
        close = frame_of_a_client(payload, frames.CLOSE)
        wire.write(close)
        assert await request.reader.readexactly(len(close)) == close
        wire.write(frame_of_a_client(b"after the end"))
        request.writer.write(frames.frame(payload, frames.CLOSE))
        request.writer.close()
        assert await Socket(wire).frame() == (frames.CLOSE, payload)
        assert await wire.is_closed()
        assert await request.reader.read() == b""


KEY = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"  # once more


@pytest.mark.parametrize(
    ("line", "instead", "status"),
    [
        ("Sec-WebSocket-Version: 13\r\n", "", 426),
        ("Sec-WebSocket-Version: 13\r\n", "Sec-WebSocket-Version: 8\r\n", 426),
        ("Sec-WebSocket-Protocol: xmpp\r\n", "", 400),
        ("Sec-WebSocket-Protocol: xmpp\r\n", "Sec-WebSocket-Protocol: chat, xmpp2\r\n", 400),
        ("Sec-WebSocket-Version: 13\r\n", f"Sec-WebSocket-Version: 13\r\n{KEY}", 400),
        ("dGhlIHNhbXBsZSBub25jZQ==", "AAAA", 400),
        ("dGhlIHNhbXBsZSBub25jZQ==", "!!!!!!!!!!!!!!!!!!!!!!==", 400),
    ],
)
async def test_a_handshake_is_one_before_it_is_passed_on(line: str, instead: str, status: int) -> None:
    """As at 7443. Source: RFC 6455 §4.2.1, RFC 7395 §3.1; RFC 9110 §15.5.22."""
    async with behind_a_node() as (service, _, own), connected(own) as wire:
        assert line in HANDSHAKE
        wire.write(HANDSHAKE.replace(line, instead))
        found, head, _ = await answer(wire)
        assert found == status
        if status == 426:
            assert "Sec-WebSocket-Version: 13\r\n" in head
            assert "Connection: Upgrade\r\n" in head
        wire.write(ASK)
        assert (await answer(wire))[2] == "hello "
        assert service.connections == 0


async def test_no_extension_is_agreed_behind_our_back() -> None:
    """Compressed frames (RFC 7692) would be none to this node."""
    async with behind_a_node() as (service, _, own), connected(own) as wire:
        offers = "Sec-WebSocket-Extensions: permessage-deflate\r\nSec-WebSocket-Protocol: chat, xmpp\r\n"
        wire.write(HANDSHAKE.replace("Sec-WebSocket-Protocol: xmpp\r\n", offers))
        head = (await service.request()).head.lower()
        assert "extensions" not in head
        assert "sec-websocket-protocol: xmpp\r\n" in head
