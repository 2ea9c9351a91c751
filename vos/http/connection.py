"""A client's connection to a web application of ours, as aiohttp serves it."""

from __future__ import annotations

import asyncio
import contextlib
import functools
import logging
import socket
import ssl
from collections.abc import AsyncIterator
from http import HTTPStatus
from typing import Any

from aiohttp import hdrs, web
from aiohttp.web import BaseRequest

from vos.address import Address
from vos.http.door import Say
from vos.http.refused import Refused

SHUTDOWN_SECONDS = 1.0  # for requests under way when the service stops

logger = logging.getLogger(__name__)


class Connection(web.RequestHandler):
    """What the parser refuses is answered in the application's words; no answer tells whose program it is.

    Request lines and headers of more than 8,190 bytes are bad requests, as for Tomcat.
    """

    __slots__ = ("_say",)

    def __init__(self, manager: web.Server, say: Say, **options: Any) -> None:
        super().__init__(manager, **{"access_log": None, "auto_decompress": False, **options})
        self._say = say

    def handle_error(
        self,
        request: BaseRequest,
        status: int = HTTPStatus.INTERNAL_SERVER_ERROR,
        exc: BaseException | None = None,
        message: str | None = None,
    ) -> web.StreamResponse:
        """The answer to what the parser refuses, or to a handler's fault; then the connection is closed."""
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


class _Nameless(web.Response):
    """An answer that no application's hook sees before it is sent."""

    async def _prepare_headers(self) -> None:
        await super()._prepare_headers()
        self.headers.popall(hdrs.SERVER, None)


async def without_our_name(_request: web.Request, response: web.StreamResponse) -> None:
    """No header tells whose program this is, and which version: for `on_response_prepare`."""
    response.headers.popall(hdrs.SERVER, None)


@contextlib.asynccontextmanager
async def serving(
    app: web.Application, say: Say, where: Address | socket.socket, context: ssl.SSLContext | None = None
) -> AsyncIterator[Address]:
    """The application serves inside the context; yields the address in use."""
    loop = asyncio.get_running_loop()
    runner = web.AppRunner(app, shutdown_timeout=SHUTDOWN_SECONDS)
    await runner.setup()
    manager = runner.server
    assert manager is not None
    connect = functools.partial(Connection, manager, say, loop=loop)
    server: asyncio.Server | None = None
    try:
        if isinstance(where, socket.socket):
            server = await loop.create_server(connect, sock=where, ssl=context)
        else:
            server = await loop.create_server(connect, *where, ssl=context)
        yield Address(*server.sockets[0].getsockname()[:2])
    finally:
        if server is not None:
            server.close()
        transports = [each.transport for each in manager.connections if each.transport is not None]
        await runner.cleanup()
        for transport in transports:
            transport.abort()  # else who does not end TLS in turn keeps the socket for half a minute
        await asyncio.sleep(0)  # in which they are closed
