"""The sample centre's scripts at work: priorities, overflow, digits, transfer."""

from __future__ import annotations

import dataclasses

from ccx_engine.cti import messages as cti
from ccx_engine.cti.enums import AgentState
from ccx_engine.engine.model import ContactPhase
from ccx_engine.engine.scripts import script
from ccx_engine.engine.timers import FAST, PRODUCT
from ccx_engine.jtapi import messages as jtapi
from ccx_engine.jtapi.model import CtiError
from tests.ccx_engine.engine.world import SAMPLE, World, names


def phase(world: World, call: int) -> ContactPhase:
    contact = world.engine.state.calls[call].contact
    assert contact is not None
    return contact.phase


def test_the_fast_profile_cuts_what_is_configured_short() -> None:
    assert FAST.configured(30.0) == 2.0
    assert PRODUCT.configured(30.0) == 30.0


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
