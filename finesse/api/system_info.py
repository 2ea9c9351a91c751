"""SystemInfo: whether this node serves. Source: Finesse Web Services guide, SystemInfo."""

from __future__ import annotations

from aiohttp import web

from finesse.api.answers import answer
from finesse.api.operation import Who, get
from finesse.keys import SERVER, SETTINGS
from finesse.model.system_info import SYSTEM_INFO, URI


async def get_system_info(request: web.Request) -> web.Response:
    """For everybody, without credentials, and always 200: the one thing that clients poll.

    The desktops of the other node ask, too, when theirs is in trouble: hence CORS for the cluster's nodes.
    """
    response = answer(SYSTEM_INFO, request.app[SERVER].system_info())
    origin = request.headers.get("Origin", "")
    if origin and origin in _nodes(request):
        response.headers["Access-Control-Allow-Origin"] = origin
        response.headers["Access-Control-Allow-Credentials"] = "true"
        response.headers["Vary"] = "Origin"
    return response


def _nodes(request: web.Request) -> list[str]:
    settings = request.app[SETTINGS]
    hosts = (settings.primary, settings.secondary_host)
    return [f"https://{host}:{settings.https.port}" for host in hosts if host]


ROUTES = [get(URI, get_system_info, Who.ANYBODY, SYSTEM_INFO)]
