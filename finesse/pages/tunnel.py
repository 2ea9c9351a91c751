"""The event tunnel at this node's own port; BOSH and WebSocket pass through `finesse.reverse_proxy`.

Current clients use one port for everything. Source: Finesse Developer Guide, Managing Notifications in
Third-Party Applications (ports 8445 and 7443 alike).
"""

from __future__ import annotations

from aiohttp import web

from finesse.pages.content import Content
from finesse.pages.files import TYPES, edition_route, module_routes
from vos.http.browser_modules import TUNNEL
from vos.http.tunnel_page import tunnel_editions, tunnel_page

EDITIONS = tunnel_editions()


async def tunnel(request: web.Request) -> web.StreamResponse:
    return await Content(tunnel_page(EDITIONS.now()), TYPES[".html"]).answer(request)


async def not_passed_on(_request: web.Request) -> web.StreamResponse:
    """Only what names the path in another way than clients do (`/http%2Dbind`) gets here."""
    text = "ask for /http-bind or /ws in these letters"
    answer = web.Response(status=404, text=text)
    answer.force_close()
    return answer


ROUTES = [
    *(
        web.route(method, path, not_passed_on)
        for path in ("/http-bind", "/http-bind/", "/ws", "/ws/")
        for method in ("GET", "POST", "OPTIONS")
    ),
    web.get("/tunnel/", tunnel),
    edition_route(EDITIONS),  # before the plain paths, one of which is above it
    *module_routes(TUNNEL),
]
