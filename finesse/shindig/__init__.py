"""The gadget server: what the product has of Apache Shindig, at the same paths."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

from aiohttp import web
from aiohttp.typedefs import Middleware

from finesse.settings import FinesseSettings
from finesse.shindig import concat, ifr, make_request, metadata, proxy, rpc, scripts
from finesse.shindig.documents import Documents
from finesse.shindig.features import Library
from finesse.shindig.fetcher import Fetcher
from finesse.shindig.fetching.own_connections import passed_on
from finesse.shindig.frames import Frames
from finesse.shindig.gadgets import Gadgets
from finesse.shindig.keys import FETCHER, FRAMES, GADGETS
from finesse.shindig.reach import Reach
from finesse.shindig.scripts import SCRIPTS, Scripts
from finesse.third_party.keys import FORGET
from vos.http import browser_modules

FEATURES = browser_modules.GADGETS / "features"
ROUTES: list[web.AbstractRouteDef] = [
    *ifr.ROUTES,
    *scripts.ROUTES,
    *metadata.ROUTES,
    *rpc.ROUTES,
    *make_request.ROUTES,
    *proxy.ROUTES,
    *concat.ROUTES,
]


def fetcher_of(settings: FinesseSettings) -> Fetcher:
    """What fetches for this node's gadgets."""
    reach = Reach(settings.own_names, settings.nodes, settings.gadget_hosts, (settings.https.port,))
    reach.own_ports((settings.https.port, settings.http.port))
    return Fetcher(reach, settings.certs, settings.http)


def middleware(fetcher: Fetcher) -> Middleware:
    """What stands before the application, right behind its door, for the requests that come from itself."""
    return passed_on(fetcher.own_connections)


def setup(app: web.Application, fetcher: Fetcher) -> None:
    """Serve gadgets from `app`, which should serve the REST API and the pages as well."""
    library = Library.of(FEATURES)
    documents = Documents(fetcher, asyncio.get_running_loop().time)

    def forget(_path: str) -> None:
        documents.forget()
        library.renew(FEATURES)  # who writes a feature saves the gadget that requires it

    if FORGET in app:  # the pages are served, too, and tell when a gadget's files have changed
        app[FORGET].append(forget)
    app[FETCHER] = fetcher
    app[SCRIPTS] = Scripts(library)
    app[GADGETS] = Gadgets(documents)
    app[FRAMES] = Frames(app[GADGETS], library, fetcher.reach.own_path)
    make_request.setup(app)

    async def ending(_app: web.Application) -> AsyncIterator[None]:
        yield
        await documents.close()

    app.cleanup_ctx.append(ending)
    app.add_routes(ROUTES)
