"""Basic calls: the events in their order, and the ways a call ends.

# source: Cisco Unified JTAPI Developers Guide, Message Sequence Charts, "Agent Greeting", scenario one,
# step 1 (customer dials agent): the order within a basic call; JTAPI 1.2, CallControlConnection and
# CallControlTerminalConnection: the states.
"""

from __future__ import annotations

import pytest

from ccx_engine.cucm.calls import parties
from ccx_engine.jtapi.messages import (
    Accept,
    Answer,
    CallEvs,
    Connect,
    Disconnect,
    Dtmf,
    GenerateDtmf,
    Hold,
    Observe,
    Redirect,
    RegisterTerminal,
    Reject,
    Snapshot,
    Unhold,
)
from ccx_engine.jtapi.model import CallId, Cause, CtiError, Ev, Reason
from tests.ccx_engine.cucm.scene import ENGINE, LAB, RMCM, Scene, phone, show

A, B, C = phone("1001"), phone("1002"), phone("1003")

OFF_HOOK = (
    "1: CallActiveEv, ConnCreatedEv 1001, ConnConnectedEv 1001, CallCtlConnInitiatedEv 1001, "
    f"TermConnCreatedEv {A}, TermConnActiveEv {A}, CallCtlTermConnTalkingEv {A}"
)
OFFERED = (
    "1: CallCtlConnDialingEv 1001, CallCtlConnEstablishedEv 1001, "
    "ConnCreatedEv 1002, ConnInProgressEv 1002, CallCtlConnOfferedEv 1002"
)
ALERTING = (
    "1: ConnAlertingEv 1002, CallCtlConnAlertingEv 1002, "
    f"TermConnCreatedEv {B}, TermConnRingingEv {B}, CallCtlTermConnRingingEv {B}"
)
ANSWERED = (
    "1: ConnConnectedEv 1002, CallCtlConnEstablishedEv 1002, "
    f"TermConnActiveEv {B}, CallCtlTermConnTalkingEv {B}"
)


def dropped(call: int, *parties: tuple[str, str]) -> str:
    """What tells that these parties leave and the call is over."""
    events = [
        f"TermConnDroppedEv {terminal}, CallCtlTermConnDroppedEv {terminal}, "
        f"ConnDisconnectedEv {address}, CallCtlConnDisconnectedEv {address}"
        for address, terminal in parties
    ]
    return f"{call}: {', '.join(events)}, CallInvalidEv, CallObservationEndedEv"


def test_a_basic_call_tells_its_events_in_jtapis_order() -> None:
    scene = Scene()
    scene.observe(RMCM, "1001", "1002")
    call = scene.dial("1001", "1002")
    assert scene.events(RMCM) == [OFF_HOOK, OFFERED, ALERTING]
    scene.ask(LAB, Answer(call, B))
    assert scene.events(RMCM) == [ANSWERED]
    scene.ask(LAB, Hold(call, B))
    scene.ask(LAB, Unhold(call, B))
    assert scene.events(RMCM) == [f"1: CallCtlTermConnHeldEv {B}", f"1: CallCtlTermConnTalkingEv {B}"]
    scene.ask(LAB, Disconnect(call, "1002"))
    assert scene.events(RMCM) == [dropped(1, ("1002", B), ("1001", A))]


def test_the_called_partys_observer_is_shown_the_calling_party_first() -> None:
    scene = Scene()
    scene.observe(RMCM, "1002")
    scene.dial("1001", "1002")
    assert scene.events(RMCM) == [
        "1: CallActiveEv, ConnCreatedEv 1001, ConnConnectedEv 1001, CallCtlConnEstablishedEv 1001, "
        f"TermConnCreatedEv {A}, TermConnActiveEv {A}, CallCtlTermConnTalkingEv {A}, "
        "ConnCreatedEv 1002, ConnInProgressEv 1002, CallCtlConnOfferedEv 1002",
        ALERTING,
    ]


def test_a_call_id_is_the_packed_node_and_number() -> None:
    scene = Scene()
    assert scene.dial("1001", "1002") == CallId(1, 1).packed() == 16777217
    assert scene.dial("1003", "1004") == 16777218


def test_call_numbers_begin_again_after_24_bits_and_skip_the_calls_that_exist() -> None:
    scene = Scene()
    assert scene.dial("1001", "1002") == 16777217
    scene.calls._last_number = 0xFFFFFF
    assert scene.dial("1003", "1004") == 16777218


def test_who_made_a_call_hears_it_without_observing_and_nobody_else_does() -> None:
    scene = Scene()
    scene.dial("1001", "1002")
    assert scene.events(LAB) == [OFF_HOOK, OFFERED, ALERTING]
    assert scene.events(RMCM) == []


def test_who_observes_both_parties_hears_each_group_once() -> None:
    scene = Scene()
    scene.observe(LAB, "1001", "1002", A, B)
    scene.dial("1001", "1002")
    assert scene.events(LAB) == [OFF_HOOK, OFFERED, ALERTING]


def test_several_observers_are_addressed_by_one_message() -> None:
    scene = Scene()
    scene.observe(RMCM, "1001")
    scene.dial("1001", "1002")
    told = [message for message in scene.take(RMCM) if isinstance(message, CallEvs)]
    assert told
    assert all(any(message is other for other in scene.heard[LAB]) for message in told)


def test_the_callers_data_come_with_the_first_events_each_observer_hears() -> None:
    scene = Scene()
    scene.observe(RMCM, "1002")
    scene.ask(LAB, Connect("PSTN", "5551234", "1002", {"callVariable1": "Gold"}))
    groups = [message for message in scene.take(RMCM) if isinstance(message, CallEvs)]
    assert [group.data for group in groups] == [{"callVariable1": "Gold"}, {}]
    assert {(group.calling, group.called) for group in groups} == {("5551234", "1002")}


def test_a_caller_who_hangs_up_while_it_rings_ends_the_call() -> None:
    scene = Scene()
    scene.observe(RMCM, "1002")
    call = scene.dial("5551234", "1002")
    scene.forget()
    scene.ask(LAB, Disconnect(call, "5551234"))
    assert scene.events(RMCM) == [dropped(1, ("5551234", "PSTN"), ("1002", B))]
    assert list(scene.calls) == []


def test_a_phone_that_nobody_answers_stops_ringing_and_its_caller_hears_why() -> None:
    scene = Scene()
    scene.dial("1001", "1002")
    scene.forget()
    scene.pass_time(180.0)
    groups = [message for message in scene.take(LAB) if isinstance(message, CallEvs)]
    assert [show(group) for group in groups] == [
        f"1: TermConnDroppedEv {B}, CallCtlTermConnDroppedEv {B}, ConnDisconnectedEv 1002, "
        f"CallCtlConnDisconnectedEv 1002, TermConnDroppedEv {A}, CallCtlTermConnDroppedEv {A}, "
        "ConnFailedEv 1001, CallCtlConnFailedEv 1001"
    ]
    assert groups[0].events[-1].cause is Cause.NO_ANSWER_FROM_USER
    scene.pass_time(10.0)  # the tone
    assert scene.events(LAB) == [
        "1: ConnDisconnectedEv 1001, CallCtlConnDisconnectedEv 1001, CallInvalidEv, CallObservationEndedEv"
    ]
    assert list(scene.calls) == []


@pytest.mark.parametrize(
    ("destination", "cause"),
    [
        ("1001", Cause.USER_BUSY),  # oneself
        ("1003", Cause.USER_BUSY),
        ("9551", Cause.USER_BUSY),
        ("95541", Cause.UNALLOCATED),
        ("nobody", Cause.UNALLOCATED),
        ("", Cause.UNALLOCATED),
        ("7001", Cause.DESTINATION_OUT_OF_ORDER),  # registered by nobody
        ("6001", Cause.DESTINATION_OUT_OF_ORDER),
    ],
)
def test_a_destination_that_takes_no_call_fails_it_until_the_phone_is_put_down(
    destination: str, cause: Cause
) -> None:
    scene = Scene()
    scene.dial("1003", "1004")
    scene.forget()
    call = scene.dial("1001", destination)
    groups = [message for message in scene.take(LAB) if isinstance(message, CallEvs)]
    assert [show(group) for group in groups] == [
        OFF_HOOK.replace("1:", "2:"),
        f"2: CallCtlConnDialingEv 1001, TermConnDroppedEv {A}, CallCtlTermConnDroppedEv {A}, "
        "ConnFailedEv 1001, CallCtlConnFailedEv 1001",
    ]
    assert groups[-1].events[-1].cause is cause
    scene.ask(LAB, Disconnect(call, "1001"))
    assert call not in [each.id for each in scene.calls]


def test_a_failed_call_from_outside_is_released_at_once() -> None:
    scene = Scene()
    scene.dial("5551234", "8888")
    assert scene.events(LAB)[-1].endswith(
        "ConnFailedEv 5551234, CallCtlConnFailedEv 5551234, ConnDisconnectedEv 5551234, "
        "CallCtlConnDisconnectedEv 5551234, CallInvalidEv, CallObservationEndedEv"
    )
    assert list(scene.calls) == []


def test_a_call_to_the_outside_passes_through_the_network_and_is_answered_there() -> None:
    scene = Scene()
    scene.dial("1001", "95551234")
    assert scene.events(LAB)[1:] == [
        "1: CallCtlConnDialingEv 1001, CallCtlConnNetworkReachedEv 1001, "
        "ConnCreatedEv 95551234, ConnInProgressEv 95551234, CallCtlConnOfferedEv 95551234",
        "1: CallCtlConnNetworkAlertingEv 1001, ConnAlertingEv 95551234, CallCtlConnAlertingEv 95551234, "
        "TermConnCreatedEv PSTN, TermConnRingingEv PSTN, CallCtlTermConnRingingEv PSTN",
    ]
    scene.pass_time(2.0)
    assert scene.events(LAB) == [
        "1: CallCtlConnEstablishedEv 1001, ConnConnectedEv 95551234, CallCtlConnEstablishedEv 95551234, "
        "TermConnActiveEv PSTN, CallCtlTermConnTalkingEv PSTN"
    ]


@pytest.mark.parametrize(
    ("number", "seconds", "cause"),
    [("9552", 180.0, Cause.NO_ANSWER_FROM_USER), ("9553", 1.0, Cause.CALL_REJECTED)],
)
def test_numbers_outside_behave_as_the_centre_says(number: str, seconds: float, cause: Cause) -> None:
    scene = Scene()
    scene.dial("1001", number)
    scene.pass_time(seconds - 0.1)
    scene.forget()
    scene.pass_time(0.1)
    (group,) = [message for message in scene.take(LAB) if isinstance(message, CallEvs)]
    assert (group.events[-1].ev, group.events[-1].cause) == (Ev.CTL_CONN_FAILED, cause)


def test_the_lab_may_answer_for_a_party_outside_before_it_would_itself() -> None:
    scene = Scene()
    call = scene.dial("1001", "9552")
    scene.ask(LAB, Answer(call, "PSTN"))
    assert scene.events(LAB)[-1].endswith("CallCtlTermConnTalkingEv PSTN")


def test_a_rejected_caller_hears_busy_and_the_phone_is_free() -> None:
    scene = Scene()
    call = scene.dial("1001", "1002")
    scene.forget()
    scene.ask(RMCM, Reject(call, "1002"))
    assert scene.events(LAB) == [
        f"1: TermConnDroppedEv {B}, CallCtlTermConnDroppedEv {B}, ConnDisconnectedEv 1002, "
        f"CallCtlConnDisconnectedEv 1002, TermConnDroppedEv {A}, CallCtlTermConnDroppedEv {A}, "
        "ConnFailedEv 1001, CallCtlConnFailedEv 1001"
    ]
    scene.dial("1003", "1002")
    assert "CallCtlTermConnRingingEv" in scene.events(LAB)[-1]


def test_a_second_call_that_is_answered_puts_the_first_on_hold() -> None:
    scene = Scene(lines=[{"number": "1001", "max_calls": 4, "busy_trigger": 2}])
    first = scene.dial("1002", "1001")
    scene.ask(LAB, Answer(first, A))
    second = scene.dial("1003", "1001")
    scene.forget()
    scene.ask(LAB, Answer(second, A))
    assert scene.events(LAB)[0] == f"1: CallCtlTermConnHeldEv {A}"
    assert [call.id for call, _ in scene.calls.talking(A)] == [second]


def test_a_new_call_from_a_phone_that_talks_puts_the_first_on_hold_and_the_lines_limit_holds() -> None:
    scene = Scene()
    call = scene.dial("1001", "1002")
    scene.ask(LAB, Answer(call, B))
    scene.forget()
    scene.dial("1001", "1003")
    assert scene.events(LAB)[0] == f"1: CallCtlTermConnHeldEv {A}"
    assert scene.refusal(LAB, Connect(A, "1001", "1004")) is CtiError.MAX_CALLS_REACHED


def test_a_held_call_is_not_retrieved_while_another_talks() -> None:
    scene = Scene()
    first = scene.dial("1001", "1002")
    scene.ask(LAB, Answer(first, B))
    second = scene.dial("1001", "1003")
    assert scene.refusal(LAB, Unhold(first, A)) is CtiError.RETRIEVE_FAILED_ACTIVE_CALL
    scene.ask(LAB, Hold(second, A))
    scene.ask(LAB, Unhold(first, A))
    assert scene.refusal(LAB, Unhold(first, A)) is CtiError.RETRIEVE_FAILED
    assert scene.refusal(LAB, Hold(second, A)) is CtiError.HOLD_FAILED


def test_digits_reach_the_far_end_only() -> None:
    scene = Scene()
    scene.observe(RMCM, "1002")
    scene.observe(ENGINE)
    call = scene.dial("5551234", "1002")
    scene.ask(LAB, Answer(call, B))
    scene.forget()
    scene.ask(LAB, GenerateDtmf(call, "PSTN", "12#"))
    assert scene.take(RMCM) == [Dtmf(call, "1002", "12#")]
    assert scene.take(LAB) == []
    assert scene.refusal(LAB, GenerateDtmf(call, "PSTN", "hello")) is CtiError.ILLEGAL_CALL_STATE


def test_a_call_of_a_shared_line_rings_everywhere_and_is_in_use_where_it_was_not_answered() -> None:
    scene = Scene()
    left, right = phone("500A"), phone("500B")
    call = scene.dial("1001", "1500")
    assert scene.events(LAB)[-1].count("CallCtlTermConnRingingEv") == 2
    scene.ask(LAB, Answer(call, right))
    assert scene.events(LAB) == [
        f"1: ConnConnectedEv 1500, CallCtlConnEstablishedEv 1500, TermConnActiveEv {right}, "
        f"CallCtlTermConnTalkingEv {right}, TermConnPassiveEv {left}, CallCtlTermConnBridgedEv {left}"
    ]
    assert scene.refusal(LAB, Unhold(call, left)) is CtiError.RETRIEVE_FAILED
    scene.ask(LAB, Hold(call, right))
    scene.ask(LAB, Unhold(call, left))
    assert [call.id for call, _ in scene.calls.talking(left)] == [call]
    assert scene.calls.talking(right) == []


def test_a_snapshot_shows_every_party_of_the_calls_that_exist() -> None:
    scene = Scene()
    call = scene.dial("5551234", "1002")
    scene.forget()
    scene.ask(RMCM, Observe("1002"))
    snapshots = [message for message in scene.take(RMCM) if isinstance(message, Snapshot)]
    assert [
        (party.address, party.terminal, party.connection.name, party.state.name)
        for party in snapshots[0].parties
    ] == [("5551234", "PSTN", "ESTABLISHED", "TALKING"), ("1002", B, "ALERTING", "RINGING")]
    assert (snapshots[0].call, snapshots[0].calling, snapshots[0].called) == (call, "5551234", "1002")
    scene.ask(LAB, Answer(call, B))
    assert scene.events(RMCM) == [ANSWERED]


def test_the_gateways_calls_are_heard_by_its_name_or_by_the_callers_number() -> None:
    scene = Scene()
    call = scene.dial("5551234", "1002")
    scene.forget()
    for name in ("PSTN", "5551234"):
        scene.ask(RMCM, Observe(name))
        snapshots = [message for message in scene.take(RMCM) if isinstance(message, Snapshot)]
        assert [snapshot.call for snapshot in snapshots] == [call]


def test_a_call_that_lasts_twelve_hours_is_ended() -> None:
    scene = Scene()
    call = scene.dial("1001", "1002")
    scene.ask(LAB, Answer(call, B))
    assert scene.providers.next_deadline() == scene.now + 43_200
    scene.pass_time(43_200)
    assert list(scene.calls) == []


def test_there_is_an_end_to_the_calls_that_can_be_made(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parties, "MOST_CALLS", 1)
    scene = Scene()
    scene.dial("5551234", "1001")
    assert scene.refusal(LAB, Connect("PSTN", "5551235", "1002")) is CtiError.MAX_CALLS_REACHED


class TestARoutePoint:
    """What CCX does with a call to a trigger."""

    def scene(self) -> tuple[Scene, int]:
        scene = Scene()
        scene.register()
        return scene, scene.dial("5551234", "6001")

    def test_it_is_offered_the_call_and_nothing_rings(self) -> None:
        scene, _ = self.scene()
        assert scene.events(ENGINE) == [
            "1: CallActiveEv, ConnCreatedEv 5551234, ConnConnectedEv 5551234, "
            "CallCtlConnEstablishedEv 5551234, TermConnCreatedEv PSTN, TermConnActiveEv PSTN, "
            "CallCtlTermConnTalkingEv PSTN, ConnCreatedEv 6001, ConnInProgressEv 6001, "
            "CallCtlConnOfferedEv 6001"
        ]

    def test_redirect_takes_the_call_to_a_port_under_the_same_id(self) -> None:
        scene, call = self.scene()
        scene.forget()
        scene.ask(ENGINE, Redirect(call, "6001", "7001"))
        groups = [message for message in scene.take(ENGINE) if isinstance(message, CallEvs)]
        assert [show(group) for group in groups] == [
            "1: ConnDisconnectedEv 6001, CallCtlConnDisconnectedEv 6001, "
            "ConnCreatedEv 7001, ConnInProgressEv 7001, CallCtlConnOfferedEv 7001"
        ]
        assert groups[0].reason is Reason.REDIRECT
        assert (groups[0].called, groups[0].last_redirected) == ("6001", "6001")
        assert groups[0].events[0].cause is Cause.REDIRECTED

    def test_the_port_accepts_and_answers(self) -> None:
        scene, call = self.scene()
        scene.ask(ENGINE, Redirect(call, "6001", "7001"))
        assert scene.refusal(ENGINE, Answer(call, "CCX_7001")) is CtiError.ILLEGAL_CALL_STATE
        scene.forget()
        scene.ask(ENGINE, Accept(call, "7001"))
        scene.ask(ENGINE, Answer(call, "CCX_7001"))
        assert scene.events(ENGINE) == [
            "1: ConnAlertingEv 7001, CallCtlConnAlertingEv 7001, TermConnCreatedEv CCX_7001, "
            "TermConnRingingEv CCX_7001, CallCtlTermConnRingingEv CCX_7001",
            "1: ConnConnectedEv 7001, CallCtlConnEstablishedEv 7001, "
            "TermConnActiveEv CCX_7001, CallCtlTermConnTalkingEv CCX_7001",
        ]
        assert scene.refusal(ENGINE, Accept(call, "7001")) is CtiError.ILLEGAL_CALL_STATE

    def test_it_is_accepted_by_itself_after_the_new_call_accept_timer(self) -> None:
        scene, call = self.scene()
        assert scene.providers.next_deadline() == scene.now + 4.0
        scene.pass_time(4.0)
        assert scene.events(ENGINE)[-1].endswith("CallCtlTermConnRingingEv Trigger")
        scene.ask(ENGINE, Redirect(call, "6001", "7001"))
        assert scene.refusal(ENGINE, Answer(call, "Trigger")) is CtiError.ILLEGAL_CALL_STATE

    @pytest.mark.parametrize(
        ("destination", "error"),
        [
            ("7002", CtiError.REDIRECT_DESTINATION_BUSY),
            ("95541", CtiError.REDIRECT_UNKNOWN_DESTINATION),
            ("6001", CtiError.REDIRECT_DESTINATION_BUSY),
        ],
    )
    def test_a_redirect_that_fails_leaves_the_call_where_it_is(
        self, destination: str, error: CtiError
    ) -> None:
        scene, call = self.scene()
        other = scene.dial("5556789", "6001")
        scene.ask(ENGINE, Redirect(other, "6001", "7002"))
        scene.forget()
        assert scene.refusal(ENGINE, Redirect(call, "6001", destination)) is error
        assert scene.events(ENGINE) == []
        scene.ask(ENGINE, Redirect(call, "6001", "7001"))

    def test_a_redirect_to_a_port_that_nobody_registered_fails(self) -> None:
        scene = Scene()
        scene.ask(ENGINE, RegisterTerminal("Trigger"))
        call = scene.dial("5551234", "6001")
        assert scene.refusal(ENGINE, Redirect(call, "6001", "7001")) is CtiError.LINE_OUT_OF_SERVICE

    def test_it_rejects_and_the_caller_is_released(self) -> None:
        scene, call = self.scene()
        scene.ask(ENGINE, Reject(call, "6001"))
        assert list(scene.calls) == []

    def test_a_caller_who_hangs_up_there_or_in_the_queue_ends_the_call(self) -> None:
        scene, call = self.scene()
        scene.ask(LAB, Disconnect(call, "5551234"))
        assert scene.events(ENGINE)[-1].endswith("CallInvalidEv, CallObservationEndedEv")
        call = scene.dial("5551234", "6001")
        scene.ask(ENGINE, Redirect(call, "6001", "7001"))
        scene.ask(ENGINE, Accept(call, "7001"))
        scene.ask(ENGINE, Answer(call, "CCX_7001"))
        scene.forget()
        scene.ask(LAB, Disconnect(call, "5551234"))
        assert scene.events(ENGINE) == [dropped(2, ("5551234", "PSTN"), ("7001", "CCX_7001"))]
