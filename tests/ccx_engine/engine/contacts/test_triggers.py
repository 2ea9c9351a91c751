"""What a trigger does with a call: session, CTI port, greeting, queue - and what it does without them."""

from __future__ import annotations

import dataclasses

from ccx_engine.cti import messages as cti
from ccx_engine.cti.enums import AgentState
from ccx_engine.engine.configuration.rmcm import Configuration, GroupSetup
from ccx_engine.engine.model import ContactPhase, Provider
from ccx_engine.engine.scripts import script
from ccx_engine.engine.timers import FAST, PRODUCT
from ccx_engine.jtapi import messages as jtapi
from ccx_engine.jtapi.model import CtiError
from tests.ccx_engine.engine.world import NUMBER, SAMPLE, World, names


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


def test_the_fast_profile_cuts_what_is_configured_short() -> None:
    assert FAST.configured(30.0) == 2.0
    assert PRODUCT.configured(30.0) == 30.0


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
    from ccx_engine.cucm.calls.observers import Told
    from ccx_engine.jtapi.model import Ev

    down = jtapi.DeviceEv(Ev.TERM_OUT_OF_SERVICE, terminal="CCX_7001")
    world._arrive([Told((NUMBER[Provider.TELEPHONY],), down)])
    world.run()
    call = world.call("5551", "6001")
    contact = world.engine.state.calls[call].contact
    assert contact is not None
    assert contact.port is not None
    assert contact.port.address == "7002"


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


# --- The sample centre's scripts ----------------------------------------------------------------------------


def press(world: World, call: int, keys: str) -> None:
    assert isinstance(world.lab(jtapi.GenerateDtmf(call, "PSTN", keys)), jtapi.Done)


def priorities(world: World, call: int) -> tuple[int, list[int]]:
    """The contact's priority, and the CSQs it waits in."""
    contact = world.engine.state.calls[call].contact
    assert contact is not None
    return contact.priority, [csq.id for csq in contact.csqs]


def test_who_waits_long_for_support_goes_before_all_others(world: World) -> None:
    patient = world.call("5551", "6001")
    world.advance(0.25)
    world.advance(119.9)
    assert priorities(world, patient) == (1, [1])
    world.advance(0.1)
    assert priorities(world, patient) == (10, [1])
    world.advance(40_000.0)
    assert phase(world, patient) is ContactPhase.QUEUED


def test_after_a_minute_in_sales_support_may_take_the_call(world: World) -> None:
    world.sign_in("agent1")
    call = world.call("5551", "6002")
    world.advance(60.2)
    assert world.state("agent1")[0] is AgentState.READY
    assert priorities(world, call) == (1, [2])
    world.take()
    world.advance(0.1)
    assert names(world.take())[0] == "CALL_QUEUED_EVENT"
    assert priorities(world, call) == (1, [2, 1])
    assert world.state("agent1")[0] is AgentState.RESERVED
    world.pick_up("1001")
    assert world.state("agent1")[0] is AgentState.TALKING


def test_the_script_stands_still_while_an_agent_s_phone_rings(world: World) -> None:
    call = world.call("5551", "6002")
    world.advance(55.0)
    world.sign_in("agent5", "agent1")
    world.advance(6.0)
    assert priorities(world, call) == (1, [2])  # 61 s have passed, but the phone rings
    world.advance(PRODUCT.ring_no_answer)
    assert world.state("agent5")[0] is AgentState.NOT_READY
    assert priorities(world, call) == (1, [2, 1])
    assert world.state("agent1")[0] is AgentState.RESERVED


def test_digits_at_the_cti_port_become_call_data(world: World) -> None:
    call = world.call("5551", "6003")
    world.advance(0.25)
    world.take()
    press(world, call, "12")
    press(world, call, "3456")
    told = world.take()
    assert names(told) == ["CALL_DATA_UPDATE_EVENT", "CALL_DATA_UPDATE_EVENT", "CALL_QUEUED_EVENT"]
    assert isinstance(told[0], cti.CallDataUpdateEvent)
    assert isinstance(told[1], cti.CallDataUpdateEvent)
    assert (told[0].call_variable_1, told[0].call_variable_2) == ("123456", None)
    assert [(each.name, each.value) for each in told[1].named_variables] == [("user.customer", "known")]
    world.sign_in("agent1")
    delivered = next(each for each in world.take() if isinstance(each, cti.CallDeliveredEvent))
    assert delivered.call_variable_1 == "123456"


def test_some_callers_are_sent_out_of_the_house(world: World) -> None:
    call = world.call("5551", "6003")
    world.advance(0.25)
    press(world, call, "9#")
    world.advance(3.0)
    assert set(world.cucm.calls.find(call).connections) == {"5551", "95551000"}
    assert len(world.engine.state.groups[1].free) == 20
    assert world.engine.state.applications[3].sessions == 0
    world.hang_up("5551")
    assert world.engine.state.calls == {}


def test_a_caller_who_cannot_be_sent_out_waits_for_an_agent(world: World) -> None:
    call = world.call("5551", "6003")
    world.advance(0.25)
    world.refuses[jtapi.Redirect] = CtiError.REDIRECT_DESTINATION_BUSY
    press(world, call, "9#")
    assert priorities(world, call) == (1, [1])


def test_who_types_nothing_is_unknown_and_waits_for_an_agent(world: World) -> None:
    call = world.call("5551", "6003")
    world.advance(0.25 + 2 * 5.0)
    assert world.engine.state.calls[call].data.value("callVariable1") == "unknown"
    assert priorities(world, call) == (1, [1])


def test_digits_of_a_call_that_no_script_serves_are_nothing(world: World) -> None:
    world.sign_in("agent1")
    call = world.call("5551", "6001")
    world.advance(1.0)
    world.pick_up("1001")
    press(world, call, "123")
    assert world.state("agent1")[0] is AgentState.TALKING


def test_a_script_may_hang_up(world: World) -> None:
    steps = (script.Greet(seconds=1.0), script.HangUp())
    line = dataclasses.replace(SAMPLE.applications[1], steps=steps)
    world = World(centre=dataclasses.replace(SAMPLE, applications={1: line}))
    call = world.call("5551", "6001")
    world.advance(1.0)
    assert call not in {each.id for each in world.cucm.calls}
    assert world.engine.state.applications[1].sessions == 0


def test_the_last_of_many_overflows_by_his_position() -> None:
    steps = (
        script.Queue(csqs=(1,)),
        script.Wait(position=2, overflow="out"),
        script.Transfer(label="out", number="95551000"),
    )
    line = dataclasses.replace(SAMPLE.applications[1], steps=steps)
    world = World(centre=dataclasses.replace(SAMPLE, applications={1: line}))
    calls = [world.call(f"555{number}", "6001") for number in range(3)]
    assert [phase(world, each) for each in calls[:2]] == [ContactPhase.QUEUED] * 2
    assert "95551000" in world.cucm.calls.find(calls[2]).connections
