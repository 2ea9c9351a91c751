"""Digits and tones into a call.

# source: Cisco Unified TAPI Developers Guide, Agent Zip Tone: where it is played and who hears of it.
"""

from __future__ import annotations

import pytest

from ccx_engine.jtapi.messages import Dtmf, GenerateDtmf, Hold, PlayTone, PressKeys, ToneChanged
from ccx_engine.jtapi.model import CtiError, Tone, ToneDirection
from tests.ccx_engine.cucm.scene import ENGINE, LAB, RMCM, Scene, phone

A, B = phone("1001"), phone("1002")
LOCAL, REMOTE = ToneDirection.LOCAL_ONLY, ToneDirection.REMOTE_ONLY


def test_a_zip_tone_is_heard_at_the_phone_alone() -> None:
    scene = Scene()
    scene.observe(RMCM, "1001")
    scene.observe(LAB, "1002")
    call = scene.talk("1002", "1001")
    scene.ask(RMCM, PlayTone(call, A))
    assert scene.take(RMCM) == [ToneChanged(call, "1001", Tone.ZIP, LOCAL)]
    assert scene.take(LAB) == []


def test_a_remote_tone_is_heard_at_the_far_end_and_both_sides_are_told() -> None:
    scene = Scene()
    scene.observe(RMCM, "1001")
    scene.observe(LAB, "1002")
    call = scene.talk("1002", "1001")
    scene.ask(RMCM, PlayTone(call, A, Tone.ZIPZIP, REMOTE))
    assert scene.take(RMCM) == [ToneChanged(call, "1001", Tone.ZIPZIP, REMOTE)]
    assert scene.take(LAB) == [ToneChanged(call, "1002", Tone.ZIPZIP, LOCAL)]


@pytest.mark.parametrize("direction", [ToneDirection.BOTH, ToneDirection.NEITHER])
def test_a_tone_goes_one_way(direction: ToneDirection) -> None:
    scene = Scene()
    call = scene.talk("1002", "1001")
    assert scene.refusal(RMCM, PlayTone(call, A, Tone.ZIP, direction)) is CtiError.ILLEGAL_CALL_STATE


def test_a_port_has_no_ear_but_may_send_a_tone() -> None:
    scene = Scene()
    scene.register()
    call = scene.queue()
    assert scene.refusal(ENGINE, PlayTone(call, "CCX_7001")) is CtiError.ILLEGAL_CALL_STATE
    scene.ask(ENGINE, PlayTone(call, "CCX_7001", direction=REMOTE))
    assert ToneChanged(call, "5551234", Tone.ZIP, LOCAL) in scene.take(LAB)


def test_a_held_call_has_no_tones() -> None:
    scene = Scene()
    call = scene.talk("1002", "1001")
    scene.ask(RMCM, Hold(call, A))
    assert scene.refusal(RMCM, PlayTone(call, A)) is CtiError.ILLEGAL_CALL_STATE


def test_a_callers_digits_reach_the_port_that_greets_and_a_ports_the_caller() -> None:
    scene = Scene()
    scene.register()
    call = scene.queue()
    scene.ask(LAB, GenerateDtmf(call, "PSTN", "4711#"))
    assert scene.take(ENGINE) == [Dtmf(call, "7001", "4711#")]
    scene.ask(ENGINE, GenerateDtmf(call, "CCX_7001", "9"))
    assert scene.take(LAB) == [Dtmf(call, "5551234", "9")]


def test_keys_pressed_during_a_call_are_digits_of_the_call() -> None:
    scene = Scene()
    scene.observe(RMCM, "1002")
    call = scene.talk("1001", "1002")
    scene.ask(LAB, PressKeys(A, "12*"))
    assert scene.take(RMCM) == [Dtmf(call, "1002", "12*")]
