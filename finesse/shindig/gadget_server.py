"""The renderer's part of the gadget server: frames, features' scripts, metadata."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from urllib.parse import urlsplit

from aiohttp import web

from finesse.shindig import ifr, metadata, rpc, scripts
from finesse.shindig.documents import Documents
from finesse.shindig.features import Library
from finesse.shindig.fetcher import Fetcher
from finesse.shindig.fetching.not_fetched import NotFetched
from finesse.shindig.gadgets import Gadgets
from finesse.shindig.reach import Kind
from finesse.third_party.keys import FORGET
from vos.http.browser_modules import GADGETS

ROUTES = [*ifr.ROUTES, *scripts.ROUTES, *metadata.ROUTES, *rpc.ROUTES]


def setup(app: web.Application, fetcher: Fetcher) -> None:
    """Serve gadgets' frames from `app`."""
    library = Library.of(GADGETS / "features")
    app[scripts.SCRIPTS] = scripts.Scripts(library)

    def own_path(url: str) -> str | None:
        try:
            destination = fetcher.reach.destination(url)
        except NotFetched:
            return None
        return urlsplit(url).path if destination.kind is Kind.OWN else None

    documents = Documents(fetcher, asyncio.get_running_loop().time)
    if FORGET in app:  # the pages are served, too, and tell when a gadget's files have changed
        app[FORGET].append(lambda _path: documents.forget())
    app[ifr.GADGETS] = Gadgets(documents, library, own_path)

    async def ending(_app: web.Application) -> AsyncIterator[None]:
        yield
        await documents.close()

    app.cleanup_ctx.append(ending)
    app.add_routes(ROUTES)
