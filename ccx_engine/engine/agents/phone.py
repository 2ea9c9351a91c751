"""What happens at an agent's phone, and what it makes of him: calls begin and end, the phone fails."""

from __future__ import annotations

from ccx_engine.cti.enums import AgentState, ReasonCode
from ccx_engine.engine.agents import moves, other_lines
from ccx_engine.engine.model import Agent, Call, Cause, Connection
from ccx_engine.engine.state import EngineState


def consulted(state: EngineState, agent: Agent, call: Call) -> None:
    """A call of the contact centre comes to him from another agent; a Ready one is reserved for it.

    Source: CTI guide, Example Message Flow for a Transferred Call.
    """
    if agent.state is AgentState.READY and call.csq_id in state.csqs and call.reserves is None:
        agent.consulted, call.reserves = call, agent
        moves.move(state, agent, Cause.CONSULTED)


def released(state: EngineState, call: Call) -> None:
    """The call does not come to the agent who is reserved for it."""
    agent, call.reserves = call.reserves, None
    if agent is not None and agent.consulted is call:
        moves.move(state, agent, Cause.RESERVATION_CANCELLED)


def takes(state: EngineState, agent: Agent, call: Call) -> None:
    """He answers the call that he is reserved for."""
    if agent.consulted is call:
        agent.consulted = call.reserves = None
        agent.handling, agent.handled = state.csqs.get(call.csq_id), call
        moves.move(state, agent, Cause.ANSWERED)


def left(state: EngineState, agent: Agent, connection: Connection, *, cancelled: bool = False) -> None:
    """He is off a call; `cancelled` if it was a consultation, and who asked for it let go first."""
    if agent.consulted is not None and agent.consulted is connection.call:
        released(state, connection.call)
    elif not connection.icd:
        free(state, agent)
    elif agent.delivery is None and not any(each.icd for each in agent.connections.values()):
        if cancelled:
            moves.move(state, agent, Cause.CONSULT_CANCELLED)
        else:
            call_ended(state, agent)


def call_ended(state: EngineState, agent: Agent) -> None:
    """The agent's last contact-centre call is over for him."""
    on_a_call = agent.on_another_call
    moves.move(state, agent, Cause.CALL_ENDED)
    if on_a_call and agent.state is AgentState.NOT_READY and agent.reason == ReasonCode.AGT_OFFHOOK:
        moves.comes_back_available(agent)


def used(state: EngineState, agent: Agent, cause: Cause) -> None:
    """A call that is not the contact centre's began at his phone: OFF_HOOK or NON_ICD."""
    before, comes_back = (agent.state, agent.reason), agent.by_call
    if agent.state in (AgentState.READY, AgentState.RESERVED):
        comes_back = (AgentState.READY, ReasonCode.NONE)
    elif agent.state is AgentState.NOT_READY and comes_back is None:
        comes_back = before
    moves.move(state, agent, cause)
    if agent.state is AgentState.NOT_READY and (agent.state, agent.reason) != before:
        agent.by_call = comes_back


def other_line(state: EngineState, agent: Agent) -> None:
    """Another line of his phone came into use, or none is any more."""
    if not other_lines.in_use(agent):
        free(state, agent)
    elif agent.state is AgentState.READY:
        used(state, agent, Cause.OTHER_LINE)


def barged_in(state: EngineState, supervisor: Agent, connection: Connection) -> None:
    """A supervisor is in an agent's call of the contact centre: it is one to him, too.

    Source: Finesse Web Services guide, Make a barge call (CCX: Not Ready becomes Talking).
    """
    if supervisor.state is AgentState.NOT_READY:
        connection.icd = supervisor.barged_in = True
        moves.move(state, supervisor, Cause.BARGED_IN)


def free(state: EngineState, agent: Agent) -> None:
    """A call that is not the contact centre's ended, and nothing else is in use at his phone."""
    if not agent.on_another_call and not other_lines.in_use(agent):
        moves.move(state, agent, Cause.NON_ICD_ENDED)
        agent.by_call = None


def down(state: EngineState, agent: Agent) -> None:
    """The phone goes out of service."""
    agent.phone_down = True
    moves.move(state, agent, Cause.PHONE_DOWN)
    agent.by_call = None


def up(state: EngineState, agent: Agent) -> None:
    """The phone is in service again."""
    moves.move(state, agent, Cause.PHONE_UP)
    agent.phone_down = False


def line_restricted(state: EngineState, agent: Agent, cause: Cause) -> None:
    """LINE_RESTRICTED or DEVICE_RESTRICTED: nobody may control what he needs."""
    moves.move(state, agent, cause)
    agent.by_call = None


def restriction_lifted(state: EngineState, agent: Agent) -> None:
    """Line or phone may be controlled again, perhaps both."""
    if not any(map(state.directory.is_restricted, (agent.extension, agent.terminal))):
        moves.move(state, agent, Cause.RESTRICTION_LIFTED)
