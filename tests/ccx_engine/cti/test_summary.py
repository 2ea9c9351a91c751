"""What people are shown of a message: the few words of the logs, and its bytes without passwords."""

from __future__ import annotations

import pytest

from ccx_engine.cti import messages as m
from ccx_engine.cti.codec import HEADER, codec_for
from ccx_engine.cti.summary import masked, summary
from ccx_engine.cti.wire import Message, UnknownMessage


@pytest.mark.parametrize(
    ("message", "shown"),
    [
        (
            m.AnswerCallReq(invoke_id=7, call_id=16777217, connection_device_id="1001"),
            {"call": 16777217, "device": "1001", "invoke": 7},
        ),
        (
            m.AgentStateEvent(csq_state=2, agent_state=2, agent_id="agent1", event_reason_code=32763),
            {"agent": "agent1", "state": "NOT_READY", "reason": "AGT_RNA"},
        ),
        (
            m.AgentStateEvent(csq_state=2, agent_state=77, agent_id="agent1", event_reason_code=101),
            {"agent": "agent1", "state": 77, "reason": 101},
        ),
        (
            m.TransferCallReq(active_call_id=2, held_call_id=1, active_connection_device_id="1001"),
            {"call": 2, "other": 1},
        ),
        (
            m.ControlFailureConf(invoke_id=3, failure_code=22),
            {"failure": "INVALID_OBJECT_STATE", "invoke": 3},
        ),
        (m.FailureConf(invoke_id=3, status=92), {"status": "SERVER_NOT_MASTER", "invoke": 3}),
        (m.HeartbeatReq(), {}),
        (UnknownMessage(254, b"abc"), {"bytes": 3}),
    ],
)
def test_a_summary_has_what_a_message_is_found_by(
    message: Message | UnknownMessage, shown: dict[str, object]
) -> None:
    said = summary(message)
    assert {key: said[key] for key in shown} == shown
    if not isinstance(message, m.AgentStateEvent | m.TransferCallReq):
        assert said == shown


def test_a_summary_never_has_a_password() -> None:
    request = m.SetAgentStateReq(agent_state=0, agent_instrument="1001", agent_password="sesame")
    assert "sesame" not in str(summary(request))


SECRET = [
    m.SetAgentStateReq(agent_state=0, agent_instrument="1001", agent_id="agent1", agent_password="sesame"),
    m.OpenReq(
        version_number=14,
        idle_timeout=20,
        services_requested=0,
        client_id="Finesse",
        client_password=b"sesame",
    ),
    UnknownMessage(254, b"sesame"),
]


@pytest.mark.parametrize("message", SECRET, ids=lambda message: message.NAME)
def test_the_bytes_that_are_shown_have_no_password(message: Message | UnknownMessage) -> None:
    codec = codec_for(14)
    frame = codec.encode(message)
    came = codec.decode(message.NUMBER, frame[HEADER.size :]) if isinstance(message, Message) else message
    shown = codec.encode(masked(came))
    assert b"sesame" in frame
    assert b"sesame" not in shown
    assert b"***" in shown


def test_a_password_that_came_with_fields_that_are_not_known_is_not_shown_either() -> None:
    codec = codec_for(14)
    frame = codec.encode(SECRET[0])
    came = codec.decode(m.SetAgentStateReq.NUMBER, frame[HEADER.size :] + b"\xee\x07sesame\0")
    assert came.received is not None
    assert b"sesame" not in codec.encode(masked(came))


def test_the_bytes_of_a_message_without_secrets_are_its_own() -> None:
    codec = codec_for(14)
    frame = codec.encode(m.AnswerCallReq(invoke_id=7, call_id=16777217, connection_device_id="1001"))
    came = codec.decode(m.AnswerCallReq.NUMBER, frame[HEADER.size :] + b"\xee\x02x\0")
    assert codec.encode(masked(came))[HEADER.size :] == frame[HEADER.size :] + b"\xee\x02x\0"
