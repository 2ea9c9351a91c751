"""Calls from an agent's phone to a supervisor's: for help, or because the supervisor barges in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ccx_engine.cti import messages as cti
from ccx_engine.cti.enums import CallType
from ccx_engine.engine.call_data import CallData
from ccx_engine.engine.calls import refusals
from ccx_engine.engine.model import Agent, Call, Client, Connection, Provider
from ccx_engine.engine.state import Answer, EngineState
from ccx_engine.jtapi import messages as jtapi


@dataclass(frozen=True, slots=True)
class SupervisorCall:
    """A call to a supervisor's extension; `held` is the connection that it is a consultation from, if any."""

    type: CallType
    calling: str
    called: str
    held: Connection | None
    request: jtapi.Connect | jtapi.Consult

    @classmethod
    def of(cls, agent: Agent, held: Connection | None, called: str, call_type: CallType) -> SupervisorCall:
        """The call that the agent's phone makes."""
        if held is None:
            alone = jtapi.Connect(agent.terminal, agent.extension, called)
            return cls(call_type, agent.extension, called, None, alone)
        consultation = jtapi.Consult(held.at, agent.terminal, called)
        return cls(call_type, held.address, called, held, consultation)


def make(
    state: EngineState,
    client: Client,
    invoke_id: int,
    planned: SupervisorCall,
    confirmation: Callable[[int], cti.Message],
) -> None:
    """Ask CUCM for the call, which is of its type from its first event on; confirm it, or refuse."""

    def then(answer: Answer) -> None:
        if isinstance(answer, jtapi.Refused):
            refusals.tell(state, client, invoke_id, answer)
            return
        if answer.call not in state.calls and not state.has_ended(answer.call):  # its events come after this
            state.calls[answer.call] = _begun(answer.call, planned)
        state.reply(client, confirmation(answer.call))

    state.ask(Provider.RMCM, planned.request, then)


def _begun(call_id: int, planned: SupervisorCall) -> Call:
    data = CallData.of_agents_call(planned.calling)
    call = Call(call_id, planned.type, planned.calling, planned.called, data)
    if planned.held is not None:
        held = planned.held.call
        call.data.inherit(held.data)
        call.csq_id, call.consults_for = held.csq_id, held.id
    return call
