"""Makes of each declaration its `__init__`, and its encoder and decoder for one wire form: straight code.

Each is compiled when it is first used. The encoder writes the guide's order. The decoder reads exactly what
the encoder writes: at the first sign of anything else (foreign order, unknown field, odd length, wrong
counter) it hands the body to `reading`.
"""

from __future__ import annotations

import dataclasses
import struct
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any, ClassVar, NoReturn, Protocol, TypeVar

from ccx_engine.cti import values
from ccx_engine.cti.enums import MAX_NAMED_BYTES
from ccx_engine.cti.errors import Unencodable
from ccx_engine.cti.layout import (
    MAX_SENT,
    Counter,
    Fixed,
    Floating,
    Form,
    Group,
    Kind,
    Layout,
    NamedArray,
    NamedVariable,
)

C = TypeVar("C")
Encoder = Callable[[Any], bytes]
Decoder = Callable[[bytes, bool], Any]


class Declaration(Protocol):
    """A class that declares a message (`wire.Message`)."""

    NAME: ClassVar[str]
    NUMBER: ClassVar[int]
    LAYOUT: ClassVar[Layout]


class _Source:
    """Lines of Python with their indentation, and the constants that they name."""

    def __init__(self, name: str, parameters: str, origin: str) -> None:
        self.name, self.origin = name, origin
        self.lines = [f"def {name}({parameters}):"]
        self.depth = 1
        self.names: dict[str, Any] = {}

    def __call__(self, line: str) -> None:
        self.lines.append("    " * self.depth + line)

    @contextmanager
    def block(self, head: str) -> Iterator[None]:
        self(head)
        self.depth += 1
        yield
        self.depth -= 1

    def function(self) -> Any:
        code = compile("\n".join(self.lines), f"<{self.name} {self.origin}>", "exec")
        exec(code, self.names)  # noqa: S102 - the source is made from our own declarations alone
        return self.names[self.name]


def _layout(record: type) -> Layout:
    layout: Layout = record.LAYOUT  # type: ignore[attr-defined]
    return layout


def _optional(cls: type, name: str) -> bool:
    """Whether a field is left out while it is None; every other floating field is always written."""
    default: object = cls.__dataclass_fields__[name].default  # type: ignore[attr-defined]
    return default is None


def _carries_ecc(form: Form, layout: Layout) -> bool:
    return any(
        part.kind.name in values.ECC for _, part in form.floating_parts(layout) if isinstance(part, Floating)
    )


def encoder(cls: type[Declaration], form: Form) -> Encoder:
    """A function of a message that gives its whole frame; struct.error where a number does not fit."""
    source = _Source("encode", "m", cls.NAME)
    source.names |= {"cut": values.cut, "refuse": _refuse, "refuse_bytes": _refuse_bytes}
    source("out = []")
    source("add = out.append")
    if _carries_ecc(form, cls.LAYOUT):
        source("ecc = 0")
    _write_floating(source, cls, cls.LAYOUT, form, "m", 0)
    if _carries_ecc(form, cls.LAYOUT):
        source(f"if ecc > {MAX_NAMED_BYTES}: refuse('bytes of ECC variables', ecc, {MAX_NAMED_BYTES})")
    letters, arguments = "", ""
    for name, part in form.fixed_parts(cls.LAYOUT):
        assert isinstance(part, Fixed | Counter)
        letters += part.kind.code
        if isinstance(part, Fixed):
            arguments += f", m.{name}"
        else:
            arguments += f", len(m.{part.of})" if form.counted(cls.LAYOUT, part) else ", 0"
    source.names["pack"] = struct.Struct(">II" + letters).pack
    source("floating = b''.join(out)")
    source(f"size = {struct.calcsize('>' + letters)} + len(floating)")
    source(f"if size > {MAX_SENT}: refuse('bytes of {cls.NAME}', size, {MAX_SENT})")
    source(f"return pack(size, {cls.NUMBER}{arguments}) + floating")
    function: Encoder = source.function()
    return function


def _write_floating(source: _Source, cls: type, layout: Layout, form: Form, owner: str, depth: int) -> None:
    for name, part in form.floating_parts(layout):
        value = f"{owner}.{name}"
        if isinstance(part, Counter):
            with source.block(f"if {part.always} or {owner}.{part.of}:"):
                _write_number(source, form, part.tag or 0, part.kind, f"len({owner}.{part.of})")
        elif isinstance(part, Group) or (isinstance(part, Floating) and part.many):
            with source.block(f"if {value}:"):
                source(f"if len({value}) > {part.most}: refuse('{name}', len({value}), {part.most})")
                with source.block(f"for v{depth} in {value}:"):
                    if isinstance(part, Group):
                        members = _layout(part.record)
                        _write_floating(source, part.record, members, form, f"v{depth}", depth + 1)
                    else:
                        _write_value(source, form, part, f"v{depth}")
        elif isinstance(part, Floating):
            source(f"v = {value}")
            if _optional(cls, name):
                with source.block("if v is not None:"):
                    _write_value(source, form, part, "v")
            else:
                _write_value(source, form, part, "v")


def _write_value(source: _Source, form: Form, part: Floating, value: str) -> None:
    kind, head = part.kind, f"head_{part.tag}"
    if kind.code:
        _write_number(source, form, part.tag, kind, value)
        return
    source.names[head] = _heads(form, part.tag, kind.limit)
    if kind.name == "STRING":
        source(f"data = {value}.encode('utf-8', 'replace')")
        source(f"if len(data) >= {kind.limit} or 0 in data: data = cut(data, {kind.limit - 1})")
        source(f"add({head}[len(data) + 1] + data + b'\\0')")
    elif kind.name == "UNSPEC":
        source(f"if len({value}) > {kind.limit}: refuse_bytes(len({value}), {kind.limit})")
        source(f"add({head}[len({value})] + {value})")
    else:
        source.names[kind.name] = values.ECC[kind.name]
        source(f"data = {kind.name}({value})")
        source("ecc += len(data)")
        source(f"add({head}[len(data)] + data)")


def _write_number(source: _Source, form: Form, tag: int, kind: Kind[Any], value: str) -> None:
    letters = ">" + "BH"[form.tag_width - 1] + "BH"[form.length_width - 1] + kind.code
    pack = f"pack_{letters[1:]}"
    source.names[pack] = struct.Struct(letters).pack
    source(f"add({pack}({tag}, {kind.limit}, {value}))")


@cache
def _heads(form: Form, tag: int, limit: int) -> list[bytes]:
    """Tag and length for every length of the data."""
    return [form.field(tag, bytes(length))[: form.head] for length in range(limit + 1)]


def _refuse(what: str, number: int, most: int) -> None:
    raise Unencodable(f"{number} {what}, where {most} are allowed in one message")


def _refuse_bytes(length: int, limit: int) -> None:
    raise Unencodable(f"{length} opaque bytes do not fit into {limit}")


def decoder(cls: type[Declaration], form: Form, irregular: Decoder) -> Decoder:
    """A function of (body, strict) that gives the message; what it does not know goes to `irregular`.

    struct.error, IndexError and UnicodeDecodeError mean the same: the caller turns to `irregular`.
    """
    source = _Source("decode", "body, strict", cls.NAME)
    source.names["irregular"] = irregular
    fixed = form.fixed_parts(cls.LAYOUT)
    packed = struct.Struct(
        ">" + "".join(part.kind.code for _, part in fixed if isinstance(part, Fixed | Counter))
    )
    source("size = len(body)")
    with source.block(f"if size > {MAX_SENT}:"):
        source(_GIVE_UP)
    if fixed:
        source.names["unpack"] = packed.unpack_from
        source(f"{', '.join('f_' + name for name, _ in fixed)}, = unpack(body)")
    source(f"at = {packed.size}")
    source(_next_tag(form))
    for name, part in fixed:
        if isinstance(part, Fixed) and part.kind.name == "BOOL":
            source(f"if f_{name} > 1: {_GIVE_UP}")
            source(f"f_{name} = f_{name} == 1")
    if _carries_ecc(form, cls.LAYOUT):
        source("ecc = 0")
    values_of = _read_floating(source, cls, cls.LAYOUT, form, "f_")
    values_of |= {name: f"f_{name}" for name, part in fixed if isinstance(part, Fixed)}
    wrong = ["at != size"]
    for name, part in fixed:
        if isinstance(part, Counter):
            members = f"len(f_{part.of})" if form.counted(cls.LAYOUT, part) else "0"
            wrong.append(f"f_{name} != {members}")
    if _carries_ecc(form, cls.LAYOUT):
        wrong.append(f"ecc > {MAX_NAMED_BYTES}")
    source(f"if {' or '.join(wrong)}: {_GIVE_UP}")
    _make(source, "made", cls, {"received": "None", **values_of})
    source("return made")
    function: Decoder = source.function()
    return function


_GIVE_UP = "return irregular(body, strict)"


def _next_tag(form: Form) -> str:
    tag = "body[at]" if form.tag_width == 1 else "body[at] << 8 | body[at + 1]"
    return f"tag = {tag} if at < size else -1"


def _make(source: _Source, variable: str, cls: type, values_of: dict[str, str]) -> None:
    """Make a frozen object slot by slot, as its own __init__ does."""
    source.names |= {"new": object.__new__, cls.__name__: cls}
    source(f"{variable} = new({cls.__name__})")
    for field in dataclasses.fields(cls):
        setter = f"{cls.__name__}_{field.name}"
        source.names[setter] = getattr(cls, field.name).__set__
        value = values_of.get(field.name)
        if value is None:  # a field that this version does not have
            value = f"default_{setter}"
            source.names[value] = field.default
        source(f"{setter}({variable}, {value})")


def _read_floating(source: _Source, cls: type, layout: Layout, form: Form, prefix: str) -> dict[str, str]:
    """Read the floating parts into variables called `prefix` + name; which field takes which variable."""
    taken = {}
    counted = []
    for name, part in form.floating_parts(layout):
        variable = prefix + name
        if isinstance(part, Counter):
            source(f"{variable} = 0")
            with source.block(f"if tag == {part.tag}:"):
                _read_value(source, form, part.kind, variable)
                if not part.always:
                    source(f"if not {variable}: {_GIVE_UP}")
            if part.always:
                source(f"else: {_GIVE_UP}")
            counted.append(f"{variable} != len({prefix}{part.of})")
            continue
        taken[name] = variable
        if isinstance(part, Group) or (isinstance(part, Floating) and part.many):
            _read_many(source, form, part, variable)
        elif isinstance(part, Floating):
            if _optional(cls, name):
                source(f"{variable} = None")
            with source.block(f"if tag == {part.tag}:"):
                _read_value(source, form, part.kind, variable)
            if not _optional(cls, name):
                source(f"else: {_GIVE_UP}")
    if counted:
        source(f"if {' or '.join(counted)}: {_GIVE_UP}")
    return taken


def _read_many(source: _Source, form: Form, part: Group | Floating, variable: str) -> None:
    leads = part if isinstance(part, Floating) else form.floating_parts(_layout(part.record))[0][1]
    assert isinstance(leads, Floating)
    source(f"{variable} = ()")
    with source.block(f"if tag == {leads.tag}:"):
        source(f"{variable} = []")
        with source.block(f"while tag == {leads.tag}:"):
            if isinstance(part, Floating):
                _read_value(source, form, part.kind, "member")
                source(f"{variable}.append(member)")
            else:
                record = part.record
                taken = _read_floating(source, record, _layout(record), form, variable + "_")
                _make(source, "member", record, taken)
                source(f"{variable}.append(member)")
        source(f"if len({variable}) > {part.most}: {_GIVE_UP}")
        source(f"{variable} = tuple({variable})")


def _read_value(source: _Source, form: Form, kind: Kind[Any], variable: str) -> None:
    """Read the data behind the tag that has been seen, then see the next tag."""
    length = f"body[at + {form.tag_width}]"
    if form.length_width == 2:
        length = f"({length} << 8 | body[at + {form.tag_width + 1}])"
    source(f"start = at + {form.head}")
    source(f"at = start + {length}")
    if kind.name == "STRING":
        source("data = body[start : at - 1]")
        source(f"if not 0 < at - start <= {kind.limit} or body[at - 1] or 0 in data: {_GIVE_UP}")
        source(f"{variable} = data.decode()")
    elif kind.name == "UNSPEC":
        source(f"if at - start > {kind.limit}: {_GIVE_UP}")
        source(f"{variable} = body[start:at]")
    elif kind.code:
        source.names[f"read_{kind.code}"] = struct.Struct(">" + kind.code).unpack_from
        source(f"if at - start != {kind.limit}: {_GIVE_UP}")
        source(f"({variable},) = read_{kind.code}(body, start)")
        if kind.name == "BOOL":
            source(f"if {variable} > 1: {_GIVE_UP}")
            source(f"{variable} = {variable} == 1")
    else:
        _read_ecc(source, kind, variable)
    source(_next_tag(form))


def _read_ecc(source: _Source, kind: Kind[Any], variable: str) -> None:
    index = kind.name == "NAMEDARRAY"
    source.names |= {"NamedVariable": NamedVariable, "NamedArray": NamedArray}
    source("ecc += at - start")
    source(f"name, zero, value = body[start + {int(index)} : at - 1].partition(b'\\0')")
    bad = ["not name", "not zero", "body[at - 1]", "0 in value"]
    bad += [f"len(name) > {values.MAX_NAME}", f"len(value) > {values.MAX_VALUE}"]
    source(f"if {' or '.join(bad)}: {_GIVE_UP}")
    made = "NamedArray(body[start], " if index else "NamedVariable("
    source(f"{variable} = {made}name.decode(), value.decode())")


# --- Objects ------------------------------------------------------------------------------------------------
# `dataclass` compiles six functions for each class while it is imported, a quarter of a second for all
# messages. Here the classes share one of each, and an `__init__` sets the slots directly, in half the time.


def frozen(cls: type[C]) -> type[C]:
    """Give a dataclass with slots its `__init__`, `__repr__`, `__eq__`, and let its objects never change."""

    def first_init(self: object, *given: Any, **named: Any) -> None:
        init = _init(cls)
        type.__setattr__(cls, "__init__", init)
        init(self, *given, **named)

    for name, function in {**_SHARED, "__init__": first_init}.items():
        setattr(cls, name, function)
    return cls


def _init(cls: type) -> Callable[..., None]:
    """With the fields as keywords, their defaults, and one slot set after the other."""
    fields = dataclasses.fields(cls)
    parameters = ["self", "*"] if fields else ["self"]
    names: dict[str, Any] = {}
    for field in fields:
        default = "" if field.default is dataclasses.MISSING else f"=default_{field.name}"
        parameters.append(field.name + default)
        names |= {
            "set_" + field.name: getattr(cls, field.name).__set__,
            "default_" + field.name: field.default,
        }
    source = _Source("__init__", ", ".join(parameters), f"of {cls.__name__}")
    source.names = names
    for field in fields:
        source(f"set_{field.name}(self, {field.name})")
    source("return None")
    init: Callable[..., None] = source.function()
    init.__qualname__ = f"{cls.__qualname__}.__init__"  # what a TypeError about the arguments names
    return init


def _unchangeable(self: object, name: str, value: object = None) -> NoReturn:
    raise dataclasses.FrozenInstanceError(f"cannot assign to field {name!r}")


def _values(self: Any) -> tuple[Any, ...]:
    return tuple(getattr(self, field.name) for field in dataclasses.fields(self) if field.compare)


def _equal(self: object, other: object) -> bool:
    return type(self) is type(other) and _values(self) == _values(other)


def _hash(self: object) -> int:
    return hash(_values(self))


def _shown(self: Any) -> str:
    shown = (
        f"{field.name}={getattr(self, field.name)!r}" for field in dataclasses.fields(self) if field.repr
    )
    return f"{type(self).__name__}({', '.join(shown)})"


_SHARED = {
    "__setattr__": _unchangeable,
    "__delattr__": _unchangeable,
    "__eq__": _equal,
    "__hash__": _hash,
    "__repr__": _shown,
}
