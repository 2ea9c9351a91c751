"""For whom something is fetched: whose share it counts to, and where he is.

What fetches by itself is told by its parameters. What several wait for together, such as a gadget's file, is
fetched for who asked first: `ASKER` says who that is where no parameter leads.
"""

from __future__ import annotations

from contextvars import ContextVar
from http import HTTPStatus
from typing import NamedTuple

from aiohttp import hdrs, web

from finesse.api.keys import AUTHENTICATION, SITES
from vos.doors.places import neighbourhood
from vos.http.connection import Connection, known
from vos.http.refused import Refused

NAME = "name "  # as the doors call such a lane


class Asker(NamedTuple):
    """Named by a password that was right a moment ago, else one of the strangers of an address."""

    whom: str
    address: str

    @property
    def is_named(self) -> bool:
        """Whether it is known who that is."""
        return self.whom.startswith(NAME)


ITSELF = Asker("this node", "")
ASKER: ContextVar[Asker] = ContextVar("asker", default=ITSELF)


def asker_of(request: web.Request, authorization: str | None = None) -> Asker:
    """Who is behind a request that has these credentials to pass on. Its connection is known by them."""
    address = request.remote or ""
    name = request.app[AUTHENTICATION].remembers(authorization) if authorization is not None else None
    if name is not None:
        known(request, name)
        return Asker(NAME + name, address)
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
