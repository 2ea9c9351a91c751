"""The variables of a gadget's texts, as `__MSG_title__`: found once, given their values for each page. Pure.

Messages are put in first, so that they may hold variables of the other kinds; what users' values hold is
text and nothing else. Source: public gadgets.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from finesse.shindig.rendering.room import BYTES, Room, TooMuch
from vos import xml

PLACE_BYTES = 64  # that a place takes of what is kept, besides the text before it

MODULE = "MODULE_ID"
LANGUAGE = "LANGUAGE"
SECURITY = "SECURITY"
PRELOADS = "PRELOADS"

_MESSAGE = re.compile(r"__MSG_([^\s<>\"']{1,200}?)__")
_VARIABLE = re.compile(
    r"__(?:UP_([^\s<>\"']{1,200}?)|(MODULE_ID)"
    r"|BIDI_(START_EDGE|END_EDGE|DIR|REVERSE_DIR))__"
)
_LEFT_TO_RIGHT = {"START_EDGE": "left", "END_EDGE": "right", "DIR": "ltr", "REVERSE_DIR": "rtl"}
_RIGHT_TO_LEFT = {"START_EDGE": "right", "END_EDGE": "left", "DIR": "rtl", "REVERSE_DIR": "ltr"}

# A value may stand in an attribute, between tags, or in a string of a script: none of them ends by it.
_ESCAPES = str.maketrans(
    {
        **{character: xml.attribute(character) for character in '&<>"'},
        **{character: f"&#{ord(character)};" for character in "'`\\"},
        "\0": None,
    }
)


def escaped(value: str) -> str:
    """Text as HTML, wherever it stands."""
    return value.translate(_ESCAPES)


def pref(name: str) -> str:
    """The name of a user preference's place in a page."""
    return f"UP_{name}"


def with_messages(text: str, messages: Mapping[str, str], room: Room) -> str:
    """The text with its messages as they are written; one that is nowhere stays a variable."""
    parts: list[str] = []
    end = 0
    for found in _MESSAGE.finditer(text):
        message = messages.get(found[1])
        if message is None:
            continue
        room.take(len(message))
        parts += (text[end : found.start()], message)
        end = found.end()
    return "".join([*parts, text[end:]])


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page gets a value that it was not made with."""

    name: str


Piece = str | Place
_MODULE_PLACE = Place(MODULE)


def pieces(text: str, prefs: Mapping[str, str], *, right_to_left: bool) -> list[Piece]:
    """The text between its variables; only preferences that the gadget declares are some."""
    edges = _RIGHT_TO_LEFT if right_to_left else _LEFT_TO_RIGHT
    found: list[Piece] = []
    places = {name: Place(pref(name)) for name in prefs}
    end = 0
    for each in _VARIABLE.finditer(text):
        name, module, edge = each.groups()
        if name is not None and name not in places:
            continue
        found.append(text[end : each.start()])
        end = each.end()
        if name is not None:
            found.append(places[name])
        else:
            found.append(_MODULE_PLACE if module else edges[edge])
    return [*found, text[end:]]


class Page:
    """Bytes with places for values."""

    __slots__ = ("_bytes", "_texts", "names")

    def __init__(self, parts: list[Piece]) -> None:
        texts: list[list[str]] = [[]]
        self.names: list[str] = []
        for part in parts:
            if isinstance(part, Place):
                self.names.append(part.name)
                texts.append([])
            else:
                texts[-1].append(part)
        self._texts = ["".join(text).encode("utf-8", "replace") for text in texts]
        self._bytes = sum(map(len, self._texts))
        if self._bytes > BYTES:
            raise TooMuch

    def __len__(self) -> int:
        """The bytes that it takes to keep it."""
        return self._bytes + PLACE_BYTES * len(self.names)

    def filled(self, values: Mapping[str, str]) -> bytes:
        """The page with these values, which are not escaped any more. TooMuch if it gets too large."""
        known = {name: values[name].encode("utf-8", "replace") for name in dict.fromkeys(self.names)}
        put_in = [known[name] for name in self.names]
        if self._bytes + sum(map(len, put_in)) > BYTES:
            raise TooMuch
        parts = [self._texts[0]]
        for value, text in zip(put_in, self._texts[1:], strict=True):
            parts += (value, text)
        return b"".join(parts)
