"""HTTP/1.1 for BOSH and the WebSocket handshake: a thin protocol over httptools.

A request that is held costs no task: it is an HttpExchange in a table until somebody answers it.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterator
from email.utils import formatdate
from typing import NamedTuple, Protocol, cast

import httptools

from notification.host import Host
from notification.transports.cors import CLOSED, Cors, Heads
from notification.transports.link import address_of, peer_of
from notification.transports.turn import PIECE_BYTES, Share, Turn
from vos.http.head import is_host

HEAD_BYTES = 16_384  # of request line and headers, and of what may surround a body
HEADERS_LIMIT = 100
CLOSING_SECONDS = 5.0  # for a client to read our last answer
PIPELINE_LIMIT = 8  # requests of one connection that wait for their answers
VERSIONS = ("1.1", "1.0")
SINGLE_HEADERS = frozenset((b"host", b"content-length", b"sec-websocket-key", b"transfer-encoding"))
KEPT_HEADERS = frozenset((
    b"accept-encoding", b"content-encoding", b"content-length", b"expect", b"host", b"sec-websocket-key",
    b"sec-websocket-protocol", b"sec-websocket-version", b"transfer-encoding", b"upgrade",
))  # fmt: skip

XML = b"text/xml;charset=utf-8"
HTML = b"text/html;charset=utf-8"
SANDBOX = b"Content-Security-Policy: sandbox\r\n"  # a session's answer repeats what was said to it: no page


class BadRequest(Exception):
    """Why a request is refused before it is whole."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


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
    keep_alive_seconds: float  # of a signed-in client's connection; longer than a BOSH session may pause


class ExchangeListener(Protocol):
    """Who wants to know that the client of an exchange is gone."""

    def lost(self, now: float) -> None: ...
    def stop(self) -> None:
        """The service stops."""


class HttpExchange:
    """One request that waits for its answer."""

    __slots__ = ("alive", "connection", "content", "data", "heads", "keep", "listener", "only_head")

    def __init__(self, connection: HttpConnection, keep: bool, heads: Heads, only_head: bool) -> None:
        """`only_head`: the answer to HEAD says what there is, and leaves it out (RFC 9110 §9.3.2)."""
        self.connection = connection
        self.heads = heads
        self.keep = keep
        self.only_head = only_head
        self.content = XML  # what a session's answers are, unless its client asked for another type
        self.alive = True
        self.data: bytes | None = None
        self.listener: ExchangeListener | None = None

    @property
    def peer(self) -> str:
        """Where it comes from."""
        return peer_of(self.connection.transport)

    def answer(
        self, status: int, body: bytes, content_type: bytes | None = None, headers: bytes = b""
    ) -> None:
        """Answer it, once; what comes later, or after the client is gone, goes nowhere."""
        if self.alive and self.data is None:
            self.alive = False
            if content_type is None:
                headers += SANDBOX
            if not self.keep:
                headers += b"Connection: close\r\n"
            self.data = (
                b"%b%b%bContent-Type: %b\r\nContent-Length: %d\r\n\r\n%b"
                % (self.heads[status], date(), headers, content_type or self.content, len(body),
                   b"" if self.only_head else body)
            )  # fmt: skip
            self.connection.answered()

    def switch(self, protocol: asyncio.Protocol, headers: bytes) -> None:
        """Answer 101, and hand the connection over."""
        self.alive = False
        self.connection.switch(protocol, self.heads[101] + date() + headers + b"\r\n")


class Date:
    """The line that says when an answer was given (RFC 9110 §6.6.1), written once a second."""

    def __init__(self) -> None:
        self._second = -1
        self._line = b""

    def __call__(self) -> bytes:
        second = int(time.time())
        if second != self._second:
            self._second = second
            self._line = f"Date: {formatdate(second, usegmt=True)}\r\n".encode()
        return self._line


date = Date()


def _own_path(target: bytes, host: bytes) -> tuple[bytes, bytes]:
    """Path and host of a target that names its origin (RFC 9112 §3.2.2); any other as it is."""
    scheme, separator, rest = target.partition(b"://")
    if not separator or scheme.lower() not in (b"http", b"https"):
        return target, host
    authority, slash, path = rest.partition(b"/")
    return slash + path or b"/", authority


Serve = Callable[[HttpRequest, HttpExchange, float], None]


class HttpConnection(asyncio.Protocol):
    """One client's connection."""

    __slots__ = (
        "begun", "body", "closing", "cors", "deadline", "fault", "head", "head_size", "headers", "host",
        "known", "limits", "parser", "pending", "queued_for", "receiving", "secure", "serve", "size",
        "switched", "transport", "turn", "url",
    )  # fmt: skip

    def __init__(self, host: Host, serve: Serve, limits: HttpLimits, cors: Cors, *, secure: bool) -> None:
        self.host = host
        self.serve = serve
        self.limits = limits
        self.cors = cors
        self.secure = secure
        self.transport: asyncio.Transport | None = None
        self.parser = httptools.HttpRequestParser(self)
        self.pending: list[HttpExchange] = []
        self.switched: asyncio.Protocol | None = None
        self.closing = False
        self.known = False  # whether it is of somebody who has signed in
        self.turn = Turn(host.loop, self)
        self.begun = False  # whether a request is coming in
        self.size = 0  # its bytes
        self.head = 0  # its headers
        self.head_size = 0  # bytes of its request line and headers
        self.fault: int | None = None  # the status that refuses it
        self.receiving = False  # whether it takes time
        self.url = b""
        self.headers: dict[bytes, bytes] | None = None
        self.body: list[bytes] | None = None
        self.deadline: float | None = None
        self.queued_for: float | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast(asyncio.Transport, transport)  # uvloop's are no subclass
        if self.host.admit(self, address_of(transport)):
            self._wait(self.limits.request_seconds)
            self.host.settle(self.host.loop.time())
        else:
            self.transport.abort()

    def connection_lost(self, error: Exception | None) -> None:
        now = self.host.loop.time()
        self.turn.end()
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
        if not self.closing:
            self.turn.receive(data)

    def give_way(self) -> None:
        """Close the connection: its place among those who have not signed in is somebody else's now."""
        if self.transport is not None:
            self.transport.abort()

    def belong(self) -> None:
        """It is the connection of somebody who has signed in."""
        if not self.known:
            self.known = True
            self.host.known(self)

    def be_strange(self) -> None:
        """It is so no longer."""
        self.known = False
        if self.transport is not None:
            self.host.strange(self, address_of(self.transport))
            if not self.pending and not self.receiving and not self.closing:
                self._wait(self.limits.request_seconds)

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
        elif self.begun:
            self._refuse(408)
        elif not self.pending:
            self._close()

    def on_message_begin(self) -> None:
        self.begun = True
        self.head = self.head_size = 0

    def on_url(self, url: bytes) -> None:
        self.url += url
        if len(self.url) > HEAD_BYTES:
            self._fail(414)

    def on_header(self, name: bytes, value: bytes) -> None:
        name = name.lower()
        self.head += 1
        self.head_size += len(name) + len(value)
        if self.head > HEADERS_LIMIT or self.head_size > HEAD_BYTES:
            self._fail(431)
        if name in KEPT_HEADERS:
            if self.headers is None:
                self.headers = {}
            elif name in self.headers and name in SINGLE_HEADERS:
                self._fail(400)
            self.headers[name] = value
        elif name in self.cors.headers:
            self.headers = {**(self.headers or {}), name: value}

    def on_headers_complete(self) -> None:
        headers = self.headers or {}
        version = self.parser.get_http_version()
        if version not in VERSIONS:
            self._fail(505)
        host = headers.get(b"host")
        if version == "1.1" if host is None else not is_host(host.strip(b" \t")):
            self._fail(400)  # RFC 9112 §3.2
        coding = headers.get(b"transfer-encoding")
        if coding is not None:
            if b"content-length" in headers or version == "1.0":
                self._fail(400)  # two ends of one body: somebody smuggles (RFC 9112 §6.1)
            if coding.strip().lower() != b"chunked":
                self._fail(501)
        waits = headers.get(b"expect", b"").lower() == b"100-continue"
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
        self.begun = self.receiving = False
        if self.closing:
            return
        if len(self.pending) >= PIPELINE_LIMIT:
            self._refuse(503)
            return
        keep = parser.should_keep_alive() and parser.get_http_version() == "1.1"
        headers = headers or {}
        target, _, query = url.partition(b"?")
        if not target.startswith(b"/"):
            target, headers[b"host"] = _own_path(target, headers.get(b"host", b""))
        method = parser.get_method()
        heads = self.cors.heads_for(headers)
        exchange = HttpExchange(self, keep, heads or CLOSED, method == b"HEAD")
        self.pending.append(exchange)
        request = HttpRequest(
            method,
            target,
            query,
            headers,
            b"".join(body) if body else b"",
            parser.should_upgrade() and parser.get_http_version() == "1.1",  # RFC 9110 §7.8
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
        unread = 0
        while self.pending and self.pending[0].data is not None and transport is not None:
            exchange = self.pending.pop(0)
            if not self.closing:
                assert exchange.data is not None
                unread = transport.get_write_buffer_size()  # of the answers before: this one was asked for
                transport.write(exchange.data)
                if not exchange.keep:
                    self._close()
        if not self.pending and not self.closing:
            if not self.receiving:
                known = self.limits.keep_alive_seconds if self.known else self.limits.request_seconds
                self._wait(known)
            if transport is not None and unread > self.limits.unread_bytes:
                transport.abort()

    def switch(self, protocol: asyncio.Protocol, head: bytes) -> None:
        """From now on the connection is `protocol`'s."""
        assert self.transport is not None
        self.transport.write(head)
        self.pending.clear()
        self.switched = protocol
        self.transport.set_protocol(protocol)
        self.host.arriving[protocol] = self
        protocol.connection_made(self.transport)

    def take(self, data: bytes) -> Iterator[None]:
        """Hear these bytes, a piece at a time."""
        at = 0
        while at < len(data) and self.parser is not None and not self.closing:
            piece = data[at : at + PIECE_BYTES]
            at += len(piece)
            self.size += len(piece)
            try:
                self.parser.feed_data(piece)
            except httptools.HttpParserUpgrade as upgrade:
                at += upgrade.args[0] - len(piece)
                if self.switched is not None:
                    self._hand_over(data[at:])
                elif not self.closing:  # it asked for another protocol and has not got it: HTTP goes on
                    self.parser = httptools.HttpRequestParser(self)
            except httptools.HttpParserError:
                self._refuse(self.fault or 400)
            else:
                self._receiving()
            yield

    def heard(self) -> None:
        """Have done what came of it."""
        self.host.settle(self.host.loop.time())

    @property
    def share(self) -> Share:
        """How much of the loop's time is its."""
        return Share.HALF if self.known else Share.LEAST

    def read_on(self) -> None:
        """Hear more."""
        if self.transport is not None:
            self.transport.resume_reading()

    def _receiving(self) -> None:
        """A request that is not complete yet has limited room, and time, counted from its first byte."""
        if self.size > self.limits.body_bytes + HEAD_BYTES:
            self._refuse(413 if self.begun else 400)
        elif self.begun and not self.receiving:
            self.receiving = True
            self._wait(self.limits.request_seconds)

    def _hand_over(self, rest: bytes) -> None:
        """The connection is another protocol's, and what came after the handshake."""
        switched, transport = self.switched, self.transport
        self.transport = None
        self._release()
        if rest and switched is not None and transport is not None and not transport.is_closing():
            switched.data_received(rest)

    def _fail(self, status: int) -> None:
        """The parser stops; the request is refused."""
        self.fault = self.fault or status
        raise BadRequest(self.fault)

    def _refuse(self, status: int) -> None:
        """Not HTTP, or too much of it: say so and close."""
        if self.transport is not None and not self.closing:
            self.transport.write(
                (self.cors.heads_for({}) or CLOSED)[status]
                + date()
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
