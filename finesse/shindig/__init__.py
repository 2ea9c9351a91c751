"""The gadget server: what the product has of Apache Shindig, at the same paths."""

from __future__ import annotations

from aiohttp import web
from aiohttp.typedefs import Middleware

from finesse.settings import FinesseSettings
from finesse.shindig import concat, gadget_server, make_request, proxy
from finesse.shindig.fetcher import Fetcher
from finesse.shindig.fetching.own_connections import passed_on
from finesse.shindig.keys import FETCHER
from finesse.shindig.reach import Reach

ROUTES: list[web.AbstractRouteDef] = [*make_request.ROUTES, *proxy.ROUTES, *concat.ROUTES]


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
    app[FETCHER] = fetcher
    make_request.setup(app)
    app.add_routes(ROUTES)
    gadget_server.setup(app, fetcher)
