"""Sign-in and sign-out, states and what waits, wrap-up, and what an agent's own calls do to him."""

from __future__ import annotations

import dataclasses

import pytest

from ccx_engine.cti import messages as cti
from ccx_engine.cti.enums import AgentState
from ccx_engine.cucm.configuration.administration import Administration, draft_of
from ccx_engine.engine.agents import moves, other_lines
from ccx_engine.engine.model import Cause, Client, Provider
from ccx_engine.engine.state import Told
from ccx_engine.engine.timers import PRODUCT
from tests.ccx_engine.engine.world import BRIDGE, EVERYTHING, SAMPLE, World, names, sample_cluster

LOGOUT, NOT_READY, READY = AgentState.LOGOUT, AgentState.NOT_READY, AgentState.READY
RESERVED, TALKING, WORK = AgentState.RESERVED, AgentState.TALKING, AgentState.WORK
SECOND = 2


def sign_in(agent: str = "agent1", extension: str = "1001", **given: object) -> cti.SetAgentStateReq:
    return cti.SetAgentStateReq(
        invoke_id=7,
        agent_state=AgentState.LOGIN,
        agent_id=agent,
        agent_instrument=extension,
        **given,  # type: ignore[arg-type]
    )


def talks(world: World, agent: str = "agent1", trigger: str = "6001") -> int:
    """The agent is signed in and has a call of the contact centre; its id."""
    world.sign_in(agent)
    call = world.call("5551234", trigger)
    world.advance(1.0)
    world.pick_up(world.centre.resources[agent].extension)
    assert world.state(agent)[0] is TALKING
    world.take()
    return call


# --- Signing in --------------------------------------------------------------------------------------------


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


# --- Signing out -------------------------------------------------------------------------------------------


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


# --- His own calls -----------------------------------------------------------------------------------------


def test_a_ready_agent_comes_back_after_a_call_of_his_own(world: World) -> None:
    world.sign_in("agent1")
    world.dial("1001", "1008")
    assert world.state("agent1") == (NOT_READY, 32762)
    world.hang_up("1001")
    assert world.state("agent1") == (READY, 0)


def test_a_ready_agent_comes_back_after_a_call_that_was_not_the_contact_centres(world: World) -> None:
    world.sign_in("agent1")
    world.call("5551234", "1001")
    assert world.state("agent1") == (NOT_READY, 32761)
    world.pick_up("1001")
    world.hang_up("5551234")
    assert world.state("agent1") == (READY, 0)


def states_told(world: World, agent: str) -> list[tuple[int, int]]:
    told = (each for each in world.take() if isinstance(each, cti.AgentStateEvent))
    return [(each.agent_state, each.event_reason_code) for each in told if each.agent_id == agent]


def test_who_dials_from_not_ready_keeps_the_reason_he_has_chosen(world: World) -> None:
    # source: Unified CCX reason codes, 32762 (a reason that was chosen is the one shown); UCCX 10.6, reported
    world.sign_in("agent1", state=NOT_READY)
    world.set_state("agent1", NOT_READY, 3)
    world.take()
    world.dial("1001", "1008")
    world.hang_up("1001")
    assert world.state("agent1") == (NOT_READY, 3)
    assert states_told(world, "agent1") == []


@pytest.mark.parametrize("reason", [0, 33, 32763])
def test_who_dials_from_not_ready_without_a_chosen_reason_is_off_hook(world: World, reason: int) -> None:
    # source: Unified CCX reason codes, 32762
    world.sign_in("agent1", state=NOT_READY)
    agent = world.agent("agent1")
    agent.reason = reason
    world.take()
    world.dial("1001", "1008")
    assert world.state("agent1") == (NOT_READY, 32762)
    world.hang_up("1001")
    assert states_told(world, "agent1") == [(NOT_READY, 32762), (NOT_READY, reason)]


def test_a_call_that_comes_in_takes_the_chosen_reason_away_until_it_ends(world: World) -> None:
    # source: Unified CCX reason codes, 32761
    world.sign_in("agent1", state=NOT_READY)
    world.set_state("agent1", NOT_READY, 3)
    world.call("5551234", "1001")
    assert world.state("agent1") == (NOT_READY, 32761)
    world.hang_up("5551234")
    assert world.state("agent1") == (NOT_READY, 3)


def test_a_reason_chosen_during_his_call_is_told_once(world: World) -> None:
    world.sign_in("agent1")
    world.dial("1001", "1008")
    world.take()
    world.set_state("agent1", NOT_READY, 4)
    world.hang_up("1001")
    assert states_told(world, "agent1") == [(NOT_READY, 4)]


def test_the_same_reason_again_is_told_once(world: World) -> None:
    world.sign_in("agent1")
    world.take()
    agent = world.agent("agent1")
    for _ in range(2):
        moves.move(world.engine.state, agent, Cause.CUCM_FAILOVER)
    world.told += [each for each in world.engine.state.take_output() if isinstance(each, Told)]
    assert states_told(world, "agent1") == [(NOT_READY, 32757)]


def test_who_asks_for_not_ready_during_his_call_stays_so(world: World) -> None:
    world.sign_in("agent1")
    world.dial("1001", "1008")
    world.set_state("agent1", NOT_READY, 2)
    world.hang_up("1001")
    assert world.state("agent1") == (NOT_READY, 2)


def test_ready_is_refused_during_a_call_of_his_own(world: World) -> None:
    world.sign_in("agent1", state=NOT_READY)
    world.dial("1001", "1008")
    request = cti.SetAgentStateReq(invoke_id=7, agent_state=3, agent_id="agent1", agent_instrument="1001")
    assert world.refused(request) == (33, 0)


def test_work_goes_on_during_a_call_of_his_own_and_its_end_waits_for_that_call(world: World) -> None:
    talks(world)
    world.hang_up("1001")
    world.dial("1001", "1008")
    assert world.state("agent1") == (WORK, 0)
    world.advance(30.0)
    assert world.state("agent1") == (NOT_READY, 32762)
    world.hang_up("1001")
    assert world.state("agent1") == (READY, 0)


# --- Phones and desktops -----------------------------------------------------------------------------------


def test_a_phone_that_goes_takes_its_agent_out(world: World) -> None:
    world.sign_in("agent1")
    world.take()
    world.phone_goes("1001", serves=False)
    system, _ = world.take()
    assert isinstance(system, cti.SystemEvent)
    assert (system.system_event_id, system.event_device_type, system.event_device_id) == (10, 76, "1001")
    assert world.state("agent1") == (NOT_READY, 32759)
    request = cti.SetAgentStateReq(invoke_id=7, agent_state=3, agent_id="agent1", agent_instrument="1001")
    assert world.refused(request) == (34, 88004)
    world.phone_goes("1001", serves=True)
    assert world.take()[0].system_event_id == 11  # type: ignore[attr-defined]
    assert world.state("agent1") == (NOT_READY, 32756)


def test_a_phone_that_goes_during_a_call_is_felt_at_its_end(world: World) -> None:
    talks(world)
    world.phone_goes("1001", serves=False)
    assert world.state("agent1")[0] is TALKING
    world.hang_up("5551234")
    assert world.state("agent1") == (NOT_READY, 32759)


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


def test_a_consulted_agent_is_not_ready_when_the_consultation_is_cancelled(world: World) -> None:
    call = talks(world)
    world.sign_in("agent2")
    answer = world.request(
        cti.ConsultCallReq(
            invoke_id=1, active_call_id=call, active_connection_device_id="1001", dialed_number="1002"
        )
    )[-1]
    assert isinstance(answer, cti.ConsultCallConf)
    world.pick_up("1002")
    assert world.state("agent2")[0] is TALKING
    world.request(
        cti.ReconnectCallReq(
            invoke_id=2,
            active_call_id=answer.new_call_id,
            held_call_id=call,
            active_connection_device_id="1001",
            held_connection_device_id="1001",
        )
    )
    assert world.state("agent2") == (NOT_READY, 32749)
    assert world.state("agent1")[0] is TALKING


def test_a_consulted_agent_who_hangs_up_himself_is_treated_as_after_any_call(world: World) -> None:
    call = talks(world)
    world.sign_in("agent2")
    world.request(
        cti.ConsultCallReq(
            invoke_id=1, active_call_id=call, active_connection_device_id="1001", dialed_number="1002"
        )
    )
    world.pick_up("1002")
    world.hang_up("1002")
    assert world.state("agent2")[0] in (READY, WORK)


# --- Restricted lines and phones, other lines --------------------------------------------------------------


@pytest.mark.parametrize(("what", "reason", "failure"), [("1001", 32753, 288), ("phone", 32754, 287)])
def test_who_may_not_be_controlled_is_not_ready_until_he_may_be_again(
    world: World, what: str, reason: int, failure: int
) -> None:
    world.sign_in("agent1")
    world.restrict("1001", line=what == "1001")
    assert world.state("agent1") == (NOT_READY, reason)
    request = cti.SetAgentStateReq(invoke_id=7, agent_state=3, agent_id="agent1", agent_instrument="1001")
    assert world.refused(request) == (failure, 88018)
    world.restrict("1001", line=what == "1001", restricted=False)
    assert world.state("agent1") == (NOT_READY, 32756)
    world.ask(request, cti.SetAgentStateConf)


@pytest.mark.parametrize(("line", "failure"), [(True, 288), (False, 287)])
def test_nobody_signs_in_where_nobody_may_control(world: World, line: bool, failure: int) -> None:
    world.restrict("1001", line=line)
    assert world.refused(sign_in()) == (failure, 88018)


def test_a_restriction_during_a_call_is_felt_at_its_end(world: World) -> None:
    talks(world)
    world.restrict("1001", line=True)
    assert world.state("agent1")[0] is TALKING
    world.hang_up("5551234")
    assert world.state("agent1") == (NOT_READY, 32753)


def test_cucms_administrator_restricts_a_line_and_a_phone() -> None:
    cluster = sample_cluster()
    world = World(cluster=cluster)
    world.sign_in("agent1")
    for thing, reason in ((cluster.lines["1001"], 32753), (cluster.devices["SEP000000001001"], 32754)):
        for flag, expected in (("false", reason), ("true", 32756)):
            draft = draft_of(thing)
            draft.other["allowCtiControlFlag"] = flag
            world.administer(lambda cucm, thing=thing, draft=draft: cucm.update(thing, draft))
            assert world.state("agent1") == (NOT_READY, expected)
        world.set_state("agent1", READY)
        assert world.state("agent1") == (READY, 0)


def test_what_is_restricted_already_is_known_when_cti_manager_is_signed_in_to() -> None:
    cluster = sample_cluster()
    cluster.lines["1001"].other["allowCtiControlFlag"] = "false"
    assert World(cluster=cluster).refused(sign_in()) == (288, 88018)


def test_of_two_restrictions_both_must_be_lifted(world: World) -> None:
    world.sign_in("agent1")
    world.restrict("1001", line=True)
    world.restrict("1001", line=False)
    world.restrict("1001", line=True, restricted=False)
    assert world.state("agent1") == (NOT_READY, 32754)
    world.restrict("1001", line=False, restricted=False)
    assert world.state("agent1") == (NOT_READY, 32756)


def two_lines(minds: bool = True) -> World:
    """agent1's phone has a second line, 2001; his team minds if it is in use."""
    teams = dict(SAMPLE.teams)
    teams[1] = dataclasses.replace(teams[1], not_ready_when_other_line_busy=minds)
    cluster = sample_cluster()
    administration = Administration(cluster)
    phone = cluster.devices["SEP000000001001"]
    draft = draft_of(phone)
    draft.lines = (*phone.lines, "2001")
    administration.update(phone, draft)
    return World(centre=dataclasses.replace(SAMPLE, teams=teams), cluster=cluster)


def test_a_second_line_in_use_makes_not_ready_until_it_is_free() -> None:
    world = two_lines()
    world.sign_in("agent1")
    world.dial("2001", "1008")
    assert world.state("agent1") == (NOT_READY, 32742)
    world.hang_up("2001")
    assert world.state("agent1") == (READY, 0)
    assert world.engine.state.on_other_lines == {}


def test_a_second_line_that_only_rings_is_not_in_use() -> None:
    world = two_lines()
    world.sign_in("agent1")
    world.call("5551234", "2001")
    assert world.state("agent1") == (READY, 0)
    world.pick_up("2001")
    assert world.state("agent1") == (NOT_READY, 32742)
    world.hang_up("5551234")
    assert world.state("agent1") == (READY, 0)


def test_nobody_is_told_of_the_calls_of_a_second_line() -> None:
    world = two_lines()
    world.sign_in("agent1", state=NOT_READY)
    world.take()
    world.dial("2001", "1008")
    world.hang_up("2001")
    assert world.take() == []
    assert world.engine.state.calls == {}


def test_a_team_that_does_not_mind_leaves_its_agents_ready() -> None:
    world = two_lines(minds=False)
    world.sign_in("agent1")
    world.dial("2001", "1008")
    assert world.state("agent1") == (READY, 0)


def test_who_asks_for_ready_while_his_second_line_is_in_use_is_ready() -> None:
    world = two_lines()
    world.sign_in("agent1", state=NOT_READY)
    world.dial("2001", "1008")
    world.set_state("agent1", READY)
    assert world.state("agent1") == (READY, 0)


def test_a_second_line_is_found_in_use_when_cti_manager_is_back() -> None:
    world = two_lines()
    world.sign_in("agent1")
    world.link_down(Provider.RMCM)
    world.dial("2001", "1008")
    world.link_up(Provider.RMCM)
    assert other_lines.in_use(world.agent("agent1"))
    world.set_state("agent1", LOGOUT)
    assert not world.cucm.calls.observers._of.get("2001")
    assert world.engine.state.on_other_lines == {}
