"""A client's connection to a web application of ours, as aiohttp serves it; each wait for him has an end.

Who is a stranger, and how many there may be, is `listener`'s. A request shows who asks by calling `known`:
the REST API and AXL once a password or session is right, the console for each whole request that it takes.

Deadlines are for the whole of something, so that a byte a second prolongs nothing: for the head of a
request, for its body, for the next request of a connection that is kept, for taking what is answered.
"""

from __future__ import annotations

import asyncio
import contextlib
import functools
import logging
import socket
import ssl
from collections.abc import AsyncIterator, Callable, Mapping
from http import HTTPStatus

from aiohttp import hdrs, web
from aiohttp.streams import StreamReader
from aiohttp.web import BaseRequest

from vos.address import Address
from vos.doors.listener import Listener, Visitor, listening_sockets
from vos.http.door import Say
from vos.http.refused import Refused
from vos.service import listening

HEAD_SECONDS = 20.0  # from the connection, or the first byte of a further request, to the end of its head
BODY_SECONDS = 90.0  # from there to the end of its body; longer than what a handler gives it
KEEP_ALIVE_SECONDS = 60.0  # from an answer to the next request
UNREAD_SECONDS = 60.0  # in which the client must read on, while answers wait for that
STRANGERS_AHEAD = 16  # requests that a stranger sends before the first is answered
SHUTDOWN_SECONDS = 1.0  # for requests under way when the service stops

logger = logging.getLogger(__name__)


class Connection(web.RequestHandler):
    """What the parser refuses is answered in the application's words; no answer tells whose program it is.

    Request lines and headers of more than 8,190 bytes are bad requests, as for Tomcat.
    """

    __slots__ = ("_body", "_early", "_overdue", "_say", "_unread", "visitor")

    def __init__(self, say: Say, manager: web.Server, visitor: Visitor) -> None:
        super().__init__(
            manager,
            loop=asyncio.get_running_loop(),
            access_log=None,  # type: ignore[arg-type]  # aiohttp takes it for none
            auto_decompress=False,
            keepalive_timeout=KEEP_ALIVE_SECONDS,
        )
        self.visitor = visitor
        self._say = say
        self._body: StreamReader | None = None  # of the last request
        self._overdue: tuple[str, asyncio.TimerHandle] | None = None  # what is waited for, and how long
        self._unread: asyncio.TimerHandle | None = None
        self._early = b""  # of a request whose turn is still to come

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        super().connection_made(transport)
        self.visitor.come_in(transport)
        self.expect("head", HEAD_SECONDS)

    def connection_lost(self, exc: BaseException | None) -> None:
        self.expect_nothing()
        if self._unread is not None:
            self._unread.cancel()
        self.visitor.gone()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """The first bytes of a request wait for their turn; what follows belongs to it."""
        if self._early:
            self._early += data
        elif not data or self.is_underway() or self.visitor.rounds.is_free():
            self.receive(data)
        else:
            self._early = data
            self._pause_transport_reading()
            self.visitor.rounds.wait(self.visitor.lane, self._take_turn)

    def _take_turn(self) -> None:
        early, self._early = self._early, b""
        if self.transport is None:
            return  # the client has left meanwhile
        if not self._reading_paused and not self._buffer_paused:
            self._resume_transport_reading()
        self.receive(early)

    def is_underway(self) -> bool:
        """Whether bytes that come belong to a request that has begun."""
        return self._is_in_body()

    def receive(self, data: bytes) -> None:
        """Bytes whose turn it is."""
        asked = self._request_count
        in_body = self._is_in_body()
        super().data_received(data)
        whole = in_body
        if self._request_count != asked:
            whole = True
            if self._messages:
                self._body = self._messages[-1][1]
            if len(self._messages) > STRANGERS_AHEAD and self.visitor.is_stranger:
                self.visitor.send_away()
        if self._is_in_body():
            self.expect("body", BODY_SECONDS)
        elif whole:
            self.expect_nothing()
        elif data:
            self.expect("head", HEAD_SECONDS)

    def pause_writing(self) -> None:
        super().pause_writing()
        self._unread = self._loop.call_later(UNREAD_SECONDS, self.visitor.send_away)

    def resume_writing(self) -> None:
        super().resume_writing()
        if self._unread is not None:
            self._unread.cancel()
            self._unread = None

    def expect(self, what: str, seconds: float) -> None:
        """End the connection if that takes longer; what is waited for already is not waited for anew."""
        if self._overdue is not None:
            if self._overdue[0] == what:
                return
            self._overdue[1].cancel()
        self._overdue = what, self._loop.call_later(seconds, self.visitor.send_away)

    def expect_nothing(self) -> None:
        """The client has done its part."""
        if self._overdue is not None:
            self._overdue[1].cancel()
            self._overdue = None

    def handle_error(
        self,
        request: BaseRequest,
        status: int = HTTPStatus.INTERNAL_SERVER_ERROR,
        exc: BaseException | None = None,
        message: str | None = None,
    ) -> web.StreamResponse:
        """The answer to what the parser refuses, or to a handler's fault; then the connection is closed.

        A client that is gone in the midst of a request is no fault: nobody is left to answer.
        """
        if gone(request):
            logger.info("%s left before its request was answered", self.visitor.address)
            return web.Response(status=HTTPStatus.BAD_REQUEST)
        if request.writer.output_size > 0:
            raise ConnectionError("the answer has begun")
        if status == HTTPStatus.BAD_REQUEST:
            logger.info("%s sends no request: %s", request.remote, " ".join((message or "").split()))
            refused = Refused(HTTPStatus.BAD_REQUEST, "no HTTP request", "send one of HTTP/1.1", closes=True)
        else:
            logger.error("a request of %s failed", request.remote, exc_info=exc)
            refused = Refused(HTTPStatus(status), "the request failed", "see the log", closes=True)
        said = self._say(refused)
        response = _Nameless(status=said.status, body=said.body, headers=said.headers)
        response.force_close()
        return response

    def _is_in_body(self) -> bool:
        return self._body is not None and not self._body.is_eof()


def known(request: BaseRequest, name: str) -> None:
    """A request has shown who asks: its connection is no stranger's any more."""
    if isinstance(request.protocol, Connection):
        request.protocol.visitor.known_as(name)


def gone(request: BaseRequest) -> bool:
    """Whether the client has closed the connection, so that nobody reads what is answered."""
    return request.transport is None


class _Nameless(web.Response):
    """An answer that no application's hook sees before it is sent."""

    async def _prepare_headers(self) -> None:
        await super()._prepare_headers()
        self.headers.popall(hdrs.SERVER, None)


async def without_our_name(_request: web.Request, response: web.StreamResponse) -> None:
    """No header tells whose program this is, and which version: for `on_response_prepare`."""
    response.headers.popall(hdrs.SERVER, None)


Where = Address | socket.socket
Connect = Callable[[web.Server, Visitor], Connection]


@contextlib.asynccontextmanager
async def serving(
    app: web.Application, connect: Connect, wanted: Mapping[str, tuple[Where, ssl.SSLContext | None]]
) -> AsyncIterator[dict[str, Address]]:
    """The application serves inside the context at these addresses, by the name of the setting.

    Yields the addresses in use. What cannot be bound raises CannotServe.
    """
    runner = web.AppRunner(app, shutdown_timeout=SHUTDOWN_SECONDS)
    await runner.setup()
    manager = runner.server
    assert manager is not None
    listeners: list[Listener] = []
    addresses: dict[str, Address] = {}
    try:
        for name, (where, context) in wanted.items():
            if isinstance(where, socket.socket):
                sockets = [where]
            else:
                async with listening(name, where):
                    sockets = await listening_sockets(where)
            found = [Listener(each, context, functools.partial(connect, manager)) for each in sockets]
            listeners += found
            addresses[name] = found[0].address
        yield addresses
    finally:
        for listener in listeners:
            listener.shut()
        await runner.cleanup()
        for listener in listeners:
            listener.clear()
        await asyncio.sleep(0)  # in which they are closed
