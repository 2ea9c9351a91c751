"""How a CTI message is declared: its fields in the guide's order, and what it inherits and repeats.

A message is a frozen dataclass; `compiled` makes of its declaration an `__init__`, an encoder and a decoder.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ClassVar, TypeVar, dataclass_transform, overload

from ccx_engine.cti.compiled import frozen
from ccx_engine.cti.layout import USHORT, Counter, Fixed, Floating, Form, Group, Kind, Layout, Part

T = TypeVar("T")
D = TypeVar("D")
C = TypeVar("C")

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
