"""`/3rdpartygadget/files/`: what an administrator put into the folder of third-party gadgets."""

from __future__ import annotations

from aiohttp import web

from finesse.pages.files import file_within
from finesse.pages.settings import PAGES


async def third_party_file(request: web.Request) -> web.StreamResponse:
    folder = request.app[PAGES].third_party
    if folder is None:
        raise web.HTTPNotFound
    return await file_within(request, folder, request.match_info["path"])


ROUTES = [web.get("/3rdpartygadget/files/{path:.+}", third_party_file)]
