"""Agents' calls for help, and what is kept of their calls: assistance, emergency, bad sound, recording.

Sources: CTI guide, SUPERVISOR_ASSIST_REQ, EMERGENCY_CALL_REQ, BAD_CALL_REQ; the recording messages are
GED-188's, an extension. Which supervisor is called when several are free is unconfirmed.
"""

from __future__ import annotations

import logging
from collections.abc import Callable

from ccx_engine.cti import messages as cti
from ccx_engine.cti.enums import AgentState, CallType, CcxErrorCode, ControlFailure, LocalConnectionState
from ccx_engine.engine.agents import moves
from ccx_engine.engine.calls.call_control import ask, at_phone, own
from ccx_engine.engine.errors import Impossible
from ccx_engine.engine.model import Agent, Client
from ccx_engine.engine.state import EngineState
from ccx_engine.engine.supervision.actions import call_for
from ccx_engine.jtapi import messages as jtapi

logger = logging.getLogger(__name__)

_LCS = LocalConnectionState
_CF = ControlFailure
_AVAILABLE = frozenset({AgentState.NOT_READY, AgentState.READY})


def supervisor_assist(state: EngineState, client: Client, request: cti.SupervisorAssistReq) -> None:
    """SUPERVISOR_ASSIST_REQ: the agent's phone calls a supervisor of his team."""
    device = own(request.connection_device_id or request.agent_instrument or request.agent_extension or "")
    agent, extension = _help(state, request.agent_id, device)
    _call_for_help(
        state,
        client,
        request.invoke_id,
        CallType.ASSIST,
        agent,
        request.call_id,
        extension,
        lambda call: cti.SupervisorAssistConf(
            invoke_id=request.invoke_id, call_id=call, connection_device_id=agent.extension
        ),
        lambda call: cti.SupervisorAssistEvent(
            call_id=call, connection_device_id=agent.extension, client_id=client.name
        ),
    )


def emergency_call(state: EngineState, client: Client, request: cti.EmergencyCallReq) -> None:
    """EMERGENCY_CALL_REQ: as a call for assistance, but of its own type."""
    device = own(request.connection_device_id or request.agent_instrument or "")
    agent, extension = _help(state, request.agent_id, device)
    _call_for_help(
        state,
        client,
        request.invoke_id,
        CallType.EMERGENCY,
        agent,
        request.call_id,
        extension,
        lambda call: cti.EmergencyCallConf(
            invoke_id=request.invoke_id, call_id=call, connection_device_id=agent.extension
        ),
        lambda call: cti.EmergencyCallEvent(
            call_id=call,
            connection_device_id=agent.extension,
            client_id=client.name,
            agent_extension=agent.extension,
            agent_instrument=agent.extension,
            agent_id=agent.id,
        ),
    )


def bad_call(state: EngineState, client: Client, request: cti.BadCallReq) -> None:
    """BAD_CALL_REQ: somebody hears badly. It is noted in the log."""
    connection, agent = at_phone(state, request.call_id, request.connection_device_id)
    logger.warning("call=%d agent=%s says that the sound is poor", connection.call.id, agent.id)
    state.reply(client, cti.BadCallConf(invoke_id=request.invoke_id))


def _help(state: EngineState, agent_id: str | None, device: str) -> tuple[Agent, str]:
    """Who asks, and the extension of a supervisor of his team who is free: a Not Ready one first."""
    agent = moves.find(state, agent_id, device)
    if agent is None or not agent.extension:
        raise Impossible(_CF.INVALID_AGENT_ID_SPECIFIED, CcxErrorCode.AGENT_INVALID)
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
    chosen = min(free, key=lambda each: each.state is not AgentState.NOT_READY)
    return agent, chosen.extension


def _call_for_help(
    state: EngineState,
    client: Client,
    invoke_id: int,
    call_type: CallType,
    agent: Agent,
    call_id: int,
    extension: str,
    confirmation: Callable[[int], cti.Message],
    event: Callable[[int], cti.Message],
) -> None:
    """From the call that the agent has, as a consultation; without one, as a call of its own."""
    current = agent.connections.get(call_id)
    terminal, address = agent.terminal, agent.extension
    if current is not None and current.state is not _LCS.CONNECT:
        raise Impossible(_CF.NO_ACTIVE_CALL)
    if current is not None:
        at = current.at
        request: Callable[[int], jtapi.Request] = lambda request_id: jtapi.Consult(  # noqa: E731
            at, terminal, extension, request_id=request_id
        )
    else:
        request = lambda request_id: jtapi.Connect(  # noqa: E731
            terminal, address, extension, request_id=request_id
        )

    def told(call: int) -> cti.Message:
        state.tell(event(call), (agent.id,))
        return confirmation(call)

    call_for(state, client, invoke_id, call_type, current, extension, request, told, address)


# --- Recording ----------------------------------------------------------------------------------------------


def start_recording(state: EngineState, client: Client, request: cti.StartRecordingReq) -> None:
    """START_RECORDING_REQ, a message of GED-188: CUCM records what the agent's phone says and hears."""
    connection, agent = at_phone(state, request.call_id, request.connection_device_id)
    ask(
        state,
        client,
        request.invoke_id,
        cti.StartRecordingConf(invoke_id=request.invoke_id),
        lambda request_id: jtapi.StartRecording(connection.at, agent.terminal, request_id=request_id),
    )


def stop_recording(state: EngineState, client: Client, request: cti.StopRecordingReq) -> None:
    connection, agent = at_phone(state, request.call_id, request.connection_device_id)
    ask(
        state,
        client,
        request.invoke_id,
        cti.StopRecordingConf(invoke_id=request.invoke_id),
        lambda request_id: jtapi.StopRecording(connection.at, agent.terminal, request_id=request_id),
    )
