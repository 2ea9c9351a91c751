"""The codec against frames that were not made by it."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import Any

import pytest

from ccx_engine.cti import reading
from ccx_engine.cti.codec import HEADER, FrameReader
from ccx_engine.cti.errors import CtiError, InvalidField, InvalidFieldLength, InvalidMessageType, Malformed
from ccx_engine.cti.layout import (
    Counter,
    Fixed,
    Floating,
    Group,
    Layout,
)
from ccx_engine.cti.messages import CallHeldEvent, NamedArray, NamedVariable
from ccx_engine.cti.wire import (
    Message,
)
from tests.ccx_engine.cti.vectors import OWN, Vector, load, read


def test_a_frame_gives_the_message_that_the_guide_describes(vector: Vector) -> None:
    message = vector.codec.decode_frame(vector.frame)
    assert isinstance(message, Message)
    assert vector.message == message.NAME
    for name, part in vector.codec.form.fixed_parts(message.LAYOUT):
        if isinstance(part, Fixed) or message.received is None:
            assert _shown(getattr(message, name)) == _fixed_of(vector)[_plain(name)], name
    told = [(field["tag"], _meant(field["value"])) for field in vector.floating]
    had = list(_floating(message, message.LAYOUT))
    if message.received is None:
        assert had == told
    else:  # unknown fields and wrong counters are kept, but not among the fields
        counters = {part.tag for _, part in message.LAYOUT if isinstance(part, Counter)}
        known = {tag for tag, _ in had} - counters
        assert [field for field in told if field[0] in known] == [field for field in had if field in told]


def test_a_message_is_encoded_to_the_same_bytes_again(vector: Vector) -> None:
    assert vector.codec.encode(vector.codec.decode_frame(vector.frame)) == vector.frame


def test_a_frame_may_come_byte_by_byte(vector: Vector) -> None:
    reader = FrameReader()
    frames = []
    for byte in vector.frame:
        reader.feed(bytes((byte,)))
        frames += list(iter(reader.next_frame, None))
    assert [vector.codec.encode(vector.codec.decode(*frame)) for frame in frames] == [vector.frame]


def test_frames_may_come_glued_together(request: pytest.FixtureRequest) -> None:
    vectors = [vector for vector in load(request.config) if vector.valid]
    reader = FrameReader()
    reader.feed(b"".join(vector.frame for vector in vectors))
    for vector in vectors:
        frame = reader.next_frame()
        assert frame is not None
        assert vector.codec.encode(vector.codec.decode(*frame)) == vector.frame
    assert reader.next_frame() is None


def test_the_fast_decoder_and_the_patient_one_understand_the_same(vector: Vector) -> None:
    message = vector.codec.decode_frame(vector.frame)
    assert isinstance(message, Message)
    assert message == reading.read(type(message), vector.codec.form, vector.frame[HEADER.size :])


def test_a_frame_derived_from_the_guide_has_the_shape_that_we_write() -> None:
    for vector in (each for each in read(OWN) if each.valid):
        message = vector.codec.decode_frame(vector.frame)
        assert isinstance(message, Message)
        assert message.received is None, vector


def test_a_malformed_frame_raises_an_error_of_the_protocol_or_is_passed_on(malformed_vector: Vector) -> None:
    vector = malformed_vector
    try:
        message = vector.codec.decode_frame(vector.frame)
    except Malformed:
        return
    assert vector.codec.encode(message) == vector.frame


def test_a_strict_reader_refuses_a_malformed_frame(malformed_vector: Vector) -> None:
    vector = malformed_vector
    if vector.error == "string without terminator":  # liberal in what is accepted
        event = vector.codec.decode_frame(vector.frame, strict=True)
        assert isinstance(event, CallHeldEvent)
        assert event.holding_device_id == "2006"
        return
    with pytest.raises(CtiError) as raised:
        vector.codec.decode_frame(vector.frame, strict=True)
    expected: dict[str, type[CtiError]] = {
        "unknown message type": InvalidMessageType,
        "unknown floating tag": InvalidField,
        "field too long": InvalidFieldLength,
        "fixed part misread": InvalidField,
    }
    for beginning, error in expected.items():
        if vector.error and vector.error.startswith(beginning):
            assert isinstance(raised.value, error)
            return
    assert isinstance(raised.value, Malformed)


def _plain(name: str) -> str:
    """The guide's CallVariable10 and our call_variable_10 are one name."""
    return name.replace("_", "").lower()


def _fixed_of(vector: Vector) -> dict[str, Any]:
    """The fixed fields of a vector by their plain names."""
    return {_plain(name): value for name, value in vector.fixed.items()}


def _shown(value: Any) -> Any:
    """A value as a vector's JSON writes it."""
    return value.hex() if isinstance(value, bytes) else value


def _meant(value: Any) -> Any:
    """What a vector's JSON means."""
    if isinstance(value, dict):
        return NamedArray(**value) if "index" in value else NamedVariable(**value)
    return value


def _floating(owner: object, layout: Layout) -> Iterator[tuple[int, Any]]:
    """Tag and value of every floating field that a message has, in the guide's order."""
    for name, part in layout:
        value = getattr(owner, name)
        if isinstance(part, Group):
            record: Any = part.record
            yield from itertools.chain.from_iterable(_floating(each, record.LAYOUT) for each in value)
        elif isinstance(part, Floating):
            for each in value if part.many else (value,):
                if each is not None:
                    yield part.tag, _shown(each)
        elif isinstance(part, Counter) and part.tag is not None and (value or part.always):
            yield part.tag, value
