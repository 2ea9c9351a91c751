"""Both ends of a session, with bytes carried by hand and the time passed in."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ccx_engine.cti import messages as m
from ccx_engine.cti.codec import HEADER, Encodable, codec_for
from ccx_engine.cti.enums import (
    AgentState,
    AgentStateMask,
    CallMsgMask,
    ServiceMask,
    StatusCode,
)
from ccx_engine.cti.errors import (
    BodyTooLong,
    FixedPartTruncated,
    FloatingPartBroken,
    Malformed,
    OpenRefused,
    SessionLost,
)
from ccx_engine.cti.session import ClientSession, ServerSession
from ccx_engine.cti.wire import REGISTRY, UnknownMessage
from tests.ccx_engine.cti.vectors import Vector

BRIDGE = m.OpenReq(  # CTI guide, flow "bridge start-up"
    version_number=14,
    idle_timeout=20,
    services_requested=0x40096,
    call_msg_mask=0x7EFFF,
    agent_state_mask=0x3FFF,
    config_msg_mask=0xF,
    client_id="finesse1",
)
AGENT = dataclasses.replace(
    BRIDGE, services_requested=0x7, client_id="desk1", agent_instrument="1001", agent_id="agent1"
)
ANSWER = m.AnswerCallReq(call_id=16777217, connection_device_id="1001")
READY = m.AgentStateEvent(csq_state=AgentState.READY, agent_state=AgentState.READY, agent_id="agent1")


@dataclasses.dataclass
class Link:
    """A client and a server, and the wire between them."""

    client: ClientSession
    server: ServerSession
    now: float = 0.0

    def to_server(self) -> list[Encodable]:
        return list(self.server.receive_data(self.client.data_to_send(), self.now))

    def to_client(self) -> list[Encodable]:
        return list(self.client.receive_data(self.server.data_to_send(), self.now))


@pytest.fixture
def link() -> Link:
    return Link(ClientSession(now=0.0), ServerSession(now=0.0))


def opened(request: m.OpenReq = BRIDGE, **granted: Any) -> Link:
    """A link with an open session; nothing is on the wire."""
    link = Link(ClientSession(now=0.0), ServerSession(now=0.0))
    link.client.open(request)
    for message in link.to_server():
        assert isinstance(message, m.OpenReq)
        link.server.grant(**{"ccx_online": True, **granted})
    link.to_client()
    assert link.client.is_open
    return link


def sent(server: ServerSession, version: int = 14) -> list[Encodable]:
    """What the server has written."""
    data = server.data_to_send()
    return list(frames(data, version))


def frames(data: bytes, version: int = 14) -> Iterator[Encodable]:
    while data:
        length, number = HEADER.unpack_from(data)
        yield codec_for(version).decode(number, data[HEADER.size : HEADER.size + length])
        data = data[HEADER.size + length :]


def frame(message: Encodable, version: int = 14) -> bytes:
    return codec_for(version).encode(message)


def read(server: ServerSession, data: bytes, now: float = 0.0) -> list[Encodable]:
    return list(server.receive_data(data, now))


# Opening


@pytest.mark.parametrize("version", range(10, 19))
def test_a_session_opens_in_every_version(link: Link, version: int) -> None:
    request = dataclasses.replace(BRIDGE, version_number=version, invoke_id=7)
    assert link.client.open(request) == 7
    assert link.to_server() == [request]
    link.server.grant(ccx_online=True)
    (conf,) = link.to_client()
    assert isinstance(conf, m.OpenConf)
    assert (conf.invoke_id, conf.services_granted, conf.ccx_online) == (7, 0x40096, True)
    assert conf.agent_state == AgentState.UNKNOWN
    assert len(conf.peripherals) == (1 if version >= 14 else 0)
    assert link.server.request == request
    assert link.server.codec is codec_for(version)


def test_the_server_grants_what_it_knows_and_the_caller_allows() -> None:
    asked = dataclasses.replace(BRIDGE, services_requested=0x40096 | 0x80000000)
    link = Link(ClientSession(now=0.0), ServerSession(now=0.0))
    link.client.open(asked)
    link.to_server()
    link.server.grant(ccx_online=False, services=ServiceMask.ALL_EVENTS | ServiceMask.CLIENT_CONTROL)
    (conf,) = link.to_client()
    assert isinstance(conf, m.OpenConf)
    assert conf.services_granted == 0x14
    assert conf.ccx_online is False


def test_agent_mode_is_told_its_agent() -> None:
    link = Link(ClientSession(now=0.0), ServerSession(now=0.0))
    link.client.open(AGENT)
    link.to_server()
    link.server.grant(
        ccx_online=True, agent_state=AgentState.READY, agent_extension="1001", agent_id="agent1"
    )
    (conf,) = link.to_client()
    assert isinstance(conf, m.OpenConf)
    assert (conf.agent_state, conf.agent_extension, conf.agent_id) == (AgentState.READY, "1001", "agent1")


@pytest.mark.parametrize(
    ("request_", "status"),
    [
        (dataclasses.replace(BRIDGE, version_number=9), StatusCode.INVALID_VERSION),
        (dataclasses.replace(BRIDGE, version_number=19), StatusCode.INVALID_VERSION),
        (dataclasses.replace(BRIDGE, idle_timeout=19), StatusCode.INVALID_TIMEOUT),
        (
            dataclasses.replace(AGENT, agent_instrument=None, agent_id=None),
            StatusCode.REQUIRED_DATA_MISSING,
        ),
        (dataclasses.replace(AGENT, services_requested=0x11), StatusCode.INVALID_FIELD),
    ],
)
def test_the_server_refuses_an_open_req_that_is_not_in_order(request_: m.OpenReq, status: StatusCode) -> None:
    server = ServerSession(now=0.0)
    request_ = dataclasses.replace(request_, invoke_id=3)
    assert read(server, frame(request_)) == []
    (failure,) = sent(server)
    assert isinstance(failure, m.FailureConf)
    assert (failure.invoke_id, failure.status) == (3, status)
    assert server.request is None
    assert server.ended is None  # the client resets the connection


@pytest.mark.parametrize("tag", [1, 2], ids=["client id", "password"])
def test_the_server_refuses_an_open_req_without_id_or_password(tag: int) -> None:
    server = ServerSession(now=0.0)
    without = {1: b"\1\x09finesse1\0", 2: b"\2\0"}[tag]
    body = frame(BRIDGE)[HEADER.size :].replace(without, b"")
    assert read(server, HEADER.pack(len(body), m.OpenReq.NUMBER) + body) == []
    (failure,) = sent(server)
    assert isinstance(failure, m.FailureConf)
    assert failure.status == StatusCode.REQUIRED_DATA_MISSING


def test_the_refusal_of_a_version_has_no_text_because_its_form_is_unknown() -> None:
    server = ServerSession(now=0.0)
    read(server, frame(dataclasses.replace(BRIDGE, version_number=25)))
    assert server.data_to_send() == bytes.fromhex("00000008000000010000000000000001")


def test_a_second_open_req_is_refused_and_the_session_stays() -> None:
    link = opened()
    assert read(link.server, frame(dataclasses.replace(BRIDGE, invoke_id=9))) == []
    (failure,) = sent(link.server)
    assert isinstance(failure, m.FailureConf)
    assert (failure.invoke_id, failure.status) == (9, StatusCode.SESSION_ALREADY_OPEN)
    assert read(link.server, frame(ANSWER)) == [ANSWER]


def test_nothing_is_accepted_before_the_session_is_open(link: Link) -> None:
    assert read(link.server, frame(dataclasses.replace(ANSWER, invoke_id=4))) == []
    assert read(link.server, frame(m.ConfigRequestKeyEvent())) == []
    failure, event = sent(link.server)
    assert isinstance(failure, m.FailureConf)
    assert isinstance(event, m.FailureEvent)  # a message without an invoke id
    assert (failure.invoke_id, failure.status) == (4, StatusCode.SESSION_NOT_OPEN)
    assert event.status == StatusCode.SESSION_NOT_OPEN


def test_the_caller_may_refuse_what_only_the_engine_knows(link: Link) -> None:
    link.client.open(BRIDGE)
    (request,) = link.to_server()
    assert isinstance(request, m.OpenReq)
    link.server.refuse(request, StatusCode.SERVER_NOT_MASTER, "not master")
    with pytest.raises(OpenRefused, match=r"SERVER_NOT_MASTER \(not master\)") as refused:
        link.to_client()
    assert refused.value.status == StatusCode.SERVER_NOT_MASTER
    assert link.client.ended is refused.value
    assert link.client.next_deadline() is None
    assert read(link.server, frame(BRIDGE)) == [BRIDGE]  # the connection may try again


def test_a_request_can_follow_its_open_req_in_one_piece(link: Link) -> None:
    seen = []
    for message in link.server.receive_data(frame(BRIDGE) + frame(ANSWER), 0.0):
        seen.append(message)
        if isinstance(message, m.OpenReq):
            link.server.grant(ccx_online=True)
    assert seen == [BRIDGE, ANSWER]


def test_only_a_waiting_open_req_can_be_granted(link: Link) -> None:
    with pytest.raises(ValueError, match="no OPEN_REQ waits"):
        link.server.grant(ccx_online=True)


# Messages both ways


def test_a_request_gets_the_next_invoke_id() -> None:
    link = opened()
    ids = [link.client.send(ANSWER), link.client.send(ANSWER), link.client.send(m.ConfigRequestKeyEvent())]
    assert ids == [2, 3, 0]
    received = link.to_server()
    assert [getattr(message, "invoke_id", None) for message in received] == [2, 3, None]
    link.server.send(m.AnswerCallConf(invoke_id=2))
    link.server.send(READY)
    assert link.to_client() == [m.AnswerCallConf(invoke_id=2), READY]


def test_a_client_may_choose_its_own_invoke_id() -> None:
    link = opened()
    assert link.client.send(dataclasses.replace(ANSWER, invoke_id=4711)) == 4711


@settings(deadline=None, max_examples=50)
@given(st.lists(st.integers(1, 40)))
def test_the_stream_may_be_split_anywhere(cuts: list[int]) -> None:
    requests: list[Encodable] = [dataclasses.replace(ANSWER, invoke_id=n) for n in range(1, 5)]
    data = frame(BRIDGE) + b"".join(map(frame, requests)) + frame(m.CloseReq(invoke_id=9))
    server = ServerSession(now=0.0)
    seen: list[Encodable] = []
    pieces = iter([*cuts, *([1] * len(data))])
    while data:
        size = next(pieces)
        piece, data = data[:size], data[size:]
        for message in server.receive_data(piece, 0.0):
            seen.append(message)
            if isinstance(message, m.OpenReq):
                server.grant(ccx_online=True)
    assert seen == [BRIDGE, *requests]
    assert isinstance(server.ended, SessionLost)
    assert sent(server)[-1] == m.CloseConf(invoke_id=9)


def test_an_event_encoded_once_serves_many_sessions() -> None:
    links = [opened(), opened()]
    encoded = links[0].server.codec.encode(READY)
    for link in links:
        link.server.send_encoded(READY, encoded)
        assert link.to_client() == [READY]


def test_nothing_is_sent_before_the_session_is_open(link: Link) -> None:
    with pytest.raises(ValueError, match="AGENT_STATE_EVENT before the session is open"):
        link.server.send(READY)
    with pytest.raises(ValueError, match="ANSWER_CALL_REQ before the session is open"):
        link.client.send(ANSWER)
    assert not link.server.wants(READY)


def test_a_session_cannot_be_opened_twice_by_its_client() -> None:
    with pytest.raises(ValueError, match="open already"):
        opened().client.open(BRIDGE)


def test_a_watch_sees_every_message_in_both_directions() -> None:
    seen: list[tuple[bool, str]] = []
    server = ServerSession(now=0.0, watch=lambda incoming, message: seen.append((incoming, message.NAME)))
    for _ in server.receive_data(frame(BRIDGE) + frame(m.HeartbeatReq(invoke_id=1)), 0.0):
        server.grant(ccx_online=True)
    assert seen == [
        (True, "OPEN_REQ"),
        (False, "OPEN_CONF"),
        (True, "HEARTBEAT_REQ"),
        (False, "HEARTBEAT_CONF"),
    ]


# What a server does not accept


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


# Heartbeats and time


def test_three_unanswered_heartbeats_lose_the_session() -> None:
    session = opened().client
    for _ in range(3):
        deadline = session.next_deadline()
        assert deadline is not None
        session.tick(deadline)
        assert len(list(frames(session.data_to_send()))) == 1
    deadline = session.next_deadline()
    assert deadline is not None
    with pytest.raises(SessionLost, match="silent for 3 heartbeats"):
        session.tick(deadline)
    assert session.next_deadline() is None


def test_a_server_that_never_answers_open_req_loses_the_session_in_the_same_time() -> None:
    session = ClientSession(now=0.0)
    session.open(BRIDGE)
    session.data_to_send()
    for _ in range(3):
        session.tick(session.next_deadline() or 0.0)
    assert session.data_to_send() == b""  # no heartbeats before the session is open
    with pytest.raises(SessionLost):
        session.tick(session.next_deadline() or 0.0)


def test_answered_heartbeats_keep_the_session_and_are_nobodys_business() -> None:
    link = opened()
    for _ in range(10):
        link.now = link.client.next_deadline() or 0.0
        link.client.tick(link.now)
        assert link.to_server() == []
        assert link.to_client() == []
    assert link.now == 50.0


def test_a_tick_before_its_time_does_nothing() -> None:
    link = opened()
    link.client.tick(4.9)
    link.server.tick(4.9)
    assert link.client.data_to_send() == b""


def test_a_late_tick_sends_one_heartbeat() -> None:
    client = opened().client
    client.tick(100.0)
    assert len(list(frames(client.data_to_send()))) == 1
    assert client.next_deadline() == 105.0


def test_a_refused_heartbeat_loses_the_session() -> None:
    link = opened()
    link.client.tick(5.0)
    link.server.heartbeat_failure = StatusCode.SERVER_NOT_MASTER
    link.to_server()
    with pytest.raises(SessionLost, match="refused a heartbeat with status 92"):
        link.to_client()


def test_the_failure_of_a_request_is_given_to_the_caller() -> None:
    link = opened()
    invoke_id = link.client.send(ANSWER)
    (request,) = link.to_server()
    assert isinstance(request, m.AnswerCallReq)
    link.server.refuse(request, StatusCode.INVALID_CALLID)
    assert link.to_client() == [m.FailureConf(invoke_id=invoke_id, status=StatusCode.INVALID_CALLID)]


def test_a_silent_client_is_forgotten_after_its_idle_time_out() -> None:
    server = opened().server
    assert server.next_deadline() == 20.0
    read(server, frame(m.HeartbeatReq(invoke_id=1)), now=12.0)
    assert server.next_deadline() == 32.0
    server.tick(31.9)
    with pytest.raises(SessionLost, match="nothing came for 20 seconds"):
        server.tick(32.0)
    assert server.next_deadline() is None


def test_part_of_a_frame_is_a_sign_of_life() -> None:
    server = opened().server
    read(server, b"\0", now=12.0)
    assert server.next_deadline() == 32.0


def test_a_client_may_ask_for_no_idle_time_out() -> None:
    assert opened(dataclasses.replace(BRIDGE, idle_timeout=0xFFFFFFFF)).server.next_deadline() is None


def test_a_connection_without_a_session_is_not_kept_for_ever() -> None:
    server = ServerSession(now=100.0)
    assert server.next_deadline() == 110.0
    list(server.receive_data(b"\0", 109.0))  # nor by a byte now and then
    assert server.next_deadline() == 110.0
    with pytest.raises(SessionLost, match="no session was opened"):
        server.tick(130.0)


# The end


def test_a_client_closes_its_session() -> None:
    link = opened()
    link.client.close()
    assert link.to_server() == []
    assert "closed by the client" in str(link.server.ended)
    assert link.client.ended is None
    assert link.to_client() == []
    assert "closed as asked" in str(link.client.ended)


def test_a_close_req_without_an_answer_ends_too() -> None:
    client = opened().client
    client.close()
    with pytest.raises(SessionLost, match="did not answer CLOSE_REQ"):
        client.tick(client.next_deadline() or 0.0)


def test_a_server_ends_the_old_session_of_a_client_that_opens_a_new_one() -> None:
    link = opened()
    link.server.end(StatusCode.NEW_SESSION_OPENED)
    assert link.to_client() == [m.FailureEvent(status=StatusCode.NEW_SESSION_OPENED)]
    assert link.server.ended is not None
    link.server.send(READY)
    assert link.server.data_to_send() == b""


def test_an_ended_session_gives_no_more_messages() -> None:
    link = opened()
    seen = []
    for message in link.server.receive_data(frame(ANSWER) * 2, 0.0):
        seen.append(message)
        link.server.end(StatusCode.NEW_SESSION_OPENED)
    assert seen == [ANSWER]


def test_a_session_wants_what_it_was_granted() -> None:
    begin = m.BeginCallEvent(call_type=1, call_id=1, connection_device_id="1001")
    only_calls = dataclasses.replace(BRIDGE, agent_state_mask=0, call_msg_mask=CallMsgMask.BEGIN_CALL)
    only_ready = dataclasses.replace(BRIDGE, agent_state_mask=AgentStateMask.AVAILABLE, call_msg_mask=0)
    assert [opened(only_calls).server.wants(event) for event in (begin, READY)] == [True, False]
    assert [opened(only_ready).server.wants(event) for event in (begin, READY)] == [False, True]
    assert not opened(services=0).server.wants(begin)
