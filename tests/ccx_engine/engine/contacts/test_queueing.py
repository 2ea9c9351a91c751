"""Who waits, who is Ready, and who meets whom."""

from __future__ import annotations

import dataclasses

from ccx_engine.cti.enums import AgentState
from ccx_engine.engine.configuration.rmcm import Configuration
from ccx_engine.engine.contacts import queueing
from tests.ccx_engine.engine.world import SAMPLE, World

NOT_READY, READY, RESERVED = AgentState.NOT_READY, AgentState.READY, AgentState.RESERVED


def reserved(world: World) -> dict[str, int]:
    """Who is reserved for which call."""
    return {
        agent.id: agent.delivery.contact.call.id
        for agent in world.engine.state.agents.values()
        if agent.delivery is not None
    }


def both_skills() -> Configuration:
    """agent1 serves Support and Sales."""
    resources = dict(SAMPLE.resources)
    resources["agent1"] = dataclasses.replace(resources["agent1"], skills={1: 5, 2: 5})
    return dataclasses.replace(SAMPLE, resources=resources)


def test_the_longest_available_agent_is_chosen(world: World) -> None:
    world.sign_in("agent2", "agent1", "agent3")
    call = world.call("5551", "6001")
    world.advance(1.0)
    assert reserved(world) == {"agent2": call}


def test_availability_begins_anew_with_every_ready(world: World) -> None:
    world.sign_in("agent1", "agent2")
    world.set_state("agent1", NOT_READY, 1)
    world.set_state("agent1", READY)
    call = world.call("5551", "6001")
    world.advance(1.0)
    assert reserved(world) == {"agent2": call}


def test_two_calls_go_to_two_agents(world: World) -> None:
    world.sign_in("agent1", "agent2")
    first, second = world.call("5551", "6001"), world.call("5552", "6001")
    world.advance(1.0)
    assert reserved(world) == {"agent1": first, "agent2": second}


def test_a_second_call_waits_for_the_next_ready_agent(world: World) -> None:
    world.sign_in("agent1")
    world.call("5551", "6001")
    world.advance(1.0)
    second = world.call("5552", "6001")
    world.advance(1.0)
    world.pick_up("1001")
    assert reserved(world) == {}
    world.hang_up("1001")
    world.set_state("agent1", READY)
    assert reserved(world) == {"agent1": second}


def test_the_call_that_waits_longest_is_first(world: World) -> None:
    first = world.call("5551", "6001")
    world.advance(1.0)
    world.call("5552", "6001")
    world.advance(5.0)
    world.sign_in("agent1")
    assert reserved(world) == {"agent1": first}


def test_a_call_waits_only_for_agents_with_the_skill(world: World) -> None:
    world.call("5551", "6002")
    world.advance(1.0)
    world.sign_in("agent1")
    assert world.state("agent1")[0] is READY
    world.sign_in("agent5")
    assert world.state("agent5")[0] is RESERVED


def test_an_agent_of_two_queues_takes_the_oldest_call_of_both() -> None:
    world = World(centre=both_skills())
    sales = world.call("5551", "6002")
    world.advance(2.0)
    world.call("5552", "6001")
    world.advance(2.0)
    world.sign_in("agent1")
    assert reserved(world) == {"agent1": sales}


def test_a_higher_priority_goes_before_a_longer_wait() -> None:
    world = World(centre=both_skills())
    world.call("5551", "6002")
    world.advance(2.0)
    urgent = world.call("5552", "6001")
    world.advance(2.0)
    contact = world.engine.state.calls[urgent].contact
    assert contact is not None
    queueing.set_priority(world.engine.state, contact, 5)
    world.sign_in("agent1")
    assert reserved(world) == {"agent1": urgent}


def test_a_call_in_two_queues_leaves_both_when_it_is_delivered() -> None:
    world = World(centre=both_skills())
    call = world.call("5551", "6001")
    world.advance(2.0)
    contact = world.engine.state.calls[call].contact
    assert contact is not None
    support, sales = world.engine.state.csqs[1], world.engine.state.csqs[2]
    queueing.enqueue(world.engine.state, contact, (sales,))
    world.sign_in("agent5")
    assert reserved(world) == {"agent5": call}
    assert contact.call.csq_id == 2
    assert queueing.first_waiting(support) is queueing.first_waiting(sales) is None
    world.sign_in("agent1")
    assert world.state("agent1") == (READY, 0)


def test_calls_that_left_do_not_stay_in_the_heap(world: World) -> None:
    """Hundreds of callers give up behind one who waits on: the heap keeps no more than it must."""
    csq = world.engine.state.csqs[1]
    world.call("5550", "6001")
    world.advance(1.0)
    for number in range(300):
        world.call(f"555{number:04}", "6001")
        world.advance(1.0)
        world.hang_up(f"555{number:04}")
    assert len(csq.waiting) <= 2 * queueing.LEFT_AT_MOST + 2
    assert csq.left == len(csq.waiting) - 1
    world.sign_in("agent1")
    assert world.state("agent1")[0] is RESERVED


def test_a_longest_wait_is_kept_over_several_agents_who_do_not_answer(world: World) -> None:
    first = world.call("5551", "6001")
    world.advance(2.0)
    world.call("5552", "6001")
    world.advance(2.0)
    for agent in ("agent1", "agent2", "agent3"):
        world.sign_in(agent)
        assert reserved(world) == {agent: first}
        world.set_state(agent, AgentState.LOGOUT, 22)
