"""`/cfadmin`: the administration console, its modules and styles, and what it must know beforehand.

It configures by the REST API, at its own origin; who may do that, the API says.
"""

from __future__ import annotations

from functools import lru_cache

from aiohttp import web

from finesse.pages.content import HEADERS, VERSION, Content, Contents
from finesse.pages.desktop import LOGO
from finesse.pages.files import CONTENTS, TYPES, edition_route, files_together, module_routes, together
from finesse.pages.languages import with_languages
from finesse.pages.settings import PAGES
from vos import pages
from vos.http import browser_modules
from vos.http.browser_modules import GADGETS
from vos.http.edition import Edition, Editions

DESKTOP_STYLES = ("base", "forms", "sign_in")
ADMIN_STYLES = ("frame", "list", "form", "screens", "layout_editor", "gadget_files", "teams")
STYLES = (
    *(GADGETS / "desktop" / "css" / f"{name}.css" for name in DESKTOP_STYLES),
    *(GADGETS / "admin" / "css" / f"{name}.css" for name in ADMIN_STYLES),
)
SCRIPTS = "/cfadmin/scripts/"
FIRST = f"{SCRIPTS}admin/main.js"
EDITIONS = Editions(browser_modules.ADMIN, SCRIPTS, SCRIPTS)
POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data: https:",  # a layout may name its pictures, which the preview shows
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)


async def page(request: web.Request) -> web.StreamResponse:
    """Sign-in page and console. Who is signed in only the browser knows, so the document is the same."""
    response = await document(request.app[CONTENTS]).answer(request)
    response.headers["Content-Security-Policy"] = POLICY
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


async def config(request: web.Request) -> web.Response:
    """Which node this is, whether it only reads, and what the sign-in page says."""
    settings = request.app[PAGES]
    return web.json_response(
        {
            "host": settings.host,
            "primary": settings.primary or settings.host,
            "readOnly": settings.is_secondary,
            "banner": settings.admin_banner,
            "minutes": settings.admin_minutes,
        },
        headers=HEADERS,
    )


async def style(request: web.Request) -> web.StreamResponse:
    """All style sheets in one; which comes later wins."""
    return await files_together(request, STYLES)


def document(contents: Contents) -> Content:
    """The page. It names the modules of the frame, so that a browser asks for them all at once."""
    style, icon = together(contents, STYLES).tag, together(contents, [LOGO]).tag
    return _document(
        EDITIONS.now(),
        f"{SCRIPTS}css/admin.css?{VERSION}={style}",
        f"/desktop/logo.svg?{VERSION}={icon}",
    )


@lru_cache(maxsize=1)
def _document(edition: Edition, style: str, icon: str) -> Content:
    text = pages.render(
        "finesse/page.html",
        about="The administration console of a contact center",
        without_scripts="This console needs JavaScript.",
        style=style,
        icon=icon,
        first=edition.address(FIRST),
        modules=edition.preloads(FIRST),
    )
    return Content(with_languages(text, GADGETS / "admin").encode(), TYPES[".html"])


ROUTES = [
    *(web.get(address, page) for address in ("/cfadmin", "/cfadmin/", "/cfadmin/container")),
    web.get("/cfadmin/config.json", config),
    web.get(f"{SCRIPTS}css/admin.css", style),
    *module_routes(browser_modules.ADMIN),
    edition_route(EDITIONS),
]
