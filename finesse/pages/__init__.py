"""The web applications that are pages: the desktop and what it loads, cfadmin, and third-party gadgets."""

from __future__ import annotations

from aiohttp import web

from finesse.pages import (
    admin,
    beside_desktop,
    desktop,
    desktop_api,
    finesse_js,
    libraries,
    third_party,
    tunnel,
    workbench,
)
from finesse.pages.content import Contents
from finesse.pages.files import CONTENTS
from finesse.pages.finesse_js import FINESSE_JS, FinesseJs
from finesse.pages.settings import PAGES, PageSettings

ROUTES = [
    *admin.ROUTES,
    *beside_desktop.ROUTES,
    *desktop.ROUTES,
    *desktop_api.ROUTES,
    *finesse_js.ROUTES,
    *libraries.ROUTES,
    *tunnel.ROUTES,
    *third_party.ROUTES,
    *workbench.ROUTES,
]


def setup(app: web.Application, settings: PageSettings) -> None:
    """Serve the pages from `app`, which should serve the REST API as well.

    The desktop looks for the API at its own origin, and is told which optional parts of it are there.
    """
    app[PAGES] = settings
    app[CONTENTS] = Contents()
    app[FINESSE_JS] = FinesseJs()
    app.add_routes(ROUTES)
    workbench.setup(app)
