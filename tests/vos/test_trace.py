"""What travels between the boxes, as one line each."""

import logging

import pytest

from vos import trace


def test_a_hop_is_one_line_that_names_message_call_and_agent(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, logger="vos.trace")
    trace.hop(
        trace.IN, "cti", "finesse", "ANSWER_CALL_REQ", {"call": 16777217, "agent": "agent1", "team": None}
    )
    assert caplog.messages == ["IN  cti   finesse ANSWER_CALL_REQ call=16777217 agent=agent1"]


def test_nothing_is_written_when_nobody_looks(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, logger="vos.trace")
    assert not trace.enabled()
    trace.hop(trace.OUT, "cti", "finesse", "ANSWER_CALL_CONF")
    assert caplog.messages == []
