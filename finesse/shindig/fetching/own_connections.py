"""This node's connections to itself: what comes in on them is for the one whose request is passed on.

A connection is known by its address and port at the end that asks, which nobody else on this machine can have
at the same time; so what it says of who asks can be believed, and no secret has to be sent.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from http import HTTPStatus

from aiohttp import web
from aiohttp.typedefs import Middleware

from vos.http.connection import Connection
from vos.http.refused import Refused

FOR = "X-Forwarded-For"
KNOWN_AS = "the gadget server"  # until somebody's password is right
CIRCLES = ("/gadgets/", "/rpc")
NO_CIRCLES = "/gadgets/js/"

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class OwnConnections:
    """Those that are open now."""

    __slots__ = ("_addresses",)

    def __init__(self) -> None:
        self._addresses: set[tuple[str, int]] = set()

    def __len__(self) -> int:
        return len(self._addresses)

    def opened(self, address: tuple[str, int]) -> None:
        """That is its address at the end that asks."""
        self._addresses.add(address)

    def closed(self, address: tuple[str, int]) -> None:
        """It is open no more."""
        self._addresses.discard(address)

    def brought(self, request: web.Request) -> bool:
        """Whether the request came by one of them."""
        peer = request.get_extra_info("peername")
        return bool(self._addresses) and peer is not None and tuple(peer[:2]) in self._addresses


def passed_on(own: OwnConnections) -> Middleware:
    """What this node asks itself counts as asked by the client for whom it does, and goes in no circles."""

    @web.middleware
    async def pass_on(request: web.Request, handler: Handler) -> web.StreamResponse:
        if not own.brought(request):
            return await handler(request)
        if request.path.startswith(CIRCLES) and not request.path.startswith(NO_CIRCLES):
            raise Refused(
                HTTPStatus.LOOP_DETECTED, "the gadget server would ask itself", "name what it should fetch"
            )
        protocol = request.protocol
        if isinstance(protocol, Connection) and protocol.visitor.is_stranger:
            protocol.visitor.known_as(KNOWN_AS)
        return await handler(request.clone(remote=request.headers.get(FOR, request.remote or "")))

    return pass_on
