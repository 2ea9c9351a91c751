"""Messages to frames and back, in the wire form of a protocol version: `codec_for(14).encode(message)`.

A frame is a header (BodyLength, MessageTypeID) and a body.
Source: CTI guide, "Pack a CTI message" and "Unpack a CTI Message".
"""

from __future__ import annotations

import dataclasses
import struct
from collections.abc import Callable
from functools import cache, partial
from typing import Any

from ccx_engine.cti import compiled, reading
from ccx_engine.cti import messages as messages  # the declarations fill the registry
from ccx_engine.cti.errors import BodyTooLong, InvalidMessageType, Malformed, Unencodable
from ccx_engine.cti.layout import (
    MAX_BODY,
    Form,
)
from ccx_engine.cti.wire import (
    REGISTRY,
    Message,
    Received,
    UnknownMessage,
)

HEADER = struct.Struct(">II")
Encodable = Message | UnknownMessage


class Codec:
    """Encodes and decodes in one wire form; makes what it needs for a message when it first meets it."""

    def __init__(self, form: Form) -> None:
        self.form = form
        self._encoders: dict[type, Callable[[Any], bytes]] = {}
        self._decoders: dict[int, compiled.Decoder] = {}

    def encode(self, message: Encodable) -> bytes:
        """The frame. Strings too long for their field are cut; what else does not fit raises Unencodable."""
        if message.received is not None:
            return self._relay(message)
        encoder = self._encoders.get(type(message)) or self._new_encoder(type(message))
        try:
            return encoder(message)
        except struct.error as error:
            raise Unencodable(f"a number of {message} does not fit its field: {error}") from error

    def decode(self, number: int, body: bytes, *, strict: bool = False) -> Encodable:
        """The message that a body holds.

        Raises Malformed where its structure is broken. Without `strict` everything else is understood as
        far as possible, and encodes again to the same bytes; an undeclared number gives UnknownMessage.
        With it the Refused errors are raised: undeclared number or tag, over-long or missing field.
        """
        decoder = self._decoders.get(number)
        if decoder is None:
            cls = REGISTRY.get(number)
            if cls is None:
                if strict:
                    raise InvalidMessageType(f"there is no message {number}")
                return UnknownMessage(number, body)
            decoder = compiled.decoder(cls, self.form, partial(self._irregular, cls))
            self._decoders[number] = decoder
        try:
            message: Message = decoder(body, strict)
        except (struct.error, IndexError, UnicodeDecodeError):
            message = self._irregular(REGISTRY[number], body, strict)
        return message

    def decode_frame(self, frame: bytes, *, strict: bool = False) -> Encodable:
        """The message of one whole frame, as a datagram would carry it: for tests and tools."""
        if len(frame) < HEADER.size:
            raise Malformed(f"{len(frame)} bytes are no header")
        length, number = HEADER.unpack_from(frame)
        if length != len(frame) - HEADER.size:
            raise Malformed(f"the header announces {length} bytes, {len(frame) - HEADER.size} follow")
        return self.decode(number, frame[HEADER.size :], strict=strict)

    def _new_encoder(self, cls: type[Encodable]) -> Callable[[Any], bytes]:
        encoder = compiled.encoder(cls, self.form) if issubclass(cls, Message) else _encode_unknown
        self._encoders[cls] = encoder
        return encoder

    def _irregular(self, cls: type[Message], body: bytes, strict: bool) -> Message:
        """Read what is not written as we would; keep the body where encoding would not give it back."""
        message = reading.read(cls, self.form, body)
        if strict:
            reading.insist(cls, self.form, body)
        try:
            same = self.encode(message)[HEADER.size :] == body
        except Unencodable:
            same = False
        return message if same else dataclasses.replace(message, received=Received(body, self.form))

    def _relay(self, message: Message) -> bytes:
        """What came in another shape than ours goes on as it came, unless its fields were changed."""
        received, cls = message.received, type(message)
        assert received is not None
        if received.form == self.form and reading.read(cls, self.form, received.body) == message:
            return HEADER.pack(len(received.body), cls.NUMBER) + received.body
        frame = self.encode(dataclasses.replace(message, received=None))
        for tag, data in reading.unknown_fields(cls, received.form, received.body, self.form):
            if self.form.holds(tag, data):
                frame += self.form.field(tag, data)
        if len(frame) - HEADER.size > MAX_BODY:
            raise Unencodable(
                f"{cls.NAME} with its unknown fields is longer than {MAX_BODY} bytes in this form"
            )
        return HEADER.pack(len(frame) - HEADER.size, cls.NUMBER) + frame[HEADER.size :]


def _encode_unknown(message: UnknownMessage) -> bytes:
    return HEADER.pack(len(message.body), message.number) + message.body


@cache
def codec_for(version: int, tag_width: int | None = None, length_width: int = 1) -> Codec:
    """The codec of a protocol version, made once; the widths follow from the version unless given."""
    return Codec(Form.of(version, tag_width, length_width))


class FrameReader:
    """Cuts a byte stream into frames, however it is split or glued."""

    def __init__(self) -> None:
        self._buffer = bytearray()

    def feed(self, data: bytes) -> None:
        """More bytes of the stream."""
        self._buffer += data

    def next_frame(self) -> tuple[int, bytes] | None:
        """Number and body of the next frame, or None until it is whole; BodyTooLong for an absurd length."""
        if len(self._buffer) < HEADER.size:
            return None
        length, number = HEADER.unpack_from(self._buffer)
        if length > MAX_BODY:
            raise BodyTooLong(f"a header announces {length} bytes; at most {MAX_BODY} are accepted")
        end = HEADER.size + length
        if len(self._buffer) < end:
            return None
        body = bytes(self._buffer[HEADER.size : end])
        del self._buffer[:end]
        return number, body
