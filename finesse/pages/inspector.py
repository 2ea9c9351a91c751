"""`/desktop/inspector`: what happens in the gadgets of the desktops that the browser has open.

The page asks this server for nothing but itself: the desktops tell it, within the browser.
"""

from __future__ import annotations

from aiohttp import web

from finesse.pages.files import file_within, files_together, module_routes
from vos.http.browser_modules import GADGETS, INSPECTOR

FOLDER = GADGETS / "inspector"
STYLES = (GADGETS / "desktop" / "css" / "base.css", FOLDER / "inspector.css")
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)


async def page(request: web.Request) -> web.StreamResponse:
    """The page, the same for everybody."""
    response = await file_within(request, FOLDER, "inspector.html")
    response.headers["Content-Security-Policy"] = POLICY
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


async def style(request: web.Request) -> web.StreamResponse:
    return await files_together(request, STYLES)


ROUTES = [
    web.get("/desktop/inspector", page),
    web.get("/desktop/inspector/", page),
    web.get("/desktop/scripts/css/inspector.css", style),
    *module_routes(INSPECTOR),
]
