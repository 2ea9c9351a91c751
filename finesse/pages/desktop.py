"""`/desktop`: one document for sign-in and desktop, its modules and styles, and what it must know."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable
from functools import cache

from aiohttp import web
from yarl import URL

from finesse.pages.content import HEADERS, Content
from finesse.pages.files import TYPES, file_within, files_together, module_routes
from finesse.pages.settings import CONTAINER_SCRIPT, PAGES
from vos import pages
from vos.http import browser_modules
from vos.http.browser_modules import GADGETS

FOLDER = GADGETS / "desktop"
STYLES = ("base", "sign_in", "layout", "header", "calls", "gadgets", "grid", "services")
IMPORT = re.compile(r"""^(?:import|export)\b[^;"']*["'](\.[^"']+)["'];$""", re.MULTILINE)
SCRIPTS = "/desktop/scripts/js/"
COMPONENTS = tuple(file.stem for file in sorted((FOLDER / "components").glob("*.js")))
HOST = re.compile(r"([A-Za-z0-9.-]+)(?::\d+)?")


async def root(request: web.Request) -> web.StreamResponse:
    """The server's bare address leads to the desktop, in the language asked for."""
    raise web.HTTPFound(URL("/desktop").with_query(request.query))


async def page(request: web.Request) -> web.StreamResponse:
    """Sign-in page and desktop. Who is signed in only the browser knows, so the document is the same."""
    response = await document().answer(request)
    response.headers["Content-Security-Policy"] = content_security_policy(request)
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


async def component(request: web.Request) -> web.StreamResponse:
    """A part of the desktop at the address that layouts have for it."""
    name = request.path.rpartition("/")[2]
    return await Content(f'export * from "./components/{name}";\n'.encode(), TYPES[".js"]).answer(request)


async def config(request: web.Request) -> web.Response:
    """How this deployment's desktops reach the notification service, and which optional parts REST has."""
    settings = request.app[PAGES]
    script = request.app.get(CONTAINER_SCRIPT)
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
            "offers": {"phoneBooks": serves(request.app, "/finesse/api/User/{id}/PhoneBooks")},
        },
        headers=HEADERS,
    )


async def style(request: web.Request) -> web.StreamResponse:
    """All style sheets in one; which comes later wins."""
    return await files_together(request, [FOLDER / "css" / f"{name}.css" for name in STYLES])


async def logo(request: web.Request) -> web.StreamResponse:
    return await file_within(request, FOLDER, "logo.svg")


@cache
def document() -> Content:
    """The page. It names the modules of the sign-in page, so that a browser asks for them all at once."""
    files = browser_modules.modules(browser_modules.DESKTOP)
    modules = modules_of("/desktop/scripts/js/main.js", lambda path: files[path].read_text("utf-8"))
    return Content(pages.render("finesse/desktop.html", modules=modules).encode(), TYPES[".html"])


def modules_of(first: str, text_of: Callable[[str], str]) -> list[str]:
    """What a module imports, and what that imports, by their paths, in the order they are met."""
    found = [first]
    for name in found:
        needed = (
            posixpath.normpath(posixpath.join(name, "..", path)) for path in IMPORT.findall(text_of(name))
        )
        found += [path for path in dict.fromkeys(needed) if path not in found]
    return found[1:]


def content_security_policy(request: web.Request) -> str:
    """Own scripts and styles only, none inline; connections to this server; frames of tunnel and gadgets.

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
            "connect-src 'self'",
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
    web.get("/desktop/scripts/css/desktop.css", style),
]
