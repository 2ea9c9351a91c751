"""Other projects' libraries at the product's addresses: jQuery, Bootstrap and what else gadgets load there.

`gadgets/libraries.toml` says which address is which file of which package; the build made the files from it.
"""

from __future__ import annotations

import tomllib
from collections.abc import Awaitable, Callable

from aiohttp import web

from finesse.pages.files import file_within
from vos.http.browser_modules import GADGETS

FOLDER = GADGETS / "libraries"
GOOD_FOR = 3600  # seconds that browsers need not ask again: what is at these addresses has its version
MISSING = (
    "the libraries that gadgets load were not installed: run `make run` or `pip install -e .` in the source, "
    "with the npm registry in reach"
)


def routes() -> list[web.RouteDef]:
    """One for each file and each folder of the list."""
    listed = tomllib.loads((GADGETS / "libraries.toml").read_text("utf-8"))
    return [
        *(web.get(f"/desktop/{one['at']}", _file_of("", one["at"])) for one in listed["files"]),
        *(web.get(f"/desktop/{one['at']}/{{name:.+}}", _file_of(one["at"])) for one in listed["folders"]),
    ]


def _file_of(folder: str, name: str = "") -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
    async def library(request: web.Request) -> web.StreamResponse:
        if not FOLDER.is_dir():
            raise web.HTTPNotFound(text=MISSING)
        answer = await file_within(request, FOLDER / folder, name or request.match_info["name"])
        answer.headers["Cache-Control"] = f"max-age={GOOD_FOR}"
        return answer

    return library


ROUTES = routes()
