"""Agents: sign-in and sign-out, their states, reason codes, wrap-up, and what their phones do to them."""

from __future__ import annotations

import logging

from ccx_engine.cti import messages as cti
from ccx_engine.cti.enums import (
    AgentState,
    CcxErrorCode,
    ControlFailure,
    ForcedFlag,
    ReasonCode,
)
from ccx_engine.engine import second_lines, selection
from ccx_engine.engine.errors import Impossible
from ccx_engine.engine.model import Agent, Call, Client, Connection, Provider
from ccx_engine.engine.state import Answer, EngineState
from ccx_engine.engine.transitions import AGENT_MOVES, Cause, Move, Outcome, Postpone, Refuse, Stay, When
from ccx_engine.jtapi import messages as jtapi

logger = logging.getLogger(__name__)

# Finesse Web Services guide, "Desktop presence and forced logout": how its server gives up an agent.
FINESSE_GAVE_UP = 255
DESKTOP_GONE_REASONS = frozenset({FINESSE_GAVE_UP, ReasonCode.AGT_CONN_DOWN, ReasonCode.AGT_DESKTOP_CLOSED})
SUPERVISOR_REASONS = frozenset({ReasonCode.SUP_AGT_TO_LOGOUT, ReasonCode.SUP_AGT_TO_NOT_READY})

_ASKED = {
    AgentState.READY: (Cause.ASKS_READY, Cause.SUPERVISOR_READY),
    AgentState.NOT_READY: (Cause.ASKS_NOT_READY, Cause.SUPERVISOR_NOT_READY),
    AgentState.LOGOUT: (Cause.ASKS_LOGOUT, Cause.SUPERVISOR_LOGOUT),
    AgentState.WORK: (Cause.ASKS_WORK, Cause.ASKS_WORK),
}
_HANDLES_CONTACT = frozenset({AgentState.TALKING, AgentState.WORK})
_ENDS_SESSION_OF_WORK = frozenset({AgentState.LOGOUT, AgentState.NOT_READY, AgentState.READY})


# --- Requests -----------------------------------------------------------------------------------------------


def set_agent_state(state: EngineState, client: Client, request: cti.SetAgentStateReq) -> None:
    """SET_AGENT_STATE_REQ: the confirmation says accepted, the truth follows as AGENT_STATE_EVENT."""
    agent = find(state, request.agent_id, request.agent_instrument)
    if agent is None:
        if request.agent_id:
            raise Impossible(ControlFailure.INVALID_AGENT_ID_SPECIFIED, CcxErrorCode.AGENT_INVALID)
        raise Impossible(ControlFailure.INVALID_OBJECT_STATE, CcxErrorCode.AGENT_NULL)
    if request.agent_state == AgentState.LOGIN:
        _sign_in(state, client, agent, request)
    elif request.agent_state in _ASKED:
        _asked(state, client, agent, request, _cause(request))
    else:
        raise Impossible(ControlFailure.VALUE_OUT_OF_RANGE)


def find(state: EngineState, agent_id: str | None, instrument: str | None) -> Agent | None:
    """The agent by id, or else the one signed in at the extension."""
    if agent_id:
        return state.agents.get(agent_id)
    return state.directory.lines.get(instrument or "")


def _cause(request: cti.SetAgentStateReq) -> Cause:
    """Who asks. A supervisor's request is an ordinary one with the reason for the event, or forced."""
    by_agent, by_supervisor = _ASKED[AgentState(request.agent_state)]
    reason = request.event_reason_code
    if by_agent is Cause.ASKS_LOGOUT and reason in DESKTOP_GONE_REASONS:
        return Cause.DESKTOP_GONE
    if reason in SUPERVISOR_REASONS or request.forced_flag == ForcedFlag.TRUE:
        return by_supervisor
    return by_agent


def _asked(
    state: EngineState, client: Client, agent: Agent, request: cti.SetAgentStateReq, cause: Cause
) -> None:
    """Confirm and carry out what the table says, or refuse."""
    outcome = decide(state, agent, cause)
    if isinstance(outcome, Refuse):
        raise Impossible(outcome.failure, outcome.error)
    state.reply(client, cti.SetAgentStateConf(invoke_id=request.invoke_id))
    if cause is Cause.ASKS_NOT_READY and agent.by_call is not None:
        agent.by_call = (AgentState.NOT_READY, request.event_reason_code)
    _carry_out(state, agent, outcome, request.event_reason_code)


def _sign_in(state: EngineState, client: Client, agent: Agent, request: cti.SetAgentStateReq) -> None:
    """LOGIN: the extension must be the agent's own, at a phone in service that nobody else uses.

    The password is not looked at: who signs in was authenticated by the desktop's server.
    """
    extension = request.agent_instrument
    terminal = state.directory.terminal_of(Provider.RMCM, extension)
    other = state.directory.lines.get(extension)
    if request.forced_flag == ForcedFlag.AUTHENTICATE_ONLY:
        state.reply(client, cti.SetAgentStateConf(invoke_id=request.invoke_id))
        return
    if extension != agent.setup.extension or terminal is None:
        raise Impossible(ControlFailure.INVALID_LOGON_DEVICE_SPECIFIED, CcxErrorCode.AGENT_DN_NOT_ASSIGNED)
    if not state.directory.in_service(terminal, extension):
        raise Impossible(ControlFailure.INVALID_LOGON_DEVICE_SPECIFIED, CcxErrorCode.AGENT_DEVICE_OFF)
    for what, failure in (
        (extension, ControlFailure.LINE_RESTRICTED),
        (terminal, ControlFailure.DEVICE_RESTRICTED),
    ):
        if state.directory.is_restricted(what):
            raise Impossible(failure, CcxErrorCode.CALL_CONTROL_MASK_NOT_ON)
    if other is not None and other is not agent:
        _take_extension(state, other, request)
    if agent.signing_in:
        raise Impossible(ControlFailure.SPECIFIED_AGENT_ALREADY_SIGNED_ON)
    if agent.state is not AgentState.LOGOUT:
        _sign_in_again(state, client, agent, request)
        return
    agent.signing_in = True
    state.ask(
        Provider.RMCM,
        lambda request_id: jtapi.Observe(extension, request_id=request_id),
        lambda answer: _observed(state, client, agent, request.invoke_id, extension, terminal, answer),
    )


def _take_extension(state: EngineState, other: Agent, request: cti.SetAgentStateReq) -> None:
    """A forced sign-in takes the extension from who has it, unless he has a call there."""
    if request.forced_flag == ForcedFlag.TRUE:
        move(state, other, Cause.EXTENSION_TAKEN)
    if other.state is not AgentState.LOGOUT:
        raise Impossible(ControlFailure.SPECIFIED_EXTENSION_ALREADY_IN_USE, CcxErrorCode.AGENT_DEVICE_BUSY)


def _sign_in_again(state: EngineState, client: Client, agent: Agent, request: cti.SetAgentStateReq) -> None:
    """LOGIN of an agent who is signed in.

    From where he is, nothing changes ("User - Sign In": the current state is kept). From elsewhere the table
    decides; only an agent whose desktop is gone keeps a call and its wrap-up.
    """
    here = agent.client == client.name
    orphan = not any(each.name == agent.client for each in state.clients.values())
    at_work = agent.state not in (AgentState.NOT_READY, AgentState.READY)
    cause = Cause.SIGN_IN_AGAIN if here or (orphan and at_work) else Cause.SIGN_IN
    _asked(state, client, agent, request, cause)
    agent.client = client.name
    _desktop_is_back(state, agent)


def _observed(
    state: EngineState,
    client: Client,
    agent: Agent,
    invoke_id: int,
    extension: str,
    terminal: str,
    answer: Answer,
) -> None:
    """CUCM lets the engine hear the agent's line, or not."""
    agent.signing_in = False
    if isinstance(answer, jtapi.Refused):
        state.control_failure(
            client,
            invoke_id,
            ControlFailure.INVALID_LOGON_DEVICE_SPECIFIED,
            CcxErrorCode.AGENT_DEVICE_OFF,
            f"CUCM: {answer.text}" if answer.text else None,
        )
        return
    if client.number not in state.clients:
        _unobserve(state, extension)
        return
    if agent.deleted or extension != agent.setup.extension:  # reconfigured meanwhile
        _unobserve(state, extension)
        error = CcxErrorCode.AGENT_INVALID if agent.deleted else CcxErrorCode.AGENT_DN_NOT_ASSIGNED
        failure = ControlFailure.INVALID_LOGON_DEVICE_SPECIFIED
        state.control_failure(client, invoke_id, failure, error)
        return
    state.reply(client, cti.SetAgentStateConf(invoke_id=invoke_id))
    agent.client = client.name
    agent.extension = extension
    agent.terminal = terminal
    agent.phone_down = not state.directory.in_service(terminal, extension)
    state.directory.lines[extension] = agent
    move(state, agent, Cause.SIGN_IN)
    second_lines.watch(state, agent)


def _unobserve(state: EngineState, extension: str) -> None:
    if state.in_service:
        state.ask(Provider.RMCM, lambda request_id: jtapi.Unobserve(extension, request_id=request_id))


# --- What the table says, done ------------------------------------------------------------------------------


def move(state: EngineState, agent: Agent, cause: Cause, reason: int = ReasonCode.NONE) -> None:
    """Something happened to an agent; his state becomes what the table says."""
    _carry_out(state, agent, decide(state, agent, cause), reason)


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


def _carry_out(state: EngineState, agent: Agent, outcome: Outcome, given: int) -> None:
    match outcome:
        case Move(to=to, reason=reason, when=when, over=over):
            if over is not None:
                _tell(state, agent, over.to, over.reason or ReasonCode.NONE)
            if reason is not None:
                given = reason
            elif when is When.BY_CALL and agent.by_call is not None:
                given = agent.by_call[1]
            elif when in (When.POSTPONED, When.LEAVING) and agent.postponed is not None:
                given = agent.postponed[1]
            _become(state, agent, to, given)
        case Postpone(to=to, reason=reason):
            if to is AgentState.WORK:
                agent.work_asked = True
            else:
                agent.postponed = (to, given if reason is None else reason)
            _tell(state, agent, agent.state, agent.reason)
        case Stay() | Refuse():
            pass


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
    if to is not AgentState.NOT_READY:
        agent.by_call = None
    if to is AgentState.TALKING:
        agent.contacts_handled += 1
    if to is AgentState.WORK:
        _start_work(state, agent)
    _tell(state, agent, to, reason)
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
        _comes_back_available(agent)


def _signed_out(state: EngineState, agent: Agent) -> None:
    state.directory.lines.pop(agent.extension, None)
    selection.signed_out(agent)
    if agent.deleted:
        del state.agents[agent.id]
    state.signed_out.append(agent)
    _unobserve(state, agent.extension)
    second_lines.ignore(state, agent)
    agent.extension = agent.terminal = agent.client = ""
    agent.phone_down = False


def _tell(state: EngineState, agent: Agent, agent_state: AgentState, reason: int) -> None:
    """AGENT_STATE_EVENT, with what is pending as NextAgentState and how long timed work will last."""
    following = AgentState.NOT_APPLICABLE
    if agent_state in (AgentState.TALKING, AgentState.WORK):
        if agent.postponed is not None:
            following = agent.postponed[0]
        elif agent.work_asked and agent_state is AgentState.TALKING:
            following = AgentState.WORK
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


# --- What happens to agents ---------------------------------------------------------------------------------


def consulted(state: EngineState, agent: Agent, call: Call) -> None:
    """A call of the contact centre comes to him from another agent; a Ready one is reserved for it.

    Source: CTI guide, Example Message Flow for a Transferred Call.
    """
    if agent.state is AgentState.READY and call.csq_id in state.csqs and call.reserves is None:
        agent.consulted, call.reserves = call, agent
        move(state, agent, Cause.CONSULTED)


def released(state: EngineState, call: Call) -> None:
    """The call does not come to the agent who is reserved for it."""
    agent, call.reserves = call.reserves, None
    if agent is not None and agent.consulted is call:
        move(state, agent, Cause.RESERVATION_CANCELLED)


def takes(state: EngineState, agent: Agent, call: Call) -> None:
    """He answers the call that he is reserved for."""
    if agent.consulted is call:
        agent.consulted = call.reserves = None
        agent.handling, agent.handled = state.csqs.get(call.csq_id), call
        move(state, agent, Cause.ANSWERED)


def left(state: EngineState, agent: Agent, connection: Connection, *, cancelled: bool = False) -> None:
    """He is off a call; `cancelled` if it was a consultation, and who asked for it let go first."""
    if agent.consulted is not None and agent.consulted is connection.call:
        released(state, connection.call)
    elif not connection.icd:
        phone_free(state, agent)
    elif agent.delivery is None and not any(each.icd for each in agent.connections.values()):
        if cancelled:
            move(state, agent, Cause.CONSULT_CANCELLED)
        else:
            call_ended(state, agent)


def call_ended(state: EngineState, agent: Agent) -> None:
    """The agent's last contact-centre call is over for him."""
    on_a_call = agent.on_another_call
    move(state, agent, Cause.CALL_ENDED)
    if on_a_call and agent.state is AgentState.NOT_READY and agent.reason == ReasonCode.AGT_OFFHOOK:
        _comes_back_available(agent)


def _comes_back_available(agent: Agent) -> None:
    """What he would be now, were it not for another call, comes when that ends."""
    if agent.setup.automatic_available:
        agent.by_call = (AgentState.READY, ReasonCode.NONE)
    else:
        agent.by_call = (AgentState.NOT_READY, ReasonCode.AGT_CALL_ENDED)


def phone_used(state: EngineState, agent: Agent, cause: Cause) -> None:
    """A call that is not the contact centre's began at his phone: OFF_HOOK or NON_ICD."""
    comes_back = agent.by_call
    if agent.state in (AgentState.READY, AgentState.RESERVED):
        comes_back = (AgentState.READY, ReasonCode.NONE)
    elif agent.state is AgentState.NOT_READY and comes_back is None:
        comes_back = (AgentState.NOT_READY, agent.reason)
    move(state, agent, cause)
    if agent.state is AgentState.NOT_READY:
        agent.by_call = comes_back


def other_line(state: EngineState, agent: Agent) -> None:
    """Another line of his phone came into use, or none is any more."""
    if not second_lines.in_use(agent):
        phone_free(state, agent)
    elif agent.state is AgentState.READY:
        phone_used(state, agent, Cause.SECOND_LINE)


def phone_free(state: EngineState, agent: Agent) -> None:
    """Such a call ended."""
    if not agent.on_another_call and not second_lines.in_use(agent):
        move(state, agent, Cause.NON_ICD_ENDED)
        agent.by_call = None


def phone_down(state: EngineState, agent: Agent) -> None:
    agent.phone_down = True
    move(state, agent, Cause.PHONE_DOWN)
    agent.by_call = None


def phone_up(state: EngineState, agent: Agent) -> None:
    move(state, agent, Cause.PHONE_UP)
    agent.phone_down = False


def line_restricted(state: EngineState, agent: Agent, cause: Cause) -> None:
    """LINE_RESTRICTED or DEVICE_RESTRICTED: nobody may control what he needs."""
    move(state, agent, cause)
    agent.by_call = None


def restriction_lifted(state: EngineState, agent: Agent) -> None:
    """Line or phone may be controlled again, perhaps both."""
    if not any(map(state.directory.is_restricted, (agent.extension, agent.terminal))):
        move(state, agent, Cause.RESTRICTION_LIFTED)


def engine_stops(state: EngineState) -> None:
    """Nobody is signed in at an engine that has stopped; calls live on in CUCM."""
    for agent in list(state.directory.lines.values()):
        move(state, agent, Cause.ENGINE_STOPS)


def provider_lost(state: EngineState) -> None:
    """CTI Manager is gone: nobody can be offered a call."""
    for agent in list(state.directory.lines.values()):
        move(state, agent, Cause.CUCM_FAILOVER)


# --- Desktops -----------------------------------------------------------------------------------------------


def client_opened(state: EngineState, client: Client) -> None:
    """A client came, perhaps one whose session was lost."""
    for agent in list(state.directory.lines.values()):
        if agent.client == client.name:
            _desktop_is_back(state, agent)


def client_closed(state: EngineState, client: Client) -> None:
    """A client's session ended; unless it comes back in time, its agents are signed out."""
    state.after(state.timers.desktop_lost, lambda: _desktop_lost(state, client.name))


def _desktop_lost(state: EngineState, name: str) -> None:
    if any(client.name == name for client in state.clients.values()):
        return
    for agent in list(state.directory.lines.values()):
        if agent.client == name:
            move(state, agent, Cause.DESKTOP_GONE, ReasonCode.AGT_CONN_DOWN)


def _desktop_is_back(state: EngineState, agent: Agent) -> None:
    if agent.postponed == (AgentState.LOGOUT, ReasonCode.AGT_CONN_DOWN):
        agent.postponed = None
        _tell(state, agent, agent.state, agent.reason)
