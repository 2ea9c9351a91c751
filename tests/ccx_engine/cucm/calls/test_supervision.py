"""What a connection keeps of its listener and its recording, and the events that these tell."""

from __future__ import annotations

from ccx_engine.cucm.calls.supervision import Listener, Recording
from ccx_engine.jtapi.messages import CallEv
from ccx_engine.jtapi.model import Ev

STARTS = [
    CallEv(Ev.RECORDING_START, "1001", "SEP1"),
    CallEv(Ev.RECORDING_TARGET_INFO, "1001", "SEP1", other_address="8500"),
]
ENDS = [CallEv(Ev.RECORDING_END, "1001", "SEP1")]


def test_a_recording_begins_when_there_is_a_far_end_and_says_where_it_goes() -> None:
    recording = Recording("SEP1", "8500", automatic=False)
    assert recording.follow("1001", "") == []
    assert recording.follow("1001", "1002") == STARTS
    assert recording.follow("1001", "1002") == []


def test_a_recording_restarts_at_another_far_end_and_rests_without_one() -> None:
    recording = Recording("SEP1", "8500", automatic=True)
    recording.follow("1001", "1002")
    assert recording.follow("1001", "1003") == ENDS + STARTS
    assert recording.follow("1001", "") == ENDS
    assert recording.end("1001") == []


def test_a_recording_that_runs_tells_its_end_once() -> None:
    recording = Recording("SEP1", "8500", automatic=False, far="1002")
    assert recording.end("1001") == ENDS
    assert recording.end("1001") == []


def test_a_listener_tells_the_target_s_side_who_listens_and_that_nobody_does_any_more() -> None:
    listener = Listener(16777218, "1101", "SEP2", at="SEP1")
    start, who = listener.begun("1001")
    assert start == CallEv(Ev.MONITORING_START, "1001", "SEP1", other_call=16777218)
    assert (who.ev, who.other_call, who.other_address, who.other_terminal) == (
        Ev.MONITOR_INITIATOR_INFO, 16777218, "1101", "SEP2",
    )  # fmt: skip
    assert listener.ended("1001") == [CallEv(Ev.MONITORING_END, "1001", "SEP1", other_call=16777218)]
