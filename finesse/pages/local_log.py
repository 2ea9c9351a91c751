"""`/desktop/locallog`: what desktops have logged in this browser's own storage, and the switch for it.

The page asks this server for nothing but itself.
"""

from __future__ import annotations

from aiohttp import web

from finesse.pages.files import file_within, files_together, module_routes
from finesse.pages.inspector import POLICY
from vos.http.browser_modules import GADGETS, LOCAL_LOG

FOLDER = GADGETS / "local_log"
STYLES = (GADGETS / "desktop" / "css" / "base.css", FOLDER / "local_log.css")


async def page(request: web.Request) -> web.StreamResponse:
    """The page, the same for everybody."""
    response = await file_within(request, FOLDER, "local_log.html")
    response.headers["Content-Security-Policy"] = POLICY
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


async def style(request: web.Request) -> web.StreamResponse:
    return await files_together(request, STYLES)


ROUTES = [
    web.get("/desktop/locallog", page),
    web.get("/desktop/locallog/", page),
    web.get("/desktop/scripts/css/local_log.css", style),
    *module_routes(LOCAL_LOG),
]
