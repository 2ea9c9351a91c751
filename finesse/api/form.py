"""What a request's body has to be, declared once: what is enforced, and what our description tells.

Order is free, and what is not declared is ignored. The fields of a form are checked in the order in which
they are declared: whether each is there, then whether it has a value. What stands in a group is checked when
a handler asks for it, because a group is read by some commands and ignored by the others.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from finesse.api.body import LIMIT, Body
from finesse.api.errors import ApiError, InvalidInput, MaximumExceeded, ParameterMissing
from finesse.model.value import TEXT, Empty, Value
from finesse.model.xml import Shape, snake


@dataclass(frozen=True, slots=True)
class Field:
    """An element of a body: a value, or a group with the `fields` in it; of `many` there are at most `most`.

    `wrong` makes the error of a text that is no value, where it is another than InvalidInput.
    """

    name: str
    required: bool = False
    value: Value = TEXT
    fields: tuple[Field, ...] = ()
    many: bool = False
    most: int | None = None
    wrong: Callable[[], ApiError] | None = None

    @property
    def is_value(self) -> bool:
        """Whether it is one value, rather than a group or a list."""
        return not self.fields and not self.many


@dataclass(frozen=True, slots=True)
class Form:
    """A body: its root, what may stand in it, and how many bytes of it are read.

    With `some` at least one of the fields has to be there.
    """

    root: str
    fields: tuple[Field, ...]
    limit: int = LIMIT
    some: bool = False

    def filled(self, body: Body, asked: Mapping[str, Any]) -> Filled:
        """The values of a body, and what else was `asked`, checked."""
        if self.some and not any(body.has(field.name) for field in self.fields):
            raise InvalidInput()
        return Filled(body, self.fields, asked)


@dataclass(frozen=True, slots=True)
class Raw:
    """A body, of a request or an answer, that is no XML document of ours; `also` are other types it may have.

    A request's type is looked at where there are others.
    """

    content_type: str
    limit: int = LIMIT
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Upload:
    """A body that was sent as it is, and the header that tells what it is."""

    data: bytes
    content_type: str


class Filled:
    """The values of a body or of a group in one; ApiError tells which of them is none."""

    __slots__ = ("_body", "_fields", "_values", "given")

    def __init__(
        self, body: Body | None, fields: tuple[Field, ...], asked: Mapping[str, Any] | None = None
    ) -> None:
        self._body = body
        self._fields = fields
        self._values: dict[str, Any] = dict(asked or ())
        self.given: dict[str, Any] = {}  # the values that were, by the attributes of the object they are for
        for field in fields:
            if field.is_value:
                self._take(field)
            elif field.required and not self.has(field.name):
                raise ParameterMissing(field.name)

    def __getitem__(self, name: str) -> Any:
        """The value of that name; None where there is none."""
        return self._values.get(name)

    @property
    def body(self) -> Body:
        """The element itself, for what cannot be declared."""
        assert self._body is not None, "the operation takes no form"
        return self._body

    def has(self, name: str) -> bool:
        """Whether there is such an element, be it empty."""
        return self.body.has(name)

    def needed(self, name: str) -> Any:
        """A value that has to be there in this case. ParameterMissing names it."""
        value = self._values.get(name)
        if value is None:
            raise ParameterMissing(name)
        return value

    def group(self, name: str) -> Filled | None:
        """The group of that name."""
        inner = self.body.child(name)
        return None if inner is None else Filled(inner, self._field(name).fields)

    def each(self, name: str) -> Iterator[Filled]:
        """All groups of that name, one after the other. MaximumExceeded when there are more than may be."""
        found = list(self.body.each(name))
        field = self._field(name)
        if field.most is not None and len(found) > field.most:
            raise MaximumExceeded(name)
        return (Filled(inner, field.fields) for inner in found)

    def _field(self, name: str) -> Field:
        return next(field for field in self._fields if field.name == name)

    def _take(self, field: Field) -> None:
        name = field.name
        text = self.body.text(name)
        if text is None:
            if field.required:
                raise ParameterMissing(name)
            if field.value.empty is Empty.ABSENT or not self.body.has(name):
                return
            if field.value.empty is Empty.MISSING:
                raise ParameterMissing(name)
            value: Any = ""
        else:
            try:
                value = field.value.read(text)
            except ValueError:
                raise (field.wrong() if field.wrong else InvalidInput(name)) from None
        self._values[name] = self.given[snake(name)] = value


NOTHING = Filled(None, ())


def form(root: str, *fields: Field, limit: int = LIMIT) -> Form:
    """A body with those fields."""
    return Form(root, fields, limit)


def changes(root: str, *fields: Field) -> Form:
    """A body that names at least one of those fields."""
    return Form(root, fields, some=True)


def need(name: str, value: Value = TEXT, *, wrong: Callable[[], ApiError] | None = None) -> Field:
    """A value without which the request is refused."""
    return Field(name, True, value, wrong=wrong)


def may(name: str, value: Value = TEXT) -> Field:
    """A value that may be left out."""
    return Field(name, False, value)


def need_group(name: str, *fields: Field) -> Field:
    """A group without which the request is refused."""
    return Field(name, True, fields=fields)


def may_group(name: str, *fields: Field) -> Field:
    """A group that may be left out."""
    return Field(name, False, fields=fields)


def any_number(name: str, *fields: Field, most: int | None = None) -> Field:
    """An element that may be repeated: a group with those fields, or with none of them a text."""
    return Field(name, False, fields=fields, many=True, most=most)


def new(shape: Shape[Any], *more: Field) -> Form:
    """What makes an object: all that its XML says may be written, and more."""
    return form(shape.name, *(need(part.name, part.takes) for part in shape.parts if part.takes), *more)


def changed(shape: Shape[Any], *more: Field) -> Form:
    """What changes an object: any of what its XML says may be written and is not fixed, and more."""
    fields = (may(part.name, part.takes) for part in shape.parts if part.takes and not part.fixed)
    return changes(shape.name, *fields, *more)
