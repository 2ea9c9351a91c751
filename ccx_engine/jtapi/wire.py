"""A message as bytes: a 4-byte length, then a JSON object whose `is` names the message.

The framing is ours (Cisco's is not public), so it is one that a trainer can read. The fields' types are the
declaration's own: what does not fit them is a FormatError. A field that has its default is left out.
"""

from __future__ import annotations

import struct
from functools import cache
from typing import Any, Union

import msgspec

from ccx_engine.jtapi.messages import KINDS, Message

HEADER = struct.Struct(">I")
MAX_BODY = 1_048_576
MOST_SHOWN = 200  # characters of an error

_ENCODER = msgspec.json.Encoder()


class FormatError(Exception):
    """The peer sent what no message looks like; the link cannot go on."""


def encode(message: Message) -> bytes:
    """The frame of one message."""
    body = _ENCODER.encode(message)
    return HEADER.pack(len(body)) + body


def decode(body: bytes) -> Message:
    """The message in a frame's body. FormatError says what is wrong with it, and where."""
    try:
        message: Message = _decoder().decode(body)
    except (ValueError, RecursionError) as error:  # msgspec's errors are ValueErrors
        raise FormatError(f"not a JTAPI link message: {_shown(str(error))}") from None
    return message


def _shown(text: str) -> str:
    """What an error says, on one line and no longer than one: it may quote what the peer sent."""
    return repr(text[:MOST_SHOWN])[1:-1]


@cache
def _decoder() -> msgspec.json.Decoder[Any]:
    """Of any message; made when the first one comes, not while a process starts."""
    return msgspec.json.Decoder(Union[tuple(KINDS.values())])  # noqa: UP007 - of as many as there are
