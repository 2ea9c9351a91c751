"""How a CTI message is declared: the field types, and what stands in the fixed and in the floating part.

A message is a frozen dataclass whose fields are declared in the guide's order; `codec` makes an
encoder and a decoder of each declaration.
Source: CTI guide, "Message Structure and Syntax" and "Message Field Data Types".
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import Any, ClassVar, Generic, TypeVar, dataclass_transform, overload

from ccx_engine.frozen import frozen

T = TypeVar("T")
D = TypeVar("D")
C = TypeVar("C")

MIN_VERSION = 10
MAX_VERSION = 18
WIDE_TAGS_SINCE = 18

MAX_BODY = 65_536  # bytes accepted; a header that announces more is no message
MAX_SENT = 8_192  # bytes of a body that we send
MAX_NAMED = 200  # user-defined ECC fields of a system; MAX_NAMED_BYTES is what limits a message


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
        """The same type for a field whose values have names."""
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
PART = "cti"


def _declared(part: Part, default: Any, *, secret: bool = False) -> Any:
    return dataclasses.field(default=default, repr=not secret, metadata={PART: part})


@overload
def fixed(kind: Kind[T]) -> T: ...
@overload
def fixed(kind: Kind[T], *, default: T, since: int = 0) -> T: ...
def fixed(kind: Kind[Any], *, default: Any = dataclasses.MISSING, since: int = 0) -> Any:
    """A field of the fixed part.

    `default` is the constant of a reserved field or the guide's "not given"; `since` the first protocol
    version that has the field at all.
    """
    return _declared(Fixed(kind, since), default)


@overload
def floating(tag: int, kind: Kind[T]) -> T: ...
@overload
def floating(
    tag: int, kind: Kind[T], *, default: D, since: int = 0, required: bool = False, secret: bool = False
) -> T | D: ...
def floating(
    tag: int,
    kind: Kind[Any],
    *,
    default: Any = dataclasses.MISSING,
    since: int = 0,
    required: bool = False,
    secret: bool = False,
) -> Any:
    """A tagged field of the floating part, left out of the message while its value is None.

    Without a default it is required on the wire too; `required` says so of one that has a default. A `secret`
    is not shown when the message is printed.
    """
    required = required or default is dataclasses.MISSING
    return _declared(Floating(tag, kind, since, required, False, 1), default, secret=secret)


def repeated(tag: int, kind: Kind[T], *, most: int, default: tuple[T, ...], since: int = 0) -> tuple[T, ...]:
    """One tagged field that may stand up to `most` times."""
    declared: Any = _declared(Floating(tag, kind, since, False, True, most), default)
    return declared  # type: ignore[no-any-return]


def group(record: type[T], *, most: int, default: tuple[T, ...], since: int = 0) -> tuple[T, ...]:
    """A list of up to `most` records, each the record's floating fields in their order."""
    declared: Any = _declared(Group(record, most, since), default)
    return declared  # type: ignore[no-any-return]


def counter(
    of: str, kind: Kind[int] = USHORT, *, tag: int | None = None, always: bool = True, since: int = 0
) -> Counter:
    """The number of members of the repeated field `of`, in the fixed part or (with `tag`) floating.

    `always` False leaves a floating counter out while there is nothing to count.
    """
    return Counter(of, kind, tag, always, since)


@dataclass(frozen=True, slots=True)
class Inherited:
    """Stands in a class body where the parts of a base class belong; without it they come first."""

    base: type


def inherited(base: type) -> Inherited:
    """Here, in the order of the wire, stand the fields that `base` declares."""
    return Inherited(base)


Layout = tuple[tuple[str, Part], ...]


def _layout(cls: type) -> Layout:
    """The declared parts in the order of the class body, which is the order on the wire."""
    placed = [value.base for value in vars(cls).values() if isinstance(value, Inherited)]
    parts: list[tuple[str, Part]] = []
    for base in cls.__bases__:
        if base not in placed:
            parts += getattr(base, "LAYOUT", ())
    for name, value in vars(cls).items():
        if isinstance(value, dataclasses.Field) and PART in value.metadata:
            parts.append((name, value.metadata[PART]))
        elif isinstance(value, Counter):
            parts.append((name, value))
        elif isinstance(value, Inherited):
            parts += getattr(value.base, "LAYOUT", ())
    return tuple(parts)


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


@dataclass_transform(
    kw_only_default=True, frozen_default=True, field_specifiers=(fixed, floating, repeated, group)
)
def record(cls: type[C]) -> type[C]:
    """Make a class the record of a repeated group. Its first field is required: it begins each record."""
    layout = _layout(cls)
    made = dataclass(init=False, repr=False, eq=False, slots=True, kw_only=True)(cls)
    made.LAYOUT = layout  # type: ignore[attr-defined]
    return frozen(made)


@dataclass_transform(
    kw_only_default=True, frozen_default=True, field_specifiers=(fixed, floating, repeated, group)
)
def shared(cls: type[C]) -> type[C]:
    """Make a class a part that several messages inherit; it says `__slots__ = ()` to leave them the slots."""
    layout = _layout(cls)
    made = dataclass(init=False, repr=False, eq=False, kw_only=True)(cls)
    made.LAYOUT = layout  # type: ignore[attr-defined]
    return made


@dataclass(frozen=True, slots=True)
class Received:
    """The body of a message as it came, kept only where encoding its fields would give other bytes.

    So a relay passes on unknown fields, foreign order, a wrong counter or an odd length unchanged.
    """

    body: bytes
    form: Form


@shared
class Message:
    """What every message has. Construction is by keyword; messages are values and never change."""

    __slots__ = ()
    NAME: ClassVar[str]
    NUMBER: ClassVar[int]
    LAYOUT: ClassVar[Layout]
    FROM_CLIENT: ClassVar[bool]

    received: Received | None = dataclasses.field(default=None, repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class UnknownMessage:
    """A message whose number is in no declaration: passed on as it is, or refused with status 2."""

    number: int
    body: bytes
    received: ClassVar[None] = None

    @property
    def NAME(self) -> str:  # noqa: N802 - the same word as in every other message
        return f"UNKNOWN_{self.number}"


REGISTRY: dict[int, type[Message]] = {}

M = TypeVar("M", bound=Message)


@dataclass_transform(
    kw_only_default=True, frozen_default=True, field_specifiers=(fixed, floating, repeated, group)
)
def message(number: int) -> Callable[[type[M]], type[M]]:
    """Declare message `number`; the class name gives its name, AnswerCallReq → ANSWER_CALL_REQ."""

    def declare(cls: type[M]) -> type[M]:
        if number in REGISTRY:
            raise ValueError(f"{cls.__name__} and {REGISTRY[number].__name__} both claim number {number}")
        made = record(cls)
        for name, value in list(vars(made).items()):
            if isinstance(value, Inherited):
                delattr(made, name)
        made.NUMBER = number
        made.FROM_CLIENT = cls.__name__.endswith(("Req", "RequestEvent", "RequestKeyEvent"))
        made.NAME = re.sub(r"(?<!^)(?=[A-Z])", "_", cls.__name__).upper()
        REGISTRY[number] = made
        return made

    return declare
