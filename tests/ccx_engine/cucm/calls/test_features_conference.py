"""Conferences: who may make and change them, and what is told of it.

# source: Cisco Unified JTAPI Developers Guide, "Conference Scenarios" (B is the controller; the original
# call lives on); the order in a conference: caveats, "Join Across Lines: Conference Two or More Addresses".
"""

from __future__ import annotations

from ccx_engine.jtapi.messages import (
    Answer,
    CallEvs,
    Conference,
    Connect,
    Consult,
    Disconnect,
    Transfer,
    TransferTo,
)
from ccx_engine.jtapi.model import CtiError, Reason
from tests.ccx_engine.cucm.scene import ENGINE, LAB, RMCM, Scene, appears, drops, phone, show

A, B, C, D, E = (phone(number) for number in ("1001", "1002", "1003", "1004", "1005"))


class TestConference:
    def scene(self) -> tuple[Scene, int, int]:
        scene = Scene()
        scene.observe(LAB, "1001", "1002", "1003")
        call = scene.talk("1001", "1002")
        consultation = scene.ask(RMCM, Consult(call, B, "1003"))
        scene.ask(RMCM, Answer(consultation, C))
        scene.forget()
        return scene, call, consultation

    def test_the_parties_of_the_consultation_join_the_original_call(self) -> None:
        scene, call, consultation = self.scene()
        scene.ask(RMCM, Conference(call, consultation, B))
        groups = [message for message in scene.take(LAB) if isinstance(message, CallEvs)]
        assert [show(group) for group in groups] == [
            "1: CiscoConferenceStartEv",
            f"2: {drops('1002', B)}",
            f"1: CallCtlTermConnTalkingEv {B}",
            "2: CiscoCallChangedEv 1003",
            f"1: {appears('1003', C)}",
            f"2: {drops('1003', C)}, CallInvalidEv, CallObservationEndedEv",
            "1: CiscoConferenceEndEv",
        ]
        assert {group.reason for group in groups} == {Reason.CONFERENCE}

    def test_it_goes_on_while_two_are_left(self) -> None:
        scene, call, consultation = self.scene()
        scene.ask(RMCM, Conference(call, consultation, B))
        scene.forget()
        scene.ask(RMCM, Disconnect(call, "1002"))
        assert scene.events(LAB) == [f"1: {drops('1002', B)}"]
        scene.ask(RMCM, Disconnect(call, "1001"))
        assert scene.events(LAB) == [
            f"1: {drops('1001', A)}, {drops('1003', C)}, CallInvalidEv, CallObservationEndedEv"
        ]

    def test_it_has_four_parties_at_most_and_only_the_controller_adds_one(self) -> None:
        scene, call, consultation = self.scene()
        scene.ask(RMCM, Conference(call, consultation, B))
        fourth = scene.ask(RMCM, Consult(call, B, "1004"))
        assert scene.refusal(RMCM, Conference(call, fourth, B)) is CtiError.ILLEGAL_CALL_STATE
        scene.ask(RMCM, Answer(fourth, D))
        scene.ask(RMCM, Conference(call, fourth, B))
        fifth = scene.ask(RMCM, Consult(call, B, "1005"))
        scene.ask(RMCM, Answer(fifth, E))
        assert scene.refusal(RMCM, Conference(call, fifth, B)) is CtiError.CONFERENCE_FULL
        other = scene.ask(RMCM, Consult(call, C, "9555"))
        scene.pass_time(2.0)
        assert scene.refusal(RMCM, Conference(call, other, C)) is CtiError.ILLEGAL_CALL_STATE

    def test_its_controller_drops_a_party_and_nobody_else_does(self) -> None:
        scene, call, consultation = self.scene()
        scene.ask(RMCM, Conference(call, consultation, B))
        scene.forget()
        for terminal in (A, C, D):
            refusal = scene.refusal(RMCM, Disconnect(call, "1002", by=terminal))
            assert refusal is CtiError.ILLEGAL_CALL_STATE
        scene.ask(RMCM, Disconnect(call, "1003", by=B))
        assert scene.events(LAB) == [f"1: {drops('1003', C)}"]
        assert scene.refusal(RMCM, Disconnect(call, "1001", by=B)) is CtiError.ILLEGAL_CALL_STATE
        scene.ask(RMCM, Disconnect(call, "1002", by=B))
        assert list(scene.calls) == []

    def test_who_drops_another_must_be_controlled_and_the_other_need_not(self) -> None:
        scene = Scene()
        call = scene.talk("1001", "1002")
        assert scene.refusal(ENGINE, Disconnect(call, "1001", by=B)) is CtiError.ACCESS_TO_DEVICE_DENIED

    def test_everybody_adds_and_drops_where_the_cluster_lets_them(self) -> None:
        scene = Scene(service_parameters={"advanced_ad_hoc_conference_enabled": True})
        call = scene.talk("1001", "1002")
        for terminal, number in ((B, "1003"), (C, "1004")):
            consultation = scene.ask(RMCM, Consult(call, terminal, number))
            scene.ask(RMCM, Answer(consultation, phone(number)))
            scene.ask(RMCM, Conference(call, consultation, terminal))
        scene.ask(RMCM, Disconnect(call, "1002", by=D))
        assert set(next(iter(scene.calls)).connections) == {"1001", "1003", "1004"}

    def test_after_its_controller_left_nobody_adds_or_drops(self) -> None:
        scene, call, consultation = self.scene()
        scene.ask(RMCM, Conference(call, consultation, B))
        fourth = scene.ask(RMCM, Consult(call, B, "1004"))
        scene.ask(RMCM, Answer(fourth, D))
        scene.ask(RMCM, Conference(call, fourth, B))
        scene.ask(RMCM, Disconnect(call, "1002"))
        assert scene.refusal(RMCM, Disconnect(call, "1001", by=C)) is CtiError.ILLEGAL_CALL_STATE
        fifth = scene.ask(RMCM, Consult(call, C, "1005"))
        scene.ask(RMCM, Answer(fifth, E))
        assert scene.refusal(RMCM, Conference(call, fifth, C)) is CtiError.ILLEGAL_CALL_STATE

    def test_transferred_by_its_controller_it_has_none_either(self) -> None:
        for final, transferred in ((0, 1), (1, 0)):
            scene = Scene()
            calls = [scene.talk("1001", "1002")]
            consultation = scene.ask(RMCM, Consult(calls[0], B, "1003"))
            scene.ask(RMCM, Answer(consultation, C))
            scene.ask(RMCM, Conference(calls[0], consultation, B))
            calls.append(scene.ask(RMCM, Connect(B, "1002", "1004")))
            scene.ask(RMCM, Answer(calls[1], D))
            scene.ask(RMCM, Transfer(calls[final], calls[transferred], B))
            call = scene.calls.find(calls[final])
            assert set(call.connections) == {"1001", "1003", "1004"}
            refusal = scene.refusal(RMCM, Disconnect(call.id, "1001", by=D))
            assert refusal is CtiError.ILLEGAL_CALL_STATE

    def test_with_two_left_it_is_a_call_as_any_other(self) -> None:
        scene, call, consultation = self.scene()
        scene.ask(RMCM, Conference(call, consultation, B))
        scene.ask(RMCM, Disconnect(call, "1002"))
        scene.ask(RMCM, TransferTo(call, C, "1004"))
        scene.ask(RMCM, Answer(call, D))
        fourth = scene.ask(RMCM, Consult(call, D, "1002"))
        scene.ask(RMCM, Answer(fourth, B))
        scene.ask(RMCM, Conference(call, fourth, D))
        assert set(next(iter(scene.calls)).connections) == {"1001", "1002", "1004"}

    def test_two_held_calls_are_joined_too_while_none_talks_there(self) -> None:
        scene = Scene(lines=[{"number": "1002", "max_calls": 3}])
        calls = [scene.talk("1001", "1002")]
        for number in ("1003", "1004"):
            calls.append(scene.ask(RMCM, Connect(B, "1002", number)))
            scene.ask(RMCM, Answer(calls[-1], phone(number)))
        assert scene.refusal(RMCM, Conference(calls[0], calls[1], B)) is CtiError.TRANSFER_FAILED
        scene.ask(RMCM, Disconnect(calls[2], "1002"))
        scene.ask(RMCM, Conference(calls[0], calls[1], B))
        assert [call.id for call, _ in scene.calls.talking(B)] == [calls[0]]

    def test_it_must_be_asked_of_the_original_call(self) -> None:
        scene, call, consultation = self.scene()
        assert scene.refusal(RMCM, Conference(consultation, call, B)) is CtiError.TRANSFER_FAILED

    def test_conferences_are_not_chained(self) -> None:
        scene, call, consultation = self.scene()
        scene.ask(RMCM, Conference(call, consultation, B))
        second = scene.ask(RMCM, Connect(B, "1002", "1004"))
        scene.ask(RMCM, Answer(second, D))
        assert scene.refusal(RMCM, Conference(second, call, B)) is CtiError.ILLEGAL_CALL_STATE

    def test_a_conference_cannot_be_sent_on(self) -> None:
        scene, call, consultation = self.scene()
        scene.ask(RMCM, Conference(call, consultation, B))
        assert scene.refusal(RMCM, TransferTo(call, B, "1004")) is CtiError.ILLEGAL_CALL_STATE
