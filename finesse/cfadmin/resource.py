"""A resource of the console: who may ask for it, and how it says what is wrong.

The administrator by Basic credentials, as in REST; on the secondary node nothing is changed. Answers are
JSON, errors are REST's own. A browser is never told to ask for credentials: it would send them unasked.
"""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, TypeVar

import msgspec
from aiohttp import hdrs, web

from finesse.api import errors, who
from finesse.api.answers import refusal
from finesse.api.keys import SETTINGS
from finesse.api.operation import caller_of
from vos.database.connections import DatabaseLost
from vos.http.body import read
from vos.http.refused import Refused

ROOT = "/cfadmin/api/"
BODY_BYTES = 65_536
BODY_SECONDS = 60.0
HEADERS = {"Cache-Control": "no-cache, no-store, must-revalidate", "X-Content-Type-Options": "nosniff"}

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
T = TypeVar("T")

logger = logging.getLogger(__name__)


def reads(handler: Handler) -> Handler:
    """A handler for the administrator alone."""
    return _guarded(handler, changes=False)


def changes(handler: Handler) -> Handler:
    """A handler for the administrator alone, and not on the secondary node."""
    return _guarded(handler, changes=True)


def said(what: Mapping[str, Any]) -> web.Response:
    """An answer."""
    return web.json_response(what, headers=HEADERS)


def is_read_only(request: web.Request) -> bool:
    """Whether this node is the one on which nothing is configured."""
    return request.app[SETTINGS].is_secondary


async def body(request: web.Request, kind: type[T]) -> T:
    """The request's JSON as `kind`. InvalidInput says where it is something else."""
    data = await raw(request, BODY_BYTES, BODY_SECONDS)
    try:
        return msgspec.json.decode(data, type=kind)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise errors.InvalidInput("body", " ".join(str(error).split())) from None


async def raw(request: web.Request, limit: int, seconds: float) -> bytes:
    """The request's bytes. Refused when they are more, or do not come."""
    return await read(request, limit, seconds)


def _guarded(handler: Handler, *, changes: bool) -> Handler:
    async def guarded(request: web.Request) -> web.StreamResponse:
        try:
            who.administrator(await caller_of(request))
            if changes and is_read_only(request):
                raise errors.Forbidden
            return await handler(request)
        except errors.ApiError as error:
            return _refusal(error)
        except Refused as refused:
            response = _refusal(errors.BadRequest(message=str(refused)), refused.status)
            response.headers.update(refused.headers)
            if refused.closes:
                response.force_close()
            return response
        except DatabaseLost as error:
            logger.error("%s %s failed: %s", request.method, request.path, error)
            return _refusal(errors.DatabaseFailed())

    guarded.__name__, guarded.__doc__ = handler.__name__, handler.__doc__
    return guarded


def _refusal(error: errors.ApiError, status: int = 0) -> web.Response:
    response = refusal(error)
    response.headers.pop(hdrs.WWW_AUTHENTICATE, None)
    if status:
        response.set_status(status)
    return response
