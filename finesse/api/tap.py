"""What is shown of every request and answer: method, path and ids, and if somebody asks its text, masked."""

from __future__ import annotations

import time

from aiohttp import web

from finesse.api.caller import REQUEST_ID
from finesse.api.path import ROOT
from vos import trace, xml
from vos.http import masked

_BODY = web.RequestKey("body", bytes)


def heard(request: web.Request) -> None:
    """A request, whose body is still to come."""
    _tell(trace.IN, request, request.method, lambda: _request(request))


def kept(request: web.Request, body: bytes) -> None:
    """The body of a request has come."""
    if trace.watched():
        request[_BODY] = body


def said(request: web.Request, response: web.StreamResponse) -> None:
    """The answer."""
    _tell(trace.OUT, request, f"{response.status}", lambda: _response(response))


def _tell(direction: str, request: web.Request, what: str, raw: trace.Raw) -> None:
    path = request.rel_url.raw_path.removeprefix(ROOT)  # as sent: nothing in it can begin a line of the log
    noun, _, rest = path.partition("/")
    keys = {
        "call": rest.partition("/")[0] if noun == "Dialog" else None,
        "agent": rest.partition("/")[0] if noun == "User" else None,
        "requestId": request.headers.get(REQUEST_ID),
    }
    peer = request.remote or "-"
    ends = trace.Ends("rest", "finesse", f"client {peer}", peer)
    trace.tell(trace.Hop(time.time(), direction, ends, f"{what} {path}", keys, raw))


def _request(request: web.Request) -> bytes:
    line = f"{request.method} {request.raw_path} HTTP/{request.version.major}.{request.version.minor}"
    return masked.head(line.encode(), request.raw_headers) + xml.masked(request.get(_BODY, b""))


def _response(response: web.StreamResponse) -> bytes:
    line = f"HTTP/1.1 {response.status} {response.reason}"
    headers = ((name.encode(), value.encode()) for name, value in response.headers.items())
    body = response.body if isinstance(response, web.Response) else None
    return masked.head(line.encode(), headers) + xml.masked(body if isinstance(body, bytes) else b"")
