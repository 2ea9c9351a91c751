"""What a trigger does with a call: session, CTI port, greeting, queue - and what it does without them."""

from __future__ import annotations

import dataclasses

from ccx_engine.cti.enums import AgentState
from ccx_engine.engine.configuration.rmcm import Configuration, GroupSetup
from ccx_engine.engine.model import ContactPhase
from ccx_engine.engine.timers import PRODUCT
from ccx_engine.jtapi import messages as jtapi
from ccx_engine.jtapi.model import CtiError
from tests.ccx_engine.engine.world import SAMPLE, World, names


def small(ports: int, sessions: int = 10) -> Configuration:
    """The sample centre with so many CTI ports and sessions."""
    groups = {1: GroupSetup(1, SAMPLE.groups[1].ports[:ports])}
    applications = {
        each.id: dataclasses.replace(each, max_sessions=sessions) for each in SAMPLE.applications.values()
    }
    return dataclasses.replace(SAMPLE, groups=groups, applications=applications)


def phase(world: World, call: int) -> ContactPhase:
    contact = world.engine.state.calls[call].contact
    assert contact is not None
    return contact.phase


def test_a_call_is_greeted_then_queued(world: World) -> None:
    call = world.call("5551", "6001")
    assert phase(world, call) is ContactPhase.IN_SCRIPT
    greeting = 0.25  # of the sample centre
    world.advance(greeting * 0.9)
    assert "CALL_QUEUED_EVENT" not in names(world.take())
    world.advance(greeting * 0.1)
    assert names(world.take()) == ["CALL_QUEUED_EVENT"]
    assert phase(world, call) is ContactPhase.QUEUED


def test_a_call_that_gets_no_cti_port_in_time_is_turned_down() -> None:
    world = World(centre=small(ports=1))
    world.call("5551", "6001")
    second = world.call("5552", "6001")
    world.advance(PRODUCT.trigger_idle)
    assert second not in {each.id for each in world.cucm.calls}
    assert second not in world.engine.state.calls
    assert world.engine.state.applications[1].sessions == 1


def test_a_caller_may_leave_while_he_waits_for_a_cti_port() -> None:
    world = World(centre=small(ports=1))
    world.call("5551", "6001")
    world.call("5552", "6001")
    world.hang_up("5552")
    assert not world.engine.state.groups[1].waiting
    assert world.engine.state.applications[1].sessions == 1


def test_every_port_is_tried_before_a_call_is_turned_down() -> None:
    world = World(centre=small(ports=3))
    world.refuses[jtapi.Redirect] = CtiError.REDIRECT_DESTINATION_BUSY
    call = world.call("5551", "6001")
    redirects = [each.request for each in world.asked if isinstance(each.request, jtapi.Redirect)]
    assert [each.destination for each in redirects] == ["7001", "7002", "7003"]
    assert call not in world.engine.state.calls
    assert len(world.engine.state.groups[1].free) == 3


def test_a_call_that_cucm_does_not_bring_to_its_port_is_given_up() -> None:
    world = World(centre=small(ports=1))
    world.silent = True
    world.call("5551", "6001")
    world.advance(PRODUCT.setup)
    assert world.engine.state.applications[1].sessions == 0
    assert len(world.engine.state.groups[1].free) == 1


def test_a_call_at_a_port_that_nobody_expects_is_dropped(world: World) -> None:
    call = world.call("5551", "7001")
    assert call not in {each.id for each in world.cucm.calls}
    assert world.engine.state.calls == {}


def test_an_agent_who_calls_a_trigger_is_a_caller_like_any_other(world: World) -> None:
    world.sign_in("agent1", "agent2")
    call = world.dial("1001", "6001")
    assert world.state("agent1") == (AgentState.NOT_READY, 32762)
    world.advance(1.0)
    world.pick_up("1002")
    assert world.state("agent2")[0] is AgentState.TALKING
    assert set(world.cucm.calls.find(call).connections) == {"1001", "1002"}
    world.hang_up("1001")
    assert world.state("agent1")[0] is AgentState.READY
    assert world.state("agent2")[0] is AgentState.WORK
