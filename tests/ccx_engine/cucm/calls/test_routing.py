"""Forwarding: when, for whom, whereto, and what is told of it. The events in order: `golden/forward_*.txt`.

# source: CUCM Feature Configuration guide, Call Forwarding; CUCM Administration guide, directory numbers.
"""

from __future__ import annotations

from typing import Any

import pytest

from ccx_engine.jtapi.messages import (
    Accept,
    Answer,
    CallEvs,
    Connect,
    Consult,
    Disconnect,
    Redirect,
    Reject,
    TransferTo,
    UnplugPhone,
)
from ccx_engine.jtapi.model import Cause, CtiError, Ev, Reason
from tests.ccx_engine.cucm.scene import ENGINE, LAB, RMCM, Scene, phone

A, B, C, D = (phone(number) for number in ("1001", "1002", "1003", "1004"))


def forwarding(**lines: dict[str, Any]) -> Scene:
    """A scene whose lines (`_1001`) forward so."""
    scene = Scene(lines=[{"number": name[1:], **settings} for name, settings in lines.items()])
    scene.observe(RMCM, "1001", "1002", "1003", "1004", "1005", "6001")
    return scene


def parties(scene: Scene, call: int) -> set[str]:
    return set(scene.calls.find(call).connections)


def last(scene: Scene) -> CallEvs:
    return [message for message in scene.take(RMCM) if isinstance(message, CallEvs)][-1]


def test_all_calls_of_a_line_go_on_before_it_rings() -> None:
    scene = forwarding(_1001={"forward_all": "1002"})
    call = scene.dial("5551234", "1001")
    group = last(scene)
    assert parties(scene, call) == {"5551234", "1002"}
    assert (group.reason, group.called, group.last_redirected) == (Reason.FORWARD_ALL, "1001", "1001")


def test_a_busy_line_forwards_and_the_line_that_sent_the_call_on_is_named() -> None:
    scene = forwarding(_1001={"forward_busy": "1002"})
    scene.talk("1001", "1003")
    call = scene.dial("5551234", "1001")
    group = last(scene)
    assert parties(scene, call) == {"5551234", "1002"}
    assert (group.reason, group.last_redirected) == (Reason.FORWARD_BUSY, "1001")


@pytest.mark.parametrize(("settings", "seconds"), [({}, 12.0), ({"forward_no_answer_seconds": 5}, 5.0)])
def test_a_phone_that_nobody_answers_rings_for_the_lines_or_the_clusters_time(
    settings: dict[str, Any], seconds: float
) -> None:
    scene = forwarding(_1001={"forward_no_answer": "1002", **settings})
    call = scene.dial("5551234", "1001")
    scene.pass_time(seconds - 0.1)
    assert parties(scene, call) == {"5551234", "1001"}
    scene.pass_time(0.1)
    group = last(scene)
    assert parties(scene, call) == {"5551234", "1002"}
    assert (group.reason, group.last_redirected) == (Reason.FORWARD_NO_ANSWER, "1001")


def test_an_engine_that_waits_longer_than_that_loses_the_call_to_the_forward() -> None:
    scene = forwarding(_1001={"forward_no_answer": "9555"})
    scene.register()
    call = scene.queue()
    consultation = scene.ask(ENGINE, Consult(call, "CCX_7001", "1001", media=False))
    scene.pass_time(12.0)
    assert parties(scene, consultation) == {"7001", "9555"}


def test_forwards_follow_each_other_and_the_last_one_counts() -> None:
    scene = forwarding(
        _1001={"forward_all": "1002"}, _1002={"forward_busy": "1003"}, _1003={"forward_no_answer": "1004"}
    )
    scene.talk("1002", "1005")
    call = scene.dial("5551234", "1001")
    group = last(scene)
    assert (parties(scene, call), group.reason) == ({"5551234", "1003"}, Reason.FORWARD_BUSY)
    assert group.last_redirected == "1002"
    scene.pass_time(12.0)
    assert parties(scene, call) == {"5551234", "1004"}


def test_forwards_in_a_circle_end_and_the_caller_hears_so() -> None:
    scene = forwarding(_1001={"forward_all": "1002"}, _1002={"forward_all": "1001"})
    scene.dial("1003", "1001")
    assert last(scene).events[-1].cause is Cause.TEMPORARY_FAILURE
    call = scene.talk("1003", "1004")
    assert scene.refusal(RMCM, TransferTo(call, D, "1001")) is CtiError.TRANSFER_FAILED
    assert scene.refusal(RMCM, Redirect(call, "1004", "1001")) is CtiError.REDIRECT_UNKNOWN_DESTINATION


def test_a_forward_to_who_takes_no_call_gives_the_caller_that_ones_tone() -> None:
    scene = forwarding(_1001={"forward_no_answer": "1002"})
    scene.talk("1002", "1005")
    scene.dial("1003", "1001")
    scene.pass_time(12.0)
    failed = last(scene).events[-1]
    assert (failed.ev, failed.address, failed.cause) == (Ev.CTL_CONN_FAILED, "1003", Cause.USER_BUSY)


def test_callers_outside_may_be_forwarded_elsewhere_than_those_of_the_house() -> None:
    scene = forwarding(_1001={"forward_no_answer": "1002"})
    forwards = scene.cluster.lines["1001"].forwards
    forwards[next(each for each in forwards if not each.endswith("Int"))].destination = "1003"
    inside, outside = scene.dial("1004", "1001"), 0
    scene.pass_time(12.0)
    assert parties(scene, inside) == {"1004", "1002"}
    outside = scene.dial("5551234", "1001")
    scene.pass_time(12.0)
    assert parties(scene, outside) == {"5551234", "1003"}


def test_a_caller_outside_who_cannot_dial_out_may_be_forwarded_there() -> None:
    scene = forwarding(_1001={"forward_all": "9555"})
    call = scene.dial("5551234", "1001")
    scene.pass_time(2.0)
    assert parties(scene, call) == {"5551234", "9555"}


@pytest.mark.parametrize(
    ("settings", "destination"),
    [
        ({"forward_not_registered": "1002", "forward_no_answer": "1003"}, "1002"),
        ({"forward_no_answer": "1003"}, "1003"),
    ],
)
def test_a_line_without_a_registered_phone_forwards(settings: dict[str, Any], destination: str) -> None:
    scene = forwarding(_1001=settings)
    ringing = scene.dial("5551234", "1001")
    scene.ask(LAB, UnplugPhone(A))
    assert parties(scene, ringing) == {"5551234", destination}
    scene.ask(LAB, Disconnect(ringing, "5551234"))
    call = scene.dial("5551234", "1001")
    assert parties(scene, call) == {"5551234", destination}
    assert last(scene).reason is Reason.FORWARD_NO_ANSWER


def test_a_trigger_whose_engine_is_away_forwards_where_it_says_for_a_failure() -> None:
    scene = forwarding(_6001={"forward_on_failure": "1001"})
    scene.register()
    offered = scene.dial("5551234", "6001")
    scene.close(ENGINE)
    assert parties(scene, offered) == {"5551234", "1001"}
    scene.ask(LAB, Disconnect(offered, "5551234"))
    assert parties(scene, scene.dial("5551235", "6001")) == {"5551235", "1001"}


def test_a_rejected_call_goes_where_a_busy_line_forwards() -> None:
    scene = forwarding(_1001={"forward_busy": "1002"})
    call = scene.dial("5551234", "1001")
    scene.ask(RMCM, Reject(call, "1001"))
    assert parties(scene, call) == {"5551234", "1002"}


def test_redirects_and_blind_transfers_follow_forwards_with_the_forwards_reason() -> None:
    scene = forwarding(_1001={"forward_all": "1002"})
    call = scene.talk("1003", "1004")
    scene.ask(RMCM, TransferTo(call, D, "1001"))
    group = last(scene)
    assert parties(scene, call) == {"1003", "1002"}
    assert (group.reason, group.last_redirected) == (Reason.FORWARD_ALL, "1001")


def test_a_call_that_is_forwarded_to_a_port_must_be_accepted_there() -> None:
    scene = forwarding(_1001={"forward_all": "7001"})
    scene.register()
    call = scene.dial("5551234", "1001")
    scene.ask(ENGINE, Accept(call, "7001"))
    scene.ask(ENGINE, Answer(call, "CCX_7001"))


def test_a_number_outside_that_is_busy_forwards_nowhere() -> None:
    scene = forwarding()
    scene.ask(LAB, Connect(A, "1001", "9551"))
    assert last(scene).events[-1].cause is Cause.USER_BUSY
