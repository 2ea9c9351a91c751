"""The pages beside the desktop: what happens in its gadgets, and what it has logged.

They ask this server for nothing but themselves: what they show, the browser's desktops tell and keep.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from aiohttp import web

from finesse.pages.content import Content
from finesse.pages.files import TYPES, files_together, module_routes
from finesse.pages.languages import with_languages
from vos.http.browser_modules import GADGETS, INSPECTOR, LOCAL_LOG, Folders

SHARED_STYLES = tuple(GADGETS / "desktop" / "css" / f"{name}.css" for name in ("base", "forms"))
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def _page(name: str) -> Handler:
    """The page of the folder `gadgets/{name}`, the same for everybody."""

    async def page(request: web.Request) -> web.StreamResponse:
        folder = GADGETS / name
        text = with_languages((folder / f"{name}.html").read_text("utf-8"), folder)
        response = await Content(text.encode(), TYPES[".html"]).answer(request)
        response.headers["Content-Security-Policy"] = POLICY
        response.headers["Referrer-Policy"] = "no-referrer"
        return response

    return page


def _style(name: str) -> Handler:
    styles = *SHARED_STYLES, GADGETS / name / f"{name}.css"

    async def style(request: web.Request) -> web.StreamResponse:
        return await files_together(request, styles)

    return style


def _routes(path: str, name: str, folders: Folders) -> list[web.RouteDef]:
    page = _page(name)
    return [
        web.get(path, page),
        web.get(f"{path}/", page),
        web.get(f"/desktop/scripts/css/{name}.css", _style(name)),
        *module_routes(folders),
    ]


ROUTES = [
    *_routes("/desktop/inspector", "inspector", INSPECTOR),
    *_routes("/desktop/locallog", "local_log", LOCAL_LOG),
]
