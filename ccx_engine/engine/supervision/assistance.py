"""Agents' calls for help, of a supervisor of their team: assistance and emergency.

Sources: CTI guide, SUPERVISOR_ASSIST_REQ, EMERGENCY_CALL_REQ. Which supervisor is called when several are
free is unconfirmed.
"""

from __future__ import annotations

from ccx_engine.cti import messages as cti
from ccx_engine.cti.enums import AgentState, CallType, CcxErrorCode, ControlFailure, LocalConnectionState
from ccx_engine.engine.calls.call_control import own
from ccx_engine.engine.errors import Impossible
from ccx_engine.engine.model import Agent, Client
from ccx_engine.engine.state import EngineState
from ccx_engine.engine.supervision import supervisor_calls
from ccx_engine.engine.supervision.supervisor_calls import SupervisorCall

_CF = ControlFailure
_AVAILABLE = frozenset({AgentState.NOT_READY, AgentState.READY})


def supervisor_assist(state: EngineState, client: Client, request: cti.SupervisorAssistReq) -> None:
    """SUPERVISOR_ASSIST_REQ: the agent's phone calls a supervisor of his team."""
    device = own(request.connection_device_id or request.agent_instrument or request.agent_extension or "")
    agent = _agent(state, request.agent_id, device)
    call = _call_for_help(state, agent, request.call_id, CallType.ASSIST)

    def told(call_id: int) -> cti.Message:
        event = cti.SupervisorAssistEvent(
            call_id=call_id, connection_device_id=agent.extension, client_id=client.name
        )
        state.tell(event, (agent.id,))
        return cti.SupervisorAssistConf(
            invoke_id=request.invoke_id, call_id=call_id, connection_device_id=agent.extension
        )

    supervisor_calls.make(state, client, request.invoke_id, call, told)


def emergency_call(state: EngineState, client: Client, request: cti.EmergencyCallReq) -> None:
    """EMERGENCY_CALL_REQ: as a call for assistance, but of its own type."""
    device = own(request.connection_device_id or request.agent_instrument or "")
    agent = _agent(state, request.agent_id, device)
    call = _call_for_help(state, agent, request.call_id, CallType.EMERGENCY)

    def told(call_id: int) -> cti.Message:
        event = cti.EmergencyCallEvent(
            call_id=call_id,
            connection_device_id=agent.extension,
            client_id=client.name,
            agent_extension=agent.extension,
            agent_instrument=agent.extension,
            agent_id=agent.id,
        )
        state.tell(event, (agent.id,))
        return cti.EmergencyCallConf(
            invoke_id=request.invoke_id, call_id=call_id, connection_device_id=agent.extension
        )

    supervisor_calls.make(state, client, request.invoke_id, call, told)


def _agent(state: EngineState, agent_id: str | None, device: str) -> Agent:
    """Who asks for help."""
    agent = state.find_agent(agent_id, device)
    if agent is None or not agent.extension:
        raise Impossible(_CF.INVALID_AGENT_ID_SPECIFIED, CcxErrorCode.AGENT_INVALID)
    return agent


def _call_for_help(state: EngineState, agent: Agent, call_id: int, call_type: CallType) -> SupervisorCall:
    """From the call that the agent has, as a consultation; without one, as a call of its own."""
    extension = _free_supervisor(state, agent).extension
    current = agent.connections.get(call_id)
    if current is not None and current.state is not LocalConnectionState.CONNECT:
        raise Impossible(_CF.NO_ACTIVE_CALL)
    return SupervisorCall.of(agent, current, extension, call_type)


def _free_supervisor(state: EngineState, agent: Agent) -> Agent:
    """A supervisor of the agent's team who is free: a Not Ready one first."""
    team = state.configuration.teams.get(agent.setup.team)
    free = [
        each
        for name in (team.supervisors if team else ())
        if (each := state.agents.get(name)) is not None
        and each is not agent
        and each.state in _AVAILABLE
        and not each.connections
    ]
    if not free:
        raise Impossible(_CF.GENERIC_SUBSCRIBED_RESOURCE_AVAILABILITY, text="no supervisor is available")
    return min(free, key=lambda each: each.state is not AgentState.NOT_READY)
