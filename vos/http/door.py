"""What stands before a web application: only requests, and no writes that other sites' pages are behind."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from http import HTTPStatus

from aiohttp import hdrs, web
from aiohttp.typedefs import Middleware

from vos.http.head import fault
from vos.http.refused import Refused
from vos.http.sites import WRITES, Sites, essence

ALLOWED = "GET, HEAD, POST, PUT, DELETE, OPTIONS"  # as Tomcat says of the server as a whole

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
Say = Callable[[Refused], web.Response]  # how an application words a refusal


def door(
    sites: Sites, say: Say, *, browsers_ask: bool = False, takes: frozenset[str] | None = None
) -> Middleware:
    """The outermost middleware of an application.

    Pages of other sites may write nothing, or, where `browsers_ask`, what a browser has asked about before
    (and the application has answered by its CORS setting). What is written has a media type that it `takes`.
    """

    @web.middleware
    async def pass_through(request: web.Request, handler: Handler) -> web.StreamResponse:
        try:
            _look_at(request)
            if request.method == hdrs.METH_OPTIONS and request.path == "*":  # the server itself is asked
                return web.Response(headers={hdrs.ALLOW: ALLOWED})
            return await handler(request)
        except Refused as refused:
            response = say(refused)
            response.headers.update(refused.headers)
            if refused.closes:
                response.force_close()
            return response

    def _look_at(request: web.Request) -> None:
        version = request.version
        if wrong := fault(request.method, (version.major, version.minor), request.raw_headers):
            raise wrong
        if request.method not in WRITES:
            return
        headers = request.headers
        origins = headers.getall(hdrs.ORIGIN, [])
        fetched = headers.get("Sec-Fetch-Site", "")
        media = headers.get(hdrs.CONTENT_TYPE)
        refuse = sites.refuse_forms if browsers_ask else sites.refuse_pages
        if wrong := refuse(request.method, request.host, origins, fetched, media):
            raise wrong
        if takes is not None and essence(media) not in takes:
            raise Refused(
                HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
                "the Content-Type is not one of this service",
                f"send {' or '.join(sorted(takes))}",
            )

    return pass_through
