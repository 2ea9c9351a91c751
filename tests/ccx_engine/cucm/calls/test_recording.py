"""Recording: on request and automatically, at rest on hold, restarted when the far end changes.

# source: Cisco Unified JTAPI Developers Guide, Recording; CUCM call recording use cases (hold and resume, the
# far end changes, a conference is created).
"""

from __future__ import annotations

from typing import Any

from ccx_engine.jtapi.messages import (
    Answer,
    Conference,
    Consult,
    Disconnect,
    Hold,
    Observe,
    Snapshot,
    StartRecording,
    StopRecording,
    Transfer,
    Unhold,
)
from ccx_engine.jtapi.model import CtiError
from tests.ccx_engine.cucm.scene import CENTRE, LAB, RMCM, Scene, phone

A, B, C, E = (phone(number) for number in ("1001", "1002", "1003", "1005"))
STARTS = f"CiscoTermConnRecordingStartEv {A}, CiscoTermConnRecordingTargetInfoEv {A} (8500)"
ENDS = f"CiscoTermConnRecordingEndEv {A}"


def recorded(**changes: Any) -> tuple[Scene, int]:
    """1001 is recorded while it talks with 1002."""
    scene = Scene(**changes)
    scene.observe(RMCM, "1001")
    call = scene.talk("1002", "1001")
    scene.ask(RMCM, StartRecording(call, A))
    return scene, call


def test_it_starts_and_stops_on_request_and_says_where_it_goes() -> None:
    scene, call = recorded()
    scene.ask(RMCM, StopRecording(call, A))
    assert scene.events(RMCM) == [f"1: {STARTS}", f"1: {ENDS}"]
    assert scene.refusal(RMCM, StopRecording(call, A)) is CtiError.NO_RECORDING_SESSION
    scene.ask(RMCM, StartRecording(call, A))


def test_it_rests_on_hold() -> None:
    scene, call = recorded()
    scene.forget()
    scene.ask(RMCM, Hold(call, A))
    scene.ask(RMCM, Unhold(call, A))
    assert scene.events(RMCM) == [
        f"1: CallCtlTermConnHeldEv {A}, {ENDS}",
        f"1: CallCtlTermConnTalkingEv {A}, {STARTS}",
    ]


def test_music_on_hold_from_the_far_end_is_no_other_far_end() -> None:
    scene, call = recorded()
    scene.forget()
    scene.ask(RMCM, Hold(call, B))
    assert scene.events(RMCM) == [f"1: CallCtlTermConnHeldEv {B}"]


def test_it_ends_with_the_call() -> None:
    scene, call = recorded()
    scene.forget()
    scene.ask(RMCM, Disconnect(call, "1002"))
    (group,) = scene.events(RMCM)
    assert f"CallCtlConnDisconnectedEv 1002, {ENDS}, TermConnDroppedEv {A}" in group


def test_it_restarts_in_a_conference_and_not_when_another_joins() -> None:
    scene, call = recorded()
    for number in ("1003", "1004"):
        consultation = scene.ask(RMCM, Consult(call, A, number))
        scene.ask(RMCM, Answer(consultation, phone(number)))
        scene.forget()
        scene.ask(RMCM, Conference(call, consultation, A))
        heard = scene.events(RMCM)
        assert [group for group in heard if STARTS in group] == [f"1: CallCtlTermConnTalkingEv {A}, {STARTS}"]
    scene.ask(RMCM, Disconnect(call, "1003"))
    assert not any(STARTS in group for group in scene.events(RMCM))
    scene.ask(RMCM, Disconnect(call, "1004"))
    assert any(f"{ENDS}, {STARTS}" in group for group in scene.events(RMCM))


def test_it_goes_on_in_the_call_that_the_other_side_transfers_it_to() -> None:
    scene, call = recorded()
    consultation = scene.ask(RMCM, Consult(call, B, "1003"))
    scene.ask(RMCM, Answer(consultation, C))
    scene.forget()
    scene.ask(RMCM, Transfer(call, consultation, B))
    heard = scene.events(RMCM)
    assert [(ENDS in group, STARTS in group) for group in heard if ENDS in group or STARTS in group] == [
        (True, False),
        (False, True),
    ]


def test_a_line_may_be_recorded_automatically_at_either_end() -> None:
    phones = [{**row, "recording": "automatic"} for row in CENTRE["phones"] if row["lines"] == ["1001"]]
    rest = [row for row in CENTRE["phones"] if row["lines"] != ["1001"]]
    for caller, called in (("1001", "1002"), ("1002", "1001")):
        scene = Scene(phones=[*phones, *rest])
        scene.observe(RMCM, "1001")
        call = scene.dial(caller, called)
        scene.forget()
        scene.ask(LAB, Answer(call, phone(called)))
        (group,) = scene.events(RMCM)
        assert group.endswith(STARTS)
        assert scene.refusal(RMCM, StartRecording(call, A)) is CtiError.RECORDING_ALREADY_IN_PROGRESS
        assert scene.refusal(RMCM, StopRecording(call, A)) is CtiError.NO_RECORDING_SESSION


def test_it_is_in_the_snapshot_and_told_to_who_hears_the_call_later() -> None:
    scene, call = recorded()
    scene.ask(LAB, Observe("1001"))
    (snapshot,) = (each for each in scene.take(LAB) if isinstance(each, Snapshot))
    assert {party.address: party.recorded for party in snapshot.parties} == {"1002": False, "1001": True}
    scene.ask(RMCM, Hold(call, A))
    scene.ask(LAB, Observe("1001"))
    (snapshot,) = (each for each in scene.take(LAB) if isinstance(each, Snapshot))
    assert not any(party.recorded for party in snapshot.parties)


def test_it_is_refused_where_it_cannot_be() -> None:
    scene = Scene()
    call = scene.dial("1002", "1001")
    assert scene.refusal(RMCM, StartRecording(call, B)) is CtiError.ILLEGAL_CALL_STATE
    scene.ask(LAB, Answer(call, A))
    assert scene.refusal(LAB, StartRecording(call, A)) is CtiError.ACCESS_TO_DEVICE_DENIED
    scene.ask(RMCM, Hold(call, A))
    assert scene.refusal(RMCM, StartRecording(call, A)) is CtiError.ILLEGAL_CALL_STATE
    scene.ask(RMCM, Unhold(call, A))
    scene.ask(RMCM, StartRecording(call, A))
    assert scene.refusal(RMCM, StartRecording(call, A)) is CtiError.RECORDING_ALREADY_IN_PROGRESS
    other = scene.talk("1003", "1005")
    assert scene.refusal(RMCM, StartRecording(other, E)) is CtiError.BIB_NOT_CONFIGURED
    shared = scene.dial("1004", "1500")
    scene.ask(LAB, Answer(shared, phone("500A")))
    assert scene.refusal(RMCM, StartRecording(shared, phone("500A"))) is CtiError.NO_RECORDING_SESSION
