"""Calls that went on while CTI Manager was away are found as they stand when it is back."""

from __future__ import annotations

from ccx_engine.cti.enums import AgentState
from ccx_engine.engine.model import Provider
from ccx_engine.jtapi import messages as jtapi
from tests.ccx_engine.engine.world import World, names

NOT_READY, TALKING, WORK = AgentState.NOT_READY, AgentState.TALKING, AgentState.WORK


def test_people_talk_on_without_cti_manager_and_the_call_is_found_again(world: World) -> None:
    world.sign_in("agent1")
    call = world.call("5551234", "6001")
    world.advance(1.0)
    world.pick_up("1001")
    for provider in Provider:
        world.link_down(provider)
    assert world.state("agent1")[0] is TALKING
    for provider in Provider:
        world.link_up(provider)
    assert call in world.engine.state.calls
    world.hang_up("1001")
    assert world.state("agent1")[0] is WORK
    assert world.engine.state.calls == {}


def test_a_call_that_ended_meanwhile_is_ended_when_the_link_is_back(world: World) -> None:
    world.sign_in("agent1")
    world.call("5551234", "6001")
    world.advance(1.0)
    world.pick_up("1001")
    world.link_down(Provider.RMCM)
    world.hang_up("1001")
    world.take()
    world.link_up(Provider.RMCM)
    assert "END_CALL_EVENT" in names(world.take())
    assert world.state("agent1")[0] is WORK


def test_what_was_held_meanwhile_is_told_when_the_link_is_back(world: World) -> None:
    world.sign_in("agent1")
    call = world.call("5551234", "6001")
    world.advance(1.0)
    world.pick_up("1001")
    world.link_down(Provider.RMCM)
    world.lab(jtapi.Hold(call, world.phone("1001")))
    world.take()
    world.link_up(Provider.RMCM)
    assert "CALL_HELD_EVENT" in names(world.take())
