"""Sessions of an application and CTI ports: taken in turn, given back, never taken twice."""

from __future__ import annotations

import dataclasses

from ccx_engine.engine.configuration.rmcm import Configuration, GroupSetup
from ccx_engine.engine.model import ContactPhase, Provider
from ccx_engine.jtapi import messages as jtapi
from tests.ccx_engine.engine.world import NUMBER, SAMPLE, World


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


def test_without_a_free_session_the_caller_hears_busy() -> None:
    world = World(centre=small(ports=20, sessions=1))
    world.call("5551", "6001")
    call = world.call("5552", "6001")
    assert call not in world.engine.state.calls
    assert call not in {each.id for each in world.cucm.calls}
    assert world.engine.state.applications[1].sessions == 1


def test_a_session_is_free_again_when_an_agent_has_the_call() -> None:
    world = World(centre=small(ports=20, sessions=1))
    world.sign_in("agent1")
    world.call("5551", "6001")
    world.advance(1.0)
    world.pick_up("1001")
    call = world.call("5552", "6001")
    assert phase(world, call) is ContactPhase.IN_SCRIPT


def test_a_call_waits_for_a_cti_port_then_takes_it() -> None:
    world = World(centre=small(ports=1))
    world.call("5551", "6001")
    second = world.call("5552", "6002")
    assert phase(world, second) is ContactPhase.AT_TRIGGER
    world.advance(4.0)
    world.hang_up("5551")
    assert phase(world, second) is ContactPhase.IN_SCRIPT


def test_ports_are_used_in_turn(world: World) -> None:
    used = []
    for number in range(3):
        call = world.call(f"555{number}", "6001")
        contact = world.engine.state.calls[call].contact
        assert contact is not None
        assert contact.port is not None
        used.append(contact.port.address)
        world.hang_up(f"555{number}")
    assert used == ["7001", "7002", "7003"]


def test_a_port_that_goes_out_of_service_is_not_used(world: World) -> None:
    from ccx_engine.cucm.calls.observers import ToldProviders
    from ccx_engine.jtapi.model import Ev

    down = jtapi.DeviceEv(Ev.TERM_OUT_OF_SERVICE, terminal="CCX_7001")
    world._arrive([ToldProviders((NUMBER[Provider.TELEPHONY],), down)])
    world.run()
    call = world.call("5551", "6001")
    contact = world.engine.state.calls[call].contact
    assert contact is not None
    assert contact.port is not None
    assert contact.port.address == "7002"
