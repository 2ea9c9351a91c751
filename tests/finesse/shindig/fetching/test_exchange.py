"""One connection to a web server, byte by byte."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

import pytest

from finesse.shindig.fetching.exchange import HEAD_BYTES, HEADERS, Answer, Exchange, Lost
from finesse.shindig.fetching.not_fetched import NotFetched, TooLarge, Unreachable

LARGEST = 100
HELLO = b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nX-A: b\r\n\r\nhello"

CHUNKED = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"


class Connection(asyncio.Transport):
    """The other end, as far as the exchange sees it."""

    def __init__(self) -> None:
        super().__init__()
        self.written = b""
        self.ended = 0
        self.exchange = Exchange(self._end)
        self.exchange.connection_made(self)
        self._closing = False

    def write(self, data: bytes | bytearray | memoryview) -> None:
        self.written += data

    def abort(self) -> None:
        self._closing = True

    def is_closing(self) -> bool:
        return self._closing

    def _end(self, exchange: Exchange) -> None:
        assert exchange is self.exchange
        self.ended += 1

    async def answers(self, *parts: bytes, ends: bool = False, bare: bool = False) -> Answer:
        """What the exchange makes of these bytes."""
        asking = asyncio.create_task(self.exchange.ask(b"GET /", bare=bare, largest=LARGEST))
        await asyncio.sleep(0)
        for part in parts:
            if not self.is_closing():
                self.exchange.data_received(part)
        if ends or self.is_closing():
            self.exchange.connection_lost(None)
        return await asking


def one_by_one(data: bytes) -> Iterator[bytes]:
    return (data[at : at + 1] for at in range(len(data)))


async def test_an_answer_is_read_whole_or_byte_by_byte() -> None:
    for parts in ([HELLO], [*one_by_one(HELLO)]):
        connection = Connection()
        answer = await connection.answers(*parts)
        assert (answer.status, answer.body) == (200, b"hello")
        assert ("x-a", "b") in answer.headers
        assert connection.exchange.is_free
        assert (await connection.answers(HELLO)).body == b"hello"
        assert connection.written == b"GET /" * 2


@pytest.mark.parametrize(
    ("data", "body"),
    [
        (CHUNKED + b"2\r\nhe\r\n3;x=y\r\nllo\r\n0\r\nT: x\r\n\r\n", b"hello"),
        (b"HTTP/1.1 100 Continue\r\n\r\n" * 3 + HELLO, b"hello"),
        (b"HTTP/1.1 204 No Content\r\n\r\n", b""),
        (b"HTTP/1.1 304 Not Modified\r\nContent-Length: 500\r\n\r\n", b""),
    ],
)
async def test_where_an_answer_ends_is_told_in_several_ways(data: bytes, body: bytes) -> None:
    for parts in ([data], [*one_by_one(data)]):
        connection = Connection()
        assert (await connection.answers(*parts)).body == body
        assert connection.exchange.is_free


async def test_the_answer_to_a_head_has_no_body() -> None:
    connection = Connection()
    answer = await connection.answers(b"HTTP/1.1 200 OK\r\nContent-Length: 999999\r\n\r\n", bare=True)
    assert (answer.body, connection.exchange.is_free) == (b"", True)


async def test_an_answer_without_a_length_ends_with_the_connection() -> None:
    connection = Connection()
    answer = await connection.answers(b"HTTP/1.1 200 OK\r\n\r\nhe", b"llo", ends=True)
    assert (answer.body, connection.exchange.is_free, connection.ended) == (b"hello", False, 1)


async def test_a_server_that_wants_no_further_request_gets_none() -> None:
    connection = Connection()
    await connection.answers(HELLO.replace(b"X-A: b", b"Connection: close"))
    assert not connection.exchange.is_free
    with pytest.raises(Lost):
        await connection.exchange.ask(b"", bare=False, largest=1)


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"HTTP/1.1 200 OK\r\nContent-Length: 101\r\n\r\n", TooLarge),
        (b"HTTP/1.1 200 OK\r\nContent-Length: " + b"9" * 40 + b"\r\n\r\n", Unreachable),
        (b"HTTP/1.1 200 OK\r\n\r\n" + b"x" * 101, TooLarge),
        (CHUNKED + b"65\r\n" + b"x" * 101, TooLarge),
        (b"HTTP/1.1 200 OK\r\n" + b"A: b\r\n" * (HEADERS + 1) + b"\r\n", TooLarge),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhell", Unreachable),
        (b"HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\nhello", Unreachable),
        (HELLO + b"?", Unreachable),
        (b"SSH-2.0-OpenSSH_9.6\r\n", Unreachable),
        (b"HTTP/1.1 200", Unreachable),
        (b"", Lost),
    ],
)
async def test_what_is_no_answer_ends_the_connection(data: bytes, why: type[Exception]) -> None:
    connection = Connection()
    with pytest.raises(why):
        await connection.answers(data, ends=True)
    assert not connection.exchange.is_free


@pytest.mark.parametrize(
    "data",
    [
        b"HTTP/1.1 200 OK\r\nA: ",
        b"HTTP/1.1 100 Continue\r\n\r\n",
        CHUNKED + b"1;",
        CHUNKED + b"0\r\nA: ",
        CHUNKED + b"1;" + b"x" * 60_000 + b"\r\nx\r\n\r\n",
    ],
)
async def test_what_is_no_body_does_not_go_on_for_ever(data: bytes) -> None:
    connection = Connection()
    more = data if data.endswith(b"\r\n\r\n") else b"x" * 1_000
    with pytest.raises(NotFetched):
        await connection.answers(data, *[more] * (HEAD_BYTES // len(more) + 2))
    assert connection.is_closing()


async def test_what_comes_without_being_asked_for_ends_the_connection() -> None:
    connection = Connection()
    await connection.answers(HELLO)
    connection.exchange.data_received(HELLO)
    assert connection.is_closing()
    assert not connection.exchange.is_free


@pytest.mark.parametrize("bare", [False, True])
@pytest.mark.parametrize("more", [HELLO, b"HTTP/1.1 304 Not Modified\r\n\r\n", CHUNKED])
async def test_a_second_answer_behind_the_first_is_no_part_of_it_and_ends_the_connection(
    more: bytes, bare: bool
) -> None:
    connection = Connection()
    answer = await connection.answers(HELLO + more, bare=bare)
    assert (answer.status, answer.body) == (200, b"" if bare else b"hello")
    assert len(answer.headers) == 2
    assert connection.is_closing()


async def test_who_waits_no_more_leaves_no_half_answer_behind() -> None:
    connection = Connection()
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.01):
            await connection.exchange.ask(b"", bare=False, largest=1)
    assert connection.is_closing()
