"""Encoding and decoding: round trips of everything, limits, and what a relay passes on."""

from __future__ import annotations

import contextlib
import dataclasses
import struct
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ccx_engine.cti import messages as m
from ccx_engine.cti import reading
from ccx_engine.cti.codec import HEADER, Codec, FrameReader, codec_for
from ccx_engine.cti.enums import AgentState
from ccx_engine.cti.errors import (
    BodyTooLong,
    CtiError,
    InvalidFieldLength,
    Malformed,
    RequiredDataMissing,
    Unencodable,
)
from ccx_engine.cti.layout import Form
from ccx_engine.cti.session import ServerSession
from ccx_engine.cti.wire import REGISTRY, Message
from tests.ccx_engine.cti.strategies import message_and_form, record
from tests.linear import must_be_linear

CODEC = codec_for(14)
WHOLE = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


def body(message: Message, codec: Codec = CODEC) -> bytes:
    return codec.encode(message)[HEADER.size :]


def field(tag: int, data: bytes) -> bytes:
    return CODEC.form.field(tag, data)


HELD = m.CallHeldEvent(call_id=16777507, connection_device_id="2006", holding_device_id="2006")


@pytest.mark.parametrize("form", [Form.of(14), Form.of(18)], ids=["v14", "v18"])
@pytest.mark.parametrize("number", sorted(REGISTRY), ids=lambda number: REGISTRY[number].NAME)
@settings(WHOLE, max_examples=5)
@given(data=st.data())
def test_what_was_encoded_decodes_to_the_same_message(number: int, form: Form, data: st.DataObject) -> None:
    codec = codec_for(form.version)
    message = data.draw(record(REGISTRY[number], form))
    frame = codec.encode(message)
    decoded = codec.decode_frame(frame)
    assert decoded == message
    assert decoded.received is None
    assert codec.decode_frame(frame, strict=True) == message
    assert reading.read(REGISTRY[number], form, frame[HEADER.size :]) == message


@settings(WHOLE, max_examples=100)
@given(message_and_form())
def test_messages_of_every_version_and_width_come_back(pair: tuple[Message, Form]) -> None:
    message, form = pair
    codec = codec_for(form.version, form.tag_width, form.length_width)
    assert codec.decode_frame(codec.encode(message)) == message


@settings(WHOLE, max_examples=150)
@given(st.sampled_from(sorted(REGISTRY)), st.binary(max_size=300), st.sampled_from([10, 14, 18]))
def test_any_bytes_are_understood_and_given_back_or_called_malformed(
    number: int, data: bytes, version: int
) -> None:
    codec = codec_for(version)
    try:
        message = codec.decode(number, data)
    except Malformed:
        return
    assert body_of(codec.encode(message)) == data


@settings(WHOLE, max_examples=150)
@given(message_and_form(), st.data())
def test_a_damaged_frame_raises_nothing_but_errors_of_the_protocol(
    pair: tuple[Message, Form], data: st.DataObject
) -> None:
    message, form = pair
    codec = codec_for(form.version, form.tag_width, form.length_width)
    damaged = bytearray(codec.encode(message)[HEADER.size :])
    for _ in range(data.draw(st.integers(1, 3))):
        if damaged:
            damaged[data.draw(st.integers(0, len(damaged) - 1))] = data.draw(st.integers(0, 255))
    for strict in (False, True):
        try:
            decoded = codec.decode(message.NUMBER, bytes(damaged), strict=strict)
        except CtiError:
            continue
        assert body_of(codec.encode(decoded)) == bytes(damaged)


def body_of(frame: bytes) -> bytes:
    return frame[HEADER.size :]


def test_unknown_fields_stay_where_they_were() -> None:
    raw = body(HELD)
    at = raw.index(field(25, b"2006\0"))
    relayed = raw[:at] + field(250, b"new") + raw[at:] + field(251, b"")
    message = CODEC.decode(m.CallHeldEvent.NUMBER, relayed)
    assert message == HELD
    assert body_of(CODEC.encode(message)) == relayed


def test_unknown_fields_go_on_when_a_relay_changes_another_field() -> None:
    message = CODEC.decode(m.CallHeldEvent.NUMBER, body(HELD) + field(250, b"new"))
    assert isinstance(message, m.CallHeldEvent)
    changed = dataclasses.replace(message, call_id=1)
    assert body_of(CODEC.encode(changed)) == body(dataclasses.replace(HELD, call_id=1)) + field(250, b"new")


def test_unknown_fields_go_on_into_another_version() -> None:
    message = CODEC.decode(m.CallHeldEvent.NUMBER, body(HELD) + field(250, b"new"))
    wide = codec_for(18)
    assert body_of(wide.encode(message)) == body(HELD, wide) + wide.form.field(250, b"new")


def test_an_unknown_field_that_another_form_cannot_hold_is_left_out() -> None:
    long = codec_for(18, None, 2)
    for tag, length in ((250, 300), (300, 3)):
        message = long.decode(m.CallHeldEvent.NUMBER, body(HELD, long) + long.form.field(tag, bytes(length)))
        assert body_of(CODEC.encode(message)) == body(HELD)


def test_an_unknown_field_that_means_something_in_another_version_is_left_out() -> None:
    conf = m.OpenConf(invoke_id=1, services_granted=0, ccx_online=True, agent_state=AgentState.UNKNOWN)
    old = codec_for(10)
    message = old.decode(m.OpenConf.NUMBER, body(conf, old) + old.form.field(208, b""))  # since version 14
    assert body_of(old.encode(message)).endswith(old.form.field(208, b""))
    assert CODEC.decode_frame(CODEC.encode(message)) == conf


def test_a_message_that_grows_too_long_in_another_form_is_not_sent() -> None:
    message = CODEC.decode(m.CallHeldEvent.NUMBER, body(HELD) + field(250, b"") * 31_000)
    assert CODEC.encode(message)
    with pytest.raises(Unencodable, match="longer than 65536 bytes"):
        codec_for(18).encode(message)


def test_fields_in_foreign_order_stay_so() -> None:
    fixed = body(HELD)[: reading.fixed_size(CODEC.form, m.CallHeldEvent.LAYOUT)]
    turned = fixed + field(31, b"2006\0") + field(25, b"2006\0")
    message = CODEC.decode(m.CallHeldEvent.NUMBER, turned)
    assert message == HELD
    assert body_of(CODEC.encode(message)) == turned


def test_a_message_that_nobody_declared_goes_on_as_it_is() -> None:
    message = CODEC.decode(254, b"\x01\x02\x03")
    assert CODEC.encode(message) == HEADER.pack(3, 254) + b"\x01\x02\x03"
    assert message.NAME == "UNKNOWN_254"


def test_a_wrong_counter_is_tolerated_and_kept() -> None:
    event = m.CallQueuedEvent(call_id=1, connection_device_id="5001", csqs=(m.QueuedCsq(csq_id=25),))
    frame = bytearray(CODEC.encode(event))
    at = HEADER.size + 10 + 2 + 4 + 8 + 4 * 2 + 2
    assert struct.unpack_from(">H", frame, at) == (1,)
    struct.pack_into(">H", frame, at, 7)
    decoded = CODEC.decode_frame(bytes(frame))
    assert decoded == event
    assert CODEC.encode(decoded) == bytes(frame)


def test_a_member_of_a_group_begins_where_a_field_comes_again() -> None:
    fixed = body(m.SnapshotDeviceConf(invoke_id=1))
    calls = field(57, b"\0\0") + field(58, b"1001\0") + field(56, b"\0\0\0\x09") + field(56, b"\0\0\0\x0a")
    message = CODEC.decode(m.SnapshotDeviceConf.NUMBER, fixed + calls)
    assert isinstance(message, m.SnapshotDeviceConf)
    assert [call.call_connection_call_id for call in message.calls] == [0, 9, 10]


def test_the_csqs_of_an_agent_stay_with_their_agent() -> None:
    one = m.AgentRecord(agent_type=1, login_id="a1", csqs=(m.AgentCsq(csq_id=1), m.AgentCsq(csq_id=2)))
    two = m.AgentRecord(agent_type=2, login_id="a2", csqs=(m.AgentCsq(csq_id=3),))
    event = m.ConfigAgentEvent(records=(one, two))
    raw = body(event) + field(250, b"")  # so that the patient decoder reads it
    decoded = CODEC.decode(m.ConfigAgentEvent.NUMBER, raw)
    assert decoded == event


def test_auto_work_may_have_four_bytes() -> None:  # CTI guide, "Floating FieldDataID Values": BOOL of 4
    record = m.CsqRecord(csq_id=25, auto_work=True, csq_name="Sales")
    raw = body(m.ConfigCsqEvent(records=(record,))).replace(field(185, b"\0\1"), field(185, b"\0\0\0\1"))
    message = CODEC.decode(m.ConfigCsqEvent.NUMBER, raw)
    assert isinstance(message, m.ConfigCsqEvent)
    assert message.records[0].auto_work is True
    assert body_of(CODEC.encode(message)) == raw


def test_fields_of_later_versions_are_left_out() -> None:
    request = m.SetAgentStateReq(
        agent_state=AgentState.READY, agent_instrument="1001", agent_capacity=1, active_terminal="SEP1"
    )
    sizes = [len(codec_for(version).encode(request)) for version in (11, 12, 18)]
    assert sizes == [8 + 17 + 7, 8 + 21 + 7, 8 + 21 + 8 + 8]
    older = codec_for(11).decode_frame(codec_for(11).encode(request))
    assert older == dataclasses.replace(request, agent_capacity=0, active_terminal=None)


@pytest.mark.parametrize(
    ("given", "sent"),
    [
        ("x" * 40, "x" * 40),
        ("x" * 41, "x" * 40),
        ("é" * 20, "é" * 20),
        ("x" + "é" * 20, "x" + "é" * 19),
        ("x" * 39 + "€", "x" * 39),
        ("x" * 37 + "🙂", "x" * 37),
        ("before\0after", "before"),
        ("\ud800", "?"),
        ("", ""),
    ],
)
def test_a_long_string_is_cut_at_a_character(given: str, sent: str) -> None:
    request = m.SetCallDataReq(call_id=1, connection_device_id="1001", call_variable_1=given)
    decoded = CODEC.decode_frame(CODEC.encode(request))
    assert isinstance(decoded, m.SetCallDataReq)
    assert decoded.call_variable_1 == sent


def many_variables(count: int) -> m.SetCallDataReq:
    variables = tuple(m.NamedVariable(f"user.{n}", "x" * 200) for n in range(count))
    return m.SetCallDataReq(call_id=1, connection_device_id="1001", named_variables=variables)


@pytest.mark.parametrize(
    ("message", "why"),
    [
        (dataclasses.replace(HELD, call_id=2**32), "does not fit"),
        (dataclasses.replace(HELD, event_cause=-1), "does not fit"),
        (many_variables(10), "2080 bytes of ECC variables, where 2000 are allowed"),
        (m.ConfigCsqEvent(records=(m.CsqRecord(csq_id=1, csq_name="x"),) * 11), "11 records, where 10"),
        (m.ConfigKeyEvent(csq_config_key=bytes(9)), "9 opaque bytes"),
        (
            m.TeamConfigEvent(
                team_id=1, operation=1, team_name="x", members=(m.TeamMember(agent_id="x" * 128),) * 64
            ),
            "bytes of TEAM_CONFIG_EVENT, where 8192",
        ),
        (dataclasses.replace(many_variables(0), named_variables=(m.NamedVariable("", "x"),)), "called ''"),
        (dataclasses.replace(many_variables(0), named_arrays=(m.NamedArray(256, "x", "x"),)), "index 256"),
    ],
)
def test_what_does_not_fit_the_wire_is_not_sent(message: Message, why: str) -> None:
    with pytest.raises(Unencodable, match=why):
        CODEC.encode(message)


def test_too_much_from_a_peer_is_still_passed_on() -> None:
    group = field(62, b"\0\0\0\1") + field(63, bytes(4)) + field(64, bytes(2)) + field(65, b"\0\3")
    event = m.AgentStateEvent(csq_state=3, agent_state=3, agent_id="agent1")
    raw = body(event) + group * 120
    message = CODEC.decode(m.AgentStateEvent.NUMBER, raw)
    assert isinstance(message, m.AgentStateEvent)
    assert len(message.csqs) == 120
    assert body_of(CODEC.encode(message)) == raw


def test_a_strict_reader_wants_the_required_fields() -> None:
    request = m.AnswerCallReq(call_id=1, connection_device_id="1001")
    raw = body(request).replace(field(25, b"1001\0"), b"")
    with pytest.raises(RequiredDataMissing, match=r"ANSWER_CALL_REQ without connection_device_id\[25\]"):
        CODEC.decode(m.AnswerCallReq.NUMBER, raw, strict=True)
    patient = CODEC.decode(m.AnswerCallReq.NUMBER, raw)
    assert patient == dataclasses.replace(request, connection_device_id="")


def test_a_strict_reader_holds_the_limits_of_ecc_variables() -> None:
    empty = body(many_variables(0))
    with pytest.raises(InvalidFieldLength, match=r"named_variables\[82\]"):
        CODEC.decode(m.SetCallDataReq.NUMBER, empty + field(82, b"n" * 33 + b"\0v\0"), strict=True)
    with pytest.raises(InvalidFieldLength, match="2080 bytes of ECC variables"):
        CODEC.decode(
            m.SetCallDataReq.NUMBER,
            empty + field(82, b"user.0\0" + bytes(b"x" * 200) + b"\0") * 10,
            strict=True,
        )


def test_an_absurd_length_is_no_frame() -> None:
    reader = FrameReader()
    reader.feed(HEADER.pack(65_537, 5))
    with pytest.raises(BodyTooLong, match="65537 bytes"):
        reader.next_frame()


def test_the_largest_body_is_waited_for() -> None:
    reader = FrameReader()
    reader.feed(HEADER.pack(65_536, 254) + bytes(65_535))
    assert reader.next_frame() is None
    reader.feed(b"\0")
    assert reader.next_frame() == (254, bytes(65_536))


def read(data: bytes) -> None:
    """As the server reads: some bytes at a time, until a message is none."""
    session = ServerSession(now=0.0)
    with contextlib.suppress(Malformed):
        for at in range(0, len(data), 256):
            for _ in session.receive_data(data[at : at + 256], now=0.0):
                continue


OPEN = CODEC.encode(
    m.OpenReq(invoke_id=1, version_number=14, idle_timeout=20, services_requested=0x10, call_msg_mask=0,
              agent_state_mask=0, config_msg_mask=0, client_id="x")
)  # fmt: skip


def frame(number: int, content: bytes) -> bytes:
    return HEADER.pack(len(content), number) + content


STREAMS: dict[str, Callable[[int], bytes]] = {
    "many small messages": lambda size: OPEN + CODEC.encode(m.HeartbeatReq(invoke_id=1)) * (size // 8),
    "fields of no bytes": lambda size: frame(
        m.OpenReq.NUMBER, OPEN[HEADER.size :] + field(200, b"") * (size // 8)
    ),
    "one field again and again": lambda size: frame(
        m.OpenReq.NUMBER, OPEN[HEADER.size :] + field(1, b"x\0") * (size // 8)
    ),
    "one byte at a time of a long message": lambda size: frame(m.OpenReq.NUMBER, b"\0" * size),
}


@pytest.mark.parametrize("make", STREAMS.values(), ids=STREAMS)
def test_what_a_client_sends_is_read_in_proportion_to_its_size(make: Callable[[int], bytes]) -> None:
    must_be_linear(make, read, 3_800)
