"""`/desktop`: one document for sign-in and desktop, its modules and styles, and what it must know."""

from __future__ import annotations

import re
from functools import lru_cache

from aiohttp import web
from yarl import URL

from finesse.api.keys import NODE
from finesse.pages.content import HEADERS, VERSION, Content, Contents
from finesse.pages.files import (
    CONTENTS,
    TYPES,
    edition_route,
    files_together,
    module_routes,
    together,
)
from finesse.pages.languages import with_languages
from finesse.pages.settings import CONTAINER_SCRIPT, PAGES
from vos import pages
from vos.http import browser_modules
from vos.http.browser_modules import GADGETS
from vos.http.edition import Edition, Editions

FOLDER = GADGETS / "desktop"
LOGO = FOLDER / "logo.svg"
STYLES = tuple(
    FOLDER / "css" / f"{name}.css"
    for name in (
        "base",
        "forms",
        "sign_in",
        "layout",
        "header",
        "calls",
        "dialler",
        "wrap_up",
        "gadgets",
        "grid",
        "services",
        "workflows",
        "supervisor",
    )
)
SCRIPTS = "/desktop/scripts/js/"
EDITIONS = Editions(browser_modules.DESKTOP, "/desktop/scripts/", "/desktop/scripts/")
COMPONENTS = tuple(file.stem for file in sorted((FOLDER / "components").glob("*.js")))
HOST = re.compile(r"([A-Za-z0-9.-]+)(?::\d+)?")


async def root(request: web.Request) -> web.StreamResponse:
    """The server's bare address leads to the desktop, in the language asked for."""
    raise web.HTTPFound(URL("/desktop").with_query(request.query))


async def page(request: web.Request) -> web.StreamResponse:
    """Sign-in page and desktop. Who is signed in only the browser knows, so the document is the same."""
    response = await document(request.app[CONTENTS]).answer(request)
    response.headers["Content-Security-Policy"] = content_security_policy(request)
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


async def component(request: web.Request) -> web.StreamResponse:
    """A part of the desktop at the address that layouts have for it."""
    name = request.path.rpartition("/")[2]
    return await Content(f'export * from "./components/{name}";\n'.encode(), TYPES[".js"]).answer(request)


async def config(request: web.Request) -> web.Response:
    """How this deployment's desktops reach the notification service, and which optional parts REST has;
    `properties`, those of the desktop that an administrator has set."""
    settings = request.app[PAGES]
    script, node = request.app.get(CONTAINER_SCRIPT), request.app.get(NODE)
    return web.json_response(
        {
            "host": settings.host,
            **({"gadgets": {"script": script}} if script is not None else {}),
            "notification": {
                "transport": settings.notification_transport,
                "port": settings.notification_port,
                "tunnel": settings.tunnel,
            },
            "toasterNotificationTimeout": settings.toaster,
            "seconds": {
                "ping": settings.ping,
                "reconnect": settings.reconnect,
                "probe": settings.probe,
            },
            **({"workbench": True} if settings.workbench is not None else {}),
            "properties": dict(node.catalogue.properties.set) if node is not None else {},
            "certificates": settings.certificates,
            "offers": {"phoneBooks": serves(request.app, "/finesse/api/User/{id}/PhoneBooks")},
        },
        headers=HEADERS,
    )


async def style(request: web.Request) -> web.StreamResponse:
    """All style sheets in one; which comes later wins."""
    return await files_together(request, STYLES)


async def logo(request: web.Request) -> web.StreamResponse:
    return await files_together(request, [LOGO])


def document(contents: Contents) -> Content:
    """The page. It names the modules of the sign-in page, so that a browser asks for them all at once."""
    style, icon = together(contents, STYLES).tag, together(contents, [LOGO]).tag
    return _document(
        EDITIONS.now(),
        f"/desktop/scripts/css/desktop.css?{VERSION}={style}",
        f"/desktop/logo.svg?{VERSION}={icon}",
    )


@lru_cache(maxsize=1)
def _document(edition: Edition, style: str, icon: str) -> Content:
    first = f"{SCRIPTS}main.js"
    text = pages.render(
        "finesse/page.html",
        about="The agent desktop of a contact center",
        without_scripts="This desktop needs JavaScript.",
        style=style,
        icon=icon,
        first=edition.address(first),
        modules=edition.preloads(first),
    )
    return Content(with_languages(text, FOLDER).encode(), TYPES[".html"])


def content_security_policy(request: web.Request) -> str:
    """Own scripts and styles only, none inline; connections to this server; frames of tunnel and gadgets.

    The sign-in page looks whether the browser trusts the tunnel and the servers that are named.
    Gadgets have frames of their own, with a policy of their own. A gadget may be a page of another host, and
    a layout may name its pictures.
    """
    settings = request.app[PAGES]
    host = HOST.fullmatch(settings.sites.address(request.host, settings.host))
    elsewhere = host is not None and settings.tunnel == "notification"
    tunnel = f"https://{host[1]}:{settings.notification_port} " if host and elsewhere else ""
    return "; ".join(
        (
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "img-src 'self' data: https:",
            " ".join(("connect-src 'self'", *tunnel.split(), *settings.certificates)),
            f"frame-src 'self' {tunnel}https: http://localhost:*",
            "form-action 'self'",
            "base-uri 'none'",
            f"frame-ancestors {settings.frame_ancestors}",
        )
    )


def serves(app: web.Application, path: str) -> bool:
    """Whether `app` has a route of that path, whatever it calls the variable parts."""
    return any(_blank(resource.canonical) == _blank(path) for resource in app.router.resources())


def _blank(path: str) -> str:
    return re.sub(r"\{[^}]*\}", "{}", path)


# Where the product's desktops are or were: older releases' bookmarks end in landing.jsp and logon.jsp.
ADDRESSES = (
    "/desktop",
    "/desktop/",
    "/desktop/container",
    "/desktop/container/",
    "/desktop/container/landing.jsp",
    "/desktop/logon.jsp",
)

ROUTES = [
    web.get("/", root),
    *(web.get(address, page) for address in ADDRESSES),
    web.get("/desktop/config.json", config),
    web.get("/desktop/logo.svg", logo),
    web.get("/desktop/favicon.ico", logo),
    *(web.get(f"{SCRIPTS}{name}.js", component) for name in COMPONENTS),
    *module_routes(browser_modules.DESKTOP),
    edition_route(EDITIONS),
    web.get("/desktop/scripts/css/desktop.css", style),
]
