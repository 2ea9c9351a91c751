"""Read any body that a declared message may have: fields in foreign order, unknown ones, wrong counters.

This is what decoding means. `compiled` makes the fast decoders, which know only the body that our own encoder
would have written and leave every other to this module.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import Any, TypeVar

from ccx_engine.cti import values
from ccx_engine.cti.enums import MAX_NAMED_BYTES
from ccx_engine.cti.errors import (
    FixedPartTruncated,
    FloatingPartBroken,
    InvalidField,
    InvalidFieldLength,
    RequiredDataMissing,
)
from ccx_engine.cti.layout import (
    Counter,
    Fixed,
    Floating,
    Form,
    Group,
    Layout,
)
from ccx_engine.cti.wire import (
    Message,
)

M = TypeVar("M", bound=Message)
RawField = tuple[int, bytes]


def raw_fields(form: Form, body: bytes, at: int) -> Iterator[RawField]:
    """Tag and data of each floating field from offset `at` to the end of the body."""
    while at < len(body):
        start = at + form.head
        if start > len(body):
            raise FloatingPartBroken(f"{len(body) - at} stray bytes behind the last field")
        tag = int.from_bytes(body[at : at + form.tag_width], "big")
        at = start + int.from_bytes(body[at + form.tag_width : start], "big")
        if at > len(body):
            raise FloatingPartBroken(f"field {tag} reaches {at - len(body)} bytes beyond the body")
        yield tag, body[start:at]


def fixed_size(form: Form, layout: Layout) -> int:
    """Bytes of the fixed part."""
    return sum(part.kind.limit for _, part in form.fixed_parts(layout) if isinstance(part, Fixed | Counter))


def unknown_fields(cls: type[Message], form: Form, body: bytes, other: Form) -> list[RawField]:
    """The floating fields of a body that the message declares neither in its own form nor in another.

    Where the other form alone has the tag, it would be taken there for what the sender did not mean.
    """
    known = _tags(cls.LAYOUT, form) | _tags(cls.LAYOUT, other)
    return [field for field in raw_fields(form, body, fixed_size(form, cls.LAYOUT)) if field[0] not in known]


def read(cls: type[M], form: Form, body: bytes) -> M:
    """The message in a body, understood as far as possible; Malformed where its structure is broken.

    What nobody declared is skipped, what is too long kept, and a required field that is missing is empty.
    """
    found: dict[str, Any] = {}
    at = 0
    for name, part in form.fixed_parts(cls.LAYOUT):
        assert isinstance(part, Fixed | Counter)
        if at + part.kind.limit > len(body):
            raise FixedPartTruncated(f"{cls.NAME} of {len(body)} bytes ends before {name}")
        if isinstance(part, Fixed):
            (value,) = struct.unpack_from(">" + part.kind.code, body, at)
            found[name] = bool(value) if part.kind.name == "BOOL" else value
        at += part.kind.limit
    found |= _read_floating(cls.LAYOUT, form, list(raw_fields(form, body, at)))
    return cls(**found)


def insist(cls: type[Message], form: Form, body: bytes) -> None:
    """Refuse a body that `read` understands but the guide forbids, as a server does.

    InvalidField for an unknown tag, InvalidFieldLength for an over-long field or too much ECC data,
    RequiredDataMissing. Only fields outside of groups are looked at: no message of a client has groups.
    """
    declared = _tags(cls.LAYOUT, form)
    given = list(raw_fields(form, body, fixed_size(form, cls.LAYOUT)))
    for tag, _ in given:
        if tag not in declared:
            raise InvalidField(f"{cls.NAME} has no field {tag}")
    ecc = 0
    for name, part in form.floating_parts(cls.LAYOUT):
        if not isinstance(part, Floating):
            continue
        found = [data for tag, data in given if tag == part.tag]
        if part.required and not found:
            raise RequiredDataMissing(f"{cls.NAME} without {name}[{part.tag}]")
        for data in found:
            if not values.fits(part.kind, data):
                raise InvalidFieldLength(f"{name}[{part.tag}] of {len(data)} bytes is too long")
        ecc += sum(map(len, found)) if part.kind.name in values.ECC else 0
    if ecc > MAX_NAMED_BYTES:
        raise InvalidFieldLength(f"{ecc} bytes of ECC variables, {MAX_NAMED_BYTES} are allowed")


def _tags(layout: Layout, form: Form) -> set[int]:
    """Every tag that the floating part may carry, those of its groups included."""
    tags: set[int] = set()
    for _, part in form.floating_parts(layout):
        if isinstance(part, Group):
            tags |= _tags(_record_layout(part), form)
        elif not isinstance(part, Fixed) and part.tag is not None:
            tags.add(part.tag)
    return tags


def _record_layout(part: Group) -> Layout:
    layout: Layout = part.record.LAYOUT  # type: ignore[attr-defined]
    return layout


def _read_floating(layout: Layout, form: Form, fields: list[RawField]) -> dict[str, Any]:
    """The values of a message's or a record's floating fields by their names."""
    found: dict[str, Any] = {}
    for name, part in form.floating_parts(layout):
        if isinstance(part, Group):
            record_layout = _record_layout(part)
            tags = _tags(record_layout, form)
            own = [field for field in fields if field[0] in tags]
            found[name] = tuple(
                part.record(**_read_floating(record_layout, form, member))
                for member in _members(record_layout, form, own)
            )
        elif isinstance(part, Floating):
            data = [data for tag, data in fields if tag == part.tag]
            if part.many:
                found[name] = tuple(values.read(part.kind, each) for each in data)
            elif data:
                found[name] = values.read(part.kind, data[0])
            elif part.required:
                found[name] = values.nothing(part.kind)
    return found


def _members(layout: Layout, form: Form, fields: list[RawField]) -> list[list[RawField]]:
    """The fields of each record: one begins at its first field, or where a field would come a second time."""
    parts = form.floating_parts(layout)
    first = parts[0][1]
    single = {part.tag for _, part in parts if isinstance(part, Floating | Counter)}
    single -= {part.tag for _, part in parts if isinstance(part, Floating) and part.many}
    leads = isinstance(first, Floating) and first.tag
    members: list[list[RawField]] = []
    seen: set[int] = set()
    for tag, data in fields:
        if not members or tag == leads or (tag in single and tag in seen):
            members.append([])
            seen = set()
        members[-1].append((tag, data))
        seen.add(tag)
    return members
