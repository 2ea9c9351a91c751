"""Silent monitoring: who may, how it ends, what others know of it. Its events: `golden/monitor.txt`."""

from __future__ import annotations

import pytest

from ccx_engine.jtapi.messages import (
    Answer,
    CallEvs,
    Conference,
    Connect,
    Consult,
    Disconnect,
    Dtmf,
    GenerateDtmf,
    Hold,
    Observe,
    OffHook,
    Redirect,
    Snapshot,
    StartMonitor,
    Transfer,
    TransferTo,
    Unhold,
    UnplugPhone,
)
from ccx_engine.jtapi.model import CtiError, Ev, Reason, TerminalState
from tests.ccx_engine.cucm.scene import ENGINE, LAB, RMCM, Scene, phone

A, B, C, D, E = (phone(number) for number in ("1001", "1002", "1003", "1004", "1005"))


def monitored() -> tuple[Scene, int, int]:
    """1004 listens at 1001, who talks with 1002."""
    scene = Scene()
    scene.observe(RMCM, "1001", "1004")
    call = scene.talk("1002", "1001")
    listening = scene.ask(RMCM, StartMonitor(D, "1004", call, A))
    scene.forget()
    return scene, call, listening


def groups(scene: Scene, provider: int) -> list[CallEvs]:
    return [message for message in scene.take(provider) if isinstance(message, CallEvs)]


def told(scene: Scene, provider: int, ev: Ev) -> list[int]:
    """The calls of which the provider heard this event."""
    return [group.call for group in groups(scene, provider) if any(each.ev is ev for each in group.events)]


def test_the_monitoring_call_says_which_call_it_listens_to() -> None:
    scene = Scene()
    scene.observe(RMCM, "1001", "1004")
    call = scene.talk("1002", "1001")
    listening = scene.ask(RMCM, StartMonitor(D, "1004", call, A))
    heard = groups(scene, RMCM)
    assert {(group.call, group.monitors) for group in heard} == {(listening, call), (call, 0)}
    assert {group.reason for group in heard} == {Reason.SILENT_MONITORING}
    assert {(group.calling, group.called) for group in heard if group.monitors} == {("1004", "1001")}


def test_the_targets_observers_do_not_hear_the_monitoring_call_and_its_line_is_not_busier() -> None:
    scene = Scene(lines=[{"number": "1001", "busy_trigger": 2}])
    scene.observe(LAB, "1001")
    call = scene.talk("1002", "1001")
    listening = scene.ask(RMCM, StartMonitor(D, "1004", call, A))
    assert {group.call for group in groups(scene, LAB)} == {call}
    assert [each.id for each in scene.calls.at("1001")] == [call]
    scene.dial("1003", "1001")
    assert listening in [each.id for each in scene.calls.at("1004")]


@pytest.mark.parametrize("who", ["1004", "1001"])
def test_it_ends_when_it_is_dropped_and_the_target_hears_so(who: str) -> None:
    scene, call, listening = monitored()
    scene.ask(RMCM, Disconnect(listening, who))
    assert [each.id for each in scene.calls] == [call]
    assert told(scene, RMCM, Ev.MONITORING_END) == [call]
    scene.ask(RMCM, StartMonitor(D, "1004", call, A))


@pytest.mark.parametrize("who", ["1001", "1002"])
def test_it_ends_with_the_call_it_listens_to_and_nobody_is_told_the_end_of_monitoring(who: str) -> None:
    scene, call, _ = monitored()
    scene.ask(RMCM, Disconnect(call, who))
    assert list(scene.calls) == []
    assert told(scene, RMCM, Ev.MONITORING_END) == []


def test_it_ends_when_the_target_transfers_its_call_away() -> None:
    scene, call, _ = monitored()
    scene.ask(RMCM, TransferTo(call, A, "1003"))
    assert [each.id for each in scene.calls] == [call]


def test_it_ends_when_the_targets_phone_is_unplugged() -> None:
    scene, _, _ = monitored()
    scene.ask(LAB, UnplugPhone(A))
    assert list(scene.calls) == []


def test_it_goes_on_while_the_target_holds_consults_and_confers() -> None:
    scene, call, listening = monitored()
    consultation = scene.ask(RMCM, Consult(call, A, "1003"))
    scene.ask(RMCM, Answer(consultation, C))
    scene.ask(RMCM, Conference(call, consultation, A))
    assert {each.id for each in scene.calls} == {call, listening}
    scene.ask(RMCM, Disconnect(call, "1002"))
    assert {each.id for each in scene.calls} == {call, listening}


def test_it_follows_a_target_whose_caller_transfers_the_call() -> None:
    scene, first, listening = monitored()
    second = scene.ask(RMCM, Connect(B, "1002", "1003"))
    scene.ask(RMCM, Answer(second, C))
    scene.forget()
    scene.ask(RMCM, Transfer(final=second, transferred=first, terminal=B))
    assert told(scene, RMCM, Ev.MONITORING_START) == [second]
    scene.ask(RMCM, Hold(listening, D))
    assert [group.monitors for group in groups(scene, RMCM)] == [second]
    scene.ask(RMCM, Disconnect(second, "1001"))
    assert list(scene.calls) == []


def test_the_initiator_may_hold_it_but_not_send_it_on_or_join_it() -> None:
    scene, call, listening = monitored()
    assert scene.refusal(RMCM, TransferTo(listening, D, "1003")) is CtiError.ILLEGAL_CALL_STATE
    assert scene.refusal(RMCM, Redirect(listening, "1004", "1003")) is CtiError.ILLEGAL_CALL_STATE
    other = scene.ask(RMCM, Connect(D, "1004", "1003"))
    scene.ask(RMCM, Answer(other, C))
    assert scene.refusal(RMCM, Transfer(listening, other, D)) is CtiError.TRANSFER_FAILED
    assert scene.refusal(RMCM, Conference(other, listening, D)) is CtiError.TRANSFER_FAILED
    scene.ask(RMCM, Disconnect(other, "1004"))
    scene.ask(RMCM, Unhold(listening, D))
    assert [each.id for each in scene.calls] == [call, listening]


def test_the_target_hears_nothing_of_the_initiator() -> None:
    scene, _, listening = monitored()
    scene.ask(RMCM, GenerateDtmf(listening, D, "5"))
    assert not any(isinstance(message, Dtmf) for message in scene.take(RMCM))


def test_a_call_that_talks_at_the_initiators_phone_is_held_first() -> None:
    scene = Scene()
    call = scene.talk("1002", "1001")
    own = scene.talk("1004", "1003")
    scene.ask(RMCM, StartMonitor(D, "1004", call, A))
    assert scene.calls.find(own).connections["1004"].terminals[D] is TerminalState.HELD


def test_what_is_monitored_and_by_whom_is_in_the_snapshots() -> None:
    scene, call, listening = monitored()
    for name in ("1001", "1004"):
        scene.ask(LAB, Observe(name))
    snapshots = {each.call: each for each in scene.take(LAB) if isinstance(each, Snapshot)}
    assert snapshots[listening].monitors == call
    assert [(party.address, party.terminal) for party in snapshots[listening].parties] == [
        ("1004", D),
        ("1001", ""),
    ]
    by = {party.address: party.monitored_by for party in snapshots[call].parties}
    assert by == {"1002": 0, "1001": listening}


def test_who_hears_of_the_calls_later_is_told_of_the_monitoring_too() -> None:
    scene = Scene()
    scene.observe(LAB, "1003")
    scene.observe(RMCM, "1001")
    call = scene.dial("1002", "1001", provider=RMCM)
    scene.ask(RMCM, Answer(call, A))
    listening = scene.ask(RMCM, StartMonitor(D, "1004", call, A))
    consultation = scene.ask(RMCM, Consult(call, A, "1003"))
    scene.ask(RMCM, Answer(consultation, C))
    scene.forget()
    scene.ask(RMCM, Conference(call, consultation, A))
    assert told(scene, LAB, Ev.MONITOR_INITIATOR_INFO) == [call]
    scene.ask(RMCM, Disconnect(listening, "1004"))
    assert told(scene, LAB, Ev.MONITORING_END) == [call]


class TestItIsRefused:
    def test_without_the_role_or_the_control_of_both_phones(self) -> None:
        scene = Scene()
        call = scene.talk("1002", "1001")
        assert scene.refusal(LAB, StartMonitor(D, "1004", call, A)) is CtiError.ACCESS_TO_DEVICE_DENIED
        assert scene.refusal(ENGINE, StartMonitor(D, "1004", call, A)) is CtiError.ACCESS_TO_DEVICE_DENIED
        assert scene.refusal(RMCM, StartMonitor(D, "1004", call, "SEP0")) is CtiError.ACCESS_TO_DEVICE_DENIED

    def test_of_a_call_that_is_not_there_or_does_not_talk_at_the_target(self) -> None:
        scene = Scene()
        assert scene.refusal(RMCM, StartMonitor(D, "1004", 1, A)) is CtiError.PRIMARY_CALL_INVALID
        call = scene.dial("1002", "1001")
        for target in (A, B, C):
            error = scene.refusal(RMCM, StartMonitor(D, "1004", call, target))
            assert error is CtiError.PRIMARY_CALL_STATE_INVALID
        scene.ask(RMCM, Answer(call, A))
        scene.ask(RMCM, Hold(call, A))
        assert scene.refusal(RMCM, StartMonitor(D, "1004", call, A)) is CtiError.PRIMARY_CALL_STATE_INVALID

    def test_of_a_call_that_monitors_another_itself(self) -> None:
        scene, _, listening = monitored()
        error = scene.refusal(RMCM, StartMonitor(C, "1003", listening, D))
        assert error is CtiError.PRIMARY_CALL_STATE_INVALID

    def test_where_the_phone_has_no_built_in_bridge(self) -> None:
        scene = Scene()
        call = scene.talk("1002", "1005")
        assert scene.refusal(RMCM, StartMonitor(D, "1004", call, E)) is CtiError.BIB_NOT_CONFIGURED
        scene = Scene(service_parameters={})
        call = scene.talk("1002", "1001")
        assert scene.refusal(RMCM, StartMonitor(D, "1004", call, A)) is CtiError.BIB_NOT_CONFIGURED

    def test_where_somebody_listens_already(self) -> None:
        scene, call, _ = monitored()
        assert scene.refusal(RMCM, StartMonitor(C, "1003", call, A)) is CtiError.BIB_RESOURCE_NOT_AVAILABLE

    def test_to_who_takes_part_in_the_call(self) -> None:
        scene = Scene()
        call = scene.talk("1002", "1001")
        for terminal, address in ((B, "1002"), (A, "1001")):
            error = scene.refusal(RMCM, StartMonitor(terminal, address, call, A))
            assert error is CtiError.START_MONITORING_FAILED

    def test_to_whom_cannot_call_or_is_no_phone(self) -> None:
        scene = Scene()
        scene.register()
        call = scene.talk("1002", "1001")
        assert scene.refusal(RMCM, StartMonitor(D, "1003", call, A)) is CtiError.ILLEGAL_CALLING_PARTY
        assert scene.refusal(RMCM, StartMonitor("PSTN", "5551", call, A)) is CtiError.ILLEGAL_CALLING_PARTY
        assert (
            scene.refusal(RMCM, StartMonitor("CCX_7001", "7001", call, A)) is CtiError.ILLEGAL_CALLING_PARTY
        )
        scene.ask(LAB, UnplugPhone(D))
        assert scene.refusal(RMCM, StartMonitor(D, "1004", call, A)) is CtiError.DEVICE_OUT_OF_SERVICE

    def test_and_nothing_has_changed_then(self) -> None:
        scene = Scene()
        call = scene.talk("1002", "1001")
        dialling = scene.ask(LAB, OffHook(D))
        scene.refusal(RMCM, StartMonitor(D, "1004", call, B.replace("1002", "1005")))
        assert {each.id for each in scene.calls} == {call, dialling}
