"""Phones, lines, triggers and CTI ports come, change and go in CUCM while the engine runs."""

from __future__ import annotations

import dataclasses

from ccx_engine.cti import messages as cti
from ccx_engine.cti.enums import AgentState
from ccx_engine.cucm.configuration.administration import Administration, draft_of
from ccx_engine.cucm.configuration.cluster import Device
from ccx_engine.engine.configuration.rmcm import Configuration, ResourceSetup
from ccx_engine.engine.model import Provider
from ccx_engine.jtapi import messages as jtapi
from ccx_engine.jtapi.model import CtiError, TerminalKind
from tests.ccx_engine.engine.world import SAMPLE, World

LOGIN, READY, NOT_READY = AgentState.LOGIN, AgentState.READY, AgentState.NOT_READY
RESERVED, TALKING = AgentState.RESERVED, AgentState.TALKING
PHONE = "SEP000000001001"
NEW = "SEP000000001900"
IDA = ResourceSetup("agent9", "Ida", "Berg", "1900", 1, skills={1: 7})
MORE = dataclasses.replace(SAMPLE, resources={**SAMPLE.resources, "agent9": IDA})


def add_phone(world: World, *lines: str, name: str = NEW) -> None:
    world.administer(lambda cucm: cucm.add(Device(name, TerminalKind.PHONE, lines, model="Cisco 8845")))


def set_lines(world: World, name: str, *lines: str) -> None:
    def change(cucm: Administration) -> None:
        device = cucm.cluster.devices[name]
        draft = draft_of(device)
        draft.lines = lines
        cucm.update(device, draft)

    world.administer(change)


def remove(world: World, name: str) -> None:
    world.administer(lambda cucm: cucm.remove(cucm.cluster.devices[name]))


def device_events(world: World) -> list[tuple[int, str | None]]:
    """What clients hear of agents' devices."""
    told = [each for each in world.take() if isinstance(each, cti.SystemEvent)]
    return [(each.system_event_id, each.event_device_id) for each in told]


# --- Agents' phones -----------------------------------------------------------------------------------------


def test_an_agent_signs_in_at_a_phone_that_cucm_was_given_while_the_engine_runs() -> None:
    world = World(centre=MORE)
    sign_in = cti.SetAgentStateReq(invoke_id=7, agent_state=LOGIN, agent_id="agent9", agent_instrument="1900")
    assert world.refused(sign_in) == (260, 88003)
    add_phone(world, "1900")
    world.sign_in("agent9")
    world.call("5551234", "6001")
    world.advance(1.0)
    world.pick_up("1900")
    assert world.state("agent9")[0] is TALKING


def test_a_line_that_a_phone_was_given_may_be_signed_in_at() -> None:
    world = World(centre=MORE)
    set_lines(world, PHONE, "1001", "1900")
    world.sign_in("agent9")
    assert world.state("agent9")[0] is READY


def test_a_phone_whose_other_line_is_taken_away_serves_on(world: World) -> None:
    set_lines(world, PHONE, "1001", "2001")
    world.sign_in("agent1")
    world.take()
    set_lines(world, PHONE, "1001")
    assert world.state("agent1") == (READY, 0)
    assert device_events(world) == []


def test_an_agent_whose_phone_is_removed_is_not_ready_and_signs_in_nowhere(world: World) -> None:
    world.sign_in("agent1")
    world.take()
    remove(world, PHONE)
    assert world.state("agent1") == (NOT_READY, 32759)
    assert device_events(world) == [(10, "1001")]
    world.set_state("agent1", AgentState.LOGOUT)
    sign_in = cti.SetAgentStateReq(invoke_id=7, agent_state=LOGIN, agent_id="agent1", agent_instrument="1001")
    assert world.refused(sign_in) == (260, 88003)


def test_an_agent_whose_line_moves_to_another_phone_goes_on_there(world: World) -> None:
    world.sign_in("agent1")
    world.take()
    set_lines(world, PHONE, "2001")
    assert world.state("agent1") == (NOT_READY, 32759)
    add_phone(world, "1001")
    assert world.state("agent1") == (NOT_READY, 32756)
    world.set_state("agent1", READY)
    world.call("5551234", "6001")
    world.advance(1.0)
    world.pick_up("1001")
    assert world.state("agent1")[0] is TALKING


def test_a_phone_that_loses_its_registration_is_told_once_and_once_more_when_it_is_back(world: World) -> None:
    world.sign_in("agent1")
    world.take()
    world.lab(jtapi.UnplugPhone(PHONE))
    assert device_events(world) == [(10, "1001")]
    world.lab(jtapi.PlugPhone(PHONE))
    assert device_events(world) == [(11, "1001")]
    assert world.state("agent1") == (NOT_READY, 32756)


# --- Triggers and CTI ports ---------------------------------------------------------------------------------


def with_trigger(number: str) -> Configuration:
    """The sample with another trigger for Support."""
    applications = dict(SAMPLE.applications)
    applications[1] = dataclasses.replace(applications[1], trigger=number)
    return dataclasses.replace(SAMPLE, applications=applications)


def test_a_trigger_that_cucm_is_given_later_is_taken_into_service() -> None:
    world = World(centre=with_trigger("6009"))
    assert world.engine.state.unavailable == {"6009"}
    add_trigger(world, "6009")
    assert not world.engine.state.unavailable
    world.sign_in("agent1")
    world.call("5551234", "6009")
    world.advance(1.0)
    assert world.state("agent1")[0] is RESERVED


def add_trigger(world: World, number: str) -> None:
    """A route point, in the control list of the telephony user."""

    def change(cucm: Administration) -> None:
        cucm.add(Device("Trigger_New", TerminalKind.ROUTE_POINT, (number,), model="CTI Route Point"))
        user = cucm.cluster.application_users["ccx_1"]
        draft = draft_of(user)
        draft.devices = (*user.devices, "Trigger_New")
        cucm.update(user, draft)

    world.administer(change)


def test_a_trigger_that_cucm_loses_is_missing_until_it_is_back(world: World) -> None:
    remove(world, "Trigger_Support")
    assert world.engine.state.unavailable == {"6001"}
    assert statuses(world) == [(3, 0x500)]
    add_trigger(world, "6001")
    assert not world.engine.state.unavailable
    assert statuses(world) == [(3, 0x400)]


def statuses(world: World) -> list[tuple[int, int]]:
    """What clients hear of the engine's status."""
    told = [each for each in world.take() if isinstance(each, cti.SystemEvent)]
    return [(each.system_event_id, each.ccx_status) for each in told]


def test_a_cti_port_that_is_removed_is_not_used_and_not_asked_for_again(world: World) -> None:
    remove(world, "CCX_7001")
    ports = world.engine.state.directory.ports
    assert not ports["7001"].in_service
    assert world.engine.state.unavailable == {"7001"}
    before = len(world.asked)
    world.advance(60.0)
    assert len(world.asked) == before
    world.administer(
        lambda cucm: cucm.add(Device("CCX_7001", TerminalKind.CTI_PORT, ("7001",), model="CTI Port"))
    )
    assert ports["7001"].in_service
    assert ports["7001"] in world.engine.state.groups[1].free


def test_a_port_that_is_deleted_while_it_is_asked_for_is_missed_by_nobody(world: World) -> None:
    world.refuses[jtapi.RegisterTerminal] = CtiError.DEVICE_ALREADY_REGISTERED
    world.link_down(Provider.TELEPHONY)
    world.link_up(Provider.TELEPHONY)
    groups = {1: dataclasses.replace(SAMPLE.groups[1], ports=("7001",))}
    world.refuses.clear()
    world._take(world.engine.reconfigure(dataclasses.replace(SAMPLE, groups=groups), world.now))
    world.take()
    world.advance(60.0)
    assert not world.engine.state.unavailable
    assert statuses(world) == [(3, 0x400)]


def test_a_phone_that_went_while_cti_manager_was_away_is_missed_when_it_is_back(world: World) -> None:
    world.sign_in("agent1")
    world.link_down(Provider.RMCM)
    world.lab(jtapi.UnplugPhone(PHONE))
    world.take()
    world.link_up(Provider.RMCM)
    assert device_events(world)[0] == (10, "1001")
    ready = cti.SetAgentStateReq(invoke_id=7, agent_state=READY, agent_id="agent1", agent_instrument="1001")
    assert world.refused(ready) == (34, 88004)


def test_what_changes_while_cti_manager_is_away_is_found_when_it_is_back() -> None:
    world = World(centre=MORE)
    world.link_down(Provider.RMCM)
    add_phone(world, "1900")
    world.link_up(Provider.RMCM)
    world.sign_in("agent9")
    assert world.state("agent9")[0] is READY
