"""`/3rdpartygadget/files/`: the folder of third-party gadgets, and in it the folders on the workbench."""

from __future__ import annotations

import re

from aiohttp import web

from finesse.pages.content import HEADERS
from finesse.pages.files import served
from finesse.pages.settings import PAGES
from finesse.third_party.folder import TEXTS, NotServed, content_type, found
from finesse.third_party.workbench_file import FILES

CODED = re.compile("%(?:2f|5c|00)", re.IGNORECASE)  # a slash or NUL that is none of the path's own


async def third_party_file(request: web.Request) -> web.StreamResponse:
    """A file of theirs; 404 with the reason for who wrote it, where it is not served."""
    if CODED.search(request.rel_url.raw_path):
        return refused("no such file")
    settings = request.app[PAGES]
    root, name = settings.third_party, request.match_info["path"]
    first, slash, rest = name.partition("/")
    if settings.workbench is not None and slash and (mounted := settings.workbench.mounts.get(first)):
        root, name = mounted, rest
    if root is None:
        return refused("no such file")
    try:
        file = found(root, name)
        return await served(request, file, content_type(file), compress=file.suffix.lower() in TEXTS)
    except NotServed as why:
        return refused(str(why))
    except OSError:  # gone in this moment, or not to be read
        return refused("no such file")


def refused(why: str) -> web.Response:
    """As text, so that nothing in it is more than that."""
    return web.Response(status=404, text=f"404: {why}", headers=HEADERS)


ROUTES = [web.get(f"{FILES}{{path:.+}}", third_party_file)]
