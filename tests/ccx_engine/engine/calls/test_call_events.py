"""The events that tell of calls: with which numbers, and whom they concern."""

from __future__ import annotations

import pytest

from ccx_engine.cti import messages as cti
from ccx_engine.cti.enums import CallType, LocalConnectionState
from ccx_engine.engine.call_data import CallData
from ccx_engine.engine.calls import call_events
from ccx_engine.engine.model import Agent, Call, Connection
from ccx_engine.engine.state import EngineState, Told
from ccx_engine.engine.timers import PRODUCT
from ccx_engine.jtapi.model import WITHHELD
from tests.ccx_engine.engine.world import SAMPLE, said

LCS = LocalConnectionState


@pytest.fixture
def state() -> EngineState:
    """agent1 is signed in at 1001 and agent2 at 1002."""
    made = EngineState(SAMPLE, PRODUCT, now=0.0, epoch=0.0)
    for number in (1, 2):
        agent = made.agents[f"agent{number}"]
        agent.extension = f"100{number}"
        made.directory.lines[agent.extension] = agent
    return made


def new_call(calling: str = "5551234", called: str = "6001") -> Call:
    return Call(5, CallType.CCX_IN, calling, called, CallData.of_call(calling, called, {}))


def join(call: Call, agent: Agent, lcs: LocalConnectionState = LCS.CONNECT) -> Connection:
    connection = Connection(call, agent.extension, call.id, lcs, agent=agent)
    call.connections[agent.extension] = connection
    return connection


def told(state: EngineState) -> list[Told]:
    return [each for each in state.take_output() if isinstance(each, Told)]


def test_bridge_clients_hear_once_that_a_call_begins_and_each_agent_for_himself(state: EngineState) -> None:
    call = new_call()
    call_events.begin(state, call, "6001")
    call_events.begin(state, call, "6001")
    call_events.begin_for(state, call, state.agents["agent1"], CallType.CCX_IN)
    first, second = told(state)
    assert (first.bridge, first.agents) == (True, ())
    assert (second.bridge, second.agents) == (False, ("agent1",))
    said(first.message, call_id=5, connection_device_id="6001")
    said(second.message, call_id=5, connection_device_id="1001")


def test_a_call_that_an_agent_makes_begins_for_all_at_his_phone(state: EngineState) -> None:
    call = new_call("1001", "1002")
    call_events.begin_for(state, call, state.agents["agent1"], call.type)
    (begun,) = told(state)
    assert (begun.bridge, begun.agents, call.device) == (True, ("agent1",), "1001")


def test_where_an_agent_is_called_the_dnis_is_his_extension(state: EngineState) -> None:
    call = new_call()
    call_events.begin(state, call, "6001")
    call_events.delivered(state, call, "6001")
    call_events.delivered(state, call, "1001")
    _, at_trigger, at_phone = (each.message for each in told(state))
    said(at_trigger, dnis="6001")
    said(at_phone, dnis="1001")


def test_a_call_concerns_the_clients_of_the_agents_who_are_in_it(state: EngineState) -> None:
    call = new_call()
    join(call, state.agents["agent1"])
    gone = join(call, state.agents["agent2"])
    call_events.held(state, gone)
    gone.agent = None  # he has signed out, and his phone talks on
    call_events.held(state, gone)
    assert [each.agents for each in told(state)] == [("agent1", "agent2"), ("agent1",)]


def test_a_withheld_number_is_told_as_none(state: EngineState) -> None:
    call = new_call(WITHHELD)
    connection = Connection(call, WITHHELD, call.id, LCS.CONNECT)
    call.connections[WITHHELD] = connection
    call_events.delivered(state, call, "6001")
    call_events.connection_cleared(state, connection)
    delivered, cleared = (each.message for each in told(state))
    said(delivered, calling_device_id=None, ani=None)
    said(cleared, connection_device_id="", releasing_device_id="")


def test_media_begins_and_ends_in_both_directions(state: EngineState) -> None:
    connection = join(new_call(), state.agents["agent1"])
    call_events.rtp_started(state, connection)
    call_events.rtp_stopped(state, connection)
    messages = [each.message for each in told(state)]
    assert [type(each) for each in messages] == [cti.RtpStartedEvent] * 2 + [cti.RtpStoppedEvent] * 2
    assert [each.direction for each in messages] == [0, 1, 0, 1]  # type: ignore[attr-defined]


def test_who_wraps_a_call_up_hears_of_its_data_though_he_has_left_it(state: EngineState) -> None:
    call = new_call()
    join(call, state.agents["agent2"])
    for wraps_up in (state.agents["agent1"], state.agents["agent2"]):
        call_events.data_update(state, call, "1001", {"call_wrapup_data": ("sold",)}, wraps_up)
    assert [each.agents for each in told(state)] == [("agent2", "agent1"), ("agent2",)]


def test_the_parties_of_a_call_are_those_who_have_not_left_it(state: EngineState) -> None:
    call = new_call()
    join(call, state.agents["agent1"])
    join(call, state.agents["agent2"], LCS.NULL)
    assert [each.connected_party_device_id for each in call_events.parties(state, call)] == ["1001"]
