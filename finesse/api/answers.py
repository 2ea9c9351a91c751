"""What every request of the REST API goes through: in service, answered as XML, errors as documents, traced.

Source: Finesse Web Services guide, responses and error responses; requestId.
"""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from typing import TypeVar

from aiohttp import hdrs, web

from ccx_engine.cti.errors import SessionLost
from finesse.api import errors
from finesse.api.cors import in_order
from finesse.api.keys import CORS, SERVER, SETTINGS, SITES
from finesse.model import system_info
from finesse.model.xml import Shape
from vos import trace
from vos.database import DatabaseLost
from vos.http.connection import gone
from vos.http.refused import Refused

logger = logging.getLogger(__name__)

T = TypeVar("T")
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

ROOT = "/finesse/api/"
OPENAPI = f"{ROOT}openapi.yaml"
REQUEST_ID = "requestId"
READING = frozenset({"GET", "HEAD"})
REALM = 'Basic realm="Cisco Finesse"'

# Empty answers have the type, too: clients of 9.1 to 10.6 take a typed empty 202 for the success that it is.
HEADERS = {
    "Content-Type": "application/xml;charset=UTF-8",
    "Cache-Control": "no-cache, no-store, must-revalidate",
    "Pragma": "no-cache",
    "X-Content-Type-Options": "nosniff",
}
OF_A_FILE = {name: value for name, value in HEADERS.items() if name != "Content-Type"}


def answer(shape: Shape[T], thing: T, status: int = 200) -> web.Response:
    """That object."""
    return web.Response(status=status, body=shape.xml(thing).encode(), headers=HEADERS)


def accepted() -> web.Response:
    """202 and nothing more: what comes of it is told by a notification."""
    return web.Response(status=202, headers=HEADERS)


def created(request: web.Request, uri: str) -> web.Response:
    """200 with the address of the new object."""
    return web.Response(headers={**HEADERS, "Location": f"{request.scheme}://{own_address(request)}{uri}"})


def own_address(request: web.Request) -> str:
    """Where this node is: the Host that was asked, or its own name where that is none of its names."""
    port = request.get_extra_info("sockname")[1]
    return request.app[SITES].address(request.host, f"{request.app[SETTINGS].host}:{port}")


def done() -> web.Response:
    """200 and nothing more."""
    return web.Response(headers=HEADERS)


@web.middleware
async def finish(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Write errors as their document, echo the request's id, and leave a trace."""
    if not f"{request.path}/".startswith(ROOT):
        return await handler(request)
    if trace.enabled():
        _trace(trace.IN, request, request.method)
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
    if trace.enabled():
        _trace(trace.OUT, request, f"{response.status}")
    return response


def _options(request: web.Request) -> web.Response:
    """What can be done with a resource, without credentials and also out of service: browsers ask first."""
    error = request.match_info.http_exception
    if not isinstance(error, web.HTTPMethodNotAllowed):
        raise errors.NotFound()
    return web.Response(headers={**HEADERS, hdrs.ALLOW: in_order(error.allowed_methods)})


def _must_serve(request: web.Request) -> None:
    """Out of service only SystemInfo answers, and what is ours."""
    if not request.app[SERVER].in_service and request.path.rstrip("/") not in (system_info.URI, OPENAPI):
        raise errors.ServiceUnavailable()


def refusal(error: errors.ApiError) -> web.Response:
    """The document of an error."""
    headers = {**HEADERS, "WWW-Authenticate": REALM} if error.status == 401 else HEADERS
    return web.Response(status=error.status, body=errors.body(error).encode(), headers=headers)


def refused(refused: Refused) -> web.Response:
    """The document of what is refused before any operation is asked."""
    known: dict[int, type[errors.ApiError]] = {
        403: errors.Forbidden,
        415: errors.UnsupportedMediaType,
        500: errors.InternalServerError,
    }
    response = refusal(known.get(refused.status, errors.BadRequest)(message=str(refused)))
    response.set_status(refused.status)
    return response


def _of_the_framework(error: web.HTTPException) -> errors.ApiError:
    known = {404: errors.NotFound, 405: errors.MethodNotAllowed}
    if error.status in known:
        return known[error.status]()
    return errors.BadRequest() if error.status < 500 else errors.InternalServerError()


def _trace(direction: str, request: web.Request, what: str) -> None:
    path = request.rel_url.raw_path.removeprefix(ROOT)  # as sent: nothing in it can begin a line of the log
    noun, _, rest = path.partition("/")
    keys = {
        "call": rest.partition("/")[0] if noun == "Dialog" else None,
        "agent": rest.partition("/")[0] if noun == "User" else None,
        "requestId": request.headers.get(REQUEST_ID),
    }
    trace.hop(direction, "rest", request.remote or "-", f"{what} {path}", keys)
