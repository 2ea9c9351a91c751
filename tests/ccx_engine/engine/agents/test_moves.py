"""States that wait for the end of a call, wrap-up, and what is told of them."""

from __future__ import annotations

import dataclasses

import pytest

from ccx_engine.cti import messages as cti
from ccx_engine.cti.enums import AgentState
from ccx_engine.engine.agents import moves
from ccx_engine.engine.model import Cause
from ccx_engine.engine.state import Told
from ccx_engine.engine.timers import PRODUCT
from tests.ccx_engine.engine.desktops import states_told, talks
from tests.ccx_engine.engine.world import SAMPLE, World

LOGOUT, NOT_READY, READY = AgentState.LOGOUT, AgentState.NOT_READY, AgentState.READY
RESERVED, TALKING, WORK = AgentState.RESERVED, AgentState.TALKING, AgentState.WORK


# --- What waits for the end of a call ----------------------------------------------------------------------


def test_not_ready_during_a_call_is_pending_once(world: World) -> None:
    talks(world, "agent5", "6002")  # a queue without automatic work
    world.set_state("agent5", NOT_READY, 2)
    (event,) = world.take()
    assert isinstance(event, cti.AgentStateEvent)
    assert (event.agent_state, event.next_agent_state) == (TALKING, NOT_READY)
    request = cti.SetAgentStateReq(
        invoke_id=7, agent_state=2, event_reason_code=3, agent_id="agent5", agent_instrument="1005"
    )
    assert world.refused(request) == (265, 0)
    world.hang_up("1005")
    assert world.state("agent5") == (NOT_READY, 2)


def test_a_pending_state_is_told_with_how_long_the_agent_talks(world: World) -> None:
    talks(world)
    world.advance(30.0)
    world.take()
    world.set_state("agent1", NOT_READY, 2)
    (event,) = world.take()
    assert isinstance(event, cti.AgentStateEvent)
    assert event.state_duration == 30


def test_pending_not_ready_comes_after_the_wrap_up(world: World) -> None:
    talks(world)
    world.set_state("agent1", NOT_READY, 2)
    world.hang_up("1001")
    assert world.state("agent1") == (WORK, 0)
    world.advance(30.0)
    assert world.state("agent1") == (NOT_READY, 2)


def test_work_may_be_asked_for_where_it_is_not_automatic(world: World) -> None:
    talks(world, "agent5", "6002")
    world.set_state("agent5", WORK)
    world.hang_up("1005")
    assert world.state("agent5") == (WORK, 0)
    world.advance(3600.0)  # nothing ends it but the agent
    assert world.state("agent5") == (WORK, 0)
    world.set_state("agent5", READY)
    assert world.state("agent5") == (READY, 0)


def test_who_asks_for_work_last_wraps_up_first_and_else_not_at_all(world: World) -> None:
    for asked, told, first, then in (
        ([(NOT_READY, 2), (WORK, 0)], WORK, (WORK, 0), NOT_READY),
        ([(WORK, 0), (NOT_READY, 2)], NOT_READY, (NOT_READY, 2), None),
    ):
        talks(world, "agent5", "6002")
        for state, reason in asked:
            world.set_state("agent5", state, reason)
        event = world.take()[-1]
        assert isinstance(event, cti.AgentStateEvent)
        assert event.next_agent_state == told
        world.hang_up("1005")
        assert world.state("agent5") == first
        event = world.take()[-1]
        assert isinstance(event, cti.AgentStateEvent)
        assert event.next_agent_state == (AgentState.NOT_APPLICABLE if then is None else then)
        world.set_state("agent5", NOT_READY, 2)
        world.set_state("agent5", READY)


# --- After the call ----------------------------------------------------------------------------------------


def test_without_automatic_work_the_agent_is_ready_again(world: World) -> None:
    talks(world, "agent5", "6002")
    world.hang_up("1005")
    assert world.state("agent5") == (READY, 0)


def test_an_agent_who_is_not_automatically_available_is_not_ready_after_a_call() -> None:
    resources = dict(SAMPLE.resources)
    resources["agent5"] = dataclasses.replace(resources["agent5"], automatic_available=False)
    world = World(centre=dataclasses.replace(SAMPLE, resources=resources))
    talks(world, "agent5", "6002")
    world.hang_up("1005")
    assert world.state("agent5") == (NOT_READY, 32755)


def test_the_work_timer_makes_him_ready(world: World) -> None:
    talks(world)
    world.hang_up("1001")
    told = world.take()
    assert isinstance(told[-1], cti.AgentStateEvent)
    assert told[-1].duration == 30
    world.advance(29.9)
    assert world.state("agent1") == (WORK, 0)
    world.advance(0.1)
    assert world.state("agent1") == (READY, 32758)


def test_who_is_not_automatically_available_is_not_ready_after_work() -> None:
    resources = dict(SAMPLE.resources)
    resources["agent1"] = dataclasses.replace(resources["agent1"], automatic_available=False)
    world = World(centre=dataclasses.replace(SAMPLE, resources=resources))
    talks(world)
    world.hang_up("1001")
    world.advance(30.0)
    assert world.state("agent1") == (NOT_READY, 32758)


@pytest.mark.parametrize("state", [READY, NOT_READY])
def test_the_agent_may_end_his_work_himself(world: World, state: AgentState) -> None:
    talks(world)
    world.hang_up("1001")
    world.set_state("agent1", state)
    assert world.state("agent1") == (state, 0)
    world.take()
    world.advance(60.0)
    assert world.take() == []


def test_the_same_reason_again_is_told_once(world: World) -> None:
    world.sign_in("agent1")
    world.take()
    agent = world.agent("agent1")
    for _ in range(2):
        moves.move(world.engine.state, agent, Cause.CUCM_FAILOVER)
    world.told += [each for each in world.engine.state.take_output() if isinstance(each, Told)]
    assert states_told(world, "agent1") == [(NOT_READY, 32757)]


def test_an_engine_that_stops_signs_everybody_out(world: World) -> None:
    talks(world)
    world.sign_in("agent2", state=NOT_READY)
    world.take()
    told = [each.message for each in world.engine.stop(world.now) if isinstance(each, Told)]
    states = [each for each in told if isinstance(each, cti.AgentStateEvent)]
    assert [(each.agent_id, each.agent_state, each.event_reason_code) for each in states] == [
        ("agent1", LOGOUT, 32764),
        ("agent2", LOGOUT, 32764),
    ]


def test_an_agent_who_let_a_call_ring_may_be_ready_again_by_configuration(world: World) -> None:
    world.engine.state.ready_after_no_answer = True
    world.sign_in("agent1", "agent2")
    world.call("5551234", "6001")
    world.advance(1.0)
    world.advance(PRODUCT.ring_no_answer)
    assert world.state("agent1") == (READY, 32763)
    assert world.state("agent2")[0] is RESERVED
