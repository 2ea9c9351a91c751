"""The values of floating fields: what their types allow, how they are read and shortened.

Source: CTI guide, "Message Field Data Types", "NAMEDVARIABLE Data Format", "NAMEDARRAY Data Format".
"""

from __future__ import annotations

from typing import Any

from ccx_engine.cti.errors import FloatingPartBroken, Unencodable
from ccx_engine.cti.layout import Kind, NamedArray, NamedVariable

MAX_NAME = 32  # bytes of an ECC variable's name, and of its value; each has a zero behind it
MAX_VALUE = 210
SIGNED = {"UCHAR": False, "USHORT": False, "INT": True, "UINT": False, "TIME": False}


def cut(data: bytes, limit: int) -> bytes:
    """UTF-8 text shortened to `limit` bytes at a character boundary, and before a zero if it has one."""
    data = data.partition(b"\0")[0]
    if len(data) <= limit:
        return data
    while limit and data[limit] & 0xC0 == 0x80:
        limit -= 1
    return data[:limit]


def text(value: str, limit: int) -> bytes:
    """A string with its zero in at most `limit` bytes; what is longer is cut."""
    return cut(value.encode("utf-8", "replace"), limit - 1) + b"\0"


def _name(value: str) -> bytes:
    data = value.encode("utf-8", "replace")
    if not 0 < len(data) <= MAX_NAME or 0 in data:
        raise Unencodable(f"an ECC variable cannot be called {value!r}: 1 to {MAX_NAME} bytes, no zero")
    return data + b"\0"


def named_variable(value: NamedVariable) -> bytes:
    """Name and value; a name that does not fit is an error, a value is cut."""
    return _name(value.name) + text(value.value, MAX_VALUE + 1)


def named_array(value: NamedArray) -> bytes:
    """Index, name and value."""
    if not 0 <= value.index <= 255:
        raise Unencodable(f"index {value.index} of the ECC array {value.name!r} is not within 0…255")
    return bytes((value.index,)) + _name(value.name) + text(value.value, MAX_VALUE + 1)


ECC = {"NAMEDVAR": named_variable, "NAMEDARRAY": named_array}


def fits(kind: Kind[Any], data: bytes) -> bool:
    """Whether the data of a floating field keeps the limits of its type."""
    if kind.name in ECC:
        name, _, value = data[kind.name == "NAMEDARRAY" :].partition(b"\0")
        return len(name) <= MAX_NAME and len(value.rstrip(b"\0")) <= MAX_VALUE
    return len(data) <= kind.limit or kind.name == "BOOL"


def _text(data: bytes) -> str:
    """A string as far as its zero; one without a zero or of no length is tolerated, as is broken UTF-8."""
    return data.partition(b"\0")[0].decode("utf-8", "replace")


def _read_named(data: bytes) -> tuple[str, str]:
    name, zero, value = data.partition(b"\0")
    if not name or not zero:
        raise FloatingPartBroken(f"an ECC variable without name or terminator: {data!r}")
    return _text(name), _text(value)


def read(kind: Kind[Any], data: bytes) -> Any:
    """The value in the data of a floating field; FloatingPartBroken where it cannot be one of this type."""
    match kind.name:
        case "STRING":
            return _text(data)
        case "UNSPEC":
            return data
        case "NAMEDVAR":
            return NamedVariable(*_read_named(data))
        case "NAMEDARRAY":
            return NamedArray(int.from_bytes(data[:1], "big"), *_read_named(data[1:]))
        case "BOOL" if len(data) in (2, 4):  # AutoWork[185] is typed BOOL but listed with 4 bytes
            return any(data)
        case name if len(data) == kind.limit:
            return int.from_bytes(data, "big", signed=SIGNED[name])
    raise FloatingPartBroken(f"a {kind.name} of {len(data)} bytes")


def nothing(kind: Kind[Any]) -> Any:
    """What a required field is where the peer left it out and nobody insists."""
    return "" if kind.name == "STRING" else b"" if kind.name == "UNSPEC" else 0
