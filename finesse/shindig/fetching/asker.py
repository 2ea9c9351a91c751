"""For whom something is fetched: whose share it counts to, and where he is."""

from __future__ import annotations

from http import HTTPStatus
from typing import NamedTuple

from aiohttp import hdrs, web

from finesse.api.keys import AUTHENTICATION, SITES
from vos.doors.places import neighbourhood
from vos.http.connection import Connection, known
from vos.http.refused import Refused


class Asker(NamedTuple):
    """Named by a password that was right a moment ago, else one of the strangers of an address."""

    whom: str
    address: str


def asker_of(request: web.Request, authorization: str | None = None) -> Asker:
    """Who is behind a request that has these credentials to pass on. Its connection is known by them."""
    address = request.remote or ""
    name = request.app[AUTHENTICATION].remembers(authorization) if authorization is not None else None
    if name is not None:
        known(request, name)
        return Asker(f"name {name}", address)
    if isinstance(request.protocol, Connection):
        return Asker(request.protocol.visitor.lane, address)
    return Asker(f"address {neighbourhood(address)}", address)


def must_be_own_page(request: web.Request) -> None:
    """Refused where a browser says that a page of another site wants something to be fetched here."""
    headers = request.headers
    fetched = headers.get("Sec-Fetch-Site", "")
    if request.app[SITES].foreign(request.host, headers.getall(hdrs.ORIGIN, []), fetched):
        raise Refused(
            HTTPStatus.FORBIDDEN,
            "a page of another site may have nothing fetched here",
            "let it fetch that itself",
        )
