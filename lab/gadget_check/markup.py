"""What a gadget's HTML loads and runs, each with its line. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

SCRIPT_TYPES = re.compile(r"(?:(?:text|application)/(?:x-)?(?:java|ecma)script|module)?\s*", re.IGNORECASE)
REFERENCES = {
    "script": ("src",),
    "link": ("href",),
    "img": ("src",),
    "iframe": ("src",),
    "frame": ("src",),
    "audio": ("src",),
    "video": ("src", "poster"),
    "source": ("src",),
    "embed": ("src",),
    "object": ("data",),
    "input": ("src",),
}
LINKS = frozenset({"stylesheet", "icon", "preload", "modulepreload", "manifest", "shortcut icon"})


@dataclass(frozen=True)
class Reference:
    """An address in the markup."""

    element: str
    url: str
    line: int


@dataclass(frozen=True)
class Tag:
    """A script of the markup: its address, or what is inside."""

    src: str | None
    text: str
    line: int  # in which the text begins
    later: bool  # it runs when the document is read: a module, or deferred
    main: str | None = None  # the module with which a loader of AMD begins: data-main


@dataclass
class Markup:
    """All of a document."""

    references: list[Reference] = field(default_factory=list)
    scripts: list[Tag] = field(default_factory=list)
    styles: list[tuple[str, int]] = field(default_factory=list)
    handlers: list[tuple[str, int]] = field(default_factory=list)  # onclick="…"


def read(text: str, line: int) -> Markup:
    """The document that begins in that line of its file."""
    reader = _Reader(line - 1)
    reader.feed(text)
    reader.close()
    return reader.found


class _Reader(HTMLParser):
    def __init__(self, before: int) -> None:
        super().__init__(convert_charrefs=True)
        self.found = Markup()
        self._before = before
        self._open: dict[str, str | None] | None = None  # of the script or style that is read
        self._element = ""
        self._text = ""
        self._line = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        line = self._before + self.getpos()[0]
        for name in REFERENCES.get(tag, ()):
            url = (given.get(name) or "").strip()
            if url and (tag != "link" or (given.get("rel") or "").lower() in LINKS):
                self.found.references.append(Reference(tag, url, line))
        for name, value in attrs:
            if name.startswith("on") and value:
                self.found.handlers.append((value, line))
            elif name == "style" and value:
                self.found.styles.append((value, line))
        if tag in ("script", "style"):
            self._open, self._element, self._text = given, tag, ""
            self._line = line + (self.get_starttag_text() or "").count("\n")

    def handle_data(self, data: str) -> None:
        if self._open is not None:
            self._text += data

    def handle_endtag(self, tag: str) -> None:
        if self._open is None or tag != self._element:
            return
        given, self._open = self._open, None
        if tag == "style":
            self.found.styles.append((self._text, self._line))
        elif SCRIPT_TYPES.fullmatch(given.get("type") or ""):
            later = given.get("type") == "module" or ("src" in given and "defer" in given)
            src = (given.get("src") or "").strip() or None
            main = (given.get("data-main") or "").strip() or None
            self.found.scripts.append(Tag(src, self._text, self._line, later, main))
