"""The values in a configuration object's body: as sent, or as they were, if they may be.

ParameterMissing names what has to be there and is not, InvalidInput what cannot be.
"""

from __future__ import annotations

from collections.abc import Iterable

from finesse.api.body import Body
from finesse.api.errors import InvalidInput, MaximumExceeded
from finesse.api.ids import number

TRUTHS = {"true": True, "false": False}


def words(body: Body, name: str, most: int, old: str | None = None) -> str:
    """Some text, of at most so many characters."""
    if old is not None and not body.has(name):
        return old
    value = body.required(name)
    if len(value) > most:
        raise InvalidInput(name)
    return value


def any_words(body: Body, name: str, most: int, old: str = "") -> str:
    """The same, but it may be empty."""
    return words(body, name, most, old) if body.text(name) else "" if body.has(name) else old


def choice(body: Body, name: str, choices: Iterable[str], old: str | None = None) -> str:
    """One of these words."""
    if old is not None and not body.has(name):
        return old
    value = body.required(name)
    if value not in choices:
        raise InvalidInput(name)
    return value


def truth(body: Body, name: str, old: bool | None = None) -> bool:
    """true or false."""
    if old is not None and not body.text(name):
        return old
    value = body.required(name)
    if value not in TRUTHS:
        raise InvalidInput(name)
    return TRUTHS[value]


def integer(body: Body, name: str, allowed: range, old: int | None = None) -> int:
    """A number in that range."""
    if old is not None and not body.has(name):
        return old
    value = number(body.required(name))
    if value not in allowed:
        raise InvalidInput(name)
    return value


def several(body: Body | None, name: str, most: int) -> list[Body]:
    """All children of that name. MaximumExceeded when there are more."""
    found = [] if body is None else list(body.each(name))
    if len(found) > most:
        raise MaximumExceeded(name)
    return found


def number_of(body: Body) -> int:
    """The number in the child `uri`: its last part, or all there is."""
    return number(body.required("uri").rstrip("/").rpartition("/")[2])
