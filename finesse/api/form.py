"""What a request's body looks like, declared for who reads our description of the API.

Handlers read bodies by themselves: order is free, and what is not declared is ignored.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Field:
    """An element of a body: text, one of `values` if there are any, or the `fields` in it."""

    name: str
    required: bool = False
    values: tuple[str, ...] = ()
    fields: tuple[Field, ...] = ()
    many: bool = False


@dataclass(frozen=True, slots=True)
class Form:
    """A body: its root, and what may stand in it."""

    root: str
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class Raw:
    """A body, of a request or an answer, that is no XML document of ours."""

    content_type: str


def form(root: str, *fields: Field) -> Form:
    """A body with those fields."""
    return Form(root, fields)


def need(name: str, *fields: Field, values: Iterable[str] = ()) -> Field:
    """An element without which the request is refused."""
    return Field(name, True, tuple(map(str, values)), fields)


def may(name: str, *fields: Field, values: Iterable[str] = ()) -> Field:
    """An element that may be left out."""
    return Field(name, False, tuple(map(str, values)), fields)


def any_number(name: str, *fields: Field) -> Field:
    """An element that may be repeated."""
    return Field(name, False, (), fields, many=True)
