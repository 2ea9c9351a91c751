"""What clients ask for agents: sign-in, sign-out, another state; and what clients' coming and going does."""

from __future__ import annotations

from dataclasses import dataclass

from ccx_engine.cti import messages as cti
from ccx_engine.cti.enums import AgentState, CcxErrorCode, ControlFailure, ForcedFlag, ReasonCode
from ccx_engine.engine.agents import other_lines
from ccx_engine.engine.agents.moves import (
    FINESSE_GAVE_UP,
    SUPERVISOR_REASONS,
    carry_out,
    decide,
    move,
    tell,
    unobserve,
)
from ccx_engine.engine.agents.transitions import Refuse
from ccx_engine.engine.errors import Impossible
from ccx_engine.engine.model import Agent, Cause, Client, Provider
from ccx_engine.engine.state import Answer, EngineState
from ccx_engine.jtapi import messages as jtapi

# The desktop or its server is gone, as CTI's client tells it. With 32766 he signs out himself.
DESKTOP_GONE_REASONS = frozenset({FINESSE_GAVE_UP, ReasonCode.AGT_CONN_DOWN})

_ASKED = {
    AgentState.READY: (Cause.ASKS_READY, Cause.SUPERVISOR_READY),
    AgentState.NOT_READY: (Cause.ASKS_NOT_READY, Cause.SUPERVISOR_NOT_READY),
    AgentState.LOGOUT: (Cause.ASKS_LOGOUT, Cause.SUPERVISOR_LOGOUT),
    AgentState.WORK: (Cause.ASKS_WORK, Cause.ASKS_WORK),
}


@dataclass(frozen=True, slots=True)
class _SignIn:
    """A LOGIN that waits for CUCM to let the engine hear the agent's line."""

    client: Client
    invoke_id: int
    agent: Agent
    extension: str
    terminal: str


# --- Requests -----------------------------------------------------------------------------------------------


def set_agent_state(state: EngineState, client: Client, request: cti.SetAgentStateReq) -> None:
    """SET_AGENT_STATE_REQ: the confirmation says accepted, the truth follows as AGENT_STATE_EVENT."""
    agent = state.find_agent(request.agent_id, request.agent_instrument)
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
    if cause is Cause.ASKS_NOT_READY:
        agent.by_call = None  # he is Not Ready by his own choice now, after the call too
    carry_out(state, agent, outcome, request.event_reason_code)


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
    sign_in = _SignIn(client, request.invoke_id, agent, extension, terminal)
    state.ask(Provider.RMCM, jtapi.Observe(extension), lambda answer: _observed(state, sign_in, answer))


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


def _observed(state: EngineState, sign_in: _SignIn, answer: Answer) -> None:
    """CUCM lets the engine hear the agent's line, or not."""
    client, agent, extension = sign_in.client, sign_in.agent, sign_in.extension
    agent.signing_in = False
    failure = ControlFailure.INVALID_LOGON_DEVICE_SPECIFIED
    if isinstance(answer, jtapi.Refused):
        error, text = CcxErrorCode.AGENT_DEVICE_OFF, f"CUCM: {answer.text}" if answer.text else None
        state.control_failure(client, sign_in.invoke_id, failure, error, text)
        return
    if client.number not in state.clients:
        unobserve(state, extension)
        return
    if agent.deleted or extension != agent.setup.extension:  # reconfigured meanwhile
        unobserve(state, extension)
        error = CcxErrorCode.AGENT_INVALID if agent.deleted else CcxErrorCode.AGENT_DN_NOT_ASSIGNED
        state.control_failure(client, sign_in.invoke_id, failure, error)
        return
    state.reply(client, cti.SetAgentStateConf(invoke_id=sign_in.invoke_id))
    agent.client = client.name
    agent.extension = extension
    agent.terminal = sign_in.terminal
    agent.phone_down = not state.directory.in_service(sign_in.terminal, extension)
    state.directory.lines[extension] = agent
    move(state, agent, Cause.SIGN_IN)
    other_lines.watch(state, agent)


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
        tell(state, agent, agent.state, agent.reason)
