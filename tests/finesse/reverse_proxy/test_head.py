"""What it costs to find out whose a request is, where it could begin, and what it says."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import pytest

from finesse.reverse_proxy.forwarder import Forwarder
from finesse.reverse_proxy.head import Head, is_ours, places
from finesse.reverse_proxy.upstream import Pool
from tests.linear import must_be_linear
from vos.address import Address
from vos.http.sites import Sites

START = b"POST /http-bind HTTP/1.1\r\nHost: x\r\n"
HALVES = (
    b"GET ",
    b"GET http://",
    b"GET http://GET ",
    b"POST /http-bind ",
    b"GET /ws",
    b"G",
    b"POST /http-bin\n",
)


@pytest.mark.parametrize("half", HALVES)
def test_looking_for_requests_in_a_body_is_linear(half: bytes) -> None:
    must_be_linear(lambda size: half * (size * 8 // len(half)) + b"x", places, 2_000)


@pytest.mark.parametrize("target", [b"http://" + b"x" * 70_000, b"HTTP://x" + b"?" * 70_000, b"http://" * 9])
def test_an_endless_authority_is_nobodys(target: bytes) -> None:
    assert is_ours(b"GET " + target) is False


@pytest.mark.parametrize(
    "line",
    [b"X: y\r\n", b"X:\r\n", b"Origin: https://x\r\n", b"Sec-WebSocket-Protocol: xmpp, xmpp\r\n"],
)
def test_reading_a_head_and_passing_it_on_is_linear(line: bytes) -> None:
    def passed_on(data: bytes) -> None:
        head = Head()
        head.feed(data)
        assert head.wrong() is None
        assert head.refusal() is None
        head.request(b"", Sites(("x",)), "x")

    must_be_linear(lambda size: START + line * size + b"\r\n", passed_on, 500)


class Nobody(asyncio.Transport):
    """Reads what is answered, and asks."""

    def write(self, data: bytes | bytearray | memoryview) -> None:
        """Not kept."""

    def asks(self) -> None:
        """Not counted."""

    def is_answered(self) -> None:
        """Not counted."""

    def go_on(self, data: bytes) -> None:
        """Nothing follows."""


@pytest.mark.parametrize(
    ("headers", "piece"),
    [(b"Content-Length: 1000000\r\n\r\n", b"<x/>"), (b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\n<\r\n")],
)
async def test_a_body_in_many_pieces_is_no_more_work_than_in_one(headers: bytes, piece: bytes) -> None:
    pool = Pool(Address("127.0.0.1", 1), "localhost", None)

    def begun(pieces: int) -> tuple[int, Callable[[bytes], None]]:
        nobody = Nobody()
        forwarder = Forwarder(pool, nobody, nobody, "127.0.0.1")
        forwarder.receive(START + headers)
        forwarder._silence()
        return pieces, forwarder.receive

    def goes_on(given: tuple[int, Callable[[bytes], None]]) -> None:
        pieces, receive = given
        for _ in range(pieces):
            receive(piece)

    must_be_linear(begun, goes_on, 8_000)
    await pool.close()
