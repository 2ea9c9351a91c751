"""Hands at phones: handset, keys and plug.

# source: JTAPI 1.2, CallControlCall.offHook and CallControlConnection.addToAddress: INITIATED, DIALING; Cisco
# Unified JTAPI Developers Guide, Message Sequence Charts, a phone that unregisters: the order of the events.
"""

from __future__ import annotations

from typing import Any

import pytest

from ccx_engine.jtapi.messages import (
    Answer,
    CallEvs,
    Conference,
    Connect,
    Consult,
    DeviceEv,
    Disconnect,
    Hold,
    Observe,
    OffHook,
    OnHook,
    OpenProvider,
    PlugPhone,
    PressKeys,
    Request,
    StartMonitor,
    Terminals,
    Transfer,
    TransferTo,
    Unhold,
    UnplugPhone,
)
from ccx_engine.jtapi.model import Cause, ConnectionState, CtiError, Ev, TerminalState
from tests.ccx_engine.cucm.scene import ENGINE, LAB, RMCM, USERS, Scene, phone

A, B, C = phone("1001"), phone("1002"), phone("1003")
LEFT, RIGHT = phone("500A"), phone("500B")
DIAL_TONE = (
    "1: CallActiveEv, ConnCreatedEv 1001, ConnConnectedEv 1001, CallCtlConnInitiatedEv 1001, "
    f"TermConnCreatedEv {A}, TermConnActiveEv {A}, CallCtlTermConnTalkingEv {A}"
)


def scene_with(**changes: Any) -> Scene:
    scene = Scene(**changes)
    scene.observe(RMCM, "1001", "1002", "1500")
    return scene


class TestTheHandset:
    def test_lifted_it_gives_dial_tone_and_digits_make_a_call(self) -> None:
        scene = scene_with()
        call = scene.ask(LAB, OffHook(A))
        assert scene.events(RMCM) == [DIAL_TONE]
        scene.ask(LAB, PressKeys(A, "100"))
        assert scene.events(RMCM) == ["1: CallCtlConnDialingEv 1001"]
        scene.ask(LAB, PressKeys(A, "2"))
        groups = [message for message in scene.take(RMCM) if isinstance(message, CallEvs)]
        assert groups[0].events[0].ev is Ev.CTL_CONN_ESTABLISHED
        assert {(group.calling, group.called) for group in groups} == {("1001", "1002")}
        scene.ask(LAB, Answer(call, B))

    def test_the_called_number_is_told_when_it_is_complete(self) -> None:
        scene = scene_with()
        scene.ask(LAB, OffHook(A))
        scene.ask(LAB, PressKeys(A, "10"))
        groups = [message for message in scene.take(RMCM) if isinstance(message, CallEvs)]
        assert {group.called for group in groups} == {""}

    @pytest.mark.parametrize(("keys", "seconds"), [("9555#", 0.0), ("9555", 15.0)])
    def test_a_number_outside_ends_with_a_sharp_or_when_no_digit_follows(
        self, keys: str, seconds: float
    ) -> None:
        scene = scene_with()
        call = scene.ask(LAB, OffHook(A))
        scene.ask(LAB, PressKeys(A, keys))
        scene.pass_time(seconds)
        assert set(scene.calls.find(call).connections) == {"1001", "9555"}
        scene.pass_time(2.0)

    def test_each_digit_gives_time_for_the_next(self) -> None:
        scene = scene_with()
        call = scene.ask(LAB, OffHook(A))
        for digit in "955":
            scene.pass_time(14.0)
            scene.ask(LAB, PressKeys(A, digit))
        assert set(scene.calls.find(call).connections) == {"1001"}

    def test_a_longer_number_may_begin_with_a_lines(self) -> None:
        scene = scene_with(
            phones=[{"name": A, "lines": ["1001"]}, {"name": "SEPX", "lines": ["10"]}],
            users=[],
        )
        call = scene.ask(LAB, OffHook("SEPX"))
        scene.ask(LAB, PressKeys("SEPX", "10"))
        scene.ask(LAB, PressKeys("SEPX", "01"))
        assert set(scene.calls.find(call).connections) == {"10", "1001"}

    def test_without_a_digit_the_phone_plays_a_tone_and_then_it_is_over(self) -> None:
        scene = scene_with()
        call = scene.ask(LAB, OffHook(A))
        scene.pass_time(15.0)
        assert scene.calls.find(call).connections["1001"].state is ConnectionState.FAILED
        scene.pass_time(10.0)
        assert list(scene.calls) == []

    def test_a_wrong_number_fails_until_the_handset_is_put_down(self) -> None:
        scene = scene_with()
        scene.ask(LAB, OffHook(A))
        scene.forget()
        scene.ask(LAB, PressKeys(A, "95541#"))
        (*_, group) = (message for message in scene.take(RMCM) if isinstance(message, CallEvs))
        assert (group.events[-1].ev, group.events[-1].cause) == (Ev.CTL_CONN_FAILED, Cause.UNALLOCATED)
        scene.ask(LAB, OnHook(A))
        assert list(scene.calls) == []

    def test_lifted_while_it_rings_it_answers(self) -> None:
        scene = scene_with()
        call = scene.dial("5551234", "1001")
        assert scene.ask(LAB, OffHook(A)) == call
        assert scene.calls.find(call).connections["1001"].terminals[A] is TerminalState.TALKING

    def test_put_down_it_hangs_up_what_talks_and_leaves_what_is_held(self) -> None:
        scene = scene_with()
        held = scene.talk("1001", "1002")
        scene.ask(LAB, Hold(held, A))
        assert scene.refusal(LAB, OnHook(A)) is CtiError.ILLEGAL_CALL_STATE
        scene.ask(LAB, OffHook(A))
        scene.ask(LAB, OnHook(A))
        assert [call.id for call in scene.calls] == [held]
        scene.ask(LAB, Unhold(held, A))
        scene.ask(LAB, OnHook(A))
        assert list(scene.calls) == []

    def test_it_is_not_lifted_twice(self) -> None:
        scene = scene_with()
        scene.ask(LAB, OffHook(A))
        assert scene.refusal(LAB, OffHook(A)) is CtiError.ILLEGAL_CALL_STATE
        assert scene.refusal(LAB, PressKeys(B, "1")) is CtiError.ILLEGAL_CALL_STATE
        assert scene.refusal(LAB, PressKeys(A, "")) is CtiError.ILLEGAL_CALL_STATE
        assert scene.refusal(LAB, PressKeys(A, "A")) is CtiError.ILLEGAL_CALL_STATE

    def test_a_line_of_the_phone_may_be_chosen(self) -> None:
        scene = Scene(phones=[{"name": A, "lines": ["1001", "1009"]}], users=[])
        call = scene.ask(LAB, OffHook(A, "1009"))
        assert scene.calls.find(call).calling == "1009"
        scene.ask(LAB, OnHook(A))
        assert scene.refusal(LAB, OffHook(A, "1002")) is CtiError.ILLEGAL_CALLING_PARTY

    def test_dial_tone_cannot_be_held_transferred_or_consulted_from(self) -> None:
        scene = scene_with()
        held = scene.talk("1001", "1002")
        scene.ask(LAB, Hold(held, A))
        call = scene.ask(LAB, OffHook(A))
        assert scene.refusal(LAB, Hold(call, A)) is CtiError.HOLD_FAILED
        assert scene.refusal(LAB, Consult(call, A, "1003")) is CtiError.MAX_CALLS_REACHED
        assert scene.refusal(LAB, Transfer(held, call, A)) is CtiError.TRANSFER_FAILED
        assert scene.refusal(LAB, TransferTo(call, A, "1003")) is CtiError.ILLEGAL_CALL_STATE
        assert scene.refusal(LAB, Unhold(held, A)) is CtiError.RETRIEVE_FAILED_ACTIVE_CALL

    def test_a_line_that_is_full_gives_no_dial_tone(self) -> None:
        scene = scene_with(lines=[{"number": "1001", "max_calls": 1}])
        held = scene.talk("1001", "1002")
        scene.ask(LAB, Hold(held, A))
        assert scene.refusal(LAB, OffHook(A)) is CtiError.MAX_CALLS_REACHED

    @pytest.mark.parametrize("kind", [OffHook, OnHook, UnplugPhone, PlugPhone])
    @pytest.mark.parametrize("terminal", ["PSTN", "CCX_7001", "Trigger"])
    def test_only_phones_have_one(self, kind: type[Request], terminal: str) -> None:
        scene = scene_with()
        scene.register()
        request: Any = kind
        assert scene.refusal(LAB, request(terminal)) is CtiError.ILLEGAL_CALL_STATE


class TestThePlug:
    def test_pulled_the_phone_is_out_of_service_and_its_calls_end_first(self) -> None:
        scene = scene_with()
        call = scene.talk("1001", "1002")
        scene.ask(LAB, UnplugPhone(A))
        heard = scene.take(RMCM)
        assert isinstance(heard[0], CallEvs)
        assert heard[0].events[0].cause is Cause.DESTINATION_OUT_OF_ORDER
        assert heard[1:] == [
            DeviceEv(Ev.ADDR_OUT_OF_SERVICE, terminal=A, address="1001"),
            DeviceEv(Ev.TERM_OUT_OF_SERVICE, terminal=A),
        ]
        assert scene.refusal(RMCM, Disconnect(call, "1002")) is CtiError.CALL_DROPPED

    def test_it_takes_and_makes_no_calls_then(self) -> None:
        scene = scene_with()
        scene.ask(LAB, UnplugPhone(A))
        for request in (Connect(A, "1001", "1002"), OffHook(A)):
            assert scene.refusal(LAB, request) is CtiError.DEVICE_OUT_OF_SERVICE
        scene.forget()
        scene.dial("1002", "1001")
        (*_, group) = (message for message in scene.take(LAB) if isinstance(message, CallEvs))
        assert group.events[-1].cause is Cause.DESTINATION_OUT_OF_ORDER

    def test_back_in_it_is_in_service_again(self) -> None:
        scene = scene_with()
        scene.ask(LAB, UnplugPhone(A))
        scene.forget()
        scene.ask(LAB, PlugPhone(A))
        assert scene.take(RMCM) == [
            DeviceEv(Ev.ADDR_IN_SERVICE, terminal=A, address="1001"),
            DeviceEv(Ev.TERM_IN_SERVICE, terminal=A),
        ]
        scene.talk("1002", "1001")

    def test_twice_it_does_nothing_more(self) -> None:
        scene = scene_with()
        scene.ask(LAB, PlugPhone(A))
        assert scene.take(RMCM) == []
        scene.ask(LAB, UnplugPhone(A))
        scene.forget()
        scene.ask(LAB, UnplugPhone(A))
        assert scene.take(RMCM) == []

    def test_who_signs_in_or_observes_meanwhile_is_told(self) -> None:
        scene = Scene(LAB)
        scene.ask(LAB, UnplugPhone(A))
        user = scene.cluster.user(USERS[RMCM])
        assert user is not None
        told = scene.providers.open(RMCM, user, OpenProvider("", ""))
        (terminals,) = (each.message for each in told if isinstance(each.message, Terminals))
        assert A in [each.name for each in terminals.terminals if not each.in_service]
        scene.ask(RMCM, Observe("1001"))
        assert scene.take(RMCM) == [DeviceEv(Ev.ADDR_OUT_OF_SERVICE, address="1001")]

    def test_a_call_that_rings_there_fails(self) -> None:
        scene = scene_with()
        call = scene.dial("1001", "1002")
        scene.ask(LAB, UnplugPhone(B))
        party = scene.calls.find(call).connections["1001"]
        assert (party.state, party.cause) == (ConnectionState.FAILED, Cause.DESTINATION_OUT_OF_ORDER)

    def test_in_a_conference_the_others_talk_on(self) -> None:
        scene = scene_with()
        call = scene.talk("1001", "1002")
        consultation = scene.ask(RMCM, Consult(call, A, "1003"))
        scene.ask(RMCM, Answer(consultation, C))
        scene.ask(RMCM, Conference(call, consultation, A))
        scene.ask(LAB, UnplugPhone(A))
        assert set(scene.calls.find(call).connections) == {"1002", "1003"}

    def test_a_shared_line_rings_on_at_its_other_phone(self) -> None:
        scene = scene_with()
        call = scene.dial("1001", "1500")
        scene.ask(LAB, UnplugPhone(LEFT))
        scene.ask(LAB, Answer(call, RIGHT))
        assert scene.calls.find(call).connections["1500"].terminals == {
            LEFT: TerminalState.DROPPED,
            RIGHT: TerminalState.TALKING,
        }
        scene.ask(LAB, Disconnect(call, "1001"))
        call = scene.dial("1001", "1500")
        assert scene.calls.find(call).connections["1500"].terminals == {RIGHT: TerminalState.RINGING}
        call = scene.ask(LAB, Connect(RIGHT, "1500", "1002"))
        assert set(scene.calls.find(call).connections["1500"].terminals) == {RIGHT}

    def test_a_shared_lines_call_ends_with_the_phone_that_talks_and_not_with_another(self) -> None:
        scene = scene_with()
        call = scene.dial("1001", "1500")
        scene.ask(LAB, Answer(call, RIGHT))
        scene.ask(LAB, UnplugPhone(LEFT))
        scene.ask(LAB, PlugPhone(LEFT))
        assert [each.id for each in scene.calls] == [call]
        scene.ask(LAB, UnplugPhone(RIGHT))
        assert list(scene.calls) == []

    def test_a_call_held_there_may_be_retrieved_at_the_shared_lines_other_phone(self) -> None:
        scene = scene_with()
        call = scene.dial("1001", "1500")
        scene.ask(LAB, Answer(call, RIGHT))
        scene.ask(LAB, Hold(call, RIGHT))
        scene.ask(LAB, UnplugPhone(RIGHT))
        scene.ask(LAB, Unhold(call, LEFT))
        assert scene.calls.talking(LEFT)

    def test_who_listened_at_that_phone_of_a_shared_line_listens_no_more(self) -> None:
        scene = scene_with()
        call = scene.dial("1001", "1500")
        scene.ask(LAB, Answer(call, RIGHT))
        scene.ask(RMCM, StartMonitor(B, "1002", call, RIGHT))
        scene.ask(LAB, Hold(call, RIGHT))
        scene.forget()
        scene.ask(LAB, UnplugPhone(RIGHT))
        assert [each.id for each in scene.calls] == [call]
        assert f"1: CiscoTermConnMonitoringEndEv {RIGHT}" in scene.events(RMCM)

    def test_it_must_be_controlled(self) -> None:
        scene = scene_with()
        assert scene.refusal(ENGINE, UnplugPhone(A)) is CtiError.ACCESS_TO_DEVICE_DENIED
        assert scene.refusal(ENGINE, OffHook(A)) is CtiError.ACCESS_TO_DEVICE_DENIED
