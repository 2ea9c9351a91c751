"""What is said to a process that runs statements, and what it says: a kind, a length, and so many bytes."""

from __future__ import annotations

import json
import struct
from typing import IO, Any

HEADER = struct.Struct(">cI")

# To the process: the database's picture, and a statement with its limits.
PICTURE = b"P"
STATEMENT = b"S"
# From it: the names of the columns, some rows, the end of them; or why there is no answer.
COLUMNS = b"C"
ROWS = b"R"
END = b"E"
FAILED = b"F"
TOO_LARGE = b"L"


def write(stream: IO[bytes], kind: bytes, body: bytes) -> None:
    stream.write(HEADER.pack(kind, len(body)))
    stream.write(body)
    stream.flush()


def write_json(stream: IO[bytes], kind: bytes, value: Any) -> None:
    write(stream, kind, json.dumps(value).encode())


def read(stream: IO[bytes]) -> tuple[bytes, bytes] | None:
    """The next; None when there is no more, or only a part of it."""
    head = stream.read(HEADER.size)
    if len(head) < HEADER.size:
        return None
    kind, length = HEADER.unpack(head)
    body = stream.read(length)
    return None if len(body) < length else (kind, body)
