"""What a client may write in an element: how its text becomes a value, declared beside the object's XML."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import Enum
from typing import Any


class Empty(Enum):
    """What an element means that is there without a text, where it may be left out."""

    MISSING = "missing"  # whoever names it says what it is
    ABSENT = "absent"  # as if it were not there
    A_TEXT = "a text"  # the empty one


@dataclass(frozen=True, slots=True)
class Value:
    """`read` gives the value of a text, ValueError for what is none; `words` are all that there are."""

    read: Callable[[str], Any]
    words: tuple[str, ...] = ()
    empty: Empty = Empty.MISSING


def words(most: int, size: Callable[[str], int] = len) -> Value:
    """Some text of at most so many characters, or of what `size` counts."""
    return Value(lambda text: _fitting(text, most, size))


def any_words(most: int) -> Value:
    """Text of at most so many characters, or none."""
    return Value(lambda text: _fitting(text, most, len), empty=Empty.A_TEXT)


def choice(choices: Iterable[str]) -> Value:
    """One of these words."""
    there = {str(one): one for one in choices}
    return Value(lambda text: _one_of(there, text), tuple(there))


def whole_number(allowed: range) -> Value:
    """A number in that range."""
    return Value(lambda text: _within(allowed, text))


TEXT = Value(str, empty=Empty.ABSENT)
TRUTH = Value(lambda text: _one_of({"true": True, "false": False}, text), ("true", "false"), Empty.ABSENT)

DIGITS = 18  # all such numbers are ones that a database can hold
NOTHING = -1


def number(text: str) -> int:
    """The number that a text is, in an address or an element; NOTHING if it is none."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= DIGITS else NOTHING


def last_number(uri: str) -> int:
    """The number of the object at an address: its last part, or all there is."""
    return number(uri.rstrip("/").rpartition("/")[2])


def _fitting(text: str, most: int, size: Callable[[str], int]) -> str:
    if size(text) > most:
        raise ValueError(f"more than {most}")
    return text


def _one_of(there: dict[str, Any], text: str) -> Any:
    if text not in there:
        raise ValueError("none of these words")
    return there[text]


def _within(allowed: range, text: str) -> int:
    value = number(text)
    if value not in allowed:
        raise ValueError(f"not from {allowed[0]} to {allowed[-1]}")
    return value
