"""The addresses in a gadget's HTML: relative ones lead to the gadget's folder, others to their server. Pure.

Beside them stands a `<base>`, for what scripts ask for later. A gadget on another host writes `/desktop/...`
and means this server; every other path of its own means its host. Source: public gadgets.
"""

from __future__ import annotations

import re
from urllib.parse import urljoin, urlsplit

from finesse.shindig.rendering.room import Room

PATHS_HERE = ("/desktop/", "/gadgets/", "/3rdpartygadget/", "/finesse/", "/tunnel/")
"""Paths that mean this server, whoever writes them."""

_START = re.compile(r"<(?:!--|(/?[A-Za-z][^\s/>]*))")
_ATTRIBUTE = re.compile(
    r"[\s/]*+(?:(>)|([^\s/>=][^\s/>=]*+)(?:\s*+=\s*+(?:(\")|(')|([^\s>]*+)))?|=)",
)
_URL_IN_CSS = re.compile(r"(url\(\s{0,20}+[\"']?)([^\"'()\s]{1,2048}+)", re.IGNORECASE)
_ABSOLUTE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//|\\")
_LEFT_ALONE = re.compile(r"[#?]|.{0,64}?(?:__|\{\{|\$\{|<%|&#)", re.DOTALL)
_RAW = frozenset({"script", "style", "textarea", "title", "xmp", "noscript", "iframe", "noembed"})
_ADDRESSES = frozenset({"src", "href", "action", "poster", "background", "data"})
_END_OF = {name: re.compile(f"</{name}(?=[\\s/>])", re.IGNORECASE) for name in _RAW}


class Addresses:
    """How addresses of one document are meant."""

    def __init__(self, base: str, origin: str = "") -> None:
        """`base` is where the document is; `origin` is this server's, where that is another."""
        self._base = base
        self._origin = origin
        at = urlsplit(base)
        self._host = f"{at.scheme}://{at.netloc}" if at.netloc else ""

    def meant(self, address: str) -> str:
        """The address as it stands without a base; what is none of a file stays as it is."""
        text = address.strip()
        if not text or _ABSOLUTE.match(text) or _LEFT_ALONE.match(text):
            return address
        if text.startswith("/"):
            if text.startswith(PATHS_HERE):
                return self._origin + text
            return self._host + text
        try:
            return urljoin(self._base, text)
        except ValueError:
            return address


def rewritten(html: str, addresses: Addresses, room: Room | None = None) -> str:
    """The HTML with the addresses that its elements and styles name; scripts and comments stay.

    TooMuch where they get longer than there is room for.
    """
    room = Room() if room is None else room
    parts: list[str] = []
    done = at = 0
    while (start := _START.search(html, at)) is not None:
        if start[1] is None:  # a comment
            at = html.find("-->", start.end() - 2)
            if at < 0:
                break
            continue
        name = start[1].lower()
        at = start.end()
        while (attribute := _ATTRIBUTE.match(html, at)) is not None:
            end, key, double, single, bare = attribute.groups()
            at = attribute.end()
            if end:
                break
            if double or single:
                close = html.find(double or single, at)
                if close < 0:  # the rest is inside of this attribute: a browser shows nothing of it
                    return "".join([*parts, html[done:]])
                value = at, close
                at = close + 1
            elif bare is not None:
                value = attribute.start(5), at
            else:
                continue
            if key.lower() in _ADDRESSES:
                text = html[slice(*value)]
                if (meant := addresses.meant(text)) != text:
                    room.take(len(meant) - len(text))
                    parts += (html[done : value[0]], meant)
                    done = value[1]
            elif key.lower() == "style":
                parts += (html[done : value[0]], in_style(html[slice(*value)], addresses, room))
                done = value[1]
        else:
            break
        if name in _RAW:
            close_tag = _END_OF[name].search(html, at)
            stop = len(html) if close_tag is None else close_tag.start()
            if name == "style":
                parts += (html[done:at], in_style(html[at:stop], addresses, room))
                done = stop
            at = stop
    return "".join([*parts, html[done:]])


def in_style(css: str, addresses: Addresses, room: Room | None = None) -> str:
    """A style sheet with the addresses that it names. TooMuch, as for the HTML."""
    room = Room() if room is None else room

    def absolute(found: re.Match[str]) -> str:
        meant = addresses.meant(found[2])
        room.take(len(meant) - len(found[2]))
        return found[1] + meant

    return _URL_IN_CSS.sub(absolute, css)
