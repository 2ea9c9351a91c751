"""Moving agents from state to state: what the table of `transitions` says is done and told."""

from __future__ import annotations

import logging

from ccx_engine.cti import messages as cti
from ccx_engine.cti.enums import AgentState, ReasonCode
from ccx_engine.engine.agents import other_lines, selection
from ccx_engine.engine.agents.transitions import AGENT_MOVES, Move, Outcome, Postpone, Refuse, Stay, When
from ccx_engine.engine.model import Agent, Cause, Provider
from ccx_engine.engine.state import EngineState
from ccx_engine.jtapi import messages as jtapi

logger = logging.getLogger(__name__)

# Finesse Web Services guide, "Desktop presence and forced logout": how its server gives up an agent.
FINESSE_GAVE_UP = 255
SUPERVISOR_REASONS = frozenset({ReasonCode.SUP_AGT_TO_LOGOUT, ReasonCode.SUP_AGT_TO_NOT_READY})
# What an agent may choose: the numbers that Finesse's administrator gives (CTI guide, Reason codes).
CHOSEN_REASONS = frozenset(range(1, 1000)) - SUPERVISOR_REASONS - {FINESSE_GAVE_UP}

_HANDLES_CONTACT = frozenset({AgentState.TALKING, AgentState.WORK})
_ENDS_SESSION_OF_WORK = frozenset({AgentState.LOGOUT, AgentState.NOT_READY, AgentState.READY})


def move(state: EngineState, agent: Agent, cause: Cause, reason: int = ReasonCode.NONE) -> None:
    """Something happened to an agent; his state becomes what the table says, and nothing is told twice."""
    outcome = decide(state, agent, cause)
    news = not isinstance(outcome, Move) or (outcome.to, _reason(agent, outcome, reason)) != (
        agent.state,
        agent.reason,
    )
    if news:
        carry_out(state, agent, outcome, reason)


def move_all(state: EngineState, cause: Cause) -> None:
    """Something happened to everybody who is signed in."""
    for agent in list(state.directory.lines.values()):
        move(state, agent, cause)


def decide(state: EngineState, agent: Agent, cause: Cause) -> Outcome:
    """The first outcome of the agent's cell whose condition holds."""
    return next(each for each in AGENT_MOVES[agent.state, cause] if _holds(state, agent, each.when))


def _holds(state: EngineState, agent: Agent, when: When) -> bool:
    match when:
        case When.ALWAYS:
            return True
        case When.ON_A_CALL:
            return agent.on_another_call
        case When.WAS_READY:
            return agent.by_call is not None and agent.by_call[0] is AgentState.READY
        case When.BY_CALL:
            return agent.by_call is not None
        case When.HAS_CHOSEN:
            return (agent.reason if agent.by_call is None else agent.by_call[1]) in CHOSEN_REASONS
        case When.HAD_BARGED_IN:
            return agent.barged_in
        case When.PHONE_WAS_DOWN | When.PHONE_IS_DOWN:
            return agent.phone_down
        case When.LEAVING:
            return agent.postponed is not None and agent.postponed[0] is AgentState.LOGOUT
        case When.WORK_DUE:
            return agent.work_asked or (agent.handling is not None and agent.handling.setup.automatic_work)
        case When.POSTPONED:
            return agent.postponed is not None and agent.postponed[0] is AgentState.NOT_READY
        case When.AVAILABLE:
            return agent.setup.automatic_available
        case When.LINE_IS_RESTRICTED:
            return state.directory.is_restricted(agent.extension)
        case When.DEVICE_IS_RESTRICTED:
            return state.directory.is_restricted(agent.terminal)
        case When.WAS_RESTRICTED:
            return agent.reason in (ReasonCode.AGT_LINE_RESTRICTED, ReasonCode.AGT_DEVICE_RESTRICTED)
        case When.RETURNS_READY:
            return state.ready_after_no_answer


def carry_out(state: EngineState, agent: Agent, outcome: Outcome, given: int) -> None:
    """Do what the outcome says; `given` is the reason of who asked for it."""
    match outcome:
        case Move(to=to, over=over):
            if over is not None:
                tell(state, agent, over.to, over.reason or ReasonCode.NONE)
            _become(state, agent, to, _reason(agent, outcome, given))
        case Postpone(to=to, reason=reason):
            if to is AgentState.WORK:
                agent.work_asked = True
            else:
                agent.postponed = (to, given if reason is None else reason)
                agent.work_asked = False  # he goes there instead; who wants both asks for work last
            tell(state, agent, agent.state, agent.reason)
        case Stay() | Refuse():
            pass


def _reason(agent: Agent, becomes: Move, given: int) -> int:
    if becomes.reason is not None:
        return becomes.reason
    if becomes.when is When.BY_CALL and agent.by_call is not None:
        return agent.by_call[1]
    if becomes.when in (When.POSTPONED, When.LEAVING) and agent.postponed is not None:
        return agent.postponed[1]
    return given or becomes.otherwise


def _become(state: EngineState, agent: Agent, to: AgentState, reason: int) -> None:
    """The agent is in another state, or in the same for another reason: indexes, timers, and the event."""
    before = agent.state
    if before in _HANDLES_CONTACT:
        agent.handle_seconds += state.now - agent.since
    agent.state, agent.reason, agent.since = to, reason, state.now
    state.statistics.agent_became(agent, before, state.now)
    if logger.isEnabledFor(logging.DEBUG):
        logger.debug("agent=%s %s -> %s reason=%d", agent.id, before.name, to.name, reason)
    if before is AgentState.READY:
        selection.withdraw(agent)
    if before is AgentState.WORK and agent.work_timer is not None:
        agent.work_timer.cancel()
        agent.work_timer = None
    if before is AgentState.RESERVED and to is not AgentState.TALKING and agent.delivery is not None:
        state.stranded.append(agent.delivery)
    if agent.consulted is not None and to not in (AgentState.RESERVED, AgentState.TALKING):
        _reserved_no_more(agent)
    if to in _ENDS_SESSION_OF_WORK:
        agent.postponed, agent.work_asked, agent.handling, agent.handled = None, False, None, None
        agent.barged_in = False
    if to is not AgentState.NOT_READY:
        agent.by_call = None
    if to is AgentState.TALKING and before is AgentState.RESERVED:
        agent.contacts_handled += 1
    if to is AgentState.WORK:
        _start_work(state, agent)
    tell(state, agent, to, reason)
    if to is AgentState.READY:
        selection.present(agent)
        state.newly_ready[agent] = None
    if to is AgentState.LOGOUT:
        _signed_out(state, agent)


def _reserved_no_more(agent: Agent) -> None:
    """The call that he was reserved for is like any other to him from now on."""
    call, agent.consulted = agent.consulted, None
    if call is not None:
        call.reserves = None
        for connection in agent.connections.values():
            if connection.call is call:
                connection.icd = False


def _start_work(state: EngineState, agent: Agent) -> None:
    csq = agent.handling
    if csq is not None and csq.setup.automatic_work and csq.setup.wrap_up_seconds:
        seconds = state.timers.configured(csq.setup.wrap_up_seconds)
        agent.work_timer = state.after(seconds, lambda: _work_ended(state, agent))


def _work_ended(state: EngineState, agent: Agent) -> None:
    agent.work_timer = None
    on_a_call = agent.on_another_call
    move(state, agent, Cause.WORK_ENDED)
    if on_a_call:
        comes_back_available(agent)


def comes_back_available(agent: Agent) -> None:
    """What he would be now, were it not for another call, comes when that ends."""
    if agent.setup.automatic_available:
        agent.by_call = (AgentState.READY, ReasonCode.NONE)
    else:
        agent.by_call = (AgentState.NOT_READY, ReasonCode.AGT_CALL_ENDED)


def _signed_out(state: EngineState, agent: Agent) -> None:
    state.directory.lines.pop(agent.extension, None)
    selection.signed_out(agent)
    if agent.deleted:
        del state.agents[agent.id]
    state.signed_out.append(agent)
    unobserve(state, agent.extension)
    other_lines.ignore(state, agent)
    agent.extension = agent.terminal = agent.client = ""
    agent.phone_down = False


def unobserve(state: EngineState, extension: str) -> None:
    """Hear the line no longer."""
    if state.in_service:
        state.ask(Provider.RMCM, jtapi.Unobserve(extension))


def tell(state: EngineState, agent: Agent, agent_state: AgentState, reason: int) -> None:
    """AGENT_STATE_EVENT, with what is pending as NextAgentState and how long timed work will last."""
    following = AgentState.NOT_APPLICABLE
    if agent_state is AgentState.TALKING and agent.work_asked:
        following = AgentState.WORK  # and then what is postponed
    elif agent_state in (AgentState.TALKING, AgentState.WORK) and agent.postponed is not None:
        following = agent.postponed[0]
    work = agent.work_timer if agent_state is AgentState.WORK else None
    state.tell(
        cti.AgentStateEvent(
            csq_state=agent_state,
            state_duration=int(state.now - agent.since) if agent_state is agent.state else 0,
            agent_state=agent_state,
            event_reason_code=reason,
            agent_extension=agent.extension,
            agent_id=agent.id,
            duration=round(work.when - agent.since) if work else None,
            next_agent_state=following,
        ),
        (agent.id,),
    )
