"""Barging in, as the events of the call to the supervisor come: it rings, is answered, becomes a conference.

The agent's phone has called the supervisor's, so the agent is the conference's controller; when it fails he
has his caller back. Source: CTI guide, SUPERVISE_CALL_REQ; Finesse Web Services guide, "Barge In".
"""

from __future__ import annotations

from ccx_engine.cti.enums import CallType, LocalConnectionState
from ccx_engine.engine.calls.call_control import disconnect
from ccx_engine.engine.model import Call, Connection, Provider
from ccx_engine.engine.state import Answer, EngineState
from ccx_engine.jtapi import messages as jtapi


def rings(state: EngineState, connection: Connection) -> None:
    """The agent's phone calls the supervisor's, which answers."""
    agent = connection.agent
    if connection.call.type is CallType.SUPERVISOR_BARGE_IN and agent is not None:
        state.ask(
            Provider.RMCM,
            jtapi.Answer(connection.at, agent.terminal),
            lambda answer: _refused(state, connection.call, answer),
        )


def answered(state: EngineState, call: Call) -> None:
    """The supervisor is there: the agent's phone confers."""
    controller = call.connections.get(call.calling)
    if call.type is CallType.SUPERVISOR_BARGE_IN and controller is not None and controller.agent is not None:
        state.ask(
            Provider.RMCM,
            jtapi.Conference(call.consults_for, call.id, controller.agent.terminal),
            lambda answer: _refused(state, call, answer),
        )


def _refused(state: EngineState, call: Call, answer: Answer) -> None:
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
    if connection.state is LocalConnectionState.HOLD:
        state.ask(Provider.RMCM, jtapi.Unhold(connection.at, connection.agent.terminal))
