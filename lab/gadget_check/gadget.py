"""A gadget as its files tell it: its XML, its contents, and the scripts and styles that these load. Pure."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from urllib.parse import unquote, urlsplit

from lxml import etree

from lab.gadget_check import markup
from lab.gadget_check.javascript import Script
from lab.gadget_check.markup import Markup
from vos import xml

FINESSE_JS = re.compile(r"(?:^|/)finesse(?:[-.]?\d[\d.]*)?(?:\.min)?\.js$", re.IGNORECASE)
FILES_PATH = "/3rdpartygadget/files/"
LIBRARIES = re.compile(
    r"(?:^|/)(?:jquery|bootstrap|angular|react|vue|lodash|underscore|moment|require|dojo|popper|d3|datatables|select2"
    r"|knockout|handlebars|mustache|socket\.io|strophe|xdate|chart|doT|sweetalert|toastr)[\w.-]*\.js$|[.-]min\.js$",
    re.IGNORECASE,
)
JQUERY = re.compile(r"(?:^|/)jquery(?:[-.]?\d[\w.]*)?(?:\.slim)?(?:\.min)?\.js$", re.IGNORECASE)
IMPORT = re.compile(r"""\b(?:import|export)\b[^;'"`()]{0,2000}["']((?:\./|\.\./|/)[^"'\n]+)["']""")
# import("./x.js"), and the names of AMD modules.
IMPORTED = re.compile(r"""\bimport\s*\(\s*["']((?:\./|\.\./|/)[^"'\n]+)["']""")
REQUIRED = re.compile(
    r"""\b(?:require|requirejs|define)\s*\(\s*(?:["'][^"'\n]{0,200}["']\s*,\s*)?\[([^\]]{0,4000})\]"""
)
QUOTED = re.compile(r"""["']([^"'\n]{1,300})["']""")
LINE_OF = re.compile(r"line (\d+), column")
UP = re.compile(r"__UP_\w+?__")
QUOTE = re.compile(r"[\"'`]")
LONGEST_ADDRESS = 300  # characters


@dataclass(frozen=True)
class File:
    """A file of the gadget's folder; `text` is None for what is no text, or too long to be read."""

    path: str
    text: str | None
    mode: int = 0o644

    def line_at(self, offset: int) -> int:
        """The line in which that character of the text is."""
        return (self.text or "").count("\n", 0, offset) + 1


@dataclass(frozen=True)
class Part:
    """A piece of a file's text, from a line on."""

    file: str
    line: int
    text: str

    def line_at(self, offset: int) -> int:
        """The line of the file in which that character of the part is."""
        return self.line + self.text.count("\n", 0, offset)


@dataclass(frozen=True)
class Loaded:
    """A script in the order in which it is loaded."""

    src: str | None
    file: str  # where it is loaded
    line: int
    part: Part | None  # its text, where the gadget has it
    later: bool

    @property
    def name(self) -> str:
        """The path of its address, without what follows."""
        return urlsplit(self.src or "").path

    @property
    def src_is_elsewhere(self) -> bool:
        """Whether its address names a host."""
        return bool(urlsplit(self.src or "").netloc)

    @property
    def is_finesse(self) -> bool:
        return FINESSE_JS.search(self.name) is not None

    @property
    def is_jquery(self) -> bool:
        return JQUERY.search(self.name) is not None

    @property
    def is_own(self) -> bool:
        """Whether the gadget's author wrote it, as far as can be told."""
        return self.part is not None and not self.is_finesse and LIBRARIES.search(self.name) is None

    @cached_property
    def script(self) -> Script:
        return Script(self.part.text if self.part else "")


@dataclass
class Gadget:
    """All that is reviewed. `files` are those of the folder, by path; `spec` is the path of the XML."""

    spec: str
    files: Mapping[str, File]
    root: etree._Element | None = None
    fault: tuple[int, str] | None = None  # line, and what is wrong with the XML
    is_dtd: bool = False
    contents: list[tuple[Part, str]] = field(default_factory=list)  # and their views
    documents: list[tuple[Part, Markup]] = field(default_factory=list)
    scripts: list[Loaded] = field(default_factory=list)
    folder_name: str = ""  # by which a layout may name it below /3rdpartygadget/files/

    @cached_property
    def in_small_letters(self) -> Mapping[str, File]:
        """The files by their paths in small letters."""
        return {path.lower(): file for path, file in self.files.items()}

    @property
    def source(self) -> str:
        return self.files[self.spec].text or ""

    @property
    def own(self) -> list[Loaded]:
        """The author's scripts."""
        return [each for each in self.scripts if each.is_own]

    @property
    def has_unseen(self) -> bool:
        """Whether it loads a script of the author's that is not in the folder, and may do anything."""
        return any(
            each.part is None
            and not (each.is_finesse or each.is_jquery or LIBRARIES.search(each.name))
            and not each.name.startswith("/desktop/")
            for each in self.scripts
        )

    def elements(self, name: str) -> list[etree._Element]:
        """Of the XML, whatever namespace it has."""
        if self.root is None:
            return []
        return [each for each in self.root.iter() if isinstance(each.tag, str) and local(each) == name]

    def features(self) -> dict[str, etree._Element]:
        """By name, required or optional."""
        return {
            (each.get("feature") or ""): each
            for name in ("Require", "Optional")
            for each in self.elements(name)
        }

    def calls(
        self, pattern: re.Pattern[str], *, texts: bool = False
    ) -> Iterator[tuple[Loaded, int, re.Match[str]]]:
        """Where the author's scripts have it: the script, the line, and what was found."""
        for each in self.own:
            assert each.part is not None
            for match in pattern.finditer(each.script.texts if texts else each.script.code):
                yield each, each.part.line_at(match.start()), match

    def has(self, pattern: re.Pattern[str], *, texts: bool = False) -> bool:
        """Whether any script of the gadget's has it, or one that they put into the page by its name."""
        if next(self.calls(pattern, texts=texts), None) is not None:
            return True
        return any(pattern.search(each.texts if texts else each.code) for each in self.named)

    @cached_property
    def named(self) -> list[Script]:
        """Scripts of the folder that the author's own name in a text: a build's entry loads its bundle so."""
        loaded = {each.part.file for each in self.scripts if each.part is not None}
        texts = (text for each in self.own for text in QUOTE.split(each.script.texts))
        paths = (self._ends_with(text) for text in texts if text.endswith(".js"))
        return [
            Script(self.files[path].text or "")
            for path in dict.fromkeys(path for path in paths if path is not None and path not in loaded)
        ]

    def _ends_with(self, address: str) -> str | None:
        """The file of the folder that the end of an address names, whatever is before it."""
        if len(address) > LONGEST_ADDRESS:
            return None
        steps = address.split("/")
        ends = ("/".join(steps[at:]) for at in range(len(steps)))
        return next((path for path in ends if path in self.files), None)

    def path_of(self, url: str, base: str) -> str | None:
        """Which file of the folder an address in the file `base` means; None for another server's.

        `..` at its beginning leads out of the folder.
        """
        if UP.search(url) or "__MSG_" in url:
            return None
        parts = urlsplit(url)
        if parts.scheme or parts.netloc or not parts.path:
            return None
        path = unquote(parts.path)
        if path.startswith(FILES_PATH):
            return self._below(path.removeprefix(FILES_PATH))
        if path.startswith("/"):
            return None
        return posixpath.normpath(posixpath.join(posixpath.dirname(base), path))

    def _below(self, path: str) -> str | None:
        """A path under the folder of uploaded gadgets, if it is one of this gadget's."""
        folder, _, rest = path.partition("/")
        if path in self.files:
            return path
        return rest if rest and (rest in self.files or folder.lower() == self.folder_name.lower()) else None


def line_of(element: Any) -> int:
    """The line in which it begins."""
    return int(element.sourceline or 1)


def local(element: etree._Element) -> str:
    """An element without the namespace of its name."""
    return etree.QName(element).localname


def read(spec: str, files: Mapping[str, File], folder_name: str = "") -> Gadget:
    """The gadget of that XML."""
    gadget = Gadget(spec, files, folder_name=folder_name)
    source = gadget.source
    try:
        gadget.root = xml.read(source.encode(), encoding="utf-8")
    except xml.BadXml as error:
        line = LINE_OF.search(str(error))
        gadget.is_dtd = isinstance(error, xml.DocumentType)
        gadget.fault = (
            int(line[1]) if line else 1,
            re.sub(r",? \(?<string>.*|, line \d+, column \d+.*", "", str(error)),
        )
        return gadget
    for content in gadget.elements("Content"):
        part = _content(gadget, content)
        if part is not None:
            gadget.contents.append((part, content.get("view") or "default"))
    for part, _ in gadget.contents:
        found = markup.read(part.text, part.line)
        gadget.documents.append((part, found))
        for tag in found.scripts:
            gadget.scripts += _loaded(gadget, tag, part)
    return gadget


def _content(gadget: Gadget, content: etree._Element) -> Part | None:
    href = content.get("href")
    if href:
        path = gadget.path_of(href, gadget.spec)
        file = gadget.files.get(path) if path else None
        return Part(file.path, 1, file.text) if file is not None and file.text is not None else None
    text = content.text or ""
    if not text.strip():
        return None
    at = gadget.source.replace("\r\n", "\n").find(text)
    line = gadget.source.replace("\r\n", "\n").count("\n", 0, at) + 1 if at >= 0 else line_of(content)
    return Part(gadget.spec, line, text)


def _loaded(gadget: Gadget, tag: markup.Tag, part: Part) -> Iterator[Loaded]:
    folder = posixpath.dirname(part.file)
    if tag.main is not None:  # what AMD's loader begins with, and where it looks for modules
        main = gadget.path_of(tag.main if tag.main.endswith(".js") else f"{tag.main}.js", part.file)
        folder = posixpath.dirname(main or part.file)
    else:
        main = None
    if tag.src is None:
        text = Part(part.file, tag.line, tag.text)
    else:
        path = gadget.path_of(tag.src, part.file)
        there = _text_of(gadget, path)
        if there is None:
            yield Loaded(tag.src, part.file, tag.line, None, tag.later)
            return
        text = there
    yield Loaded(tag.src, part.file, tag.line, text, tag.later)
    begins = [text]
    if (first := _text_of(gadget, main)) is not None:
        begins.append(first)
        yield Loaded(tag.main, part.file, tag.line, first, True)
    yield from _imported(gadget, begins, folder, part.file, tag.line)


def _text_of(gadget: Gadget, path: str | None) -> Part | None:
    """The file's text; of one that is written otherwise in capitals alone, which is told, that one's."""
    file = (gadget.files.get(path) or gadget.in_small_letters.get(path.lower())) if path else None
    return Part(file.path, 1, file.text) if file is not None and file.text is not None else None


def _imported(gadget: Gadget, parts: list[Part], folder: str, file: str, line: int) -> Iterator[Loaded]:
    """The modules that scripts import or require, and those that they do."""
    seen, parts = {each.file for each in parts if each.line == 1}, [*parts]
    for each in parts:  # grows while it is walked
        for name, path in _named(gadget, each, folder):
            there = _text_of(gadget, path)
            if there is not None and there.file not in seen:
                seen.add(there.file)
                parts.append(there)
                yield Loaded(name, file, line, there, True)


def _named(gadget: Gadget, part: Part, folder: str) -> Iterator[tuple[str, str | None]]:
    for pattern in (IMPORT, IMPORTED):
        for match in pattern.finditer(part.text):
            yield match[1], gadget.path_of(match[1], part.file)
    for match in REQUIRED.finditer(part.text):
        for name in QUOTED.findall(match[1]):
            module = name if name.endswith(".js") else f"{name}.js"
            base = posixpath.dirname(part.file) if name.startswith(".") else folder
            yield name, gadget.path_of(module, posixpath.join(base, "."))
