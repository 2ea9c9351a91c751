"""What supervisors do with their agents' calls: listen silently, barge in, intercept, leave.

A supervisor listens by a call of his own to the built-in bridge of the agent's phone. To barge in, the
agent's phone consults his and confers, so the agent is the conference's controller. Sources: CTI guide,
SUPERVISE_CALL_REQ; CCX Administration guide, supervisors; Cisco Unified JTAPI Developers Guide, silent
monitoring. That CCX takes the action "monitor" here is unconfirmed.
"""

from __future__ import annotations

from collections.abc import Callable

from ccx_engine.cti import messages as cti
from ccx_engine.cti.enums import (
    NULL_CALL_ID,
    AgentState,
    CallType,
    CcxErrorCode,
    ControlFailure,
    EventCause,
    LocalConnectionState,
    SupervisoryAction,
)
from ccx_engine.engine.agents import moves
from ccx_engine.engine.call_data import CallData
from ccx_engine.engine.calls import refusals
from ccx_engine.engine.calls.call_control import disconnect, no_such, own
from ccx_engine.engine.errors import Impossible
from ccx_engine.engine.model import Agent, Call, Client, Connection, Provider
from ccx_engine.engine.state import Answer, EngineState
from ccx_engine.jtapi import messages as jtapi

_LCS = LocalConnectionState
_CF = ControlFailure


def supervise_call(state: EngineState, client: Client, request: cti.SuperviseCallReq) -> None:
    """SUPERVISE_CALL_REQ: the confirmation names the supervisor's own connection."""
    action = _ACTIONS.get(request.supervisory_action)
    if action is None:  # whispering is none of CCX's features
        raise Impossible(_CF.INVALID_FEATURE)
    supervisor = _supervisor(state, client, request)
    action(state, client, request, supervisor)


def _supervisor(state: EngineState, client: Client, request: cti.SuperviseCallReq) -> Agent:
    device = own(request.supervisor_instrument or request.supervisor_connection_device_id or "")
    supervisor = state.directory.lines.get(device)
    if supervisor is None and not device and client.agent_id is not None:
        supervisor = state.agents.get(client.agent_id)
    if supervisor is None or not supervisor.extension:
        raise Impossible(_CF.INVALID_AGENT_ID_SPECIFIED, CcxErrorCode.AGENT_NULL)
    if not supervisor.setup.supervisor:
        raise Impossible(_CF.PRIVILEGE_VIOLATION_ON_SPECIFIED_DEVICE)
    return supervisor


def _target(state: EngineState, request: cti.SuperviseCallReq, supervisor: Agent) -> Connection:
    """The agent's connection in the call, of a team that the supervisor has."""
    device = own(request.agent_connection_device_id or "") or request.agent_extension
    agent = moves.find(state, request.agent_id, device or own(request.agent_instrument or ""))
    if agent is None or not agent.extension:
        raise Impossible(_CF.INVALID_AGENT_ID_SPECIFIED, CcxErrorCode.AGENT_INVALID)
    team = state.configuration.teams.get(agent.setup.team)
    if agent is supervisor or team is None or supervisor.id not in team.supervisors:
        raise Impossible(_CF.PRIVILEGE_VIOLATION_ON_SPECIFIED_DEVICE)
    connection = agent.connections.get(request.agent_call_id)
    if not agent.connections and request.supervisory_action == SupervisoryAction.MONITOR:
        raise Impossible(_CF.INVALID_OBJECT_STATE, CcxErrorCode.NO_CALL_TO_MONITOR)
    if connection is None:
        raise Impossible(*no_such(state.calls.get(request.agent_call_id)))
    return connection


# --- The actions --------------------------------------------------------------------------------------------


def _monitor(state: EngineState, client: Client, request: cti.SuperviseCallReq, supervisor: Agent) -> None:
    """Listen; the supervisor must be Not Ready and have no other call."""
    target = _target(state, request, supervisor)
    if supervisor.state is not AgentState.NOT_READY or supervisor.connections:
        raise Impossible(_CF.INVALID_OBJECT_STATE)
    if target.state is not _LCS.CONNECT or target.call.monitors:
        raise Impossible(_CF.INVALID_OBJECT_STATE, CcxErrorCode.NO_CALL_TO_MONITOR)
    agent = target.agent
    assert agent is not None
    _ask(
        state,
        client,
        request.invoke_id,
        supervisor.extension,
        lambda request_id: jtapi.StartMonitor(
            supervisor.terminal, supervisor.extension, target.at, agent.terminal, request_id=request_id
        ),
    )


def _barge_in(state: EngineState, client: Client, request: cti.SuperviseCallReq, supervisor: Agent) -> None:
    """Join the call he listens to. The agent's phone calls his; what follows is in `rings` and `answered`."""
    target = _target(state, request, supervisor)
    listening = next((each for each in supervisor.connections.values() if each.call.monitors), None)
    if listening is None or listening.call.monitors != target.at or target.state is not _LCS.CONNECT:
        raise Impossible(_CF.INVALID_OBJECT_STATE)
    state.ask(
        Provider.RMCM,
        disconnect(listening),
        lambda answer: _consult(state, client, request.invoke_id, target, supervisor, answer),
    )


def _consult(
    state: EngineState,
    client: Client,
    invoke_id: int,
    target: Connection,
    supervisor: Agent,
    answer: Answer,
) -> None:
    agent = target.agent
    if isinstance(answer, jtapi.Refused):
        refusals.tell(state, client, invoke_id, answer)
    elif agent is None:
        state.control_failure(client, invoke_id, _CF.AGENT_NOT_PARTY_ON_CALL)
    else:
        terminal, extension = agent.terminal, supervisor.extension
        call_for(
            state,
            client,
            invoke_id,
            CallType.SUPERVISOR_BARGE_IN,
            target,
            extension,
            lambda request_id: jtapi.Consult(target.at, terminal, extension, request_id=request_id),
            lambda call: cti.SuperviseCallConf(
                invoke_id=invoke_id, call_id=call, connection_device_id=extension
            ),
        )


def _intercept(state: EngineState, client: Client, request: cti.SuperviseCallReq, supervisor: Agent) -> None:
    """Take the call over: the agent is dropped from a call that the supervisor has barged into."""
    target = _target(state, request, supervisor)
    if target.call.id not in supervisor.connections:
        raise Impossible(_CF.INVALID_OBJECT_STATE)
    target.cause = EventCause.SUPERVISOR_INTERCEPT
    _ask(state, client, request.invoke_id, supervisor.extension, disconnect(target), target)


def _clear(state: EngineState, client: Client, request: cti.SuperviseCallReq, supervisor: Agent) -> None:
    """The supervisor leaves: he listens no more, or is off the call he has barged into."""
    call_id = request.supervisor_call_id
    mine = supervisor.connections.get(request.agent_call_id if call_id == NULL_CALL_ID else call_id)
    if mine is None:
        mine = next((each for each in supervisor.connections.values() if each.call.monitors), None)
    if mine is None:
        raise Impossible(_CF.NO_CONNECTION_TO_CLEAR)
    mine.cause = EventCause.SUPERVISOR_CLEAR
    _ask(state, client, request.invoke_id, supervisor.extension, disconnect(mine), mine)


_ACTIONS: dict[int, Callable[[EngineState, Client, cti.SuperviseCallReq, Agent], None]] = {
    SupervisoryAction.CLEAR: _clear,
    SupervisoryAction.MONITOR: _monitor,
    SupervisoryAction.BARGE_IN: _barge_in,
    SupervisoryAction.INTERCEPT: _intercept,
}


def _ask(
    state: EngineState,
    client: Client,
    invoke_id: int,
    extension: str,
    request: Callable[[int], jtapi.Request],
    leaving: Connection | None = None,
) -> None:
    def then(answer: Answer) -> None:
        if isinstance(answer, jtapi.Refused):
            if leaving is not None:
                leaving.cause = EventCause.NONE
            refusals.tell(state, client, invoke_id, answer)
            return
        call = answer.call or (leaving.call.id if leaving is not None else NULL_CALL_ID)
        state.reply(
            client,
            cti.SuperviseCallConf(invoke_id=invoke_id, call_id=call, connection_device_id=extension),
        )

    state.ask(Provider.RMCM, request, then)


# --- Barging in, as its events come -------------------------------------------------------------------------


def rings(state: EngineState, connection: Connection) -> None:
    """The agent's phone calls the supervisor's, which answers."""
    agent = connection.agent
    if connection.call.type is CallType.SUPERVISOR_BARGE_IN and agent is not None:
        state.ask(
            Provider.RMCM,
            lambda request_id: jtapi.Answer(connection.at, agent.terminal, request_id=request_id),
            lambda answer: _barge_failed(state, connection.call, answer),
        )


def answered(state: EngineState, call: Call) -> None:
    """The supervisor is there: the agent's phone confers."""
    controller = call.connections.get(call.calling)
    if call.type is CallType.SUPERVISOR_BARGE_IN and controller is not None and controller.agent is not None:
        terminal = controller.agent.terminal
        state.ask(
            Provider.RMCM,
            lambda request_id: jtapi.Conference(call.consults_for, call.id, terminal, request_id=request_id),
            lambda answer: _barge_failed(state, call, answer),
        )


def _barge_failed(state: EngineState, call: Call, answer: Answer) -> None:
    if isinstance(answer, jtapi.Refused) and call.calling in call.connections:
        failed(state, call)


def failed(state: EngineState, call: Call) -> None:
    """The supervisor cannot be reached, or not be added: the agent's phone gives it up."""
    controller = call.connections.get(call.calling)
    if call.type is CallType.SUPERVISOR_BARGE_IN and controller is not None:
        state.ask(Provider.RMCM, disconnect(controller))


def ended(state: EngineState, call: Call) -> None:
    """The call to the supervisor is over without a conference: the agent goes on where he was."""
    held = state.calls.get(call.consults_for)
    connection = held.connections.get(call.calling) if held is not None else None
    if call.type is not CallType.SUPERVISOR_BARGE_IN or connection is None or connection.agent is None:
        return
    if connection.state is _LCS.HOLD:
        at, terminal = connection.at, connection.agent.terminal
        state.ask(Provider.RMCM, lambda request_id: jtapi.Unhold(at, terminal, request_id=request_id))


def call_for(
    state: EngineState,
    client: Client,
    invoke_id: int,
    call_type: CallType,
    current: Connection | None,
    extension: str,
    request: Callable[[int], jtapi.Request],
    confirmation: Callable[[int], cti.Message],
    address: str = "",
) -> None:
    """Make a call to a supervisor, of this type from its first event on."""
    calling = current.address if current is not None else address

    def then(answer: Answer) -> None:
        if isinstance(answer, jtapi.Refused):
            refusals.tell(state, client, invoke_id, answer)
            return
        if answer.call not in state.calls and not state.has_ended(answer.call):  # its events come after this
            data = CallData.of_agents_call(calling)
            made = state.calls[answer.call] = Call(answer.call, call_type, calling, extension, data)
            if current is not None:
                made.data.inherit(current.call.data)
                made.csq_id, made.consults_for = current.call.csq_id, current.call.id
        state.reply(client, confirmation(answer.call))

    state.ask(Provider.RMCM, request, then)
