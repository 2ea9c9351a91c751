"""Phones that answer by themselves."""

from __future__ import annotations

import pytest

from ccx_engine.jtapi.messages import Answer, Connect, Consult, Disconnect, OffHook
from ccx_engine.jtapi.model import TerminalState
from tests.ccx_engine.cucm.scene import ENGINE, LAB, RMCM, Scene, phone

A, B = phone("1001"), phone("1002")
AUTOMATIC = {"number": "1001", "auto_answer": "headset", "max_calls": 4, "busy_trigger": 2}


def state(scene: Scene, call: int) -> TerminalState:
    return scene.calls.find(call).connections["1001"].terminals[A]


@pytest.mark.parametrize("how", ["headset", "speakerphone"])
def test_a_line_with_auto_answer_is_answered_after_a_moment(how: str) -> None:
    scene = Scene(lines=[{**AUTOMATIC, "auto_answer": how}])
    call = scene.dial("5551234", "1001")
    assert state(scene, call) is TerminalState.RINGING
    scene.pass_time(0.2)
    assert state(scene, call) is TerminalState.TALKING


def test_a_call_that_ccx_delivers_is_answered_so_too() -> None:
    scene = Scene(lines=[AUTOMATIC])
    scene.register()
    call = scene.queue()
    consultation = scene.ask(ENGINE, Consult(call, "CCX_7001", "1001", media=False))
    scene.pass_time(0.2)
    assert state(scene, consultation) is TerminalState.TALKING


def test_a_phone_in_use_lets_a_second_call_ring() -> None:
    scene = Scene(lines=[{**AUTOMATIC, "forward_no_answer": "1003"}])
    first = scene.dial("5551234", "1001")
    scene.pass_time(0.2)
    second = scene.dial("5555678", "1001")
    scene.pass_time(0.2)
    assert (state(scene, first), state(scene, second)) == (TerminalState.TALKING, TerminalState.RINGING)
    scene.pass_time(11.8)
    assert set(scene.calls.find(second).connections) == {"5555678", "1003"}


def test_the_delay_may_be_longer_than_the_phone_rings_and_then_it_does_not_answer() -> None:
    scene = Scene(
        lines=[{**AUTOMATIC, "forward_no_answer": "1003", "forward_no_answer_seconds": 2}],
        service_parameters={"auto_answer_delay": 5},
    )
    call = scene.dial("5551234", "1001")
    scene.pass_time(2.0)
    assert set(scene.calls.find(call).connections) == {"5551234", "1003"}


def test_an_answer_that_comes_first_is_the_only_one() -> None:
    scene = Scene(lines=[AUTOMATIC])
    call = scene.dial("5551234", "1001")
    scene.ask(LAB, Answer(call, A))
    scene.forget()
    scene.pass_time(0.2)
    assert scene.events(LAB) == []


def test_dial_tone_is_given_up_for_a_call_that_is_answered_or_made() -> None:
    scene = Scene(lines=[{**AUTOMATIC, "auto_answer": "off"}])
    dialling = scene.ask(LAB, OffHook(A))
    call = scene.dial("5551234", "1001")
    scene.ask(RMCM, Answer(call, A))
    assert [each.id for each in scene.calls] == [call]
    scene.ask(LAB, Disconnect(call, "1001"))
    dialling = scene.ask(LAB, OffHook(A))
    call = scene.ask(RMCM, Connect(A, "1001", "1002"))
    assert [each.id for each in scene.calls] == [call]
    assert dialling != call
