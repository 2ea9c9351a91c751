"""Calls from agents' phones to supervisors', before CUCM tells of them."""

from __future__ import annotations

import pytest

from ccx_engine.cti import messages as cti
from ccx_engine.cti.enums import NULL_CSQ, CallType, LocalConnectionState
from ccx_engine.engine.call_data import CallData
from ccx_engine.engine.model import Agent, Call, Client, Connection, Provider
from ccx_engine.engine.state import Ask, EngineState, Reply
from ccx_engine.engine.supervision import supervisor_calls
from ccx_engine.engine.supervision.supervisor_calls import SupervisorCall
from ccx_engine.engine.timers import PRODUCT
from ccx_engine.jtapi import messages as jtapi
from ccx_engine.jtapi.model import CtiError
from tests.ccx_engine.engine.world import EVERYTHING, SAMPLE

CLIENT = Client(1, "finesse", EVERYTHING)
CALL, NEW = 5, 6


@pytest.fixture
def state() -> EngineState:
    """agent1 sits at 1001 and talks in a call of CSQ 1 about an order."""
    made = EngineState(SAMPLE, PRODUCT, now=0.0, epoch=0.0)
    made.signed_in = set(Provider)
    agent = made.agents["agent1"]
    agent.extension, agent.terminal = "1001", "SEP1"
    data = CallData.of_call("5551234", "6001", {"callVariable1": "order"})
    call = Call(CALL, CallType.CCX_IN, "5551234", "6001", data, csq_id=1)
    made.calls[CALL] = call
    agent.connections[CALL] = Connection(call, "1001", CALL, LocalConnectionState.CONNECT, agent=agent)
    return made


@pytest.fixture
def agent(state: EngineState) -> Agent:
    return state.agents["agent1"]


def make(state: EngineState, planned: SupervisorCall) -> jtapi.Request:
    """Ask for the call; the request that CUCM gets."""
    supervisor_calls.make(
        state,
        CLIENT,
        9,
        planned,
        lambda call: cti.SupervisorAssistConf(invoke_id=9, call_id=call, connection_device_id="1001"),
    )
    (asked,) = state.take_output()
    assert isinstance(asked, Ask)
    return asked.request


def test_from_a_call_it_is_a_consultation_that_inherits_what_the_call_carries(
    state: EngineState, agent: Agent
) -> None:
    held = agent.connections[CALL]
    request = make(state, SupervisorCall.of(agent, held, "1101", CallType.ASSIST))
    assert request.numbered(0) == jtapi.Consult(CALL, "SEP1", "1101")
    state.answered(jtapi.Done(request.request_id, NEW))
    made = state.calls[NEW]
    assert (made.type, made.calling, made.called) == (CallType.ASSIST, "1001", "1101")
    assert (made.consults_for, made.csq_id, made.data.value("callVariable1")) == (CALL, 1, "order")
    (reply,) = state.take_output()
    assert isinstance(reply, Reply)
    assert isinstance(reply.message, cti.SupervisorAssistConf)
    assert reply.message.call_id == NEW


def test_without_a_call_it_is_one_of_its_own(state: EngineState, agent: Agent) -> None:
    request = make(state, SupervisorCall.of(agent, None, "1101", CallType.EMERGENCY))
    assert request.numbered(0) == jtapi.Connect("SEP1", "1001", "1101")
    state.answered(jtapi.Done(request.request_id, NEW))
    made = state.calls[NEW]
    assert (made.type, made.consults_for, made.csq_id) == (CallType.EMERGENCY, 0, NULL_CSQ)


def test_a_call_that_cucm_has_told_of_already_is_left_as_it_is(state: EngineState, agent: Agent) -> None:
    request = make(state, SupervisorCall.of(agent, None, "1101", CallType.ASSIST))
    known = state.calls[NEW] = Call(NEW, CallType.AGENT_INSIDE, "1001", "1101", CallData())
    state.answered(jtapi.Done(request.request_id, NEW))
    assert state.calls[NEW] is known


def test_a_call_that_has_ended_already_is_not_begun(state: EngineState, agent: Agent) -> None:
    request = make(state, SupervisorCall.of(agent, None, "1101", CallType.ASSIST))
    state.call_ended(NEW)
    state.answered(jtapi.Done(request.request_id, NEW))
    assert NEW not in state.calls


def test_what_cucm_refuses_is_refused_to_the_client(state: EngineState, agent: Agent) -> None:
    request = make(state, SupervisorCall.of(agent, None, "1101", CallType.ASSIST))
    state.answered(jtapi.Refused(request.request_id, CtiError.LINE_OUT_OF_SERVICE, "no"))
    (reply,) = state.take_output()
    assert isinstance(reply, Reply)
    assert isinstance(reply.message, cti.ControlFailureConf)
    assert reply.message.invoke_id == 9
    assert set(state.calls) == {CALL}
