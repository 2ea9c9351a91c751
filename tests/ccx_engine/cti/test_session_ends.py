"""How a session is kept alive, lost and closed, with the time passed in."""

from __future__ import annotations

import dataclasses

import pytest

from ccx_engine.cti import messages as m
from ccx_engine.cti.enums import (
    StatusCode,
)
from ccx_engine.cti.errors import (
    SessionLost,
)
from ccx_engine.cti.session import ClientSession, ServerSession
from tests.ccx_engine.cti.session_link import (
    ANSWER,
    BRIDGE,
    READY,
    frame,
    frames,
    opened,
    read,
)


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
