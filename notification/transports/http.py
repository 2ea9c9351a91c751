"""HTTP/1.1 for BOSH and the WebSocket handshake: a thin protocol over httptools.

A request that is held costs no task: it is an Exchange in a table until somebody answers it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple, Protocol, cast

import httptools

from notification.transports.cors import CLOSED, Cors, Heads
from notification.transports.link import peer_of

if TYPE_CHECKING:
    from notification.host import Host

HEAD_BYTES = 16_384
CLOSING_SECONDS = 5.0  # for a client to read our last answer
PIPELINE_LIMIT = 8  # requests of one connection that wait for their answers
KEPT_HEADERS = frozenset((
    b"expect", b"sec-websocket-key", b"sec-websocket-protocol", b"sec-websocket-version", b"upgrade",
))  # fmt: skip

XML = b"text/xml;charset=utf-8"
HTML = b"text/html;charset=utf-8"


class HttpRequest(NamedTuple):
    """A whole request."""

    method: bytes
    path: bytes
    query: bytes
    headers: dict[bytes, bytes]  # those of KEPT_HEADERS, by lower-case name
    body: bytes
    upgrade: bool  # whether the connection could become another protocol's
    secure: bool


class HttpLimits(NamedTuple):
    """Bytes of a body and of answers that wait to be read; seconds for a request, and between two."""

    body_bytes: int
    unread_bytes: int
    request_seconds: float
    keep_alive_seconds: float  # longer than a BOSH session may pause


class Listener(Protocol):
    """Who wants to know that the client of an exchange is gone."""

    def lost(self, now: float) -> None: ...
    def stop(self) -> None:
        """The service stops."""


class Exchange:
    """One request that waits for its answer."""

    __slots__ = ("alive", "connection", "data", "heads", "keep", "listener")

    def __init__(self, connection: HttpConnection, keep: bool, heads: Heads) -> None:
        self.connection = connection
        self.heads = heads
        self.keep = keep
        self.alive = True
        self.data: bytes | None = None
        self.listener: Listener | None = None

    @property
    def peer(self) -> str:
        """Where it comes from."""
        return peer_of(self.connection.transport)

    def answer(self, status: int, body: bytes, content_type: bytes = XML, headers: bytes = b"") -> None:
        """Answer it, once; what comes later, or after the client is gone, goes nowhere."""
        if self.alive and self.data is None:
            self.alive = False
            if not self.keep:
                headers += b"Connection: close\r\n"
            self.data = (
                b"%b%bContent-Type: %b\r\nContent-Length: %d\r\n\r\n%b"
                % (self.heads[status], headers, content_type, len(body), body)
            )  # fmt: skip
            self.connection.answered()

    def switch(self, protocol: asyncio.Protocol, headers: bytes) -> None:
        """Answer 101, and hand the connection over."""
        self.alive = False
        self.connection.switch(protocol, self.heads[101] + headers + b"\r\n")


Serve = Callable[[HttpRequest, Exchange, float], None]


class HttpConnection(asyncio.Protocol):
    """One client's connection."""

    __slots__ = (
        "body", "closing", "cors", "deadline", "headers", "host", "limits", "parser", "pending",
        "queued_for", "receiving", "secure", "serve", "size", "switched", "transport", "url",
    )  # fmt: skip

    def __init__(self, host: Host, serve: Serve, limits: HttpLimits, cors: Cors, *, secure: bool) -> None:
        self.host = host
        self.serve = serve
        self.limits = limits
        self.cors = cors
        self.secure = secure
        self.transport: asyncio.Transport | None = None
        self.parser = httptools.HttpRequestParser(self)
        self.pending: list[Exchange] = []
        self.switched: asyncio.Protocol | None = None
        self.closing = False
        self.size = 0  # bytes of the request that is coming in
        self.receiving = False  # whether that takes time
        self.url = b""
        self.headers: dict[bytes, bytes] | None = None
        self.body: list[bytes] | None = None
        self.deadline: float | None = None
        self.queued_for: float | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast(asyncio.Transport, transport)  # uvloop's are no subclass
        if self.host.admit(self, self.transport):
            self._wait(self.limits.request_seconds)
            self.host.settle(self.host.loop.time())

    def connection_lost(self, error: Exception | None) -> None:
        now = self.host.loop.time()
        self.transport = None
        self._release()
        pending, self.pending = self.pending, []
        for exchange in pending:
            if exchange.alive:
                exchange.alive = False
                if exchange.listener is not None:
                    exchange.listener.lost(now)
        self.host.settle(now)

    def eof_received(self) -> None:
        """Half a connection is none: let it be closed."""

    def data_received(self, data: bytes) -> None:
        if self.closing:
            return
        self.size += len(data)
        try:
            self.parser.feed_data(data)
        except httptools.HttpParserUpgrade as upgrade:
            self._upgrade(data[upgrade.args[0] :])
        except httptools.HttpParserError:
            self._refuse(400)
        else:
            if self.size:
                self._receiving()
        self.host.settle(self.host.loop.time())

    def stop(self) -> None:
        """The service stops: whoever is held here is told."""
        for exchange in self.pending:
            if exchange.listener is not None:
                exchange.listener.stop()

    def tick(self, now: float) -> None:
        """The client was too slow with a request, or has none any more."""
        self.deadline = None
        if self.transport is None:
            return
        if self.closing:
            self.transport.abort()
        elif self.size:
            self._refuse(408)
        elif not self.pending:
            self.transport.close()

    def on_url(self, url: bytes) -> None:
        self.url += url

    def on_header(self, name: bytes, value: bytes) -> None:
        name = name.lower()
        if name in KEPT_HEADERS or name in self.cors.headers:
            if self.headers is None:
                self.headers = {}
            self.headers[name] = value

    def on_headers_complete(self) -> None:
        waits = self.headers is not None and self.headers.get(b"expect", b"").lower() == b"100-continue"
        if waits and not self.pending and self.transport is not None:
            self.transport.write(b"HTTP/1.1 100 Continue\r\n\r\n")

    def on_body(self, body: bytes) -> None:
        if self.body is None:
            self.body = [body]
        else:
            self.body.append(body)

    def on_message_complete(self) -> None:
        parser = self.parser
        url, self.url = self.url, b""
        headers, self.headers = self.headers, None
        body, self.body = self.body, None
        self.size = 0
        self.receiving = False
        if self.closing:
            return
        if len(self.pending) >= PIPELINE_LIMIT:
            self._refuse(503)
            return
        keep = parser.should_keep_alive() and parser.get_http_version() == "1.1"
        heads = self.cors.heads_for(headers or {})
        exchange = Exchange(self, keep, heads or CLOSED)
        self.pending.append(exchange)
        path, _, query = url.partition(b"?")
        request = HttpRequest(
            parser.get_method(),
            path,
            query,
            headers or {},
            b"".join(body) if body else b"",
            parser.should_upgrade(),
            self.secure,
        )
        if heads is None:
            exchange.answer(403, b"")
        elif len(request.body) > self.limits.body_bytes:
            exchange.answer(413, b"")
        else:
            self.serve(request, exchange, self.host.loop.time())

    def answered(self) -> None:
        """Send the answers that are ready, in the order of their requests."""
        transport = self.transport
        while self.pending and self.pending[0].data is not None and transport is not None:
            exchange = self.pending.pop(0)
            if not self.closing:
                assert exchange.data is not None
                transport.write(exchange.data)
                if not exchange.keep:
                    self._close()
        if not self.pending and not self.closing:
            self._wait(self.limits.keep_alive_seconds)
            if transport is not None and transport.get_write_buffer_size() > self.limits.unread_bytes:
                transport.abort()

    def switch(self, protocol: asyncio.Protocol, head: bytes) -> None:
        """From now on the connection is `protocol`'s."""
        assert self.transport is not None
        self.transport.write(head)
        self.pending.clear()
        self.switched = protocol
        self.transport.set_protocol(protocol)
        protocol.connection_made(self.transport)

    def _receiving(self) -> None:
        """A request is not complete yet; it has limited room and time, counted from its first byte."""
        if self.size > self.limits.body_bytes + HEAD_BYTES or len(self.url) > HEAD_BYTES:
            self._refuse(413)
        elif not self.receiving:
            self.receiving = True
            self._wait(self.limits.request_seconds)

    def _upgrade(self, rest: bytes) -> None:
        """The request asked for another protocol: it has got it, or HTTP goes on."""
        if self.switched is not None:
            switched = self.switched
            self.transport = None
            self._release()
            if rest:
                switched.data_received(rest)
        elif not self.closing:
            self.parser = httptools.HttpRequestParser(self)
            if rest:
                self.data_received(rest)

    def _refuse(self, status: int) -> None:
        """Not HTTP, or too much of it: say so and close."""
        if self.transport is not None and not self.closing:
            self.transport.write(
                (self.cors.heads_for({}) or CLOSED)[status]
                + b"Connection: close\r\nContent-Length: 0\r\n\r\n"
            )
            self._close()

    def _close(self) -> None:
        assert self.transport is not None
        self.closing = True
        self.transport.close()
        self._wait(CLOSING_SECONDS)

    def _wait(self, seconds: float) -> None:
        self.deadline = self.host.loop.time() + seconds
        self.host.deadlines.update(self)

    def _release(self) -> None:
        self.parser = None
        self.switched = None
        self.deadline = None
        self.host.dismiss(self)
