"""What clients may see of agents, phones and calls."""

from __future__ import annotations

import dataclasses

from ccx_engine.cti import messages as cti
from ccx_engine.cti.enums import AgentState
from tests.ccx_engine.engine.world import SAMPLE, World, said


def queried(world: World, agent: str = "agent1") -> cti.QueryAgentStateConf:
    return world.ask(cti.QueryAgentStateReq(invoke_id=1, agent_id=agent), cti.QueryAgentStateConf)


def test_an_agent_is_shown_with_his_state_in_every_queue(world: World) -> None:
    answer = queried(world)
    assert (answer.agent_state, answer.agent_extension) == (AgentState.LOGOUT, None)
    world.sign_in("agent1")
    answer = queried(world)
    assert (answer.agent_state, answer.agent_extension, answer.agent_id) == (3, "1001", "agent1")
    assert [(each.csq_id, each.csq_state) for each in answer.csqs] == [(1, 3)]


def test_he_is_busy_in_the_queues_whose_call_he_has_not() -> None:
    resources = dict(SAMPLE.resources)
    resources["agent1"] = dataclasses.replace(resources["agent1"], skills={1: 5, 2: 5})
    world = World(centre=dataclasses.replace(SAMPLE, resources=resources))
    world.sign_in("agent1")
    world.call("5551234", "6002")
    world.advance(1.0)
    assert [(each.csq_id, each.csq_state) for each in queried(world).csqs] == [(1, 7), (2, 8)]
    world.pick_up("1001")
    assert [(each.csq_id, each.csq_state) for each in queried(world).csqs] == [(1, 7), (2, 4)]


def test_an_agent_nobody_knows_is_refused(world: World) -> None:
    assert world.refused(cti.QueryAgentStateReq(invoke_id=1, agent_id="nobody")) == (256, 88009)


def test_an_agent_is_found_by_extension_too(world: World) -> None:
    world.sign_in("agent1")
    answer = world.ask(cti.QueryAgentStateReq(invoke_id=1, agent_extension="1001"), cti.QueryAgentStateConf)
    assert answer.agent_id == "agent1"


def test_the_calls_at_a_phone_are_shown(world: World) -> None:
    world.sign_in("agent1")
    call = world.call("5551234", "6001")
    world.advance(1.0)
    request = cti.SnapshotDeviceReq(invoke_id=1, agent_instrument="1001")
    (shown,) = world.ask(request, cti.SnapshotDeviceConf).calls
    assert (shown.call_connection_call_id, shown.call_connection_device_id) == (call, "1001")
    assert shown.call_state == 2
    world.pick_up("1001")
    (shown,) = world.ask(request, cti.SnapshotDeviceConf).calls
    assert shown.call_state == 3


def test_a_phone_of_nobody_has_no_calls_and_one_that_is_not_there_is_refused(world: World) -> None:
    request = cti.SnapshotDeviceReq(invoke_id=1, agent_instrument="1001")
    assert world.ask(request, cti.SnapshotDeviceConf).calls == ()
    assert world.refused(cti.SnapshotDeviceReq(invoke_id=1, agent_instrument="4711")) == (12, 88016)


def test_a_call_is_shown_with_its_parties_and_data(world: World) -> None:
    world.sign_in("agent1")
    call = world.call("5551234", "6001", callVariable1="gold")
    request = cti.SnapshotCallReq(invoke_id=1, call_id=call, connection_device_id="6001")
    answer = world.ask(request, cti.SnapshotCallConf)
    assert {(each.call_device_id, each.call_device_type) for each in answer.call_devices} == {
        ("5551234", 0),
        ("7001", 73),
    }
    world.advance(1.0)
    world.pick_up("1001")
    answer = world.ask(request, cti.SnapshotCallConf)
    assert {
        (each.call_device_id, each.call_device_type, each.call_device_connection_state)
        for each in answer.call_devices
    } == {("5551234", 0, 3), ("1001", 76, 3)}
    assert (answer.call_type, answer.ani, answer.dnis, answer.call_variable_1) == (
        0,
        "5551234",
        "6001",
        "gold",
    )


def test_a_call_that_is_not_there_is_refused(world: World) -> None:
    request = cti.SnapshotCallReq(invoke_id=1, call_id=4711, connection_device_id="1001")
    assert world.refused(request) == (11, 88013)


def test_a_phone_tells_what_it_can_do(talk: World) -> None:
    # source: GED-188, QUERY_DEVICE_INFO_CONF
    info = talk.ask(cti.QueryDeviceInfoReq(invoke_id=37, agent_instrument="2006"), cti.QueryDeviceInfoConf)
    said(info, type_of_device=0, max_active_calls=1, max_held_calls=1)
    assert len(info.lines) == 1
    assert talk.refused(cti.QueryDeviceInfoReq(invoke_id=37, agent_instrument="1")) == (12, 88016)
