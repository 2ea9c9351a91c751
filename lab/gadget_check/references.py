"""The files that a gadget names: are they there, by that name, for all to read, and no JSP. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lab.gadget_check.finding import Finding, found
from lab.gadget_check.gadget import Gadget, line_of

READABLE = 0o444
PLAIN_NAME = re.compile(r"[A-Za-z0-9._/-]+")
STYLE_URL = re.compile(r"""(?:url\(\s*["']?|@import\s+["'])([^"')\s]+)""")
LIBRARY = re.compile(r"(?:^|/)(?:bootstrap|jquery|font-?awesome)[\w.-]*\.css$|[.-]min\.css$", re.IGNORECASE)
ROOTED = re.compile(r"/(?!/)")
SERVED = re.compile(r"/(?:desktop|gadgets|3rdpartygadget|finesse)/")  # by Finesse, of what it has there
JSP = re.compile(r"\.jsp[xf]?(?:$|[?#])", re.IGNORECASE)


def check(gadget: Gadget) -> Iterator[Finding]:
    """Each address of a file of the gadget's own."""
    told: set[tuple[str, str]] = set()
    for url, base, line in [*_named(gadget)]:
        if (url, base) in told:
            continue
        told.add((url, base))
        if JSP.search(url):
            yield found("file-jsp", base, line, f"{url} is a JSP page")
            continue
        path = gadget.path_of(url, base)
        if path is None and ROOTED.match(url) and not SERVED.match(url):
            yield found("file-absolute", base, line, f"{url} begins at the server's root")
        if path is None or path == ".":
            continue
        if path.startswith(".."):
            yield found("file-outside", base, line, f"{url} lies outside of the gadget's folder")
            continue
        yield from _file(gadget, path, url, base, line)
    for name in (gadget.spec,):
        if gadget.files[name].mode & READABLE != READABLE:
            yield found("file-mode", name, 1, f"{name} has the mode {gadget.files[name].mode:o}")


def _file(gadget: Gadget, path: str, url: str, base: str, line: int) -> Iterator[Finding]:
    file = gadget.files.get(path)
    if file is None:
        others = [each for each in gadget.files if each.lower() == path.lower()]
        if others:
            yield found("file-case", base, line, f"{url}: the file is {others[0]}")
        else:
            yield found("file-missing", base, line, f"{url} is not there")
        return
    if file.mode & READABLE != READABLE:
        yield found("file-mode", base, line, f"{file.path} has the mode {file.mode:o}")
    if PLAIN_NAME.fullmatch(file.path) is None:
        yield found("file-name", base, line, f"{file.path} has other characters in its name")


def _named(gadget: Gadget) -> Iterator[tuple[str, str, int]]:
    """Addresses with the file in which they stand, and the line."""
    for element, attribute in (("Content", "href"), ("Locale", "messages"), ("Preload", "href")):
        for each in gadget.elements(element):
            is_url = element == "Content" and (each.get("type") or "").lower() == "url"
            if (url := (each.get(attribute) or "").strip()) and not is_url:
                yield url, gadget.spec, line_of(each)
    styles: list[str] = []
    for part, markup in gadget.documents:
        for reference in markup.references:
            yield reference.url, part.file, reference.line
            path = gadget.path_of(reference.url, part.file)
            if (
                reference.element == "link"
                and path in gadget.files
                and path is not None
                and path.endswith(".css")
            ):
                styles.append(path)
        for text, line in markup.styles:
            for match in STYLE_URL.finditer(text):
                yield match[1], part.file, line + text.count("\n", 0, match.start())
    for style in dict.fromkeys(styles):
        if LIBRARY.search(style):
            continue  # what it has for older browsers, too, is nobody's fault here
        text = gadget.files[style].text or ""
        for match in STYLE_URL.finditer(text):
            if not match[1].startswith(("data:", "#")):
                yield match[1], style, gadget.files[style].line_at(match.start())
