"""What clients ask to see: an agent's state, the calls at a phone, the parties of a call."""

from __future__ import annotations

from ccx_engine.cti import messages as cti
from ccx_engine.cti.enums import (
    MAX_NUM_DEVICES,
    MAX_NUM_PARTIES,
    MAX_QUEUED_CSQ,
    AgentState,
    CallMsgMask,
    CcxErrorCode,
    ControlFailure,
    DeviceType,
    LineType,
    LocalConnectionState,
    SilentMonitorStatus,
    TypeOfDevice,
)
from ccx_engine.engine.calls import call_events
from ccx_engine.engine.calls.call_control import own
from ccx_engine.engine.errors import Impossible
from ccx_engine.engine.model import Agent, Client, Connection, Csq
from ccx_engine.engine.state import EngineState

# All but CALL_DEQUEUED, which CCX does not send.
CALL_EVENTS_TOLD = sum(CallMsgMask) & ~CallMsgMask.CALL_DEQUEUED
CALLS_OF_A_PHONE = 2  # of an agent's line (CCX Administration guide, agent phones)
# GED-188, "CallControl Masks" (unconfirmed for CCX): what requests the phone may be asked with.
CALL_CONTROL = (
    0x4  # ALTERNATE_CALL
    | 0x8  # ANSWER_CALL
    | 0x10  # CLEAR_CALL
    | 0x20  # CLEAR_CONNECTION
    | 0x40  # CONFERENCE_CALL
    | 0x80  # CONSULT_CALL
    | 0x200  # HOLD_CALL
    | 0x400  # MAKE_CALL
    | 0x1000  # RECONNECT_CALL
    | 0x2000  # RETRIEVE_CALL
    | 0x4000  # TRANSFER_CALL
    | 0x8000  # QUERY_DEVICE_INFO
    | 0x10000  # SNAPSHOT_CALL
    | 0x20000  # SNAPSHOT_DEVICE
    | 0x40000  # SEND_DTMF_SIGNAL
)
_WITH_A_CALL = frozenset({AgentState.RESERVED, AgentState.TALKING, AgentState.WORK})


def query_agent_state(state: EngineState, client: Client, request: cti.QueryAgentStateReq) -> None:
    """QUERY_AGENT_STATE_REQ: the state, and the state in each of the agent's CSQs."""
    agent = state.find_agent(request.agent_id, request.agent_extension or request.agent_instrument)
    if agent is None:
        raise Impossible(ControlFailure.INVALID_AGENT_ID_SPECIFIED, CcxErrorCode.AGENT_INVALID)
    state.reply(
        client,
        cti.QueryAgentStateConf(
            invoke_id=request.invoke_id,
            agent_state=agent.state,
            agent_extension=agent.extension or None,
            agent_instrument=agent.extension or None,
            agent_id=agent.id,
            csqs=tuple(
                cti.CsqState(csq_id=csq.id, csq_state=_state_in(agent, csq))
                for csq in agent.csqs[:MAX_QUEUED_CSQ]
            ),
        ),
    )


def _state_in(agent: Agent, csq: Csq) -> AgentState:
    """BUSY_OTHER in every CSQ but the one whose call he has."""
    serves = agent.delivery.csq if agent.delivery else agent.handling
    if agent.state in _WITH_A_CALL and serves is not None and serves is not csq:
        return AgentState.BUSY_OTHER
    return agent.state


def query_device_info(state: EngineState, client: Client, request: cti.QueryDeviceInfoReq) -> None:
    """QUERY_DEVICE_INFO_REQ: what an agent's phone can do."""
    extension = own(request.agent_instrument)
    if not state.directory.is_internal(extension):
        raise Impossible(ControlFailure.INVALID_CSTA_DEVICE_ID, CcxErrorCode.DEVICE_ID_NULL)
    state.reply(
        client,
        cti.QueryDeviceInfoConf(
            invoke_id=request.invoke_id,
            type_of_device=TypeOfDevice.STATION,
            max_active_calls=1,
            max_held_calls=CALLS_OF_A_PHONE - 1,
            max_devices_in_conference=MAX_NUM_PARTIES,
            call_events_supported=CALL_EVENTS_TOLD,
            call_control_supported=CALL_CONTROL,
            lines=(cti.Line(line_handle=0, line_type=LineType.BUSINESS),),
        ),
    )


def snapshot_device(state: EngineState, client: Client, request: cti.SnapshotDeviceReq) -> None:
    """SNAPSHOT_DEVICE_REQ: the calls at a phone."""
    extension = own(request.agent_instrument)
    agent = state.directory.lines.get(extension)
    if agent is None and not state.directory.is_internal(extension):
        raise Impossible(ControlFailure.INVALID_CSTA_DEVICE_ID, CcxErrorCode.DEVICE_ID_NULL)
    connections = list(agent.connections.values()) if agent else []
    state.reply(
        client,
        cti.SnapshotDeviceConf(
            invoke_id=request.invoke_id,
            calls=tuple(
                cti.DeviceCall(
                    call_connection_call_id=each.call.id,
                    call_connection_device_id=each.address,
                    call_state=each.state,
                    silent_monitor_status=_monitoring(state, each),
                )
                for each in connections[:MAX_NUM_DEVICES]
            ),
        ),
    )


def _monitoring(state: EngineState, connection: Connection) -> int | None:
    """GED-188, SilentMonitorStatus: who listens, and who is listened to; nothing where neither is so."""
    if connection.call.monitors:
        return SilentMonitorStatus.INITIATOR
    if any(
        call.monitors == connection.at and call.called == connection.address for call in state.calls.values()
    ):
        return SilentMonitorStatus.TARGET
    return None


def snapshot_call(state: EngineState, client: Client, request: cti.SnapshotCallReq) -> None:
    """SNAPSHOT_CALL_REQ: the devices of a call, and its data."""
    call = state.calls.get(request.call_id)
    if call is None:
        raise Impossible(ControlFailure.INVALID_CSTA_CALL_ID, CcxErrorCode.CALL_OBJECT_NULL)
    devices = [
        (call_events.number(each.address), state.directory.device_type(each.address), each.state)
        for each in call.connections.values()
    ]
    contact = call.contact
    if contact is not None and contact.port is not None and contact.at_port:
        devices.append((contact.port.address, DeviceType.CTI_PORT, LocalConnectionState.CONNECT))
    state.reply(
        client,
        cti.SnapshotCallConf(
            invoke_id=request.invoke_id,
            **call.data.fields(),
            call_devices=tuple(
                cti.CallDevice(
                    call_connection_call_id=call.id,
                    call_connection_device_id=address,
                    call_device_type=device_type,
                    call_device_id=address,
                    call_device_connection_state=connection_state,
                )
                for address, device_type, connection_state in devices[:MAX_NUM_DEVICES]
            ),
        ),
    )
