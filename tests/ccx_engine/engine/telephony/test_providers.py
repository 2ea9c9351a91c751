"""In service only with both providers; what their loss means, and what is found when they come back."""

from __future__ import annotations

import dataclasses

from ccx_engine.cti import messages as cti
from ccx_engine.cti.enums import AgentState
from ccx_engine.engine.model import Provider
from ccx_engine.engine.timers import PRODUCT
from ccx_engine.jtapi import messages as jtapi
from ccx_engine.jtapi.model import CtiError, Ev
from tests.ccx_engine.engine.world import NUMBER, SAMPLE, World, names

NOT_READY, TALKING, WORK = AgentState.NOT_READY, AgentState.TALKING, AgentState.WORK
DOWN, UP = 4, 3


def events(world: World) -> list[tuple[int, int]]:
    return [
        (each.system_event_id, each.ccx_status) for each in world.take() if isinstance(each, cti.SystemEvent)
    ]


def serves(world: World) -> bool:
    return world.engine.in_service


def test_the_engine_is_in_service_with_both_providers_only(world: World) -> None:
    assert serves(world)
    for provider in Provider:
        world.link_down(provider)
        assert not serves(world)
        assert events(world) == [(DOWN, 0x600)]
        world.link_up(provider)
        assert serves(world)
        assert events(world) == [(UP, 0x400)]


def test_the_second_loss_is_no_news(world: World) -> None:
    world.link_down(Provider.RMCM)
    world.take()
    world.link_down(Provider.TELEPHONY)
    assert events(world) == []


def test_a_missing_trigger_is_partial_service() -> None:
    applications = dict(SAMPLE.applications)
    applications[1] = dataclasses.replace(applications[1], trigger="6009")
    world = World(centre=dataclasses.replace(SAMPLE, applications=applications))
    assert world.engine.in_service
    world.link_down(Provider.TELEPHONY)
    world.take()
    world.link_up(Provider.TELEPHONY)
    assert events(world) == [(UP, 0x500)]


def test_a_port_that_another_engine_still_has_is_asked_for_again(world: World) -> None:
    world.link_down(Provider.TELEPHONY)
    world.refuses[jtapi.RegisterTerminal] = CtiError.DEVICE_ALREADY_REGISTERED
    world.link_up(Provider.TELEPHONY)
    assert not world.engine.state.groups[1].free
    world.refuses.clear()
    world.advance(PRODUCT.register)
    assert len(world.engine.state.groups[1].free) == 20
    assert not world.engine.state.unavailable


def test_without_cti_manager_nobody_is_ready(world: World) -> None:
    world.sign_in("agent1")
    world.sign_in("agent2", state=NOT_READY)
    world.link_down(Provider.RMCM)
    assert world.state("agent1") == world.state("agent2") == (NOT_READY, 32757)


def test_callers_in_queue_are_lost_with_the_telephony_provider(world: World) -> None:
    world.call("5551234", "6001")
    world.advance(1.0)
    world.take()
    world.link_down(Provider.TELEPHONY)
    assert names(world.take())[-3:] == ["CALL_CLEARED_EVENT", "END_CALL_EVENT", "SYSTEM_EVENT"]
    assert not list(world.cucm.calls)
    world.link_up(Provider.TELEPHONY)
    assert world.engine.state.applications[1].sessions == 0
    assert len(world.engine.state.groups[1].free) == 20


def test_an_agent_who_rings_when_his_link_breaks_is_not_ready_and_the_caller_waits(world: World) -> None:
    world.sign_in("agent1")
    call = world.call("5551234", "6001")
    world.advance(1.0)
    world.link_down(Provider.RMCM)
    assert world.state("agent1") == (NOT_READY, 32757)
    contact = world.engine.state.calls[call].contact
    assert contact is not None
    assert contact.offerable
    world.link_up(Provider.RMCM)
    world.set_state("agent1", AgentState.READY)
    assert world.state("agent1")[0] is AgentState.RESERVED


def test_a_provider_that_cucm_takes_out_of_service_is_lost(world: World) -> None:
    from ccx_engine.cucm.calls.observers import ToldProviders

    world._arrive([ToldProviders((NUMBER[Provider.RMCM],), jtapi.DeviceEv(Ev.PROV_OUT_OF_SERVICE))])
    world.run()
    assert not world.engine.in_service


def test_what_waits_for_an_answer_is_refused_when_the_link_breaks(world: World) -> None:
    world.sign_in("agent1", state=NOT_READY)
    world.eager = False
    world.request(cti.MakeCallReq(invoke_id=9, agent_instrument="1001", dialed_number="1002"))
    world.replies.clear()
    world.link_down(Provider.RMCM)
    (answer,) = [each.message for each in world.replies]
    assert isinstance(answer, cti.ControlFailureConf)
    assert (answer.invoke_id, answer.failure_code) == (9, 34)


def test_a_cucm_that_starts_anew_counts_its_calls_from_the_beginning(world: World) -> None:
    """A call of the old one ended just now, another is talked on: their numbers come again."""
    world.sign_in("agent1")
    ended = world.call("5551111", "6001")
    world.hang_up("5551111")
    talking = world.call("5552222", "6001")
    world.advance(1.0)
    world.pick_up("1001")
    for provider in Provider:
        world.link_down(provider)
    world.restart_cucm()
    for provider in Provider:
        world.link_up(provider)
    assert world.state("agent1")[0] is WORK
    assert world.call("5553333", "6001") == ended
    assert world.call("5554444", "6001") == talking
    assert set(world.engine.state.calls) == {ended, talking}
    world.advance(40.0)
    assert world.state("agent1")[0] is AgentState.RESERVED
