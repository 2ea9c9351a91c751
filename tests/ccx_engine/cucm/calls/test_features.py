"""Consultation, transfer, redirect and blind transfer.

# source: Cisco Unified JTAPI Developers Guide, "Transfer Scenarios", table of core events between
# CiscoTransferStartEv and CiscoTransferEndEv.
"""

from __future__ import annotations

import pytest

from ccx_engine.jtapi.messages import (
    Answer,
    CallEvs,
    Conference,
    Connect,
    Consult,
    Disconnect,
    Hold,
    Redirect,
    Reject,
    Transfer,
    TransferTo,
    Unhold,
)
from ccx_engine.jtapi.model import Cause, CtiError, Ev, Reason, TerminalState
from tests.ccx_engine.cucm.scene import ENGINE, LAB, RMCM, Scene, appears, drops, phone, show

A, B, C, D, E = (phone(number) for number in ("1001", "1002", "1003", "1004", "1005"))


class TestConsultTransfer:
    """A calls B, B consults with C, B transfers: call1.transfer(call2)."""

    def scene(self, *, answered: bool = True) -> Scene:
        scene = Scene()
        scene.observe(LAB, "1001", "1002", "1003")
        scene.observe(RMCM, "1003")
        scene.talk("1001", "1002")
        scene.ask(RMCM, Consult(16777217, B, "1003"))
        if answered:
            scene.ask(RMCM, Answer(16777218, C))
        return scene

    def test_the_consultation_holds_the_first_call_and_names_it(self) -> None:
        scene = self.scene()
        groups = [message for message in scene.take(LAB) if isinstance(message, CallEvs)]
        assert [show(group) for group in groups][:2] == [
            f"1: CallCtlTermConnHeldEv {B}",
            "2: CiscoConsultCallActiveEv, ConnCreatedEv 1002, ConnConnectedEv 1002, "
            f"CallCtlConnInitiatedEv 1002, TermConnCreatedEv {B}, TermConnActiveEv {B}, "
            f"CallCtlTermConnTalkingEv {B}",
        ]
        assert groups[1].events[0].other_call == 16777217

    def test_the_observer_of_all_hears_the_guides_order(self) -> None:
        scene = self.scene()
        scene.forget()
        scene.ask(LAB, Transfer(16777217, 16777218, B))
        groups = [message for message in scene.take(LAB) if isinstance(message, CallEvs)]
        assert [show(group) for group in groups] == [
            f"1: CiscoTransferStartEv, {drops('1002', B)}",
            f"2: {drops('1002', B)}",
            "2: CiscoCallChangedEv 1003",
            f"1: {appears('1003', C)}",
            f"2: {drops('1003', C)}, CallInvalidEv, CallObservationEndedEv",
            "1: CiscoTransferEndEv",
        ]
        assert {group.reason for group in groups} == {Reason.TRANSFER}
        assert groups[2].events[0].other_call == 16777217
        assert groups[0].events[0].other_call == groups[-1].events[0].other_call == 16777218
        assert [call.id for call in scene.calls] == [16777217]

    def test_the_observer_of_the_third_party_hears_the_whole_final_call(self) -> None:
        scene = self.scene()
        scene.forget()
        scene.ask(LAB, Transfer(16777217, 16777218, B))
        assert scene.events(RMCM) == [
            f"2: {drops('1002', B)}",
            "2: CiscoCallChangedEv 1003",
            f"1: CallActiveEv, {appears('1001', A)}, {appears('1003', C)}",
            f"2: {drops('1003', C)}, CallInvalidEv, CallObservationEndedEv",
            "1: CiscoTransferEndEv",
        ]

    def test_it_may_be_completed_while_the_third_party_still_rings(self) -> None:
        scene = self.scene(answered=False)
        scene.ask(LAB, Transfer(16777217, 16777218, B))
        scene.forget()
        scene.ask(RMCM, Answer(16777217, C))
        assert scene.events(LAB) == [
            f"1: ConnConnectedEv 1003, CallCtlConnEstablishedEv 1003, TermConnActiveEv {C}, "
            f"CallCtlTermConnTalkingEv {C}"
        ]

    def test_a_third_party_that_still_rings_may_not_answer_after_all(self) -> None:
        scene = self.scene(answered=False)
        scene.ask(LAB, Transfer(16777217, 16777218, B))
        scene.forget()
        scene.pass_time(180.0)
        assert scene.events(LAB)[-1].endswith("ConnFailedEv 1001, CallCtlConnFailedEv 1001")
        scene.pass_time(10.0)
        assert list(scene.calls) == []

    def test_the_consultation_cannot_be_the_call_that_lives_on(self) -> None:
        scene = self.scene()
        assert scene.refusal(LAB, Transfer(16777218, 16777217, B)) is CtiError.TRANSFER_FAILED

    def test_a_call_is_not_transferred_by_who_is_on_one_of_them_only(self) -> None:
        scene = self.scene()
        for terminal in (A, C, D):
            assert scene.refusal(LAB, Transfer(16777217, 16777218, terminal)) is CtiError.TRANSFER_FAILED
        assert scene.refusal(LAB, Transfer(16777217, 16777217, B)) is CtiError.TRANSFER_FAILED
        assert scene.refusal(LAB, Transfer(16777217, 99, B)) is CtiError.CALL_DROPPED

    def test_two_held_calls_are_not_transferred(self) -> None:
        scene = self.scene()
        scene.ask(RMCM, Hold(16777218, B))
        assert scene.refusal(LAB, Transfer(16777217, 16777218, B)) is CtiError.TRANSFER_FAILED

    def test_a_held_call_that_nobody_answered_is_not_transferred(self) -> None:
        scene = Scene()
        first = scene.dial("1001", "1002")
        second = scene.dial("1001", "1003")
        assert scene.refusal(LAB, Transfer(first, second, A)) is CtiError.TRANSFER_FAILED

    def test_a_busy_third_party_refuses_the_transfer_as_busy(self) -> None:
        scene = Scene()
        call = scene.talk("1001", "1002")
        scene.talk("1003", "1004")
        consultation = scene.ask(RMCM, Consult(call, B, "1003"))
        refusal = scene.refusal(RMCM, Transfer(call, consultation, B))
        assert refusal is CtiError.TRANSFER_FAILED_DESTINATION_BUSY
        scene.ask(RMCM, Disconnect(consultation, "1002"))
        scene.ask(RMCM, Unhold(call, B))

    def test_a_party_cannot_be_joined_with_itself(self) -> None:
        scene = Scene(lines=[{"number": "1001", "busy_trigger": 2}])
        call = scene.talk("1001", "1002")
        consultation = scene.ask(RMCM, Consult(call, B, "1001"))
        assert scene.refusal(RMCM, Transfer(call, consultation, B)) is CtiError.TRANSFER_FAILED

    def test_calls_made_one_after_the_other_may_be_joined_either_way(self) -> None:
        for final, transferred in ((0, 1), (1, 0)):
            scene = Scene()
            calls = [scene.talk("1001", "1002")]
            calls.append(scene.ask(RMCM, Connect(B, "1002", "1003")))
            scene.ask(RMCM, Answer(calls[1], C))
            scene.ask(RMCM, Transfer(calls[final], calls[transferred], B))
            assert [call.id for call in scene.calls] == [calls[final]]
            assert set(next(iter(scene.calls)).connections) == {"1001", "1003"}

    def test_the_caller_from_outside_stays_with_the_lab_in_whichever_call(self) -> None:
        scene = Scene()
        first = scene.dial("5551234", "1002")
        scene.ask(LAB, Answer(first, B))
        second = scene.ask(RMCM, Connect(B, "1002", "1003"))
        scene.ask(RMCM, Answer(second, C))
        scene.forget()
        scene.ask(RMCM, Transfer(second, first, B))
        assert f"2: CallActiveEv, {appears('1003', C)}, {appears('5551234', 'PSTN')}" in scene.events(LAB)
        scene.ask(LAB, Disconnect(second, "5551234"))
        assert list(scene.calls) == []

    def test_two_parties_outside_whom_nobody_plays_are_not_left_talking(self) -> None:
        scene = Scene()
        first = scene.ask(RMCM, Connect(A, "1001", "9555"))
        scene.pass_time(2.0)
        second = scene.ask(RMCM, Consult(first, A, "9556"))
        scene.pass_time(2.0)
        scene.ask(RMCM, Transfer(first, second, A))
        assert list(scene.calls) == []


class TestCcxDeliversACall:
    """The caller waits at a port; the port consults without media with the agent and transfers."""

    def scene(self) -> tuple[Scene, int, int]:
        scene = Scene()
        scene.register()
        scene.observe(RMCM, "1001")
        call = scene.queue()
        return scene, call, scene.ask(ENGINE, Consult(call, "CCX_7001", "1001", media=False))

    def test_the_agents_phone_rings_on_the_consultation(self) -> None:
        scene, call, consultation = self.scene()
        assert (call, consultation) == (16777217, 16777218)
        groups = scene.events(RMCM)
        assert groups[-1].endswith(f"TermConnRingingEv {A}, CallCtlTermConnRingingEv {A}")
        assert scene.events(ENGINE)[0] == "1: CallCtlTermConnHeldEv CCX_7001"

    def test_the_callers_call_id_is_the_agents_in_the_end(self) -> None:
        scene, call, consultation = self.scene()
        scene.ask(RMCM, Answer(consultation, A))
        scene.forget()
        scene.ask(ENGINE, Transfer(final=call, transferred=consultation, terminal="CCX_7001"))
        assert scene.events(RMCM) == [
            f"2: {drops('7001', 'CCX_7001')}",
            "2: CiscoCallChangedEv 1001",
            f"1: CallActiveEv, {appears('5551234', 'PSTN')}, {appears('1001', A)}",
            f"2: {drops('1001', A)}, CallInvalidEv, CallObservationEndedEv",
            "1: CiscoTransferEndEv",
        ]
        assert scene.events(ENGINE) == [
            f"1: CiscoTransferStartEv, {drops('7001', 'CCX_7001')}",
            f"2: {drops('7001', 'CCX_7001')}",
            "2: CiscoCallChangedEv 1001",
            f"1: {appears('1001', A)}",
            f"2: {drops('1001', A)}, CallInvalidEv, CallObservationEndedEv",
            "1: CiscoTransferEndEv, CallInvalidEv, CallObservationEndedEv",
        ]
        scene.ask(RMCM, Disconnect(call, "1001"))
        assert list(scene.calls) == []

    def test_ring_no_answer_gives_the_caller_back_to_the_port(self) -> None:
        scene, call, consultation = self.scene()
        scene.forget()
        scene.ask(ENGINE, Disconnect(consultation, "7001"))
        scene.ask(ENGINE, Unhold(call, "CCX_7001"))
        assert scene.events(ENGINE) == [
            f"2: {drops('7001', 'CCX_7001')}, {drops('1001', A)}, CallInvalidEv, CallObservationEndedEv",
            "1: CallCtlTermConnTalkingEv CCX_7001",
        ]
        scene.ask(ENGINE, Consult(call, "CCX_7001", "1002", media=False))

    def test_an_agent_who_rejects_fails_the_consultation_only(self) -> None:
        scene, call, consultation = self.scene()
        scene.forget()
        scene.ask(RMCM, Reject(consultation, "1001"))
        (group,) = [message for message in scene.take(ENGINE) if isinstance(message, CallEvs)]
        assert (group.events[-1].ev, group.events[-1].address) == (Ev.CTL_CONN_FAILED, "7001")
        assert group.events[-1].cause is Cause.CALL_REJECTED
        scene.ask(ENGINE, Disconnect(consultation, "7001"))
        scene.ask(ENGINE, Unhold(call, "CCX_7001"))

    @pytest.mark.parametrize("answered", [False, True])
    def test_a_caller_who_hangs_up_on_hold_ends_both_calls(self, *, answered: bool) -> None:
        scene, call, consultation = self.scene()
        if answered:
            scene.ask(RMCM, Answer(consultation, A))
        scene.forget()
        scene.ask(LAB, Disconnect(call, "5551234"))
        assert scene.events(ENGINE) == [
            f"1: {drops('5551234', 'PSTN')}, {drops('7001', 'CCX_7001')}, "
            "CallInvalidEv, CallObservationEndedEv",
            f"2: {drops('7001', 'CCX_7001')}, {drops('1001', A)}, CallInvalidEv, CallObservationEndedEv",
        ]
        assert list(scene.calls) == []
        assert scene.refusal(ENGINE, Disconnect(consultation, "7001")) is CtiError.CALL_DROPPED

    def test_a_consultation_without_media_may_only_be_transferred(self) -> None:
        scene, call, consultation = self.scene()
        scene.ask(RMCM, Answer(consultation, A))
        port = "CCX_7001"
        assert scene.refusal(ENGINE, Hold(consultation, port)) is CtiError.HOLD_FAILED
        assert scene.refusal(ENGINE, Consult(consultation, port, "1002")) is CtiError.MAX_CALLS_REACHED
        assert scene.refusal(ENGINE, Conference(call, consultation, port)) is CtiError.ILLEGAL_CALL_STATE
        assert scene.refusal(ENGINE, TransferTo(consultation, port, "1002")) is CtiError.TRANSFER_FAILED
        assert scene.refusal(ENGINE, Unhold(call, port)) is CtiError.RETRIEVE_FAILED_ACTIVE_CALL
        scene.ask(ENGINE, Transfer(call, consultation, port))

    def test_a_port_whose_line_has_more_room_still_cannot_put_the_consultation_on_hold(self) -> None:
        scene = Scene(lines=[{"number": "7001", "max_calls": 4, "busy_trigger": 4}])
        scene.register()
        call = scene.queue()
        scene.ask(ENGINE, Consult(call, "CCX_7001", "1001", media=False))
        assert scene.refusal(ENGINE, Connect("CCX_7001", "7001", "1002")) is CtiError.HOLD_FAILED

    def test_an_engine_that_dies_takes_its_queue_along_and_people_talk_on(self) -> None:
        scene, call, consultation = self.scene()
        scene.ask(RMCM, Answer(consultation, A))
        scene.ask(ENGINE, Transfer(call, consultation, "CCX_7001"))
        waiting = scene.queue("5556789", "7002")
        held = scene.queue("5550000", "7003")
        scene.ask(ENGINE, Consult(held, "CCX_7003", "1002", media=False))
        offered = scene.dial("5557777", "6001")
        scene.forget()
        scene.close(ENGINE)
        assert [each.id for each in scene.calls] == [call]
        ended = {message.call for message in scene.take(LAB) if isinstance(message, CallEvs)}
        assert {waiting, held, offered} <= ended
        assert scene.events(ENGINE) == []


class TestSeveralCallsOnAPhone:
    def scene(self) -> tuple[Scene, int, int]:
        scene = Scene()
        first = scene.talk("1001", "1002")
        second = scene.ask(RMCM, Consult(first, B, "1003"))
        scene.ask(RMCM, Answer(second, C))
        scene.observe(LAB, "1002")
        return scene, first, second

    def test_to_alternate_is_to_hold_one_and_to_retrieve_the_other(self) -> None:
        scene, first, second = self.scene()
        scene.ask(RMCM, Hold(second, B))
        scene.ask(RMCM, Unhold(first, B))
        assert scene.events(LAB) == [f"2: CallCtlTermConnHeldEv {B}", f"1: CallCtlTermConnTalkingEv {B}"]

    def test_to_reconnect_is_to_drop_the_consultation_and_to_retrieve_the_call(self) -> None:
        scene, first, second = self.scene()
        scene.ask(RMCM, Disconnect(second, "1002"))
        scene.ask(RMCM, Unhold(first, B))
        assert scene.events(LAB) == [
            f"2: {drops('1002', B)}, {drops('1003', C)}, CallInvalidEv, CallObservationEndedEv",
            f"1: CallCtlTermConnTalkingEv {B}",
        ]

    def test_a_phone_holds_as_many_calls_as_its_line_takes(self) -> None:
        scene = Scene(lines=[{"number": "1002", "max_calls": 4, "busy_trigger": 4}])
        calls = []
        for number in ("1001", "1003", "1004", "1005"):
            calls.append(scene.dial(number, "1002"))
            scene.ask(RMCM, Answer(calls[-1], B))
            scene.ask(RMCM, Hold(calls[-1], B))
        scene.ask(RMCM, Unhold(calls[1], B))
        assert [call.id for call, _ in scene.calls.talking(B)] == [calls[1]]
        assert scene.refusal(RMCM, Unhold(calls[2], B)) is CtiError.RETRIEVE_FAILED_ACTIVE_CALL


class TestBlindTransfer:
    def test_the_terminal_leaves_and_the_other_party_is_sent_on(self) -> None:
        scene = Scene()
        scene.observe(LAB, "1001", "1002", "1003")
        call = scene.talk("1001", "1002")
        scene.ask(RMCM, TransferTo(call, B, "1003"))
        groups = [message for message in scene.take(LAB) if isinstance(message, CallEvs)]
        assert [show(group) for group in groups] == [
            f"1: {drops('1002', B)}, ConnCreatedEv 1003, ConnInProgressEv 1003, CallCtlConnOfferedEv 1003",
            f"1: ConnAlertingEv 1003, CallCtlConnAlertingEv 1003, TermConnCreatedEv {C}, "
            f"TermConnRingingEv {C}, CallCtlTermConnRingingEv {C}",
        ]
        assert {group.reason for group in groups} == {Reason.BLIND_TRANSFER}
        assert groups[0].last_redirected == "1002"

    @pytest.mark.parametrize(
        ("destination", "error"),
        [
            ("1004", CtiError.TRANSFER_FAILED_DESTINATION_BUSY),
            ("95541", CtiError.TRANSFER_FAILED),
            ("7001", CtiError.TRANSFER_FAILED),
        ],
    )
    def test_when_it_fails_the_parties_talk_on(self, destination: str, error: CtiError) -> None:
        scene = Scene()
        scene.talk("1004", "1005")
        call = scene.talk("1001", "1002")
        assert scene.refusal(RMCM, TransferTo(call, B, destination)) is error
        party = next(each for each in scene.calls if each.id == call).connections["1002"]
        assert party.terminals[B] is TerminalState.TALKING

    def test_a_held_call_is_not_transferred_blindly(self) -> None:
        scene = Scene()
        call = scene.talk("1001", "1002")
        scene.ask(RMCM, Hold(call, B))
        assert scene.refusal(RMCM, TransferTo(call, B, "1003")) is CtiError.TRANSFER_FAILED


class TestRedirect:
    def test_a_phone_that_rings_may_send_the_call_on(self) -> None:
        scene = Scene()
        call = scene.dial("1001", "1002")
        scene.forget()
        scene.ask(RMCM, Redirect(call, "1002", "1003"))
        assert scene.events(LAB)[0] == (
            f"1: {drops('1002', B)}, ConnCreatedEv 1003, ConnInProgressEv 1003, CallCtlConnOfferedEv 1003"
        )

    def test_a_party_that_talks_may_send_the_other_on(self) -> None:
        scene = Scene()
        call = scene.talk("1001", "1002")
        scene.ask(RMCM, Redirect(call, "1001", "1003"))
        scene.ask(RMCM, Answer(call, C))
        assert set(next(iter(scene.calls)).connections) == {"1002", "1003"}

    def test_the_calling_party_cannot_be_sent_on_before_it_is_answered(self) -> None:
        scene = Scene()
        call = scene.dial("1001", "1002")
        assert scene.refusal(RMCM, Redirect(call, "1001", "1003")) is CtiError.ILLEGAL_CALL_STATE

    def test_a_failed_party_cannot_be_sent_on(self) -> None:
        scene = Scene()
        call = scene.dial("1001", "95541")
        assert scene.refusal(RMCM, Redirect(call, "1001", "1003")) is CtiError.ILLEGAL_CALL_STATE
