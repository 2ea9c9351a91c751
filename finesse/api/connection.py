"""A client's connection: to aiohttp's applications, and past them to the notification service.

What is no HTTP, or more than is read of it, gets the document of an error, too.
"""

from __future__ import annotations

import asyncio

import httptools
from aiohttp import web
from aiohttp.web import BaseRequest

from finesse.api.answers import refused
from finesse.reverse_proxy.forwarder import Forwarder
from finesse.reverse_proxy.head import is_ours, places
from finesse.reverse_proxy.upstream import Pool
from vos.doors.listener import Visitor
from vos.http import connection

HELD_BYTES = 65_536  # that may come behind a request that is not answered yet


class RestConnection(connection.Connection):
    """A web application's, but for requests that are for the notification service; those it never sees."""

    __slots__ = ("_asked", "_between", "_boundaries", "_forwarder", "_held", "_pool", "_told")

    def __init__(self, pool: Pool, manager: web.Server, visitor: Visitor) -> None:
        super().__init__(refused, manager, visitor)
        self._pool = pool
        self._forwarder: Forwarder | None = None
        self._boundaries: httptools.HttpRequestParser | None = httptools.HttpRequestParser(self)
        self._between = True  # two requests: the next byte is the first of one
        self._asked = self._told = 0  # requests that aiohttp was given, and those that it has answered
        self._held = b""  # until it is known whose request it is, and that all before it are answered

    def connection_lost(self, exc: BaseException | None) -> None:
        self._boundaries = None  # it knows this connection
        if self._forwarder is not None:
            self._forwarder.close()
            self._forwarder = None
        super().connection_lost(exc)

    def is_underway(self) -> bool:
        return super().is_underway() or (self._forwarder is not None and self._forwarder.busy)

    def receive(self, data: bytes) -> None:
        if self._forwarder is not None and self._forwarder.busy:
            self._forwarder.receive(data)
            return
        if not data:  # aiohttp looks at what it has read already
            super().receive(data)
        if self._held:
            data, self._held = self._held + data, b""
        elif not data:
            return
        if self._between:
            data = data.lstrip(b"\r\n")  # empty lines before a request are none (RFC 9112 §2.2)
            if not data:
                return
            ours = is_ours(data)
            if ours is None or (ours and self._asked != self._told):
                if ours is None:
                    self.expect("head", connection.HEAD_SECONDS)
                self._hold(data)
                return
            if ours:
                self._forward(data)
                return
        end = self._end_before_ours(data)
        super().receive(data[:end])
        if end < len(data):
            self._hold(data[end:])

    def pause_writing(self) -> None:
        super().pause_writing()
        if self._forwarder is not None:
            self._forwarder.pause_writing()

    def resume_writing(self) -> None:
        super().resume_writing()
        if self._forwarder is not None:
            self._forwarder.resume_writing()

    def log_access(self, request: BaseRequest, response: web.StreamResponse, time: float | None) -> None:
        """An answer is written."""
        self._told += 1
        if self._held:
            asyncio.get_running_loop().call_soon(self.data_received, b"")

    def on_message_begin(self) -> None:
        self._between = False
        self._asked += 1

    def on_message_complete(self) -> None:
        self._between = True

    def _end_before_ours(self, data: bytes) -> int:
        """Follow where the requests end that aiohttp is given: how much of this is for it.

        What looks like a request for the notification service is one where another request ends.
        """
        at = 0
        for place in places(data):
            self._follow(data[at:place])
            at = place
            if self._between:
                return place
        self._follow(data[at:])
        return len(data)

    def _follow(self, data: bytes) -> None:
        while self._boundaries is not None:
            try:
                self._boundaries.feed_data(data)
            except httptools.HttpParserUpgrade as upgrade:  # that is not granted
                self._boundaries = httptools.HttpRequestParser(self)
                data = data[upgrade.args[0] :]
            except httptools.HttpParserError:  # aiohttp will refuse it
                self._boundaries, self._between = None, False
            else:
                break

    def _forward(self, data: bytes) -> None:
        if self._force_close or self._close:
            return
        if self._forwarder is None:
            assert self.transport is not None
            self._forwarder = Forwarder(self._pool, self.transport, self, self.visitor.address)
        self.expect_nothing()  # here: the forwarder has its own end to a request that does not come
        self._forwarder.receive(data)

    def go_on(self, data: bytes) -> None:
        """What follows a request for the notification service, once that is answered."""
        self.data_received(data)

    def asks(self) -> None:
        """While the notification service is asked, the connection's place is one of the pool's."""
        self.visitor.leave_place()

    def is_answered(self) -> None:
        """The connection waits here again for a request."""
        self.visitor.take_place()
        self._next_keepalive_close_time = asyncio.get_running_loop().time() + self.keepalive_timeout

    def _hold(self, data: bytes) -> None:
        self._held = data
        if len(data) > HELD_BYTES and self.transport is not None:
            self.transport.abort()

    def _process_keepalive(self) -> None:
        """To aiohttp a connection is idle that waits for the notification service, or is a WebSocket."""
        if self._forwarder is not None and self._forwarder.busy:
            self._keepalive_handle = asyncio.get_running_loop().call_later(
                self.keepalive_timeout, self._process_keepalive
            )
        else:
            super()._process_keepalive()
