"""What an agent with two calls asks for: consult, alternate, reconnect, transfer, conference.

Checked here and carried out by CUCM; what became of it the events tell. Sources: CTI guide, CONSULT_CALL_REQ,
ALTERNATE_CALL_REQ, RECONNECT_CALL_REQ, TRANSFER_CALL_REQ, CONFERENCE_CALL_REQ.
"""

from __future__ import annotations

from ccx_engine.cti import messages as cti
from ccx_engine.cti.enums import (
    NULL_CALL_ID,
    NULL_CSQ,
    CallType,
    CcxErrorCode,
    ConsultType,
    ControlFailure,
    LocalConnectionState,
)
from ccx_engine.engine.call_data import CallData
from ccx_engine.engine.calls import call_events, refusals
from ccx_engine.engine.calls.call_control import ask, at_phone, disconnect, no_such, retrieve_after
from ccx_engine.engine.errors import Impossible
from ccx_engine.engine.model import Agent, Call, Client, Connection, Provider
from ccx_engine.engine.state import Answer, EngineState
from ccx_engine.jtapi import messages as jtapi

_LCS = LocalConnectionState
_CF = ControlFailure

# A consultation may be transferred while it rings; it may be given up whatever became of it.
_JOINABLE = frozenset({_LCS.CONNECT, _LCS.INITIATE})
_ACTIVE = frozenset({_LCS.CONNECT, _LCS.INITIATE, _LCS.FAIL})


def consult_call(state: EngineState, client: Client, request: cti.ConsultCallReq) -> None:
    """Hold the active call and dial; the new call inherits the data unless the request gives others."""
    connection, agent = at_phone(state, request.active_call_id, request.active_connection_device_id)
    number = request.dialed_number
    if request.consult_type not in set(ConsultType):
        raise Impossible(_CF.INVALID_CONSULT_TYPE)
    if not number:
        raise Impossible(_CF.INVALID_CALLED_DEVICE, CcxErrorCode.DIALED_NUMBER_NULL)
    if connection.state is not _LCS.CONNECT:
        raise Impossible(_CF.NO_ACTIVE_CALL)
    held, extension = connection.call, agent.extension
    held.data.check(request)

    def then(answer: Answer) -> None:
        if isinstance(answer, jtapi.Refused):
            refusals.tell(state, client, request.invoke_id, answer)
            return
        _given(state, answer.call, extension, held, request)
        state.reply(
            client,
            cti.ConsultCallConf(
                invoke_id=request.invoke_id, new_call_id=answer.call, new_connection_device_id=extension
            ),
        )

    state.ask(Provider.RMCM, jtapi.Consult(connection.at, agent.terminal, number), then)


def _given(state: EngineState, call_id: int, extension: str, held: Call, request: cti.ConsultCallReq) -> None:
    """The consult call's data. Its events come after this, unless it went to a trigger by the faster link."""
    call = state.calls.get(call_id)
    if call is None and not state.has_ended(call_id):
        data = CallData.of_agents_call(extension)
        call = Call(call_id, CallType.CONSULT, extension, request.dialed_number, data)
        state.calls[call_id] = call
    if call is None:
        return
    changed = call.data.change(request)
    if changed and call.device:
        call_events.data_update(state, call, call.device, changed)
    consults_for(state, call, held.id)


def consults_for(state: EngineState, call: Call, held_id: int) -> None:
    """Make a call the consultation that it is, once; either link, or the answer, may say so first."""
    held = state.calls.get(held_id)
    if call.consults_for or held is None:
        return
    call.consults_for = held_id
    call.type = CallType.CONSULT
    call.data.inherit(held.data)
    if call.csq_id == NULL_CSQ:
        call.csq_id = held.csq_id
    if call.device:
        call_events.data_update(state, call, call.device, call.data.fields())


def alternate_call(state: EngineState, client: Client, request: cti.AlternateCallReq) -> None:
    """Hold the active call and take the other, which is held or rings."""
    active, agent = at_phone(state, request.active_call_id, request.active_connection_device_id)
    other = _same_phone(state, agent, request.other_call_id)
    if active.state not in _JOINABLE:
        raise Impossible(_CF.NO_ACTIVE_CALL)
    confirmation = cti.AlternateCallConf(invoke_id=request.invoke_id)
    if other.state is _LCS.ALERTING:  # CUCM holds the active call
        ask(state, client, request.invoke_id, confirmation, jtapi.Answer(other.at, agent.terminal))
        return
    if other.state is not _LCS.HOLD:
        raise Impossible(_CF.NO_HELD_CALL)
    retrieve_after(state, client, jtapi.Hold(active.at, agent.terminal), other, confirmation)


def reconnect_call(state: EngineState, client: Client, request: cti.ReconnectCallReq) -> None:
    """Drop the active call and take the held one."""
    active, agent = at_phone(state, request.active_call_id, request.active_connection_device_id)
    held = _same_phone(state, agent, request.held_call_id)
    if active.state not in _ACTIVE:
        raise Impossible(_CF.NO_ACTIVE_CALL)
    if held.state is not _LCS.HOLD:
        raise Impossible(_CF.NO_HELD_CALL)
    confirmation = cti.ReconnectCallConf(invoke_id=request.invoke_id)
    retrieve_after(state, client, disconnect(active), held, confirmation)


def transfer_call(state: EngineState, client: Client, request: cti.TransferCallReq) -> None:
    """Join the two calls and leave, or in a single step hand over the active one."""
    active, agent = at_phone(state, request.active_call_id, request.active_connection_device_id)
    number = request.dialed_number
    if request.held_call_id == NULL_CALL_ID and number:
        if active.state is not _LCS.CONNECT:
            raise Impossible(_CF.NO_ACTIVE_CALL)
        parties = len(call_events.parties(state, active.call))
        ask(
            state,
            client,
            request.invoke_id,
            cti.TransferCallConf(
                invoke_id=request.invoke_id,
                new_call_id=active.call.id,
                num_parties=parties,
                new_connection_device_id=number,
            ),
            jtapi.TransferTo(active.at, agent.terminal, number),
        )
        return
    held = _held(state, agent, request.held_call_id, active)
    final, ending = _in_order(active, held)
    staying = _together(state, final, ending, without=agent.extension)
    arrives = next((each for each in ending.call.connections if each != agent.extension), agent.extension)
    ask(
        state,
        client,
        request.invoke_id,
        cti.TransferCallConf(
            invoke_id=request.invoke_id,
            new_call_id=final.call.id,
            num_parties=len(staying),
            new_connection_device_id=arrives,
        ),
        jtapi.Transfer(final.at, ending.at, agent.terminal),
    )


def conference_call(state: EngineState, client: Client, request: cti.ConferenceCallReq) -> None:
    """Join the two calls and stay. A conference in a single step is not supported."""
    active, agent = at_phone(state, request.active_call_id, request.active_connection_device_id)
    if request.held_call_id == NULL_CALL_ID:
        raise Impossible(_CF.ARBITRARY_CONF_OR_XFER_NOT_SUPPORTED)
    held = _held(state, agent, request.held_call_id, active)
    final, ending = _in_order(active, held)
    ask(
        state,
        client,
        request.invoke_id,
        cti.ConferenceCallConf(
            invoke_id=request.invoke_id,
            new_call_id=final.call.id,
            new_connection_device_id=agent.extension,
            connected_parties=_together(state, final, ending, without=""),
        ),
        jtapi.Conference(final.at, ending.at, agent.terminal),
    )


def _same_phone(state: EngineState, agent: Agent, call_id: int) -> Connection:
    """The agent's own connection in another call, whichever of its devices the request names."""
    connection = agent.connections.get(call_id)
    if connection is None:
        raise Impossible(*no_such(state.calls.get(call_id)))
    return connection


def _held(state: EngineState, agent: Agent, call_id: int, active: Connection) -> Connection:
    held = _same_phone(state, agent, call_id)
    if active.state not in _JOINABLE:
        raise Impossible(_CF.NO_ACTIVE_CALL)
    if held.state is not _LCS.HOLD:
        raise Impossible(_CF.NO_HELD_CALL)
    return held


def _in_order(active: Connection, held: Connection) -> tuple[Connection, Connection]:
    """Which call lives on and which ends: the original one, also when the consultation is on hold."""
    return (active, held) if held.call.consults_for == active.call.id else (held, active)


def _together(
    state: EngineState, final: Connection, ending: Connection, without: str
) -> tuple[cti.ConnectedParty, ...]:
    """Everyone of both calls, as they will be in the one that lives on."""
    both = {
        each.connected_party_device_id: cti.ConnectedParty(
            connected_party_call_id=final.call.id,
            connected_party_device_type=each.connected_party_device_type,
            connected_party_device_id=each.connected_party_device_id,
        )
        for call in (final.call, ending.call)
        for each in call_events.parties(state, call)
    }
    both.pop(without, None)
    return tuple(both.values())
