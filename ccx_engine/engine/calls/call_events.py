"""What happens to calls, in CTI's words: which event, with which values, and whom it concerns.

Sources: CTI guide, the pages of the call events, "Call-Event Message Flows as Seen in the Log Files" and
"Example Message Flow for a Queued and Answered Call".
"""

from __future__ import annotations

from typing import Any

from ccx_engine.cti import messages as cti
from ccx_engine.cti.enums import (
    MAX_NUM_PARTIES,
    CallType,
    DeviceType,
    EventCause,
    LocalConnectionState,
    RtpDirection,
)
from ccx_engine.engine.call_data import DNIS_BYTES, cut
from ccx_engine.engine.model import Agent, Call, Connection, Contact, Csq, Merge
from ccx_engine.engine.state import EngineState
from ccx_engine.jtapi.model import WITHHELD

_LCS = LocalConnectionState

# Why a call rings and is answered, where its type says it.
CAUSES = {
    CallType.ASSIST: EventCause.SUPERVISOR_ASSIST,
    CallType.EMERGENCY: EventCause.EMERGENCY_CALL,
    CallType.SUPERVISOR_MONITOR: EventCause.SUPERVISOR_MONITOR,
    CallType.SUPERVISOR_BARGE_IN: EventCause.SUPERVISOR_BARGE_IN,
}


def number(address: str) -> str:
    """A party's number as CTI tells it: none of a caller who withholds his (CTI guide, CallingDeviceID)."""
    return "" if address == WITHHELD else address


def begin(state: EngineState, call: Call, device: str) -> None:
    """BEGIN_CALL to bridge clients, once and before any other event of the call."""
    if not call.device:
        call.device = device
        state.tell(_begin(state, call, device, call.type))


def begin_for(state: EngineState, call: Call, agent: Agent, call_type: CallType) -> None:
    """BEGIN_CALL to the clients of an agent who makes or gets the call; bridge clients may know it."""
    if call.device:
        state.tell(_begin(state, call, agent.extension, call_type), (agent.id,), bridge=False)
    else:
        call.device = agent.extension
        state.tell(_begin(state, call, agent.extension, call_type), (agent.id,))


def _begin(state: EngineState, call: Call, device: str, call_type: CallType) -> cti.BeginCallEvent:
    return cti.BeginCallEvent(
        call_type=call_type, call_id=call.id, connection_device_id=device, **_data_at(state, call, device)
    )


def _data_at(state: EngineState, call: Call, device: str) -> dict[str, Any]:
    """The call's data as they are told of a device: where an agent is called, DNIS is his extension.

    So seen through Finesse (captures, CCX 11.0 and CCE 11.x).
    """
    fields = call.data.fields()
    if device != call.calling and device in state.directory.lines:
        fields["dnis"] = cut(device, DNIS_BYTES)
    return fields


def service_initiated(state: EngineState, connection: Connection) -> None:
    """A monitored phone went off-hook."""
    call = connection.call
    state.tell(
        cti.CallServiceInitiatedEvent(
            call_id=call.id,
            csq_id=call.csq_id,
            calling_device_type=DeviceType.AGENT_DEVICE,
            local_connection_state=_LCS.INITIATE,
            connection_device_id=connection.address,
            calling_device_id=connection.address,
        ),
        concerned(call),
    )


def originated(state: EngineState, connection: Connection) -> None:
    """A monitored phone has dialled."""
    call = connection.call
    state.tell(
        cti.CallOriginatedEvent(
            call_id=call.id,
            csq_id=call.csq_id,
            calling_device_type=DeviceType.AGENT_DEVICE,
            called_device_type=state.directory.device_type(call.called),
            local_connection_state=_LCS.INITIATE,
            connection_device_id=connection.address,
            calling_device_id=connection.address,
            called_device_id=call.called,
        ),
        concerned(call),
    )


def delivered(state: EngineState, call: Call, address: str, consult: int | None = None) -> None:
    """The call reaches a trigger, or a phone that rings. `consult` is CCX's own call to the phone."""
    state.tell(
        cti.CallDeliveredEvent(
            call_id=call.id,
            application_id=call.application_id,
            csq_id=call.csq_id,
            alerting_device_type=state.directory.device_type(address),
            local_connection_state=_LCS.ALERTING,
            event_cause=CAUSES.get(call.type, EventCause.NEW_CALL),
            connection_device_id=address,
            alerting_device_id=address,
            secondary_connection_call_id=consult,
            **_parties(state, call),
            **_data_at(state, call, address),
        ),
        concerned(call),
    )


def established(state: EngineState, call: Call, address: str) -> None:
    """A device answered."""
    state.tell(
        cti.CallEstablishedEvent(
            call_id=call.id,
            application_id=call.application_id,
            csq_id=call.csq_id,
            answering_device_type=state.directory.device_type(address),
            local_connection_state=_LCS.CONNECT,
            event_cause=CAUSES.get(call.type, EventCause.NEW_CALL),
            connection_device_id=address,
            answering_device_id=address,
            **_parties(state, call),
        ),
        concerned(call),
    )


def _parties(state: EngineState, call: Call) -> dict[str, Any]:
    """Who calls, who was called, who sent the call on last, as DELIVERED and ESTABLISHED name them."""
    contact = call.contact
    device_type = state.directory.device_type
    redirected = contact.port.address if contact and contact.port and contact.csqs else call.last_redirected
    parties: dict[str, Any] = {
        "calling_device_type": device_type(call.calling),
        "called_device_type": device_type(call.called),
        "last_redirect_device_type": device_type(redirected),
        "calling_device_id": number(call.calling) or None,
        "called_device_id": call.called,
    }
    if redirected:
        parties["last_redirect_device_id"] = redirected
    return parties


def queued(state: EngineState, contact: Contact) -> None:
    """The call waits in its CSQs."""
    call = contact.call
    port = contact.port
    state.tell(
        cti.CallQueuedEvent(
            call_id=call.id,
            application_id=call.application_id,
            queue_device_type=DeviceType.QUEUE,
            calling_device_type=state.directory.device_type(call.calling),
            called_device_type=state.directory.device_type(call.called),
            local_connection_state=_LCS.QUEUED,
            event_cause=EventCause.NEW_CALL,
            connection_device_id=port.address if port else call.called,
            queue_device_id=str(contact.csqs[0].id),
            calling_device_id=number(call.calling) or None,
            called_device_id=call.called,
            csqs=tuple(cti.QueuedCsq(csq_id=csq.id) for csq in contact.csqs),
        ),
        concerned(call),
    )


def diverted(state: EngineState, contact: Contact, csq: Csq, agent: Agent) -> None:
    """The call leaves the queue towards an agent."""
    call = contact.call
    port = contact.port
    state.tell(
        cti.CallDivertedEvent(
            call_id=call.id,
            application_id=call.application_id,
            diverting_device_type=DeviceType.QUEUE,
            called_device_type=DeviceType.AGENT_DEVICE,
            local_connection_state=_LCS.QUEUED,
            event_cause=EventCause.REDIRECTED,
            connection_device_id=port.address if port else call.called,
            diverting_device_id=str(csq.id),
            called_device_id=agent.extension,
        ),
        concerned(call),
    )


def held(state: EngineState, connection: Connection) -> None:
    """A phone holds the call."""
    state.tell(
        cti.CallHeldEvent(
            call_id=connection.call.id,
            holding_device_type=DeviceType.AGENT_DEVICE,
            local_connection_state=_LCS.HOLD,
            connection_device_id=connection.address,
            holding_device_id=connection.address,
        ),
        concerned(connection.call),
    )


def retrieved(state: EngineState, connection: Connection) -> None:
    """A phone has taken the held call back."""
    state.tell(
        cti.CallRetrievedEvent(
            call_id=connection.call.id,
            retrieving_device_type=DeviceType.AGENT_DEVICE,
            local_connection_state=_LCS.CONNECT,
            connection_device_id=connection.address,
            retrieving_device_id=connection.address,
        ),
        concerned(connection.call),
    )


def failed(state: EngineState, connection: Connection, cause: EventCause) -> None:
    """The call of a phone cannot be completed."""
    call = connection.call
    state.tell(
        cti.CallFailedEvent(
            call_id=call.id,
            failing_device_type=state.directory.device_type(call.called),
            called_device_type=state.directory.device_type(call.called),
            local_connection_state=_LCS.FAIL,
            event_cause=cause,
            connection_device_id=connection.address,
            failing_device_id=call.called,
            called_device_id=call.called,
        ),
        concerned(call),
    )


def connection_cleared(state: EngineState, connection: Connection) -> None:
    """One party left; told while it still is one, so that its own clients hear it."""
    call = connection.call
    state.tell(
        cti.CallConnectionClearedEvent(
            call_id=call.id,
            releasing_device_type=state.directory.device_type(connection.address),
            local_connection_state=_LCS.NONE,
            event_cause=connection.cause,
            connection_device_id=number(connection.address),
            releasing_device_id=number(connection.address),
        ),
        concerned(call),
    )


def ended_for(state: EngineState, call: Call, agent: Agent, extension: str) -> None:
    """END_CALL to the clients of an agent who has left a call that goes on; bridge clients still hear it."""
    state.tell(cti.EndCallEvent(call_id=call.id, connection_device_id=extension), (agent.id,), bridge=False)


def cleared(state: EngineState, call: Call, device: str) -> None:
    """The last party left."""
    state.tell(
        cti.CallClearedEvent(call_id=call.id, local_connection_state=_LCS.NULL, connection_device_id=device),
        concerned(call),
    )


def ended(state: EngineState, call: Call, device: str, agents: tuple[str, ...] | None = None) -> None:
    """END_CALL to bridge clients and the agents still on it: nothing more will be told of the call."""
    concerns = concerned(call) if agents is None else agents
    state.tell(cti.EndCallEvent(call_id=call.id, connection_device_id=device), concerns)


def data_update(
    state: EngineState, call: Call, device: str, changed: dict[str, Any], agent: Agent | None = None
) -> None:
    """Call data or the call's type changed: only what did. `agent` may have left it and wraps it up."""
    state.tell(
        cti.CallDataUpdateEvent(
            call_type=call.type,
            call_id=call.id,
            new_call_id=call.id,
            connection_device_id=device,
            new_connection_device_id=device,
            **changed,
        ),
        tuple(dict.fromkeys((*concerned(call), *((agent.id,) if agent else ())))),
    )


def id_changed(
    state: EngineState,
    call: Call,
    before: int,
    connection: Connection | None,
    changed: dict[str, Any],
) -> None:
    """A party knows its call by another id from now on."""
    device = connection.address if connection else call.device
    agent = connection.agent if connection else None
    state.tell(
        cti.CallDataUpdateEvent(
            call_type=call.type,
            call_id=before,
            new_call_id=call.id,
            connection_device_id=device,
            new_connection_device_id=device,
            **changed,
        ),
        (agent.id,) if agent else (),
    )


def transferred(state: EngineState, call: Call, merge: Merge, agents: tuple[str, ...]) -> None:
    """Two calls became `call`, without the one who joined them."""
    moved = merge.moved[0] if merge.moved else None
    device_type = state.directory.device_type
    state.tell(
        cti.CallTransferredEvent(
            primary_call_id=call.id,
            secondary_call_id=merge.secondary,
            transferring_device_type=device_type(merge.controller),
            transferred_device_type=device_type(moved.address if moved else ""),
            local_connection_state=moved.state if moved else _LCS.CONNECT,
            event_cause=EventCause.TRANSFER,
            primary_device_id=merge.controller or call.device,
            secondary_device_id=merge.controller or call.device,
            transferring_device_id=merge.controller or None,
            transferred_device_id=number(moved.address) if moved else None,
            connected_parties=parties(state, call),
        ),
        agents,
    )


def conferenced(state: EngineState, call: Call, merge: Merge, agents: tuple[str, ...]) -> None:
    """Two calls became `call`, with everyone in it."""
    moved = merge.moved[0] if merge.moved else None
    device_type = state.directory.device_type
    state.tell(
        cti.CallConferencedEvent(
            primary_call_id=call.id,
            secondary_call_id=merge.secondary,
            controller_device_type=device_type(merge.controller),
            added_party_device_type=device_type(moved.address if moved else ""),
            local_connection_state=_LCS.CONNECT,
            event_cause=merge.cause,
            primary_device_id=merge.controller or call.device,
            secondary_device_id=merge.controller or call.device,
            controller_device_id=merge.controller or None,
            added_party_device_id=number(moved.address) if moved else None,
            connected_parties=parties(state, call),
        ),
        agents,
    )


def parties(state: EngineState, call: Call) -> tuple[cti.ConnectedParty, ...]:
    """Everyone in the call, as CALL_TRANSFERRED and CALL_CONFERENCED list them."""
    addresses = [each.address for each in call.connections.values() if each.state is not _LCS.NULL]
    contact = call.contact
    if contact is not None and contact.at_port and contact.port is not None:
        addresses.append(contact.port.address)
    return tuple(
        cti.ConnectedParty(
            connected_party_call_id=call.id,
            connected_party_device_type=state.directory.device_type(address),
            connected_party_device_id=number(address),
        )
        for address in addresses[:MAX_NUM_PARTIES]
    )


def rtp_started(state: EngineState, connection: Connection) -> None:
    """Both directions of a phone's media began."""
    for direction in (RtpDirection.INPUT, RtpDirection.OUTPUT):
        state.tell(cti.RtpStartedEvent(direction=direction, **_media(connection)), concerned(connection.call))


def rtp_stopped(state: EngineState, connection: Connection) -> None:
    """Both directions of a phone's media ended."""
    for direction in (RtpDirection.INPUT, RtpDirection.OUTPUT):
        state.tell(cti.RtpStoppedEvent(direction=direction, **_media(connection)), concerned(connection.call))


def _media(connection: Connection) -> dict[str, Any]:
    agent = connection.agent
    return {
        "call_id": connection.call.id,
        "connection_device_id": connection.address,
        "agent_extension": connection.address,
        "agent_id": agent.id if agent else None,
    }


def concerned(call: Call) -> tuple[str, ...]:
    """The agents whose own clients hear of the call: those who take part in it."""
    return tuple(
        connection.agent.id for connection in call.connections.values() if connection.agent is not None
    )
