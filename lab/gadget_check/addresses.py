"""Servers that a gadget names: http in a page by https, Finesse by its own name, others. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import SplitResult, urlsplit

from lab.gadget_check.finding import Finding, found
from lab.gadget_check.gadget import Gadget

OWN_PORTS = re.compile(r":(?:8445|8082|7443|7071|5280|8443)$")
OWN_PATHS = re.compile(r"^/(?:finesse/api|desktop/|gadgets/|3rdpartygadget/)")
# What browsers do with an address; makeRequest is the server's and may use http.
LOADS = re.compile(
    r"""(?:\bfetch\s*\(|\.open\s*\([^,()]{0,40},|\.ajax\s*\(|\$\.(?:get|post|getJSON|getScript)\s*\(|\.src\s*=
    |\bWebSocket\s*\(|\bEventSource\s*\(|\bimportScripts\s*\(|\bimport\s*\(|\bscreenPop\s*\(?|\burl\s*:\s*)
    \s*["'`](?P<url>(?:http|ws)://[^"'`\s]{1,500})""",
    re.VERBOSE,
)
ABSOLUTE = re.compile(r"""["'`](?P<url>https?://[^"'`\s/]{1,200}(?:/[^"'`\s]{0,500})?)["'`]""")
LOCAL = frozenset({"localhost", "127.0.0.1", "[::1]"})
NAMESPACES = re.compile(r"^https?://(?:www\.w3\.org|jabber\.org|schemas\.)")


def check(gadget: Gadget) -> Iterator[Finding]:
    """Each address with a host."""
    told: set[tuple[str, int]] = set()
    for part, markup in gadget.documents:
        for reference in markup.references:
            for finding in _reference(reference.url, reference.element, part.file, reference.line):
                told.add((part.file, reference.line))
                yield finding
    for script, line, match in gadget.calls(LOADS, texts=True):
        assert script.part is not None
        if not _is_here(match["url"]):
            told.add((script.part.file, line))
            yield found("mixed-content", script.part.file, line, f"{match['url']} is asked for without TLS")
    for script, line, match in gadget.calls(ABSOLUTE, texts=True):
        assert script.part is not None
        if (script.part.file, line) not in told and _is_finesse(match["url"]):
            told.add((script.part.file, line))
            yield found("finesse-host", script.part.file, line, f"{match['url']} names one server")


def _reference(url: str, element: str, file: str, line: int) -> Iterator[Finding]:
    parts = _split(url)
    if parts is None or not parts.netloc:
        return
    if parts.scheme == "http" and not _is_here(url):
        yield found("mixed-content", file, line, f"<{element}> loads {url} without TLS")
    elif _is_finesse(url):
        yield found("finesse-host", file, line, f"<{element}> names one server: {url}")
    elif element in ("script", "link") and "__UP_" not in url:
        yield found("other-host", file, line, f"<{element}> loads {url}")


def _is_finesse(url: str) -> bool:
    parts = _split(url)
    if parts is None or "__UP_" in url or (parts.hostname or "") in LOCAL or NAMESPACES.match(url):
        return False
    return bool(OWN_PORTS.search(parts.netloc) or OWN_PATHS.match(parts.path)) and "." in parts.netloc


def _is_here(url: str) -> bool:
    """The machine itself: browsers take it for safe, and the proxy asks there in the server's name."""
    parts = _split(url)
    return parts is not None and (parts.netloc.rpartition(":")[0] or parts.netloc) in LOCAL


def _split(url: str) -> SplitResult | None:
    try:
        return urlsplit(url)
    except ValueError:
        return None
