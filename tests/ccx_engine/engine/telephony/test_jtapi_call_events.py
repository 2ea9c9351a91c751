"""JTAPI's call events: told twice, late or by either provider, they bring the model to the same."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ccx_engine.cti import messages as cti
from ccx_engine.cti.enums import AgentState, CallType, EventCause, LocalConnectionState
from ccx_engine.cucm.calls.observers import ToldProviders
from ccx_engine.engine.model import Provider
from ccx_engine.jtapi import messages as jtapi
from ccx_engine.jtapi.model import Cause, Ev
from tests.ccx_engine.engine.world import World, names

CALL = 0x1000123
LCS = LocalConnectionState


def hear(world: World, *events: jtapi.CallEv, provider: Provider = Provider.RMCM, **of_call: object) -> None:
    """The engine is told a group of events of a call from 1001 to 1002."""
    of_call = {"calling": "1001", "called": "1002", **of_call}
    world._take(world.engine.hear(provider, jtapi.CallEvs(CALL, events, **of_call), world.now))  # type: ignore[arg-type]


def states(world: World) -> dict[str, LocalConnectionState]:
    return {address: each.state for address, each in world.engine.state.calls[CALL].connections.items()}


@pytest.fixture
def dialled(world: World) -> World:
    """agent1 has dialled agent2, whose phone rings; both are Not Ready."""
    world.sign_in("agent1", "agent2", state=AgentState.NOT_READY)
    world.take()
    hear(world, jtapi.CallEv(Ev.CTL_CONN_INITIATED, "1001"), called="")
    hear(world, jtapi.CallEv(Ev.CTL_CONN_DIALING, "1001"))
    hear(world, jtapi.CallEv(Ev.CTL_CONN_ESTABLISHED, "1001"), jtapi.CallEv(Ev.CTL_CONN_ALERTING, "1002"))
    return world


def test_a_call_of_two_agents_is_told_from_off_hook_to_ringing(dialled: World) -> None:
    assert names(dialled.take()) == [
        "BEGIN_CALL_EVENT",
        "CALL_SERVICE_INITIATED_EVENT",
        "agent1 NOT_READY",
        "CALL_ORIGINATED_EVENT",
        "CALL_DELIVERED_EVENT",
        "agent2 NOT_READY",
    ]
    assert states(dialled) == {"1001": LCS.INITIATE, "1002": LCS.ALERTING}
    assert dialled.engine.state.calls[CALL].type is CallType.AGENT_INSIDE


def test_the_number_is_known_when_it_is_dialled(dialled: World) -> None:
    assert dialled.engine.state.calls[CALL].called == "1002"
    assert dialled.engine.state.calls[CALL].data.dialed_number == "1002"


def test_both_talk_when_one_answers(dialled: World) -> None:
    dialled.take()
    hear(dialled, jtapi.CallEv(Ev.CTL_CONN_ESTABLISHED, "1002"))
    assert states(dialled) == {"1001": LCS.CONNECT, "1002": LCS.CONNECT}
    assert names(dialled.take()) == ["CALL_ESTABLISHED_EVENT", *["RTP_STARTED_EVENT"] * 4]


def test_who_holds_has_no_media_until_he_talks_again(dialled: World) -> None:
    hear(dialled, jtapi.CallEv(Ev.CTL_CONN_ESTABLISHED, "1002"))
    dialled.take()
    hear(dialled, jtapi.CallEv(Ev.CTL_TERM_CONN_HELD, "1001"))
    assert names(dialled.take()) == ["CALL_HELD_EVENT", *["RTP_STOPPED_EVENT"] * 2]
    hear(dialled, jtapi.CallEv(Ev.CTL_TERM_CONN_TALKING, "1001"))
    assert names(dialled.take()) == ["CALL_RETRIEVED_EVENT", *["RTP_STARTED_EVENT"] * 2]


@pytest.mark.parametrize(
    ("why", "cause"),
    [
        (Cause.USER_BUSY, EventCause.BUSY),
        (Cause.NO_ANSWER_FROM_USER, EventCause.CALL_NOT_ANSWERED),
        (Cause.UNALLOCATED, EventCause.DEST_NOT_OBTAINABLE),
    ],
)
def test_a_call_that_fails_is_told_with_its_cause_once(dialled: World, why: Cause, cause: EventCause) -> None:
    dialled.take()
    for _ in range(2):
        hear(dialled, jtapi.CallEv(Ev.CTL_CONN_FAILED, "1001", cause=why))
    (failed,) = dialled.take()
    assert isinstance(failed, cti.CallFailedEvent)
    assert failed.event_cause == cause
    assert states(dialled)["1001"] is LCS.FAIL


def test_the_end_of_a_call_is_told_once_and_the_slower_link_begins_nothing_anew(dialled: World) -> None:
    gone = [jtapi.CallEv(Ev.CTL_CONN_DISCONNECTED, each) for each in ("1001", "1002")]
    hear(dialled, *gone, jtapi.CallEv(Ev.CALL_INVALID))
    assert CALL not in dialled.engine.state.calls
    dialled.take()
    hear(dialled, jtapi.CallEv(Ev.CTL_CONN_ALERTING, "1002"), provider=Provider.TELEPHONY)
    assert dialled.take() == []
    assert CALL not in dialled.engine.state.calls


def test_events_that_only_end_a_call_which_nobody_knew_begin_none(world: World) -> None:
    hear(world, jtapi.CallEv(Ev.CTL_CONN_DISCONNECTED, "1001"), jtapi.CallEv(Ev.CALL_INVALID))
    assert world.take() == []
    assert not world.engine.state.calls


def test_of_an_agents_line_the_telephony_provider_is_not_believed(dialled: World) -> None:
    dialled.take()
    hear(dialled, jtapi.CallEv(Ev.CTL_CONN_ESTABLISHED, "1002"), provider=Provider.TELEPHONY)
    assert states(dialled)["1002"] is LCS.ALERTING
    assert dialled.take() == []


# --- Whole stories ------------------------------------------------------------------------------------------


class EchoingWorld(World):
    """Each group of call events reaches the engine twice."""

    def _arrive(self, told: Sequence[ToldProviders]) -> None:
        for each in told:
            super()._arrive([each])
            if isinstance(each.message, jtapi.CallEvs):
                super()._arrive([each])


def a_call_is_taken_held_and_ended(world: World) -> None:
    world.sign_in("agent1")
    world.call("5551234", "6001")
    world.advance(1.0)
    world.pick_up("1001")
    for request in (jtapi.Hold, jtapi.Unhold):
        (call,) = world.cucm.calls.at("1001")
        assert isinstance(world.lab(request(call.id, world.phone("1001"))), jtapi.Done)
    world.hang_up("5551234")


def a_call_rings_out(world: World) -> None:
    world.sign_in("agent1", "agent2")
    world.call("5551234", "6001")
    world.advance(30.0)
    world.hang_up("5551234")


def agents_call_each_other(world: World) -> None:
    world.sign_in("agent1", "agent2", state=AgentState.NOT_READY)
    world.dial("1001", "1002")
    world.pick_up("1002")
    world.hang_up("1002")


STORIES = [a_call_is_taken_held_and_ended, a_call_rings_out, agents_call_each_other]


@pytest.mark.parametrize("story", STORIES)
def test_what_is_told_twice_is_passed_on_once(story: Callable[[World], None]) -> None:
    once, twice = World(), EchoingWorld()
    story(once)
    story(twice)
    assert names(twice.take()) == names(once.take())


@settings(deadline=None, max_examples=25)
@given(story=st.sampled_from(STORIES), order=st.randoms(use_true_random=False))
def test_whichever_link_is_late_agents_and_calls_end_as_they_would(
    story: Callable[[World], None], order: Random
) -> None:
    in_turn, shuffled = World(), World(pick=order.choice)
    story(in_turn)
    story(shuffled)
    for world in (in_turn, shuffled):
        world.drain()
    assert {each: shuffled.state(each) for each in ("agent1", "agent2")} == {
        each: in_turn.state(each) for each in ("agent1", "agent2")
    }
    assert not shuffled.engine.state.calls
    kinds = (cti.BeginCallEvent, cti.EndCallEvent, cti.CallEstablishedEvent, cti.CallHeldEvent)
    heard = [
        [type(each) for each in world.take() if isinstance(each, kinds)] for world in (in_turn, shuffled)
    ]
    assert heard[0] == heard[1]
