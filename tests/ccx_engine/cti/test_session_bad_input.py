"""What a session does with requests that it does not accept, and with garbage."""

from __future__ import annotations

import dataclasses
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ccx_engine.cti import messages as m
from ccx_engine.cti.codec import HEADER, Encodable
from ccx_engine.cti.enums import (
    ServiceMask,
    StatusCode,
)
from ccx_engine.cti.errors import (
    BodyTooLong,
    FixedPartTruncated,
    FloatingPartBroken,
    Malformed,
    SessionLost,
)
from ccx_engine.cti.session import ServerSession
from ccx_engine.cti.wire import REGISTRY, UnknownMessage
from tests.ccx_engine.cti.session_link import (
    ANSWER,
    BRIDGE,
    frame,
    frames,
    opened,
    read,
    sent,
)
from tests.ccx_engine.cti.vectors import Vector


@pytest.mark.parametrize(
    ("message", "status"),
    [
        (UnknownMessage(52, (8).to_bytes(4, "big")), StatusCode.INVALID_MESSAGE_TYPE),
        (m.CloseConf(invoke_id=8), StatusCode.INVALID_MESSAGE_TYPE),
        (
            m.SuperviseCallReq(invoke_id=8, agent_call_id=1, supervisory_action=3),
            StatusCode.FUNCTION_NOT_AVAILABLE,
        ),
    ],
)
def test_a_request_that_is_not_accepted_is_answered_and_the_session_goes_on(
    message: Encodable, status: StatusCode
) -> None:
    link = opened(services=ServiceMask.ALL_EVENTS | ServiceMask.CLIENT_CONTROL)
    assert read(link.server, frame(message) + frame(ANSWER)) == [ANSWER]
    (failure,) = sent(link.server)
    assert isinstance(failure, m.FailureConf)
    assert (failure.invoke_id, failure.status) == (8, status)


@pytest.mark.parametrize(
    ("extra", "status"),
    [
        (b"\xfa\x01x", StatusCode.INVALID_FIELD),
        (b"\x06\x50" + b"1" * 79 + b"\0", StatusCode.INVALID_FIELD_LENGTH),
    ],
)
def test_a_request_with_a_field_that_is_not_allowed_is_refused(extra: bytes, status: StatusCode) -> None:
    link = opened()
    body = frame(dataclasses.replace(ANSWER, invoke_id=8))[HEADER.size :] + extra
    data = HEADER.pack(len(body), m.AnswerCallReq.NUMBER) + body
    assert read(link.server, data + frame(ANSWER)) == [ANSWER]
    (failure,) = sent(link.server)
    assert isinstance(failure, m.FailureConf)
    assert (failure.invoke_id, failure.status) == (8, status)


def test_a_tolerant_server_passes_unknown_things_on() -> None:
    server = ServerSession(now=0.0, strict=False)
    for _ in server.receive_data(frame(BRIDGE), 0.0):
        server.grant(ccx_online=True)
    unknown = UnknownMessage(52, b"\0\0\0\1")
    assert read(server, frame(unknown)) == [unknown]


@pytest.mark.parametrize(
    ("data", "error", "status"),
    [
        (HEADER.pack(3, 5) + b"\0\0\0", FixedPartTruncated, StatusCode.REQUIRED_DATA_MISSING),
        (
            HEADER.pack(15, 42) + frame(ANSWER)[8:22] + b"\x19",
            FloatingPartBroken,
            StatusCode.INVALID_FIELD_LENGTH,
        ),
        (b"GET / HTTP/1.1\r\n\r\n", BodyTooLong, None),
        (b"\xff" * 8, BodyTooLong, None),
    ],
)
def test_garbage_ends_its_session_with_a_named_error(
    data: bytes, error: type[Malformed], status: StatusCode | None
) -> None:
    server = opened().server
    stream = server.receive_data(frame(ANSWER) + data + frame(ANSWER), 0.0)
    assert next(stream) == ANSWER  # what came before it is good
    with pytest.raises(error) as raised:
        next(stream)
    assert server.ended is raised.value
    assert server.next_deadline() is None
    assert read(server, frame(ANSWER)) == []
    answers = [message for message in sent(server) if isinstance(message, m.FailureConf)]
    assert [answer.status for answer in answers] == ([status] if status else [])


def test_an_open_req_without_a_version_ends_the_connection() -> None:
    server = ServerSession(now=0.0)
    with pytest.raises(FixedPartTruncated, match="before VersionNumber"):
        read(server, HEADER.pack(4, 3) + b"\0\0\0\1")


def test_garbage_ends_the_clients_session_too() -> None:
    link = opened()
    with pytest.raises(FixedPartTruncated):
        list(link.client.receive_data(HEADER.pack(1, 30) + b"\0", 0.0))
    assert isinstance(link.client.ended, Malformed)
    with pytest.raises(SessionLost):
        link.client.send(ANSWER)


@settings(deadline=None, max_examples=200)
@given(st.lists(st.one_of(st.binary(max_size=60), st.tuples(st.sampled_from(sorted(REGISTRY)), st.binary()))))
def test_whatever_a_client_sends_ends_at_most_its_session(pieces: list[bytes | tuple[int, bytes]]) -> None:
    server = opened().server
    for piece in pieces:
        data = piece if isinstance(piece, bytes) else HEADER.pack(len(piece[1]), piece[0]) + piece[1]
        with suppress(Malformed):
            read(server, data)
    list(frames(server.data_to_send()))  # what it answers is in order


def test_a_malformed_frame_is_answered_or_ends_its_session(malformed_vector: Vector) -> None:
    server = opened().server
    with suppress(Malformed):
        assert read(server, malformed_vector.frame) == []
    waiting = malformed_vector.error in ("incomplete header", "body shorter than BodyLength")
    answers = [type(answer) for answer in sent(server)]
    assert answers in ([[]] if waiting else [[m.FailureConf], [m.FailureEvent]])
    assert server.ended is None or isinstance(server.ended, Malformed)
