"""SystemInfo: whether this node serves. Source: Finesse Web Services guide, SystemInfo."""

from __future__ import annotations

from aiohttp import web

from finesse.api.answers import answer
from finesse.api.keys import SERVER
from finesse.api.operation import Who, get
from finesse.model.system_info import SYSTEM_INFO, URI


async def get_system_info(request: web.Request) -> web.Response:
    """For everybody, without credentials, and always 200: the one thing that clients poll."""
    return answer(SYSTEM_INFO, request.app[SERVER].system_info())


ROUTES = [get(URI, get_system_info, Who.ANYBODY, SYSTEM_INFO)]
