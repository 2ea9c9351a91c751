"""What every request of the REST API goes through: in service, answered as XML, errors as documents, traced.

Source: Finesse Web Services guide, responses and error responses; requestId.
"""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable

from aiohttp import hdrs, web

from ccx_engine.cti.errors import SessionLost
from finesse.api import errors, tap
from finesse.api.answers import HEADERS, refusal
from finesse.api.caller import REQUEST_ID
from finesse.api.cors import in_order
from finesse.api.keys import ALWAYS_SERVED, CORS, NODE
from finesse.api.path import ROOT
from vos import trace
from vos.database.connections import DatabaseLost
from vos.http.connection import gone

logger = logging.getLogger(__name__)

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

READING = frozenset({"GET", "HEAD"})


@web.middleware
async def finish(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Write errors as their document, echo the request's id, and leave a trace."""
    if not f"{request.path}/".startswith(ROOT):
        return await handler(request)
    if trace.watched():
        tap.heard(request)
    origin = request.headers.get(hdrs.ORIGIN)
    try:
        if origin is not None and not request.app[CORS].allow(request, origin):
            raise errors.OriginNotAllowed(origin)
        if request.method == hdrs.METH_OPTIONS:
            response: web.StreamResponse = _options(request)
        else:
            _must_serve(request)
            response = await handler(request)
    except errors.ApiError as error:
        response = refusal(error)
    except web.HTTPException as error:
        response = refusal(_of_the_framework(error))
        if isinstance(error, web.HTTPMethodNotAllowed):
            response.headers[hdrs.ALLOW] = in_order(error.allowed_methods)
    except SessionLost:
        response = refusal(errors.InternalServerError())
    except DatabaseLost as error:
        logger.error("%s %s failed: %s", request.method, request.path, error)
        response = refusal(errors.DatabaseFailed())
    except Exception as error:
        if isinstance(error, ConnectionError) and gone(request):
            raise  # nobody is left to answer
        logger.exception("%s %s failed", request.method, request.path)
        response = refusal(errors.InternalServerError())
    request_id = request.headers.get(REQUEST_ID)
    if request_id is not None and request.method not in READING:
        response.headers[REQUEST_ID] = request_id
    if origin is not None:
        request.app[CORS].tell(request, origin, response.headers)
    if trace.watched():
        tap.said(request, response)
    return response


def _options(request: web.Request) -> web.Response:
    """What can be done with a resource, without credentials and also out of service: browsers ask first."""
    error = request.match_info.http_exception
    if not isinstance(error, web.HTTPMethodNotAllowed):
        raise errors.NotFound()
    return web.Response(headers={**HEADERS, hdrs.ALLOW: in_order(error.allowed_methods)})


def _must_serve(request: web.Request) -> None:
    """Out of service only that answers which is everybody's."""
    if (
        not request.app[NODE].switchboard.in_service
        and request.path.rstrip("/") not in request.app[ALWAYS_SERVED]
    ):
        raise errors.ServiceUnavailable()


def _of_the_framework(error: web.HTTPException) -> errors.ApiError:
    known = {404: errors.NotFound, 405: errors.MethodNotAllowed}
    if error.status in known:
        return known[error.status]()
    return errors.BadRequest() if error.status < 500 else errors.InternalServerError()
