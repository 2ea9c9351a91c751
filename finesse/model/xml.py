"""How an object of Finesse is written as XML: one declaration per object, from which every writing follows.

Source of the rules: Finesse Web Services guide, the sample payloads. UTF-8, no XML declaration, no namespace,
no attributes save one (`ReasonCodes category`), empty elements written with both tags, the five predefined
entities only. Answers of the REST API are compact, the documents in notifications are indented by two blanks.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from operator import attrgetter
from typing import Any, Generic, TypeVar

from finesse.model.value import Value
from vos.xml import NEVER, attribute, plain_text

T = TypeVar("T")

Scalar = str | int | bool | None
Writer = Callable[[Any, list[str], str], None]


def scalar(value: Scalar) -> str:
    """A value as Finesse writes it: booleans in lower case, nothing for None."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return plain_text(str(value))


def timestamp(seconds: float | None) -> str:
    """UTC with exactly three fraction digits, 2014-03-04T17:33:41.123Z; empty for None."""
    if seconds is None:
        return ""
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="milliseconds")[:-6] + "Z"


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of an element: how it is written, and what a reader will find there.

    `content` is the shape of what stands in it, None for text; `many` says that it may stand there repeatedly
    or not at all, `always` that it is never left out. `takes` is what clients may write there, nothing where
    it is None, and only in a new object where it is `fixed`.
    """

    name: str
    write: Writer
    content: Shape[Any] | None = None
    always: bool = True
    many: bool = False
    takes: Value | None = None
    fixed: bool = False


def text(
    name: str,
    of: Callable[[Any], Scalar] | None = None,
    when: Callable[[Any], bool] | None = None,
    *,
    takes: Value | None = None,
    fixed: bool = False,
) -> Part:
    """`<name>value</name>`; the value is the attribute of that name in snake case unless `of` says otherwise.

    The element is always there, empty when there is nothing to say, unless `when` leaves it out.
    """
    get = of or _attribute(name)
    start, end = f"<{name}>", f"</{name}>"

    def write(thing: Any, out: list[str], pad: str) -> None:
        if when is None or when(thing):
            out.append(f"{pad}{start}{scalar(get(thing))}{end}")

    return Part(name, write, always=when is None, takes=takes, fixed=fixed)


def moment(name: str, of: Callable[[Any], float | None] | None = None) -> Part:
    """A time, given in seconds since 1970."""
    get = of or _attribute(name)
    return text(name, lambda thing: timestamp(get(thing)))


class Shape(Generic[T]):
    """An element with children: the name it has of its own, and its parts in their order on the wire."""

    def __init__(
        self, name: str, *parts: Part, attribute: tuple[str, Callable[[T], str]] | None = None
    ) -> None:
        self.name = name
        self.parts = parts
        self.attribute = attribute
        self._writers = tuple(part.write for part in parts)

    def xml(self, thing: T) -> str:
        """Compact, under its own name: the body of a REST answer."""
        out: list[str] = []
        self.write(thing, out, "", self.name)
        return "".join(out)

    def indented(self, thing: T, name: str, level: int) -> str:
        """On lines of its own, `level` steps deep, under another name: what stands in a notification."""
        out: list[str] = []
        self.write(thing, out, "\n" + "  " * level, name)
        return "".join(out)

    def write(self, thing: T, out: list[str], pad: str, name: str) -> None:
        """Append the pieces. `pad` is a line break and the indentation, or nothing for the compact form."""
        named = ""
        if self.attribute is not None:
            key, value = self.attribute
            shown = NEVER.sub("\ufffd", value(thing))
            named = f' {key}="{attribute(shown)}"'
        out.append(f"{pad}<{name}{named}>")
        before = len(out)
        inner = pad + "  " if pad else ""
        for write in self._writers:
            write(thing, out, inner)
        out.append(f"{pad}</{name}>" if len(out) > before else f"</{name}>")


def part(
    name: str, shape: Shape[Any], of: Callable[[Any], Any] | None = None, *, always: bool = False
) -> Part:
    """One object inside another under the name it has there; left out while it is None.

    `always` is for the reader: it never is None.
    """
    get = of or _attribute(name)

    def write(thing: Any, out: list[str], pad: str) -> None:
        inner = get(thing)
        if inner is not None:
            shape.write(inner, out, pad, name)

    return Part(name, write, shape, always)


def each(shape: Shape[Any], of: Callable[[Any], Iterable[Any]] = lambda thing: thing) -> Part:
    """Every object of a collection, one after the other."""

    def write(thing: Any, out: list[str], pad: str) -> None:
        for inner in of(thing):
            shape.write(inner, out, pad, shape.name)

    return Part(shape.name, write, shape, always=False, many=True)


def words(
    name: str, item: str, of: Callable[[Any], Iterable[Scalar] | None] | None = None, *, always: bool = True
) -> Part:
    """`<name><item>word</item>…</name>`; the outer element is there also when there are none.

    Not `always`: it is left out while they are None.
    """
    start, end = f"<{item}>", f"</{item}>"

    def write(values: Iterable[Scalar], out: list[str], pad: str) -> None:
        out.extend(f"{pad}{start}{scalar(value)}{end}" for value in values)

    shape: Shape[Any] = Shape(name, Part(item, write, always=False, many=True))
    return part(name, shape, of, always=always)


def inside(name: str, *parts: Part) -> Part:
    """An element that only groups: its parts read the same object."""
    shape: Shape[Any] = Shape(name, *parts)
    return part(name, shape, lambda thing: thing, always=True)


@functools.cache
def snake(name: str) -> str:
    """The name of the attribute of an object that an element is: forAll is for_all."""
    return re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower()


def _attribute(name: str) -> Callable[[Any], Any]:
    return attrgetter(snake(name))
