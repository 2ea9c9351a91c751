"""`/gadgets/js/<feature>:<feature>.js`: features joined, for a gadget's frame or the page around it."""

from __future__ import annotations

from aiohttp import web

from finesse.pages.content import Content
from finesse.shindig.features import ASKED, NAME, SETS, Library, Script
from vos.http.edition import FOR_EVER
from vos.http.recent import Recent

TYPE = "text/javascript; charset=utf-8"

CONTAINER = ("shindig-container", "osapi", "pubsub-2", "loadingindicator")
"""What the desktop loads, in the product's order."""


class Scripts:
    """The features, and each set of them as it is sent."""

    def __init__(self, library: Library) -> None:
        self.feature_library = library
        self._contents: Recent[tuple[tuple[str, ...], str], Content] = Recent(SETS)

    def for_the_desktop(self) -> str:
        """Where the desktop loads its side of the features."""
        version = self.feature_library.script(CONTAINER, container=True).version
        return f"/gadgets/js/{':'.join(CONTAINER)}.js?c=1&v={version}"

    def content(self, script: Script) -> Content:
        """Compressed once."""
        return self._contents.get((script.names, script.version), lambda: Content(script.text, TYPE))


SCRIPTS = web.AppKey("scripts", Scripts)


async def features_script(request: web.Request) -> web.StreamResponse:
    """The scripts of these features and of all that they need.

    Asked for in the version that it has, it never changes. Names that no feature has are left out.
    """
    names = request.match_info["names"].split(":")
    if len(names) > ASKED or not all(map(NAME.fullmatch, names)):
        raise web.HTTPNotFound
    scripts = request.app[SCRIPTS]
    script = scripts.feature_library.script(names, container=request.query.get("c") == "1")
    answer = await scripts.content(script).answer(request)
    if request.query.get("v") == script.version:
        answer.headers["Cache-Control"] = FOR_EVER
    return answer


ROUTES = [web.get("/gadgets/js/{names:[^/]+}.js", features_script)]
