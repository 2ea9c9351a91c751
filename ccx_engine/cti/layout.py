"""What stands in the fixed and in the floating part of a message: types, parts, and their form in a version.

Source: CTI guide, "Message Structure and Syntax" and "Message Field Data Types".
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from enum import Enum
from typing import Any, Generic, TypeVar, overload

T = TypeVar("T")

MIN_VERSION = 10
MAX_VERSION = 18
WIDE_TAGS_SINCE = 18

MAX_BODY = 65_536  # bytes accepted; a header that announces more is no message
MAX_SENT = 8_192  # bytes of a body that we send
MAX_NAMED = 200  # user-defined ECC fields of a system; MAX_NAMED_BYTES is what limits a message
MAX_WRAP_UPS = 5  # of a call: each is a CallWrapupData field of its own (unconfirmed)


@dataclass(frozen=True, slots=True)
class Kind(Generic[T]):
    """A field type of the guide: its name, `struct`'s letter where the size is fixed, its most bytes.

    `words` is the enumeration that names the values of the field in logs.
    """

    name: str
    code: str
    limit: int
    words: type[Enum] | None = None

    def of(self, words: type[Enum]) -> Kind[T]:
        """This type for a field whose values have the names of an enumeration."""
        return dataclasses.replace(self, words=words)


UCHAR: Kind[int] = Kind("UCHAR", "B", 1)
USHORT: Kind[int] = Kind("USHORT", "H", 2)
INT: Kind[int] = Kind("INT", "i", 4)
UINT: Kind[int] = Kind("UINT", "I", 4)
BOOL: Kind[bool] = Kind("BOOL", "H", 2)
TIME: Kind[int] = Kind("TIME", "I", 4)  # seconds since 1970
UNSPEC8: Kind[bytes] = Kind("UNSPEC", "8s", 8)


@dataclass(frozen=True, slots=True)
class NamedVariable:
    """An ECC variable: a name of at most 32 bytes and a value of at most 210."""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class NamedArray:
    """One element of an ECC array: index 0…255, name and value as in NamedVariable."""

    index: int
    name: str
    value: str


NAMEDVAR: Kind[NamedVariable] = Kind("NAMEDVAR", "", 251)
NAMEDARRAY: Kind[NamedArray] = Kind("NAMEDARRAY", "", 252)


def String(limit: int) -> Kind[str]:  # noqa: N802 - a type of the guide, STRING[n]
    """UTF-8 of at most `limit` bytes, the terminating zero counted."""
    return Kind("STRING", "", limit)


def Unspec(limit: int) -> Kind[bytes]:  # noqa: N802 - a type of the guide, UNSPEC[n]
    """At most `limit` opaque bytes."""
    return Kind("UNSPEC", "", limit)


@dataclass(frozen=True, slots=True)
class Fixed:
    """A place in the fixed part."""

    kind: Kind[Any]
    since: int


@dataclass(frozen=True, slots=True)
class Floating:
    """A tagged field; `many` when it may repeat, and then the dataclass field is a tuple."""

    tag: int
    kind: Kind[Any]
    since: int
    required: bool
    many: bool
    most: int


@dataclass(frozen=True, slots=True)
class Group:
    """Floating fields that belong together and repeat together, declared as a `record`."""

    record: type
    most: int
    since: int


@dataclass(frozen=True, slots=True)
class Counter:
    """How many members a repeated field has: derived from them when written, a plain number when read."""

    of: str
    kind: Kind[int]
    tag: int | None
    always: bool
    since: int

    @overload
    def __get__(self, owner: None, cls: type) -> Counter: ...
    @overload
    def __get__(self, owner: object, cls: type) -> int: ...
    def __get__(self, owner: object | None, cls: type) -> Counter | int:
        return self if owner is None else len(getattr(owner, self.of))


Part = Fixed | Floating | Group | Counter
Layout = tuple[tuple[str, Part], ...]


def is_floating(part: Part) -> bool:
    """Whether a part stands in the floating part of its message."""
    return isinstance(part, Floating | Group) or (isinstance(part, Counter) and part.tag is not None)


@dataclass(frozen=True, slots=True)
class Form:
    """The shape of messages on one session: its version, and the bytes of FieldDataID and FieldLength."""

    version: int
    tag_width: int
    length_width: int

    @classmethod
    def of(cls, version: int, tag_width: int | None = None, length_width: int = 1) -> Form:
        """One-byte tags below version 18, two from there; the length stays one byte (unconfirmed for 18)."""
        return cls(version, tag_width or (2 if version >= WIDE_TAGS_SINCE else 1), length_width)

    @property
    def head(self) -> int:
        """Bytes before the data of a floating field."""
        return self.tag_width + self.length_width

    def has(self, part: Part) -> bool:
        """Whether messages of this form carry the part at all."""
        tag = None if isinstance(part, Fixed | Group) else part.tag
        return self.version >= part.since and (tag is None or tag < 256**self.tag_width)

    def fixed_parts(self, layout: Layout) -> Layout:
        """The fixed part, its counters included, in order."""
        return tuple((name, part) for name, part in layout if self.has(part) and not is_floating(part))

    def counted(self, layout: Layout, counter: Counter) -> bool:
        """Whether messages of this form carry what the counter counts; if not, it counts nothing."""
        return self.has(dict(layout)[counter.of])

    def floating_parts(self, layout: Layout) -> Layout:
        """The floating part, groups and floating counters included, in the guide's order."""
        return tuple((name, part) for name, part in layout if self.has(part) and is_floating(part))

    def holds(self, tag: int, data: bytes) -> bool:
        """Whether tag and length of a floating field can be written in this form."""
        return tag < 1 << 8 * self.tag_width and len(data) < 1 << 8 * self.length_width

    def field(self, tag: int, data: bytes) -> bytes:
        """One floating field."""
        return tag.to_bytes(self.tag_width, "big") + len(data).to_bytes(self.length_width, "big") + data
