"""Signing in and out, what may be asked for, and desktops that are lost and come back."""

from __future__ import annotations

import dataclasses

import pytest

from ccx_engine.cti import messages as cti
from ccx_engine.cti.enums import AgentState
from ccx_engine.engine.model import Client
from ccx_engine.engine.timers import PRODUCT
from tests.ccx_engine.engine.desktops import sign_in, states_told, talks
from tests.ccx_engine.engine.world import BRIDGE, EVERYTHING, SAMPLE, World, names

LOGOUT, NOT_READY, READY = AgentState.LOGOUT, AgentState.NOT_READY, AgentState.READY
RESERVED, TALKING, WORK = AgentState.RESERVED, AgentState.TALKING, AgentState.WORK
SECOND = 2


def test_nobody_unknown_signs_in(world: World) -> None:
    assert world.refused(sign_in("nobody")) == (256, 88009)


def test_only_the_agents_own_extension_is_accepted(world: World) -> None:
    assert world.refused(sign_in(extension="1002")) == (260, 88003)
    assert world.refused(sign_in(extension="4711")) == (260, 88003)


def test_an_extension_that_another_agent_has_is_busy() -> None:
    shared = dict(SAMPLE.resources)
    shared["agent2"] = dataclasses.replace(shared["agent2"], extension="1001")
    world = World(centre=dataclasses.replace(SAMPLE, resources=shared))
    world.sign_in("agent1")
    assert world.refused(sign_in("agent2")) == (283, 88005)


def test_a_phone_that_is_out_of_service_is_refused(world: World) -> None:
    world.phone_goes("1001", serves=False)
    assert world.refused(sign_in()) == (260, 88004)
    world.phone_goes("1001", serves=True)
    world.ask(sign_in(), cti.SetAgentStateConf)


def test_a_line_that_cucm_does_not_let_hear_is_refused(world: World) -> None:
    world.cluster.application_users["ccx_rmcm"].roles = frozenset()
    assert world.refused(sign_in()) == (260, 88004)
    assert world.state("agent1") == (LOGOUT, 0)


def test_a_second_sign_in_while_the_first_is_under_way_is_refused(world: World) -> None:
    world.eager = False
    world.request(sign_in())
    assert isinstance(world.request(sign_in())[0], cti.ControlFailureConf)
    world.drain()
    assert world.state("agent1") == (NOT_READY, 32760)


def test_a_client_that_is_gone_before_its_agent_is_in_leaves_him_signed_out(world: World) -> None:
    world.eager = False
    world.request(sign_in())
    world.close_client(BRIDGE)
    world.drain()
    assert world.state("agent1") == (LOGOUT, 0)
    assert not world.cucm.calls.observers._of.get("1001")


def test_only_checking_a_sign_in_changes_nothing(world: World) -> None:
    world.ask(sign_in(forced_flag=2), cti.SetAgentStateConf)
    assert world.state("agent1") == (LOGOUT, 0)


def test_signing_in_again_at_the_same_desktop_keeps_the_state(world: World) -> None:
    world.sign_in("agent1")
    world.take()
    world.ask(sign_in(), cti.SetAgentStateConf)
    assert world.state("agent1") == (READY, 0)
    assert world.take() == []


def test_signing_in_elsewhere_ends_the_old_session(world: World) -> None:
    world.sign_in("agent1")
    world.open_client(Client(SECOND, "finesse2", EVERYTHING))
    world.take()
    world.ask(sign_in(), cti.SetAgentStateConf, SECOND)
    told = world.take()
    assert names(told) == ["agent1 LOGOUT", "agent1 NOT_READY"]
    assert [each.event_reason_code for each in told] == [32767, 32760]  # type: ignore[attr-defined]


def test_an_agent_whose_desktop_is_gone_keeps_his_call_when_he_signs_in_elsewhere(world: World) -> None:
    talks(world)
    world.open_client(Client(SECOND, "finesse2", EVERYTHING))
    world.close_client(BRIDGE)
    world.advance(60.0)
    assert world.agent("agent1").postponed == (LOGOUT, 32765)
    world.ask(sign_in(), cti.SetAgentStateConf, SECOND)
    assert world.state("agent1")[0] is TALKING
    world.hang_up("1001")
    assert world.state("agent1")[0] is WORK


def test_a_phone_on_a_call_signs_in_with_that_call(world: World) -> None:
    call = world.dial("1001", "1008")
    world.ask(sign_in(), cti.SetAgentStateConf)
    assert "BEGIN_CALL_EVENT" in names(world.take())
    snapshot = world.ask(cti.SnapshotDeviceReq(invoke_id=1, agent_instrument="1001"), cti.SnapshotDeviceConf)
    assert [each.call_connection_call_id for each in snapshot.calls] == [call]
    assert world.refused(
        cti.SetAgentStateReq(invoke_id=7, agent_state=3, agent_id="agent1", agent_instrument="1001")
    ) == (33, 0)


def test_signing_out_carries_the_reason_and_frees_the_line(world: World) -> None:
    world.sign_in("agent1")
    world.take()
    world.set_state("agent1", LOGOUT, 10)
    (event,) = world.take()
    assert isinstance(event, cti.AgentStateEvent)
    assert (event.agent_state, event.event_reason_code, event.agent_extension) == (LOGOUT, 10, "1001")
    assert "1001" not in world.engine.state.directory.lines
    assert not world.cucm.calls.observers._of.get("1001")


def test_who_signs_out_without_a_reason_does_it_with_the_default_one(world: World) -> None:
    # source: Unified CCX reporting guide, reason codes: 32766, manual sign-out with the default entry
    world.sign_in("agent1")
    world.set_state("agent1", LOGOUT)
    assert states_told(world, "agent1")[-1] == (LOGOUT, 32766)


def test_a_supervisors_sign_out_waits_for_the_end_of_the_call(world: World) -> None:
    talks(world)
    world.set_state("agent1", LOGOUT, 22)
    (event,) = world.take()
    assert isinstance(event, cti.AgentStateEvent)
    assert (event.agent_state, event.next_agent_state) == (TALKING, LOGOUT)
    world.hang_up("1001")
    assert world.state("agent1") == (LOGOUT, 22)


def test_a_reserved_agent_who_is_signed_out_leaves_the_caller_to_another(world: World) -> None:
    world.sign_in("agent1", "agent2")
    world.call("5551234", "6001")
    world.advance(1.0)
    assert world.state("agent1")[0] is RESERVED
    world.set_state("agent1", LOGOUT, 22)
    assert world.state("agent1") == (LOGOUT, 22)
    assert world.state("agent2")[0] is RESERVED


def test_agents_of_a_client_that_does_not_come_back_are_signed_out(world: World) -> None:
    world.sign_in("agent1")
    world.close_client(BRIDGE)
    world.advance(PRODUCT.desktop_lost - 0.1)
    assert world.state("agent1")[0] is READY
    world.advance(0.1)
    assert world.state("agent1") == (LOGOUT, 32765)


def test_a_client_that_comes_back_in_time_finds_its_agents(world: World) -> None:
    world.sign_in("agent1")
    world.close_client(BRIDGE)
    world.advance(30.0)
    world.open_client(Client(SECOND, "finesse", EVERYTHING))
    world.advance(3600.0)
    assert world.state("agent1")[0] is READY


def test_a_client_that_comes_back_during_the_call_takes_the_sign_out_back(world: World) -> None:
    talks(world)
    world.close_client(BRIDGE)
    world.advance(PRODUCT.desktop_lost)
    world.open_client(Client(SECOND, "finesse", EVERYTHING))
    world.hang_up("1001")
    assert world.state("agent1")[0] is WORK


def test_an_agent_is_found_by_his_extension_alone(world: World) -> None:
    world.sign_in("agent1", state=NOT_READY)
    world.ask(
        cti.SetAgentStateReq(invoke_id=1, agent_state=3, agent_instrument="1001"), cti.SetAgentStateConf
    )
    assert world.state("agent1")[0] is READY
    assert world.refused(cti.SetAgentStateReq(invoke_id=1, agent_state=3, agent_instrument="1002")) == (
        22,
        88008,
    )


def test_a_state_that_cannot_be_asked_for_is_refused(world: World) -> None:
    world.sign_in("agent1")
    request = cti.SetAgentStateReq(invoke_id=1, agent_state=8, agent_id="agent1", agent_instrument="1001")
    assert world.refused(request) == (3, 0)


def test_an_extension_that_another_agent_has_is_taken_by_force() -> None:
    shared = dict(SAMPLE.resources)
    shared["agent2"] = dataclasses.replace(shared["agent2"], extension="1001")
    world = World(centre=dataclasses.replace(SAMPLE, resources=shared))
    world.sign_in("agent1")
    world.ask(sign_in("agent2", forced_flag=1), cti.SetAgentStateConf)
    assert world.state("agent1") == (LOGOUT, 32741)
    assert world.state("agent2") == (NOT_READY, 32760)
    assert world.engine.state.directory.lines["1001"] is world.agent("agent2")


def test_an_extension_with_a_call_is_not_taken_but_its_agent_is_signed_out_after_it() -> None:
    shared = dict(SAMPLE.resources)
    shared["agent2"] = dataclasses.replace(shared["agent2"], extension="1001")
    world = World(centre=dataclasses.replace(SAMPLE, resources=shared))
    talks(world)
    assert world.refused(sign_in("agent2", forced_flag=1)) == (283, 88005)
    world.hang_up("1001")
    assert world.state("agent1") == (LOGOUT, 32741)
    world.ask(sign_in("agent2"), cti.SetAgentStateConf)


@pytest.mark.parametrize(("state", "asked"), [(NOT_READY, 2), (NOT_READY, 33)])
def test_a_sign_out_that_waits_is_not_replaced_by_not_ready(
    world: World, state: AgentState, asked: int
) -> None:
    talks(world)
    world.set_state("agent1", LOGOUT, 22)
    request = cti.SetAgentStateReq(
        invoke_id=7, agent_state=state, event_reason_code=asked, agent_id="agent1", agent_instrument="1001"
    )
    assert world.refused(request) == (265, 0)
    world.hang_up("1001")
    assert world.state("agent1") == (LOGOUT, 22)
