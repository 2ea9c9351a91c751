"""What supervisors ask to do with their agents' calls: listen silently, barge in, intercept, leave.

A supervisor listens by a call of his own to the built-in bridge of the agent's phone. To barge in, the
agent's phone consults his and confers (`barge_in`). Sources: CTI guide, SUPERVISE_CALL_REQ; CCX
Administration guide, supervisors; Cisco Unified JTAPI Developers Guide, silent monitoring. That CCX takes
the action "monitor" here is unconfirmed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

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
from ccx_engine.engine.calls import refusals
from ccx_engine.engine.calls.call_control import disconnect, no_such, own
from ccx_engine.engine.errors import Impossible
from ccx_engine.engine.model import Agent, Client, Connection, Provider
from ccx_engine.engine.state import Answer, EngineState
from ccx_engine.engine.supervision import supervisor_calls
from ccx_engine.engine.supervision.supervisor_calls import SupervisorCall
from ccx_engine.jtapi import messages as jtapi

_LCS = LocalConnectionState
_CF = ControlFailure


@dataclass(frozen=True, slots=True)
class _Supervising:
    """A request of a supervisor who may make it."""

    state: EngineState
    client: Client
    request: cti.SuperviseCallReq
    supervisor: Agent

    def ask(self, request: jtapi.Request, leaving: Connection | None = None) -> None:
        """Ask CUCM, and confirm it with the answer's call, or that of the connection that leaves."""
        extension = self.supervisor.extension

        def then(answer: Answer) -> None:
            if isinstance(answer, jtapi.Refused):
                if leaving is not None:
                    leaving.cause = EventCause.NONE
                self.refuse(answer)
            else:
                self.confirm(
                    answer.call or (leaving.call.id if leaving is not None else NULL_CALL_ID), extension
                )

        self.state.ask(Provider.RMCM, request, then)

    def confirm(self, call_id: int, extension: str) -> None:
        self.state.reply(self.client, self.confirmation(call_id, extension))

    def confirmation(self, call_id: int, extension: str) -> cti.SuperviseCallConf:
        return cti.SuperviseCallConf(
            invoke_id=self.request.invoke_id, call_id=call_id, connection_device_id=extension
        )

    def refuse(self, refused: jtapi.Refused) -> None:
        refusals.tell(self.state, self.client, self.request.invoke_id, refused)


def supervise_call(state: EngineState, client: Client, request: cti.SuperviseCallReq) -> None:
    """SUPERVISE_CALL_REQ: the confirmation names the supervisor's own connection."""
    action = _ACTIONS.get(request.supervisory_action)
    if action is None:  # whispering is none of CCX's features
        raise Impossible(_CF.INVALID_FEATURE)
    action(_Supervising(state, client, request, _supervisor(state, client, request)))


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


def _target(asked: _Supervising) -> Connection:
    """The agent's connection in the call, of a team that the supervisor has."""
    state, request, supervisor = asked.state, asked.request, asked.supervisor
    device = own(request.agent_connection_device_id or "") or request.agent_extension
    agent = state.find_agent(request.agent_id, device or own(request.agent_instrument or ""))
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


def _monitor(asked: _Supervising) -> None:
    """Listen; the supervisor must be Not Ready and have no other call."""
    target, supervisor = _target(asked), asked.supervisor
    if supervisor.state is not AgentState.NOT_READY or supervisor.connections:
        raise Impossible(_CF.INVALID_OBJECT_STATE)
    if target.state is not _LCS.CONNECT or target.call.monitors:
        raise Impossible(_CF.INVALID_OBJECT_STATE, CcxErrorCode.NO_CALL_TO_MONITOR)
    agent = target.agent
    assert agent is not None
    asked.ask(jtapi.StartMonitor(supervisor.terminal, supervisor.extension, target.at, agent.terminal))


def _barge_in(asked: _Supervising) -> None:
    """Join the call he listens to: he listens no more, then the agent's phone calls his."""
    target = _target(asked)
    listening = _listening(asked.supervisor)
    if listening is None or listening.call.monitors != target.at or target.state is not _LCS.CONNECT:
        raise Impossible(_CF.INVALID_OBJECT_STATE)
    asked.state.ask(
        Provider.RMCM, disconnect(listening), lambda answer: _call_supervisor(asked, target, answer)
    )


def _call_supervisor(asked: _Supervising, target: Connection, answer: Answer) -> None:
    state, client, invoke_id = asked.state, asked.client, asked.request.invoke_id
    agent, extension = target.agent, asked.supervisor.extension
    if isinstance(answer, jtapi.Refused):
        asked.refuse(answer)
    elif agent is None:
        state.control_failure(client, invoke_id, _CF.AGENT_NOT_PARTY_ON_CALL)
    else:
        call = SupervisorCall.of(agent, target, extension, CallType.SUPERVISOR_BARGE_IN)
        supervisor_calls.make(
            state, client, invoke_id, call, lambda call_id: asked.confirmation(call_id, extension)
        )


def _intercept(asked: _Supervising) -> None:
    """Take the call over: the agent is dropped from a call that the supervisor has barged into."""
    target = _target(asked)
    if target.call.id not in asked.supervisor.connections:
        raise Impossible(_CF.INVALID_OBJECT_STATE)
    target.cause = EventCause.SUPERVISOR_INTERCEPT
    asked.ask(disconnect(target), target)


def _clear(asked: _Supervising) -> None:
    """The supervisor leaves: he listens no more, or is off the call he has barged into."""
    call_id, connections = asked.request.supervisor_call_id, asked.supervisor.connections
    mine = connections.get(asked.request.agent_call_id if call_id == NULL_CALL_ID else call_id)
    mine = mine or _listening(asked.supervisor)
    if mine is None:
        raise Impossible(_CF.NO_CONNECTION_TO_CLEAR)
    mine.cause = EventCause.SUPERVISOR_CLEAR
    asked.ask(disconnect(mine), mine)


def _listening(supervisor: Agent) -> Connection | None:
    """The supervisor's connection in a call by which he listens to another."""
    return next((each for each in supervisor.connections.values() if each.call.monitors), None)


_ACTIONS: dict[int, Callable[[_Supervising], None]] = {
    SupervisoryAction.CLEAR: _clear,
    SupervisoryAction.MONITOR: _monitor,
    SupervisoryAction.BARGE_IN: _barge_in,
    SupervisoryAction.INTERCEPT: _intercept,
}
