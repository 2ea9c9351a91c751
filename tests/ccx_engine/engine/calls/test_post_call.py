"""Where a caller goes when the last agent has ended the call at his desktop."""

from __future__ import annotations

import pytest

from ccx_engine.cti import messages as cti
from ccx_engine.cti.enums import AgentState
from tests.ccx_engine.engine.calls.test_call_control import talking
from tests.ccx_engine.engine.world import World, names


def set_treatment(world: World, call: int, number: str, variable: str = "PostCallTreatment") -> None:
    world.ask(
        cti.SetCallDataReq(
            invoke_id=1,
            call_id=call,
            connection_device_id="1001",
            named_variables=(cti.NamedVariable(variable, number),),
        ),
        cti.SetCallDataConf,
    )
    world.take()


def ends(call: int, extension: str = "1001") -> cti.ClearConnectionReq:
    return cti.ClearConnectionReq(invoke_id=2, call_id=call, connection_device_id=extension)


def test_the_caller_goes_on_where_the_variable_says(world: World) -> None:
    # source: Unified CCX administration, Post Call Treatment
    call = talking(world)
    set_treatment(world, call, "6002")
    world.ask(ends(call), cti.ClearConnectionConf)
    assert names(world.take()) == [
        *["RTP_STOPPED_EVENT"] * 2,
        "CALL_CONNECTION_CLEARED_EVENT",
        "agent1 WORK",
        "CALL_DELIVERED_EVENT",
        "CALL_ESTABLISHED_EVENT",
    ]
    world.advance(2.0)
    assert names(world.take()) == ["CALL_QUEUED_EVENT"]
    assert "5551234" in world.cucm.calls.find(call).connections


def test_who_hangs_up_his_phone_ends_the_call(world: World) -> None:
    call = talking(world)
    set_treatment(world, call, "6002")
    world.hang_up("1001")
    assert "CALL_CLEARED_EVENT" in names(world.take())


@pytest.mark.parametrize("number", ["nowhere", ""])
def test_where_nobody_can_be_sent_the_call_ends(world: World, number: str) -> None:
    call = talking(world)
    set_treatment(world, call, number)
    world.ask(ends(call), cti.ClearConnectionConf)
    assert "CALL_CLEARED_EVENT" in names(world.take())


def test_a_caller_who_is_an_agent_is_sent_nowhere(world: World) -> None:
    for each in ("agent1", "agent2"):
        world.sign_in(each, state=AgentState.NOT_READY)
    call = world.dial("1002", "1001")
    world.pick_up("1001")
    set_treatment(world, call, "6002")
    world.ask(ends(call), cti.ClearConnectionConf)
    assert "CALL_CLEARED_EVENT" in names(world.take())


def test_only_the_last_agent_of_a_conference_sends_the_caller_on(world: World) -> None:
    call = talking(world)
    world.sign_in("agent2", state=AgentState.NOT_READY)
    consult = world.ask(
        cti.ConsultCallReq(
            invoke_id=3,
            active_call_id=call,
            active_connection_device_id="1001",
            dialed_number="1002",
            consult_type=2,
        ),
        cti.ConsultCallConf,
    )
    world.pick_up("1002")
    world.ask(
        cti.ConferenceCallReq(
            invoke_id=4,
            active_call_id=consult.new_call_id,
            held_call_id=call,
            active_connection_device_id="1001",
            held_connection_device_id="1001",
            agent_instrument="1001",
        ),
        cti.ConferenceCallConf,
    )
    set_treatment(world, call, "6002")
    world.ask(ends(call), cti.ClearConnectionConf)
    assert set(world.cucm.calls.find(call).connections) == {"5551234", "1002"}
    world.ask(ends(call, "1002"), cti.ClearConnectionConf)
    world.advance(2.0)
    assert "CALL_QUEUED_EVENT" in names(world.take())


def test_the_variable_for_display_sends_nobody_on(world: World) -> None:
    # source: Cisco support note 119428, Post Call Treatment: without `user.`; a layout needs a second one
    call = talking(world)
    set_treatment(world, call, "6002", "user.PostCallTreatment")
    world.ask(ends(call), cti.ClearConnectionConf)
    assert world.engine.state.calls == {}


@pytest.mark.parametrize("name", ["postCallTreatment", "POSTCALLTREATMENT", "PostCallTreatment2"])
def test_another_spelling_of_the_variable_is_refused(world: World, name: str) -> None:
    # source: Cisco support note 119428, Post Call Treatment: the name is case-sensitive
    call = talking(world)
    request = cti.SetCallDataReq(
        invoke_id=1,
        call_id=call,
        connection_device_id="1001",
        named_variables=(cti.NamedVariable(name, "6002"),),
    )
    assert world.refused(request) == (3, 88010)
