"""Both ends of a session, with bytes carried by hand and the time passed in."""

from __future__ import annotations

import dataclasses

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
    OpenRefused,
    SessionLost,
)
from ccx_engine.cti.session import ClientSession, ServerSession
from tests.ccx_engine.cti.session_link import (
    AGENT,
    ANSWER,
    BRIDGE,
    READY,
    Link,
    frame,
    opened,
    read,
    sent,
)


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


def test_a_session_wants_what_it_was_granted() -> None:
    begin = m.BeginCallEvent(call_type=1, call_id=1, connection_device_id="1001")
    only_calls = dataclasses.replace(BRIDGE, agent_state_mask=0, call_msg_mask=CallMsgMask.BEGIN_CALL)
    only_ready = dataclasses.replace(BRIDGE, agent_state_mask=AgentStateMask.AVAILABLE, call_msg_mask=0)
    assert [opened(only_calls).server.wants(event) for event in (begin, READY)] == [True, False]
    assert [opened(only_ready).server.wants(event) for event in (begin, READY)] == [False, True]
    assert not opened(services=0).server.wants(begin)
