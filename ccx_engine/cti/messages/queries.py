"""What is known of an agent, a call or a device now."""

from __future__ import annotations

from ccx_engine.cti.enums import (
    MAX_NUM_DEVICES,
    MAX_QUEUED_CSQ,
    AgentState,
    CallType,
    ConnectionDeviceType,
    DeviceType,
    Disposition,
    LineType,
    LocalConnectionState,
    SilentMonitorStatus,
    TypeOfDevice,
)
from ccx_engine.cti.layout import (
    INT,
    UINT,
    USHORT,
    String,
    Unspec,
)
from ccx_engine.cti.messages.agent_state import CsqState
from ccx_engine.cti.messages.shared import CallData
from ccx_engine.cti.wire import (
    Message,
    counter,
    fixed,
    floating,
    group,
    inherited,
    message,
    record,
)


@message(36)
class QueryAgentStateReq(Message):
    """Which state is the agent in? At least one of the three identifiers is needed."""

    invoke_id: int = fixed(UINT, default=0)
    peripheral_id: int = fixed(UINT, default=1)
    mrd_id: int = fixed(INT, default=1)
    icm_agent_id: int = fixed(INT, default=0)
    agent_extension: str | None = floating(4, String(16), default=None)
    agent_instrument: str | None = floating(6, String(64), default=None)
    agent_id: str | None = floating(194, String(129), default=None)


@message(37)
class QueryAgentStateConf(Message):
    """The state of the agent, in general and in each CSQ."""

    invoke_id: int = fixed(UINT)
    agent_state: int = fixed(USHORT.of(AgentState))
    num_csqs = counter("csqs")
    mrd_id: int = fixed(INT, default=1)
    num_tasks: int = fixed(UINT, default=0)
    agent_mode: int = fixed(USHORT, default=0)
    max_task_limit: int = fixed(UINT, default=0)
    icm_agent_id: int = fixed(UINT, default=0)
    agent_availability_status: int = fixed(UINT, default=1)
    short_agent_id: str | None = floating(5, String(12), default=None)
    agent_extension: str | None = floating(4, String(16), default=None)
    agent_instrument: str | None = floating(6, String(64), default=None)
    agent_id: str | None = floating(194, String(129), default=None)
    csqs: tuple[CsqState, ...] = group(CsqState, most=MAX_QUEUED_CSQ, default=())
    internal_agent_state: int | None = floating(255, USHORT.of(AgentState), default=None)


@message(78)
class QueryDeviceInfoReq(Message):
    """What can this device do?"""

    invoke_id: int = fixed(UINT, default=0)
    peripheral_id: int = fixed(UINT, default=1)
    reserved_1: int = fixed(USHORT, default=0)
    agent_instrument: str = floating(6, String(64))


@record
class Line:
    """A line of a device."""

    line_handle: int = floating(70, USHORT)
    line_type: int | None = floating(71, USHORT.of(LineType), default=None)


@message(79)
class QueryDeviceInfoConf(Message):
    """What the device can do (layout of GED-188, unconfirmed)."""

    invoke_id: int = fixed(UINT)
    peripheral_type: int = fixed(USHORT, default=21)
    type_of_device: int = fixed(USHORT.of(TypeOfDevice))
    class_of_device: int = fixed(USHORT, default=0)
    num_lines = counter("lines")
    reserved_1: int = fixed(USHORT, default=0)
    max_active_calls: int = fixed(USHORT, default=0)
    max_held_calls: int = fixed(USHORT, default=0)
    max_devices_in_conference: int = fixed(USHORT, default=0)
    make_call_setup: int = fixed(UINT, default=0)
    transfer_conference_setup: int = fixed(UINT, default=0)
    call_events_supported: int = fixed(UINT, default=0)
    call_control_supported: int = fixed(UINT, default=0)
    other_features_supported: int = fixed(UINT, default=0)
    lines: tuple[Line, ...] = group(Line, most=16, default=())


@message(82)
class SnapshotCallReq(Message):
    """Who is in the call, and what data does it carry?"""

    invoke_id: int = fixed(UINT, default=0)
    peripheral_id: int = fixed(UINT, default=1)
    call_id: int = fixed(UINT)
    connection_device_type: int = fixed(USHORT.of(ConnectionDeviceType), default=ConnectionDeviceType.STATIC)
    connection_device_id: str = floating(25, String(64))


@record
class CallDevice:
    """A device of a call, and its connection to it."""

    call_connection_call_id: int = floating(56, UINT)
    call_connection_device_type: int = floating(
        57, USHORT.of(ConnectionDeviceType), default=ConnectionDeviceType.STATIC
    )
    call_connection_device_id: str | None = floating(58, String(64), default=None)
    call_device_type: int = floating(59, USHORT.of(DeviceType), default=DeviceType.NONE)
    call_device_id: str | None = floating(60, String(64), default=None)
    call_device_connection_state: int | None = floating(61, USHORT.of(LocalConnectionState), default=None)


@message(83)
class SnapshotCallConf(CallData):
    """The devices of the call and its data; CCX sends call type 0."""

    invoke_id: int = fixed(UINT)
    call_type: int = fixed(USHORT.of(CallType), default=CallType.INVALID)
    num_cti_clients: int = fixed(USHORT, default=0)
    num_call_devices = counter("call_devices")
    num_named_variables = counter("named_variables")
    num_named_arrays = counter("named_arrays")
    called_party_disposition: int = fixed(USHORT.of(Disposition), default=Disposition.INVALID)
    reserved_1: int = fixed(INT, default=0, since=11)
    ani: str | None = floating(8, String(40), default=None)
    user_to_user_info: bytes | None = floating(9, Unspec(131), default=None)
    dnis: str | None = floating(10, String(32), default=None)
    dialed_number: str | None = floating(11, String(40), default=None)
    caller_entered_digits: str | None = floating(12, String(40), default=None)
    call_data = inherited(CallData)
    call_devices: tuple[CallDevice, ...] = group(CallDevice, most=MAX_NUM_DEVICES, default=())


@message(84)
class SnapshotDeviceReq(Message):
    """Which calls are at this device?"""

    invoke_id: int = fixed(UINT, default=0)
    peripheral_id: int = fixed(UINT, default=1)
    snapshot_device_type: int = fixed(USHORT.of(DeviceType), default=DeviceType.AGENT_DEVICE)
    agent_instrument: str = floating(6, String(64))


@record
class DeviceCall:
    """A call at a device."""

    call_connection_call_id: int = floating(56, UINT)
    call_connection_device_type: int = floating(
        57, USHORT.of(ConnectionDeviceType), default=ConnectionDeviceType.STATIC
    )
    call_connection_device_id: str | None = floating(58, String(64), default=None)
    call_state: int | None = floating(75, USHORT.of(LocalConnectionState), default=None)
    silent_monitor_status: int | None = floating(218, USHORT.of(SilentMonitorStatus), default=None)


@message(85)
class SnapshotDeviceConf(Message):
    """The calls at the device (layout of GED-188, unconfirmed)."""

    invoke_id: int = fixed(UINT)
    num_calls = counter("calls")
    calls: tuple[DeviceCall, ...] = group(DeviceCall, most=MAX_NUM_DEVICES, default=())
