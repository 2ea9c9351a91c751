"""A client's connection: what is no HTTP, or more than is read of it, gets the document of an error, too."""

from __future__ import annotations

import asyncio
import logging
from http import HTTPStatus

from aiohttp import web
from aiohttp.web import BaseRequest

from finesse.api.answers import refusal
from finesse.api.errors import BadRequest

FIRST_REQUEST_SECONDS = 60.0  # a connection on which nothing is asked is closed

logger = logging.getLogger(__name__)


class Connection(web.RequestHandler):
    """aiohttp's; request lines and headers of more than 8,190 bytes are bad requests, as for Tomcat."""

    __slots__ = ("_alarm",)

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        super().connection_made(transport)
        self._alarm = asyncio.get_running_loop().call_later(FIRST_REQUEST_SECONDS, self._look)

    def connection_lost(self, exc: BaseException | None) -> None:
        self._alarm.cancel()
        super().connection_lost(exc)

    def _look(self) -> None:
        if self._request_count == 0:
            self.force_close()

    def handle_error(
        self,
        request: BaseRequest,
        status: int = HTTPStatus.INTERNAL_SERVER_ERROR,
        exc: BaseException | None = None,
        message: str | None = None,
    ) -> web.StreamResponse:
        """The answer to what the parser refuses; the connection is closed after it."""
        if status != HTTPStatus.BAD_REQUEST:
            return super().handle_error(request, status, exc, message)
        logger.info("%s sends no request: %s", request.remote, " ".join((message or "").split()))
        response = refusal(BadRequest())
        response.force_close()
        return response
