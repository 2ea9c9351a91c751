"""What an agent's own calls, consultations, and his phone's failures do to his state."""

from __future__ import annotations

import pytest

from ccx_engine.cti import messages as cti
from ccx_engine.cti.enums import AgentState
from ccx_engine.cucm.configuration.administration import draft_of
from tests.ccx_engine.engine.desktops import sign_in, states_told, talks
from tests.ccx_engine.engine.world import World, sample_cluster

LOGOUT, NOT_READY, READY = AgentState.LOGOUT, AgentState.NOT_READY, AgentState.READY
RESERVED, TALKING, WORK = AgentState.RESERVED, AgentState.TALKING, AgentState.WORK


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
