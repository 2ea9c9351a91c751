"""Streams, for who observes them.

# source: Cisco Unified JTAPI Developers Guide, "Starting/Stopping Transmission and Reception" and Message
# Sequence Charts, "Recording and Monitoring", scenario two.
"""

from __future__ import annotations

from ccx_engine.cucm.calls.media import endpoint
from ccx_engine.jtapi.messages import (
    Answer,
    Conference,
    Consult,
    Disconnect,
    Hold,
    Observe,
    Rtp,
    StartMonitor,
    Transfer,
    Unhold,
    Unobserve,
)
from ccx_engine.jtapi.model import Ev
from tests.ccx_engine.cucm.scene import ENGINE, LAB, RMCM, Scene, phone

A, B, C, D = (phone(number) for number in ("1001", "1002", "1003", "1004"))
INPUT, NO_INPUT = Ev.RTP_INPUT_STARTED, Ev.RTP_INPUT_STOPPED
OUTPUT, NO_OUTPUT = Ev.RTP_OUTPUT_STARTED, Ev.RTP_OUTPUT_STOPPED


def listening(*names: str) -> Scene:
    scene = Scene()
    for name in names:
        scene.ask(RMCM, Observe(name, media=True))
    scene.forget()
    return scene


def streams(scene: Scene, provider: int = RMCM) -> list[tuple[int, str, Ev]]:
    """The call's number, the address and what its terminal's streams did."""
    heard = [message for message in scene.take(provider) if isinstance(message, Rtp)]
    return [(each.call & 0xFFFFFF, each.address, each.ev) for each in heard]


def test_both_directions_start_with_the_answer_and_stop_with_the_end() -> None:
    scene = listening("1001")
    call = scene.dial("1002", "1001")
    assert streams(scene) == []
    scene.ask(LAB, Answer(call, A))
    assert streams(scene) == [(1, "1001", OUTPUT), (1, "1001", INPUT)]
    scene.ask(LAB, Disconnect(call, "1002"))
    assert streams(scene) == [(1, "1001", NO_OUTPUT), (1, "1001", NO_INPUT)]


def test_a_stream_says_from_where_or_whereto_and_how() -> None:
    scene = listening("1001")
    call = scene.dial("1002", "1001")
    scene.ask(LAB, Answer(call, A))
    output, heard = (message for message in scene.take(RMCM) if isinstance(message, Rtp))
    assert (output.terminal, output.ip, output.port) == (A, *endpoint(B))
    assert (heard.terminal, heard.ip, heard.port) == (A, *endpoint(A))
    assert (heard.payload, heard.packet_size) == (4, 20)


def test_hold_stops_the_holder_and_gives_the_other_music() -> None:
    scene = listening("1001", "1002")
    call = scene.talk("1002", "1001")
    scene.ask(LAB, Hold(call, A))
    assert streams(scene) == [
        (1, "1002", NO_OUTPUT), (1, "1002", NO_INPUT), (1, "1002", INPUT),
        (1, "1001", NO_OUTPUT), (1, "1001", NO_INPUT),
    ]  # fmt: skip
    scene.ask(LAB, Unhold(call, A))
    assert sorted(streams(scene)) == sorted(
        [
            (1, "1002", NO_INPUT), (1, "1002", OUTPUT), (1, "1002", INPUT),
            (1, "1001", OUTPUT), (1, "1001", INPUT),
        ]
    )  # fmt: skip


def test_nobody_who_does_not_ask_is_told() -> None:
    scene = Scene()
    scene.observe(RMCM, "1001")
    scene.talk("1002", "1001")
    assert streams(scene) == []


def test_who_begins_to_listen_is_told_what_flows_and_others_are_not_told_again() -> None:
    scene = listening("1002")
    scene.talk("1002", "1001")
    scene.ask(LAB, Observe("1001", media=True))
    assert streams(scene, LAB) == [(1, "1001", OUTPUT), (1, "1001", INPUT)]
    assert streams(scene) == []


def test_who_stops_listening_is_told_no_more() -> None:
    scene = listening("1001", "1002")
    call = scene.talk("1002", "1001")
    scene.ask(RMCM, Unobserve("1001"))
    scene.ask(RMCM, Observe("1002"))
    scene.ask(LAB, Hold(call, A))
    assert streams(scene) == []
    scene.ask(RMCM, Observe("1001", media=True))
    scene.close(RMCM)
    scene.forget()
    scene.ask(LAB, Unhold(call, A))
    assert streams(scene) == []


def test_a_transfer_starts_the_streams_anew_in_the_call_that_lives_on() -> None:
    scene = listening("1001")
    call = scene.talk("1002", "1003")
    consultation = scene.ask(LAB, Consult(call, B, "1001"))
    scene.ask(LAB, Answer(consultation, A))
    scene.forget()
    scene.ask(LAB, Transfer(call, consultation, B))
    assert streams(scene) == [
        (2, "1001", NO_OUTPUT), (2, "1001", NO_INPUT), (1, "1001", OUTPUT), (1, "1001", INPUT),
    ]  # fmt: skip


def test_a_conference_is_heard_from_its_bridge() -> None:
    scene = listening("1002")
    call = scene.talk("1002", "1001")
    consultation = scene.ask(LAB, Consult(call, A, "1003"))
    scene.ask(LAB, Answer(consultation, C))
    scene.forget()
    scene.ask(LAB, Conference(call, consultation, A))
    started = [each for each in scene.take(RMCM) if isinstance(each, Rtp) and each.ev is OUTPUT]
    assert (started[-1].ip, started[-1].port) == endpoint("CFB")


def test_a_consultation_without_media_has_none() -> None:
    scene = listening("1001")
    scene.register()
    call = scene.queue()
    consultation = scene.ask(ENGINE, Consult(call, "CCX_7001", "1001", media=False))
    scene.ask(RMCM, Answer(consultation, A))
    assert streams(scene) == []
    scene.ask(ENGINE, Transfer(call, consultation, "CCX_7001"))
    assert streams(scene) == [(1, "1001", OUTPUT), (1, "1001", INPUT)]


def test_a_listener_hears_while_the_target_talks_and_is_never_heard() -> None:
    scene = listening("1004")
    call = scene.talk("1002", "1001")
    scene.ask(RMCM, StartMonitor(D, "1004", call, A))
    assert streams(scene) == [(2, "1004", INPUT)]
    scene.ask(RMCM, Hold(call, A))
    assert streams(scene) == [(2, "1004", NO_INPUT)]
    scene.ask(RMCM, Unhold(call, A))
    assert streams(scene) == [(2, "1004", INPUT)]
    scene.ask(RMCM, Disconnect(call, "1002"))
    assert streams(scene) == [(2, "1004", NO_INPUT)]


def test_an_address_is_a_terminals_for_good() -> None:
    assert endpoint(A) == endpoint(A) != endpoint(B)
    assert endpoint(A)[1] % 2 == 0
