"""A connection to a web server: a request at a time, whose answer is read as far as it may go.

As little as possible is believed of the other side: heads and bodies are bounded while they arrive, what it
says without being asked ends the connection, and so does what follows an answer.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import cast

import httptools

from finesse.shindig.fetching.fetched import Headers
from finesse.shindig.fetching.not_fetched import NotFetched, TooLarge, Unreachable

HEAD_BYTES = 65_536  # of an answer, and of what else is no body
FRAMING = 8  # times the bytes of a body, that may stand around them besides: lengths of its pieces, mostly
HEADERS = 200


@dataclass(frozen=True, slots=True)
class Answer:
    """What came, as it came; names of headers in small letters."""

    status: int
    headers: Headers
    body: bytes


class Lost(Exception):
    """The connection was closed before the first byte of an answer."""


class Exchange(asyncio.Protocol):
    """One connection, which is `free` between an answer and the next request."""

    __slots__ = (
        "_answer", "_bare", "_body", "_ended", "_head", "_headers", "_keep", "_largest", "_length", "_parser",
        "_read", "_status", "_transport", "_whole", "closed", "own_address",
    )  # fmt: skip

    def __init__(self, ended: Callable[[Exchange], None]) -> None:
        """`ended` hears when it is closed."""
        self.closed = False
        self._ended = ended
        self.own_address: tuple[str, int] | None = None
        self._transport: asyncio.Transport | None = None
        self._answer: asyncio.Future[Answer] | None = None
        self._begin(bare=False, largest=0)

    def _begin(self, *, bare: bool, largest: int) -> None:
        self._parser = httptools.HttpResponseParser(self)
        self._bare = bare
        self._largest = largest
        self._head = False  # is read
        self._length = False  # is told by the head
        self._whole = False
        self._keep = False  # the connection, after that
        self._status = 0
        self._read = 0  # bytes
        self._headers: list[tuple[str, str]] = []
        self._body = bytearray()

    @property
    def is_free(self) -> bool:
        """Whether it may be asked."""
        return (
            not self.closed
            and self._answer is None
            and self._transport is not None
            and not self._transport.is_closing()
        )

    async def ask(self, request: bytes, *, bare: bool, largest: int) -> Answer:
        """The answer to a request; `bare` is one whose answer has no body. NotFetched, or Lost."""
        if not self.is_free or self._transport is None:
            raise Lost
        self._begin(bare=bare, largest=largest)
        self._answer = asyncio.get_running_loop().create_future()
        self._transport.write(request)
        try:
            return await self._answer
        finally:
            self._answer = None
            if not self._whole:
                self.close()

    def close(self) -> None:
        """End it at once."""
        self.closed = True
        if self._transport is not None:
            self._transport.abort()

    # What the loop calls.

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)  # uvloop's are no subclass
        own = transport.get_extra_info("sockname")
        self.own_address = (own[0], own[1]) if own else None

    def data_received(self, data: bytes) -> None:
        if self._answer is None or self._is_whole():
            self.close()
            return
        self._read += len(data)
        try:
            self._parser.feed_data(data)
        except httptools.HttpParserUpgrade:
            self._fail(Unreachable("the server changes to another protocol than HTTP"))
            return
        except httptools.HttpParserError as error:
            told = error.__context__
            self._fail(
                told if isinstance(told, NotFetched) else Unreachable("the server does not answer in HTTP")
            )
            return
        if self._whole:
            self._end()
        elif self._read > HEAD_BYTES + (FRAMING + 1) * len(self._body):
            self._fail(TooLarge(f"the server sends headers of more than {HEAD_BYTES} bytes"))

    def eof_received(self) -> None:
        """Half a connection is none: let it be closed."""

    def connection_lost(self, error: Exception | None) -> None:
        self.closed = True
        self._transport = None
        del self._parser  # which refers back
        self._ended(self)
        if self._answer is None or self._answer.done():
            return
        if self._head and not self._length:
            self._end()  # it ends where the connection does
        elif self._read:
            self._fail(Unreachable("the server broke off in the midst of its answer"))
        else:
            self._answer.set_exception(Lost())

    # What the parser calls.

    def on_message_begin(self) -> None:
        if self._whole:  # nobody has asked for another one
            self._keep = False

    def on_header(self, name: bytes, value: bytes) -> None:
        if self._head:
            return  # behind the body
        if len(self._headers) == HEADERS:
            raise TooLarge(f"the server sends more than {HEADERS} headers")
        self._headers.append((name.decode("latin-1").lower(), value.decode("latin-1")))

    def on_headers_complete(self) -> None:
        if self._whole:
            return
        status = self._parser.get_status_code()
        if status < 200:
            self._headers.clear()
            return
        self._head = True
        sizes = {value.strip() for name, value in self._headers if name == "content-length"}
        chunked = any(name == "transfer-encoding" for name, _ in self._headers)
        self._length = bool(sizes) or chunked
        self._status = status
        if self._bare or status in (204, 304):
            self._complete()
        elif not chunked and any(
            len(size) > 18 or int(size) > self._largest for size in sizes if size.isdecimal()
        ):
            raise TooLarge(_too_much(self._largest))

    def on_body(self, data: bytes) -> None:
        if self._whole:
            self._keep = False
            return
        self._body += data
        if len(self._body) > self._largest:
            raise TooLarge(_too_much(self._largest))

    def on_message_complete(self) -> None:
        if self._head and not self._whole:
            self._complete()

    def _complete(self) -> None:
        self._whole = True
        self._keep = self._parser.should_keep_alive()  # later it has forgotten

    def _is_whole(self) -> bool:
        """Asked for as a call, since what the parser calls meanwhile may change it."""
        return self._whole

    def _end(self) -> None:
        answer = self._answer
        if not self._keep:
            self.close()
        self._whole = True
        if answer is not None and not answer.done():
            answer.set_result(Answer(self._status, tuple(self._headers), bytes(self._body)))
        self._body = bytearray()

    def _fail(self, error: NotFetched) -> None:
        if self._answer is not None and not self._answer.done():
            self._answer.set_exception(error)
        self.close()


def _too_much(largest: int) -> str:
    return f"the answer has more than {largest} bytes, which is the most that is taken here"
