"""What clients ask of the calls: checked here, carried out by CUCM, and told by the events that follow.

Sources: CTI guide, "Call-Control (Client-Control) Messages" and "Control Failure (CF) Values"; Finesse Web
Services guide, Dialog (CCX results).
"""

from __future__ import annotations

import logging

from ccx_engine.cti import messages as cti
from ccx_engine.cti.digits import DIGITS
from ccx_engine.cti.enums import (
    AgentState,
    CcxErrorCode,
    ControlFailure,
    LocalConnectionState,
)
from ccx_engine.engine.call_data import CallData
from ccx_engine.engine.calls import call_events, post_call, refusals
from ccx_engine.engine.errors import Impossible
from ccx_engine.engine.model import Agent, Call, Client, Connection, DeliveryPhase, Provider
from ccx_engine.engine.state import Answer, EngineState
from ccx_engine.jtapi import messages as jtapi

logger = logging.getLogger(__name__)

_LCS = LocalConnectionState
_CF = ControlFailure

_PARTIES_OF_CONFERENCE = 3  # and more

# Finesse Web Services guide, "Change Agent State" for CCX: calls are made by hand from Not Ready only (which
# error CCX gives is unconfirmed). During a call of the contact centre a second one may be made.
_MAY_NOT_CALL = frozenset({AgentState.READY, AgentState.RESERVED})


def make_call(state: EngineState, client: Client, request: cti.MakeCallReq) -> None:
    """MAKE_CALL_REQ: the agent's phone dials."""
    agent = state.directory.lines.get(own(request.agent_instrument))
    destination = request.dialed_number
    if agent is None:
        raise Impossible(_CF.INVALID_CALLING_DEVICE, CcxErrorCode.AGENT_NULL)
    if not destination:
        raise Impossible(_CF.INVALID_CALLED_DEVICE, CcxErrorCode.DIALED_NUMBER_NULL)
    if agent.state in _MAY_NOT_CALL:
        raise Impossible(_CF.INVALID_OBJECT_STATE)
    CallData().check(request)
    terminal, extension = agent.terminal, agent.extension
    state.ask(
        Provider.RMCM,
        jtapi.Connect(terminal, extension, destination),
        lambda answer: _made(state, client, request, extension, answer),
    )


def _made(
    state: EngineState, client: Client, request: cti.MakeCallReq, extension: str, answer: Answer
) -> None:
    if isinstance(answer, jtapi.Refused):
        refusals.tell(state, client, request.invoke_id, answer)
        return
    data = CallData.of_agents_call(extension)
    if data.change(request) and answer.call not in state.calls:  # the events of the call come after this
        call_type = state.directory.call_type(extension, request.dialed_number)
        state.calls[answer.call] = Call(answer.call, call_type, extension, request.dialed_number, data)
    state.reply(
        client,
        cti.MakeCallConf(
            invoke_id=request.invoke_id, new_call_id=answer.call, new_connection_device_id=extension
        ),
    )


def answer_call(state: EngineState, client: Client, request: cti.AnswerCallReq) -> None:
    """ANSWER_CALL_REQ: the phone that rings answers."""
    connection, agent = at_phone(state, request.call_id, request.connection_device_id)
    if connection.state is not _LCS.ALERTING or (
        agent.delivery and agent.delivery.phase is DeliveryPhase.RECALLED
    ):
        raise Impossible(_CF.NO_CALL_TO_ANSWER)
    ask(
        state,
        client,
        request.invoke_id,
        cti.AnswerCallConf(invoke_id=request.invoke_id),
        jtapi.Answer(connection.at, agent.terminal),
    )


def hold_call(state: EngineState, client: Client, request: cti.HoldCallReq) -> None:
    """HOLD_CALL_REQ: the phone that talks holds the call."""
    connection, agent = at_phone(state, request.call_id, request.connection_device_id)
    if connection.state is not _LCS.CONNECT:
        raise Impossible(_CF.INVALID_OBJECT_STATE)
    ask(
        state,
        client,
        request.invoke_id,
        cti.HoldCallConf(invoke_id=request.invoke_id),
        jtapi.Hold(connection.at, agent.terminal),
    )


def retrieve_call(state: EngineState, client: Client, request: cti.RetrieveCallReq) -> None:
    """RETRIEVE_CALL_REQ: the phone takes a held call back, and holds the one it talks on.

    Source: Finesse user guide for Unified CCX: Retrieve on either call swaps them. CUCM alone refuses.
    """
    connection, agent = at_phone(state, request.held_call_id, request.held_connection_device_id)
    if connection.state is not _LCS.HOLD:
        raise Impossible(_CF.NO_HELD_CALL)
    confirmation = cti.RetrieveCallConf(invoke_id=request.invoke_id)
    active = next((one for one in agent.connections.values() if one.state is _LCS.CONNECT), None)
    if active is not None:
        retrieve_after(state, client, jtapi.Hold(active.at, agent.terminal), connection, confirmation)
        return
    ask(state, client, request.invoke_id, confirmation, jtapi.Unhold(connection.at, agent.terminal))


def retrieve_after(
    state: EngineState,
    client: Client,
    first: jtapi.Request,
    held: Connection,
    confirmation: cti.AlternateCallConf | cti.ReconnectCallConf | cti.RetrieveCallConf,
) -> None:
    """Ask CUCM for one thing, then to retrieve the held call; confirm both, or refuse."""
    agent, invoke_id = held.agent, confirmation.invoke_id
    assert agent is not None, "it is at an agent's phone"

    def then(answer: Answer) -> None:
        if isinstance(answer, jtapi.Refused):
            refusals.tell(state, client, invoke_id, answer)
        else:
            ask(state, client, invoke_id, confirmation, jtapi.Unhold(held.at, agent.terminal))

    state.ask(Provider.RMCM, first, then)


def clear_connection(state: EngineState, client: Client, request: cti.ClearConnectionReq) -> None:
    """CLEAR_CONNECTION_REQ: the agent hangs up; the caller may have to go on elsewhere.

    Asked for at another agent's phone: that one drops him from their conference.
    """
    asking = own(request.agent_instrument or "")
    if asking and asking != own(request.connection_device_id):
        drop_another(state, client, request, asking)
        return
    connection, _ = at_phone(state, request.call_id, request.connection_device_id)
    confirmation = cti.ClearConnectionConf(invoke_id=request.invoke_id)
    further = post_call.destination(state, connection)
    if not further:
        ask(state, client, request.invoke_id, confirmation, disconnect(connection))
        return

    def then(answer: Answer) -> None:
        if isinstance(answer, jtapi.Refused):  # nobody can be sent there
            logger.warning("call=%d cannot go on at %s and ends", connection.call.id, further)
            ask(state, client, request.invoke_id, confirmation, disconnect(connection))
        else:
            state.reply(client, confirmation)

    at, address = connection.at, connection.address
    state.ask(Provider.RMCM, jtapi.Redirect(at, address, further), then)


def drop_another(state: EngineState, client: Client, request: cti.ClearConnectionReq, asking: str) -> None:
    """One in a conference drops another: an agent's phone is hung up, anybody else is dropped by CUCM."""
    by, agent = at_phone(state, request.call_id, asking)
    connection = by.call.connections.get(own(request.connection_device_id))
    if connection is None:
        raise Impossible(*no_such(by.call))
    live = [each for each in by.call.connections.values() if each.state is not _LCS.NULL]
    if by.state is not _LCS.CONNECT or len(live) < _PARTIES_OF_CONFERENCE:
        raise Impossible(_CF.INVALID_OBJECT_STATE)
    terminal = "" if connection.agent is not None else agent.terminal
    ask(
        state,
        client,
        request.invoke_id,
        cti.ClearConnectionConf(invoke_id=request.invoke_id),
        jtapi.Disconnect(connection.at, connection.address, terminal),
    )


def clear_call(state: EngineState, client: Client, request: cti.ClearCallReq) -> None:
    """CLEAR_CALL_REQ: the call ends for everyone, every phone of this house leaves it."""
    connection, _ = at_phone(state, request.call_id, request.connection_device_id)
    others = [other for other in connection.call.connections.values() if other is not connection]
    ask(
        state,
        client,
        request.invoke_id,
        cti.ClearCallConf(invoke_id=request.invoke_id),
        disconnect(connection),
    )
    for other in others:
        if state.directory.is_internal(other.address):
            state.ask(Provider.RMCM, disconnect(other))


def send_dtmf(state: EngineState, client: Client, request: cti.SendDtmfSignalReq) -> None:
    """SEND_DTMF_SIGNAL_REQ: digits into the call.

    How long they sound, and the pause between them, are the phone's to choose.
    """
    connection, agent = at_phone(state, request.call_id, request.connection_device_id)
    if not DIGITS.fullmatch(request.dtmf_string):
        raise Impossible(_CF.VALUE_OUT_OF_RANGE, CcxErrorCode.INVALID_ARGUMENT)
    if connection.state is not _LCS.CONNECT:
        raise Impossible(_CF.INVALID_OBJECT_STATE)
    ask(
        state,
        client,
        request.invoke_id,
        cti.SendDtmfSignalConf(invoke_id=request.invoke_id),
        jtapi.GenerateDtmf(connection.at, agent.terminal, request.dtmf_string),
    )


def set_call_data(state: EngineState, client: Client, request: cti.SetCallDataReq) -> None:
    """Call variables, ECC variables, wrap-up data: during the call, and after it while the agent wraps up."""
    device = own(request.connection_device_id)
    agent = state.directory.lines.get(device)
    call = state.calls.get(request.call_id)
    if call is None and agent is not None and agent.handled and agent.handled.id == request.call_id:
        call = agent.handled
    elif call is None or not (device in call.connections or (agent is not None and agent.handled is call)):
        raise Impossible(*no_such(call))
    call.data.check(request)
    changed = call.data.change(request)
    state.reply(client, cti.SetCallDataConf(invoke_id=request.invoke_id))
    if changed:
        call_events.data_update(state, call, device, changed, agent)


# --- Finding, asking, answering -----------------------------------------------------------------------------


def own(device: str) -> str:
    """The line itself of a device in the form primary.actual (CTI guide, General Rules)."""
    return device.rpartition(".")[2]


def at_phone(state: EngineState, call_id: int, device: str) -> tuple[Connection, Agent]:
    """The connection that a request names, which must be a signed-in agent's."""
    call = state.calls.get(call_id)
    connection = call.connections.get(own(device)) if call else None
    if connection is None or connection.agent is None:
        raise Impossible(*no_such(call))
    return connection, connection.agent


def no_such(call: Call | None) -> tuple[ControlFailure, CcxErrorCode]:
    """Why a connection is not found: there is no such call, or no such party in it."""
    if call is None:
        return _CF.INVALID_CSTA_CALL_ID, CcxErrorCode.CALL_OBJECT_NULL
    return _CF.INVALID_CSTA_CONNECTION_ID, CcxErrorCode.TERMINAL_CONNECTION_NULL


def disconnect(connection: Connection) -> jtapi.Disconnect:
    """The request that takes a connection out of its call."""
    return jtapi.Disconnect(connection.at, connection.address)


def ask(
    state: EngineState, client: Client, invoke_id: int, confirmation: cti.Message, request: jtapi.Request
) -> None:
    """Ask CUCM, and confirm what the client asked, or refuse it."""

    def then(answer: Answer) -> None:
        if isinstance(answer, jtapi.Refused):
            refusals.tell(state, client, invoke_id, answer)
        else:
            state.reply(client, confirmation)

    state.ask(Provider.RMCM, request, then)
