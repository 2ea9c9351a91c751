"""`finesse.js`, the library that gadgets load: its modules joined to the one script that they expect."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import rjsmin
from aiohttp import web

from finesse.pages.content import Content
from finesse.pages.files import TYPES, file_within
from finesse.pages.joined import NotJoined, joined
from vos.http.browser_modules import GADGETS
from vos.http.edition import state_of

FOLDER = GADGETS / "finesse"
ENTRY = "main.js"
GOOD_FOR = 60  # seconds; so the gadgets of a desktop ask once for it, and not each
DECLARATIONS = {".ts": "text/plain; charset=utf-8"}


@dataclass
class FinesseJs:
    """The script, made again when a module of it has changed."""

    folder: Path = FOLDER
    entry: str = ENTRY
    _made_of: dict[str, tuple[int, int]] = field(default_factory=dict)
    _content: Content | None = None
    _minified: Content | None = None

    def content(self) -> Content:
        """The script as it is now. NotJoined if the modules make none."""
        self._make()
        assert self._content is not None
        return self._content

    def minified(self) -> Content:
        """The script as it is now, without comments and indentation."""
        self._make()
        assert self._minified is not None
        return self._minified

    def _make(self) -> None:
        if self._content is None or state_of(self._made_of) != self._made_of:
            files: list[str] = []
            text = joined(self.entry, lambda name: self._text(name, files))
            self._made_of = state_of(files)
            self._content = Content(text.encode(), TYPES[".js"])
            self._minified = Content(rjsmin.jsmin(text).encode(), TYPES[".js"])

    def _text(self, name: str, files: list[str]) -> str:
        file = self.folder / name
        files.append(str(file))
        try:
            return file.read_text("utf-8")
        except FileNotFoundError:
            raise NotJoined(f"{name} is imported, and there is no such module") from None


FINESSE_JS = web.AppKey("finesse_js", FinesseJs)


async def finesse_js(request: web.Request) -> web.StreamResponse:
    """The script: to be read in a browser's debugger, or, as finesse.min.js, without its comments."""
    script = request.app[FINESSE_JS]
    is_min = request.path.endswith(".min.js")
    answer = await (script.minified() if is_min else script.content()).answer(request)
    answer.headers["Cache-Control"] = f"max-age={GOOD_FOR}"
    return answer


async def message_display(request: web.Request) -> web.StreamResponse:
    """A banner for errors, which gadgets load beside the library."""
    return await file_within(request, FOLDER, "MessageDisplay.js")


async def declarations(request: web.Request) -> web.StreamResponse:
    """The library's types, for the editors of who writes gadgets."""
    return await file_within(request, FOLDER, "finesse.d.ts", DECLARATIONS)


ROUTES = [
    web.get("/desktop/assets/js/finesse.d.ts", declarations),
    web.get("/desktop/js/utilities/MessageDisplay.js", message_display),
    web.get("/desktop/assets/js/finesse.js", finesse_js),
    web.get("/desktop/assets/js/finesse.min.js", finesse_js),
]
