"""The document of a gadget's frame, in the order that gadgets rely on. Pure.

Doctype, base, styles, the features' script, what it is configured with, the gadget's content, and the call
that starts the gadget. Source: public gadgets.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from finesse.shindig.rendering import substitution
from finesse.shindig.rendering.addresses import Addresses, rewritten
from finesse.shindig.rendering.room import Room
from finesse.shindig.rendering.script_json import script_json
from finesse.shindig.rendering.substitution import Page, Piece, Place, escaped, pieces, with_messages

_DOCTYPE = re.compile(r"(?:\s|<!--(?:[^-]|-(?!->))*+-->)*+<!doctype\b", re.IGNORECASE)
_ROOT = re.compile(r"<html[\s>]", re.IGNORECASE)
_BASE = re.compile(r"<base\s", re.IGNORECASE)

PLAIN_STYLE = (
    "body,td,div,span,p{font-family:Arial,sans-serif}"
    "a{color:#0000cc}a:visited{color:#551a8b}a:active{color:#ff0000}"
    "body{margin:0;padding:0;background-color:white}"
)
SCROLLING_STYLE = "html,body{height:100%;width:100%;overflow:auto}"
VIEWS = {
    "default": {"isOnlyVisible": False},
    "canvas": {"isOnlyVisible": True},
}

# A base leads links to a place in the document elsewhere. They lead where they would without one.
ANCHORS = (
    'addEventListener("click",function(e){var a=e.target.closest&&e.target.closest("a[href^=\'#\']");'
    "if(a&&!a.target&&!e.defaultPrevented&&e.button===0&&!(e.ctrlKey||e.metaKey||e.shiftKey))"
    '{e.preventDefault();location.hash=a.getAttribute("href")}});'
)


@dataclass(frozen=True)
class View:
    """All that the page of a gadget's view is made of and that is the same for everybody who sees it."""

    content: str
    base: str
    """Where the content is: a path of this server, or an address of another."""

    script: str
    """The address of the features' script."""

    title: str = ""
    messages: Mapping[str, str] = field(default_factory=dict)
    prefs: Mapping[str, str] = field(default_factory=dict)
    """The preferences that it declares, with their defaults."""

    features: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    """Those it asked for and got, with the parameters it gave."""

    unknown: tuple[str, ...] = ()
    """Those it requires that are nowhere, and in `unknown_optional` those it can do without."""

    unknown_optional: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()
    scrolling: bool = False
    height: int = 0
    right_to_left: bool = False
    preloads: bool = False
    origin: str = ""
    """This server's origin, where the gadget is on another host."""


def page(view: View) -> Page:
    """The gadget's page, with places for language, security token, module id, preferences and preloads.

    TooMuch where it would be larger than a page may be, before it is.
    """
    room = Room()
    room.take(len(view.content))
    content = with_messages(view.content, view.messages, room)
    content = rewritten(content, Addresses(view.base, view.origin), room)
    parts: list[Piece] = ["<!DOCTYPE html>\n<html"]
    if _ROOT.search(content) is None:
        parts += [' lang="', Place(substitution.LANGUAGE), '"']
    parts.append('><head><meta charset="utf-8">')
    if view.title:  # before one of the content: the page around reads the first
        parts += [
            "<title>",
            *_put_in(escaped(with_messages(view.title, view.messages, room)), view),
            "</title>",
        ]
    if _BASE.search(content) is None:
        parts.append(f'<base href="{escaped(view.base)}">')
    style = "" if _DOCTYPE.match(content) else PLAIN_STYLE
    style += SCROLLING_STYLE if view.scrolling else ""
    if style:
        parts.append(f"<style>{style}</style>")
    parts += [f'<script src="{escaped(view.script)}"></script>\n<script>', *_configured(view, room)]
    parts += ["</script>\n</head><body", ' dir="rtl">' if view.right_to_left else ">"]
    parts += _put_in(content, view)
    parts.append("\n<script>gadgets.util.runOnLoadHandlers();</script></body></html>\n")
    return Page(parts)


def _put_in(text: str, view: View) -> list[Piece]:
    return pieces(text, view.prefs, right_to_left=view.right_to_left)


def _configured(view: View, room: Room) -> list[Piece]:
    config = {
        "core.util": view.features,
        "core.io": {
            "jsonProxyUrl": f"{view.origin}/gadgets/makeRequest",
            "proxyUrl": f"{view.origin}/gadgets/proxy%filename%?container=default"
            "&refresh=%refresh%&gadget=%gadget%&url=%url%",
        },
        "rpc": {},
        "views": VIEWS,
        "lab": {
            "unknownFeatures": view.unknown,
            "unknownOptionalFeatures": view.unknown_optional,
            "problems": view.problems,
            "scrolling": view.scrolling,
            "height": view.height,
        },
    }
    defaults = {name: with_messages(value, view.messages, room) for name, value in view.prefs.items()}
    parts: list[Piece] = [
        f'gadgets.config.init({script_json(config)[:-1]},"shindig.auth":{{"authToken":',
        Place(substitution.SECURITY),
        "}});",
    ]
    if view.messages:
        parts.append(f"gadgets.Prefs.setMessages_({script_json(dict(view.messages))});")
    if defaults:
        parts.append(f"gadgets.Prefs.setDefaultPrefs_({script_json(defaults)});")
    if view.preloads:
        parts += ["gadgets.io.preloaded_=", Place(substitution.PRELOADS), ";"]
    parts.append(ANCHORS)
    return parts
