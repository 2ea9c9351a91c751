"""A message as bytes: a 4-byte length, then a JSON object whose `is` names the message.

The framing is ours (Cisco's is not public), so it is one that a trainer can read. The fields' types are the
declaration's own: what does not fit them is a FormatError. A field that has its default is left out.
"""

from __future__ import annotations

import dataclasses
import json
import struct
import typing
from collections.abc import Callable, Iterable, Mapping
from enum import Enum
from functools import cache
from json.encoder import encode_basestring
from typing import Any, NoReturn

from ccx_engine.jtapi.messages import KINDS, Message

HEADER = struct.Struct(">I")
MAX_BODY = 1_048_576

Write = Callable[[Any], str]
Read = Callable[[Any], Any]


class FormatError(Exception):
    """The peer sent what no message looks like; the link cannot go on."""


def encode(message: Message) -> bytes:
    """The frame of one message."""
    kind = type(message)
    body = (_WRITERS.get(kind) or _new_writer(kind))(message).encode()
    return HEADER.pack(len(body)) + body


def decode(body: bytes) -> Message:
    """The message in a frame's body. FormatError says what is wrong with it."""
    try:
        document = json.loads(body)
        kind = KINDS[document.pop("is")]
        message = _reader(kind)(document)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise FormatError(f"not a JTAPI link message: {error!r}") from None
    return typing.cast(Message, message)


# --- Writing and reading ---------------------------------------------------------------------------------
# A call is a hundred events, and each is told to everybody who hears it: so two functions are made from each
# declaration, once, that write its JSON straight down and read it straight up.

_WRITERS: dict[type, Write] = {}


def _new_writer(kind: type[Message]) -> Write:
    write = _WRITERS[kind] = _object_writer(kind, f'"is":"{kind.__name__}"')
    return write


def _object_writer(kind: Any, begin: str = "") -> Write:
    """Writes a declaration's values as a JSON object, after what it begins with."""
    hints = typing.get_type_hints(kind)
    names: dict[str, Any] = {}
    lines = ["def made(it):", f"    text = {',' + begin!r}" if begin else "    text = ''"]
    for index, each in enumerate(dataclasses.fields(kind)):
        names[f"write{index}"] = _writer(hints[each.name])
        key = f',"{each.name}":'
        add = f"text += {key!r} + write{index}(value)"
        if each.default_factory is not dataclasses.MISSING:
            add = f"if value: {add}"
        elif each.default is not dataclasses.MISSING:
            names[f"default{index}"] = each.default
            add = f"if value != default{index}: {add}"
        lines += [f"    value = it.{each.name}", f"    {add}"]
    lines.append("    return '{' + text[1:] + '}'")
    write: Write = _made(f"<{kind.__name__} to JSON>", lines, names)
    return write


@cache
def _writer(hint: Any) -> Write:
    """How a value of the declared type becomes JSON."""
    if dataclasses.is_dataclass(hint):
        return _object_writer(hint)
    origin = typing.get_origin(hint)
    if origin is tuple:
        item = _writer(typing.get_args(hint)[0])
        return lambda values: "[" + ",".join([item(value) for value in values]) + "]"
    if origin is not None:  # Mapping[str, str] is the only other
        return _write_mapping
    if isinstance(hint, type) and issubclass(hint, Enum):
        return {member: json.dumps(member.value) for member in hint}.__getitem__
    if hint is bool:
        return lambda value: "true" if value else "false"
    return encode_basestring if hint is str else int.__repr__


def _write_mapping(values: Mapping[str, str]) -> str:
    pairs = [f"{encode_basestring(key)}:{encode_basestring(text)}" for key, text in values.items()]
    return "{" + ",".join(pairs) + "}"


def _object_reader(kind: Any) -> Read:
    """Reads a declaration's values from a JSON object that has no others."""
    hints = typing.get_type_hints(kind)
    fields = dataclasses.fields(kind)
    known = frozenset(each.name for each in fields)
    names: dict[str, Any] = {"build": kind, "known": known, "wrong": _wrong}
    lines = [
        "def made(found):",
        "    if type(found) is not dict or not found.keys() <= known: wrong(found, 'such an object')",
    ]
    for index, each in enumerate(fields):
        name = f"it{index}"
        names[f"read{index}"] = _reader(hints[each.name])
        if each.default is dataclasses.MISSING and each.default_factory is dataclasses.MISSING:
            lines.append(f"    {name} = read{index}(found[{each.name!r}])")
            continue
        names[f"default{index}"] = None if each.default is dataclasses.MISSING else each.default
        lines.append(f"    {name} = found.get({each.name!r}, default{index})")
        given = f"{name} = read{index}({name})"
        if each.default_factory is not dataclasses.MISSING:
            names[f"fresh{index}"] = each.default_factory
            lines.append(f"    {given} if {each.name!r} in found else fresh{index}()")
        else:
            lines.append(f"    if {name} is not default{index}: {given}")
    given = ", ".join(f"{each.name}=it{index}" for index, each in enumerate(fields))
    lines.append(f"    return build({given})")
    read: Read = _made(f"<{kind.__name__} from JSON>", lines, names)
    return read


@cache
def _reader(hint: Any) -> Read:
    """How a JSON value becomes a value of the declared type. TypeError or KeyError: it does not."""
    if dataclasses.is_dataclass(hint):
        return _object_reader(hint)
    origin = typing.get_origin(hint)
    if origin is tuple:
        item = _reader(typing.get_args(hint)[0])
        return lambda found: tuple([item(value) for value in _typed(list, found)])
    if origin is not None:  # Mapping[str, str] is the only other
        return lambda found: {key: _typed(str, value) for key, value in _typed(dict, found).items()}
    if isinstance(hint, type) and issubclass(hint, Enum):
        return {member.value: member for member in hint}.__getitem__
    return lambda found: _typed(hint, found)


def _typed(kind: type, value: Any) -> Any:
    return value if type(value) is kind else _wrong(value, kind.__name__)


def _wrong(value: Any, what: str) -> NoReturn:
    raise TypeError(f"{value!r} is not {what}")


def _made(name: str, lines: Iterable[str], names: dict[str, Any]) -> Any:
    """The function `made` of these lines."""
    exec(compile("\n".join(lines), name, "exec"), names)  # noqa: S102 - made from our own declarations alone
    return names["made"]
