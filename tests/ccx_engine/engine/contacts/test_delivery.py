"""A contact on its way to an agent: answered, not answered, declined, abandoned - at every moment."""

from __future__ import annotations

import pytest

from ccx_engine.cti import messages as cti
from ccx_engine.cti.enums import AgentState
from ccx_engine.engine.model import ContactPhase, Provider
from ccx_engine.jtapi import messages as jtapi
from ccx_engine.jtapi.model import CtiError
from tests.ccx_engine.engine.world import World, names

NOT_READY, READY = AgentState.NOT_READY, AgentState.READY
RESERVED, TALKING = AgentState.RESERVED, AgentState.TALKING
CALLER = "5551234"


def rings(world: World, *agents: str) -> int:
    """Agents are Ready and a call rings at the first of them; its id."""
    world.sign_in(*agents)
    call = world.call(CALLER, "6001")
    world.advance(1.0)
    assert world.state(agents[0]) == (RESERVED, 0)
    world.take()
    return call


def offered(world: World, agent: str) -> int:
    """The call that the agent is reserved for."""
    delivery = world.agent(agent).delivery
    assert delivery is not None
    return delivery.contact.call.id


def sessions(world: World) -> int:
    return world.engine.state.applications[1].sessions


def assert_nothing_left(world: World) -> None:
    state = world.engine.state
    assert (state.calls, state.consults, state.delivering) == ({}, {}, {})
    assert sessions(world) == 0
    assert len(state.groups[1].free) == len(state.groups[1].ports)
    assert not list(world.cucm.calls)


def test_the_phone_rings_by_a_consult_call_without_media(world: World) -> None:
    call = rings(world, "agent1")
    consult = world.ringing("1001")
    assert consult != call
    assert not world.cucm.calls.find(consult).media


def test_answered_the_callers_call_lives_on_and_the_port_is_free(world: World) -> None:
    call = rings(world, "agent1")
    consult = world.ringing("1001")
    world.pick_up("1001")
    assert world.state("agent1") == (TALKING, 0)
    assert set(world.cucm.calls.find(call).connections) == {CALLER, "1001"}
    assert world.engine.state.has_ended(consult)
    assert sessions(world) == 0
    assert len(world.engine.state.groups[1].free) == 20


def test_ring_no_answer_sends_the_agent_not_ready_and_the_caller_keeps_his_place(world: World) -> None:
    first = rings(world, "agent1")
    second = world.call("5559999", "6001")
    world.advance(11.0)
    assert world.state("agent1") == (RESERVED, 0)
    world.advance(1.0)
    assert world.state("agent1") == (NOT_READY, 32763)
    assert names(world.take())[-2:] == ["agent1 NOT_READY", "CALL_QUEUED_EVENT"]
    world.sign_in("agent2")
    assert offered(world, "agent2") == first
    world.sign_in("agent3")
    assert offered(world, "agent3") == second


def test_the_next_agent_is_tried_at_once(world: World) -> None:
    rings(world, "agent1", "agent2")
    world.advance(12.0)
    assert world.state("agent1") == (NOT_READY, 32763)
    assert world.state("agent2") == (RESERVED, 0)
    world.pick_up("1002")
    assert world.state("agent2") == (TALKING, 0)


def test_an_agent_who_declines_is_not_ready(world: World) -> None:
    rings(world, "agent1")
    world.hang_up("1001")
    assert world.state("agent1") == (NOT_READY, 32763)
    assert len(list(world.cucm.calls)) == 1  # the caller waits on


def test_the_caller_may_leave_while_the_phone_rings(world: World) -> None:
    call = rings(world, "agent1")
    world.hang_up(CALLER)
    assert world.state("agent1") == (READY, 32752)
    told = names(world.take())
    assert told.count("CALL_CLEARED_EVENT") == told.count("END_CALL_EVENT") == 1
    assert told[-1] == "agent1 READY"
    assert call not in world.engine.state.calls
    assert_nothing_left(world)


@pytest.mark.parametrize("moment", range(40))
def test_the_caller_may_leave_at_every_moment(world: World, moment: int) -> None:
    """The caller hangs up after any number of messages on the links, before or after the agent answers."""
    world.sign_in("agent1")
    world.call(CALLER, "6001")
    world.advance(0.9)
    world.eager = False
    world.advance(0.1)
    answered = False
    for _ in range(moment):
        world.step()
        if not answered and world.engine.state.consults and world.cucm.calls.at("1001"):
            world.lab(jtapi.Answer(world.ringing("1001"), world.phone("1001")))
            answered = True
    for call in world.cucm.calls:
        if CALLER in call.connections:
            world.lab(jtapi.Disconnect(call.id, CALLER))
    world.eager = True
    world.drain()
    world.advance(40.0)
    assert world.state("agent1")[0] is READY
    assert_nothing_left(world)


@pytest.mark.parametrize("moment", range(30))
def test_the_agent_may_hang_up_at_every_moment_after_his_answer(world: World, moment: int) -> None:
    rings(world, "agent1")
    world.eager = False
    world.lab(jtapi.Answer(world.ringing("1001"), world.phone("1001")))
    for _ in range(moment):
        world.step()
    for call in world.cucm.calls.at("1001"):
        world.lab(jtapi.Disconnect(call.id, "1001"))
    world.eager = True
    world.drain()
    assert world.state("agent1")[0] is AgentState.WORK
    world.advance(40.0)
    assert_nothing_left(world)


def test_an_agent_who_lifts_his_handset_first_is_not_ready_and_the_caller_waits(world: World) -> None:
    """The phone is busy by the time the call comes to it."""
    world.sign_in("agent1")
    world.call(CALLER, "6001")
    world.advance(0.9)
    world.eager = False
    world.dial("1001", "1008")
    world.advance(0.1)
    world.eager = True
    world.drain()
    assert world.state("agent1") == (NOT_READY, 32762)
    (call,) = [each for each in world.engine.state.calls.values() if each.contact]
    assert call.contact is not None
    assert call.contact.offerable
    world.hang_up("1001")
    assert world.state("agent1")[0] is RESERVED


def test_a_reserved_agent_who_dials_gives_the_caller_to_another(world: World) -> None:
    rings(world, "agent1", "agent2")
    world.cluster.lines["1001"].max_calls = 3
    world.dial("1001", "1008")
    assert world.state("agent1") == (NOT_READY, 32762)
    assert world.state("agent2") == (RESERVED, 0)


def test_a_delivery_that_cucm_keeps_refusing_ends_the_call(world: World) -> None:
    world.sign_in("agent1")
    world.call(CALLER, "6001")
    world.refuses[jtapi.Consult] = CtiError.ILLEGAL_CALL_STATE
    world.advance(5.0)
    consults = [each for each in world.asked if isinstance(each.request, jtapi.Consult)]
    assert len(consults) == 3
    assert world.state("agent1") == (READY, 32752)
    assert_nothing_left(world)


@pytest.mark.parametrize(
    ("error", "reason"), [(CtiError.DESTINATION_BUSY, 32762), (CtiError.LINE_OUT_OF_SERVICE, 32759)]
)
def test_a_refusal_that_is_the_phones_is_the_agents(world: World, error: CtiError, reason: int) -> None:
    world.sign_in("agent1")
    world.call(CALLER, "6001")
    world.refuses[jtapi.Consult] = error
    world.advance(1.0)
    assert world.state("agent1") == (NOT_READY, reason)


def test_a_join_that_cucm_refuses_ends_both_calls(world: World) -> None:
    rings(world, "agent1")
    world.refuses[jtapi.Transfer] = CtiError.TRANSFER_FAILED
    world.pick_up("1001")
    assert world.state("agent1")[0] is AgentState.WORK
    assert_nothing_left(world)


def test_a_call_that_is_taken_back_cannot_be_answered(world: World) -> None:
    call = rings(world, "agent1")
    world.eager = False
    world.advance(12.0)
    (answer,) = world.request(cti.AnswerCallReq(invoke_id=1, call_id=call, connection_device_id="1001"))
    assert isinstance(answer, cti.ControlFailureConf)
    assert answer.failure_code == 28
    world.eager = True
    world.drain()
    assert world.state("agent1") == (NOT_READY, 32763)


def test_a_consult_call_that_does_not_go_is_given_up_after_a_while(world: World) -> None:
    """CUCM answers nothing any more: the reservation ends all the same."""
    rings(world, "agent1")
    world.silent = True
    world.advance(12.0)
    assert world.state("agent1") == (RESERVED, 0)
    world.advance(5.0)
    assert world.state("agent1") == (NOT_READY, 32763)


def test_the_telephony_link_breaks_while_the_phone_rings(world: World) -> None:
    rings(world, "agent1")
    world.link_down(Provider.TELEPHONY)
    assert world.state("agent1") == (READY, 32752)
    world.link_up(Provider.TELEPHONY)
    assert_nothing_left(world)


def test_the_contact_is_done_with_its_application_when_an_agent_has_it(world: World) -> None:
    call = rings(world, "agent1")
    contact = world.engine.state.calls[call].contact
    assert contact is not None
    world.pick_up("1001")
    assert contact.phase is ContactPhase.CONNECTED


def test_what_is_asked_while_the_calls_are_joined_waits_for_that(world: World) -> None:
    """The call at his phone is about to become another: asking for it now could only fail."""
    call = rings(world, "agent1")
    world.eager = False
    world.pick_up("1001")
    while world.state("agent1")[0] is not TALKING:
        world.step()
    hold = cti.HoldCallReq(invoke_id=5, call_id=call, connection_device_id="1001")
    assert world.request(hold) == []
    world.drain()
    assert world.replies[-1].message == cti.HoldCallConf(invoke_id=5)
    assert "CALL_HELD_EVENT" in names(world.take())
