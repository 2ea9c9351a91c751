"""WebSocket frames as a server sees them (RFC 6455): bytes in, messages out, and frames to send.

Text messages only, whole or in fragments; no extensions.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
from typing import NamedTuple

GUID = b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
CONTINUATION, TEXT, BINARY, CLOSE, PING, PONG = 0x0, 0x1, 0x2, 0x8, 0x9, 0xA
NORMAL, PROTOCOL_ERROR, UNSUPPORTED, NOT_UTF8, POLICY, TOO_BIG = 1000, 1002, 1003, 1007, 1008, 1009
_CLOSE_CODES = frozenset((*range(1000, 1004), *range(1007, 1015), *range(3000, 5000)))


class Message(NamedTuple):
    """A text message, a ping, a pong, or the close (whose payload starts with its code)."""

    opcode: int
    payload: bytes


class FrameError(Exception):
    """The peer broke the protocol; `code` is what the connection is closed with."""

    def __init__(self, code: int, text: str) -> None:
        super().__init__(text)
        self.code = code


def accept_key(key: bytes) -> bytes:
    """What a handshake's Sec-WebSocket-Key is answered with."""
    return base64.b64encode(hashlib.sha1(key + GUID).digest())  # noqa: S324 - the protocol's choice


def is_key(key: bytes) -> bool:
    """Whether a handshake's Sec-WebSocket-Key is 16 bytes in base64, as it must be (RFC 6455 §4.1)."""
    try:
        return len(base64.b64decode(key, validate=True)) == 16
    except binascii.Error:
        return False


def frame(payload: bytes, opcode: int = TEXT) -> bytes:
    """One whole frame, unmasked, as servers send them."""
    size = len(payload)
    if size < 126:
        return b"%c%c%b" % (0x80 | opcode, size, payload)
    if size < 65536:
        return b"%c\x7e%b%b" % (0x80 | opcode, size.to_bytes(2, "big"), payload)
    return b"%c\x7f%b%b" % (0x80 | opcode, size.to_bytes(8, "big"), payload)


def close_frame(code: int = NORMAL) -> bytes:
    """The last frame."""
    return frame(code.to_bytes(2, "big"), CLOSE)


class FrameReader:
    """Turns the bytes of one connection into messages. `limit` bounds one message, in bytes."""

    __slots__ = ("_buffer", "_fragments", "_size", "limit")

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self._buffer: bytearray | None = None
        self._fragments: list[bytes] | None = None  # of the message that is being received
        self._size = 0

    def feed(self, data: bytes) -> list[Message | FrameError]:
        """The messages that these bytes complete; a FrameError is the last, and nothing follows it."""
        buffer: bytes | bytearray = data
        if self._buffer:
            self._buffer += data
            buffer = self._buffer
        messages: list[Message | FrameError] = []
        at, end = 0, len(buffer)
        try:
            while end - at >= 2:
                first, second = buffer[at], buffer[at + 1]
                size, head = second & 0x7F, 2
                if size == 126:
                    size, head = int.from_bytes(buffer[at + 2 : at + 4], "big"), 4
                elif size == 127:
                    size, head = int.from_bytes(buffer[at + 2 : at + 10], "big"), 10
                if end - at < head:
                    break
                self._check(first, second, size)
                start = at + head + 4
                if end < start + size:
                    break
                payload = _unmask(buffer[start - 4 : start], buffer[start : start + size])
                at = start + size
                message = self._assemble(first & 0x80 != 0, first & 0x0F, payload)
                if message is not None:
                    messages.append(message)
        except FrameError as error:
            messages.append(error)
            at = end
        if buffer is self._buffer:
            del self._buffer[:at]
        elif at < end:
            self._buffer = bytearray(buffer[at:])
        if not self._buffer:
            self._buffer = None
        return messages

    def _check(self, first: int, second: int, size: int) -> None:
        opcode = first & 0x0F
        if first & 0x70:
            raise FrameError(PROTOCOL_ERROR, "an extension that was not agreed")
        if not second & 0x80:
            raise FrameError(PROTOCOL_ERROR, "not masked")
        if opcode in (CLOSE, PING, PONG):
            if size > 125 or not first & 0x80:
                raise FrameError(PROTOCOL_ERROR, "control frame too long, or in fragments")
        elif opcode == BINARY:
            raise FrameError(UNSUPPORTED, "XMPP travels in text frames")
        elif opcode not in (TEXT, CONTINUATION):
            raise FrameError(PROTOCOL_ERROR, "unknown opcode")
        elif (opcode == CONTINUATION) != (self._fragments is not None):
            raise FrameError(PROTOCOL_ERROR, "fragments out of order")
        elif self._size + size > self.limit:
            raise FrameError(TOO_BIG, "message too big")

    def _assemble(self, final: bool, opcode: int, payload: bytes) -> Message | None:
        if opcode == CLOSE:
            return Message(CLOSE, _checked_close(payload))
        if opcode in (PING, PONG):
            return Message(opcode, payload)
        if self._fragments is None:
            if final:
                return Message(TEXT, _checked_text(payload))
            self._fragments = []
        self._fragments.append(payload)
        self._size += len(payload) + 16  # an endless row of empty fragments is too big, too
        if not final:
            return None
        whole = b"".join(self._fragments)
        self._fragments, self._size = None, 0
        return Message(TEXT, _checked_text(whole))


def _checked_text(payload: bytes) -> bytes:
    if not payload.isascii():
        try:
            payload.decode()
        except UnicodeDecodeError:
            raise FrameError(NOT_UTF8, "the text is not UTF-8") from None
    return payload


def _unmask(key: bytes | bytearray, masked: bytes | bytearray) -> bytes:
    size = len(masked)
    mask = (key * (size // 4 + 1))[:size]
    return (int.from_bytes(masked, "little") ^ int.from_bytes(mask, "little")).to_bytes(size, "little")


def _checked_close(payload: bytes) -> bytes:
    if len(payload) == 1 or (payload and int.from_bytes(payload[:2], "big") not in _CLOSE_CODES):
        raise FrameError(PROTOCOL_ERROR, "no such close code")
    try:
        payload[2:].decode()
    except UnicodeDecodeError:
        raise FrameError(NOT_UTF8, "the reason is not UTF-8") from None
    return payload
