"""What supervisors do, calls for help, and recording."""

from __future__ import annotations

from ccx_engine.cti.enums import (
    NULL_CALL_ID,
    ConnectionDeviceType,
    LineType,
    RtpDirection,
    RtpType,
    SupervisoryAction,
)
from ccx_engine.cti.layout import (
    UINT,
    USHORT,
    String,
)
from ccx_engine.cti.wire import (
    Message,
    fixed,
    floating,
    message,
)


@message(118)
class SupervisorAssistReq(Message):
    """Call a supervisor of the team to help."""

    invoke_id: int = fixed(UINT, default=0)
    peripheral_id: int = fixed(UINT, default=1)
    call_id: int = fixed(UINT)
    connection_device_type: int = fixed(USHORT.of(ConnectionDeviceType), default=ConnectionDeviceType.STATIC)
    connection_device_id: str = floating(25, String(64))
    agent_extension: str | None = floating(4, String(16), default=None)
    agent_instrument: str | None = floating(6, String(64), default=None)
    agent_id: str | None = floating(194, String(129), default=None)


@message(119)
class SupervisorAssistConf(Message):
    """The call to the supervisor exists."""

    invoke_id: int = fixed(UINT)
    call_id: int = fixed(UINT)
    connection_device_type: int = fixed(USHORT.of(ConnectionDeviceType), default=ConnectionDeviceType.STATIC)
    line_handle: int = fixed(USHORT, default=0xFFFF)
    line_type: int = fixed(USHORT.of(LineType), default=LineType.BUSINESS)
    connection_device_id: str = floating(25, String(64))


@message(120)
class SupervisorAssistEvent(Message):
    """An agent asked for a supervisor."""

    peripheral_id: int = fixed(UINT, default=1)
    call_id: int = fixed(UINT)
    connection_device_type: int = fixed(USHORT.of(ConnectionDeviceType), default=ConnectionDeviceType.STATIC)
    session_id: int = fixed(UINT, default=0)
    connection_device_id: str = floating(25, String(64))
    client_id: str = floating(1, String(64))
    text: str | None = floating(7, String(255), default=None)


@message(121)
class EmergencyCallReq(Message):
    """Call a supervisor: emergency."""

    invoke_id: int = fixed(UINT, default=0)
    peripheral_id: int = fixed(UINT, default=1)
    call_id: int = fixed(UINT)
    connection_device_type: int = fixed(USHORT.of(ConnectionDeviceType), default=ConnectionDeviceType.STATIC)
    connection_device_id: str = floating(25, String(64))
    agent_id: str | None = floating(194, String(129), default=None)
    agent_instrument: str | None = floating(6, String(64), default=None)


@message(122)
class EmergencyCallConf(Message):
    """The emergency call exists."""

    invoke_id: int = fixed(UINT)
    call_id: int = fixed(UINT)
    connection_device_type: int = fixed(USHORT.of(ConnectionDeviceType), default=ConnectionDeviceType.STATIC)
    line_handle: int = fixed(USHORT, default=0xFFFF)
    line_type: int = fixed(USHORT.of(LineType), default=LineType.BUSINESS)
    connection_device_id: str = floating(25, String(64))


@message(123)
class EmergencyCallEvent(Message):
    """An agent reported an emergency."""

    peripheral_id: int = fixed(UINT, default=1)
    call_id: int = fixed(UINT)
    connection_device_type: int = fixed(USHORT.of(ConnectionDeviceType), default=ConnectionDeviceType.STATIC)
    session_id: int = fixed(UINT, default=0)
    connection_device_id: str = floating(25, String(64))
    client_id: str = floating(1, String(64))
    client_address: str | None = floating(81, String(64), default=None)
    agent_extension: str | None = floating(4, String(16), default=None)
    agent_instrument: str | None = floating(6, String(64), default=None)
    agent_id: str | None = floating(194, String(129), default=None)


@message(124)
class SuperviseCallReq(Message):
    """Monitor, join, take over or leave an agent's call."""

    invoke_id: int = fixed(UINT, default=0)
    peripheral_id: int = fixed(UINT, default=1)
    agent_call_id: int = fixed(UINT)
    supervisor_call_id: int = fixed(UINT, default=NULL_CALL_ID)
    agent_connection_device_type: int = fixed(
        USHORT.of(ConnectionDeviceType), default=ConnectionDeviceType.STATIC
    )
    supervisor_connection_device_type: int = fixed(
        USHORT.of(ConnectionDeviceType), default=ConnectionDeviceType.NONE
    )
    supervisory_action: int = fixed(USHORT.of(SupervisoryAction))
    agent_connection_device_id: str | None = floating(90, String(64), default=None)
    supervisor_connection_device_id: str | None = floating(91, String(64), default=None)
    agent_extension: str | None = floating(4, String(16), default=None)
    agent_instrument: str | None = floating(6, String(64), default=None)
    agent_id: str | None = floating(194, String(129), default=None)
    supervisor_instrument: str | None = floating(85, String(64), default=None)


@message(125)
class SuperviseCallConf(Message):
    """Done; this is the supervisor's connection."""

    invoke_id: int = fixed(UINT)
    call_id: int = fixed(UINT)
    connection_device_type: int = fixed(USHORT.of(ConnectionDeviceType), default=ConnectionDeviceType.STATIC)
    connection_device_id: str = floating(25, String(64))


@message(139)
class BadCallReq(Message):
    """The sound of this call is poor."""

    invoke_id: int = fixed(UINT, default=0)
    peripheral_id: int = fixed(UINT, default=1)
    connection_device_type: int = fixed(USHORT.of(ConnectionDeviceType), default=ConnectionDeviceType.STATIC)
    call_id: int = fixed(UINT)
    connection_device_id: str = floating(25, String(64))
    agent_id: str | None = floating(194, String(129), default=None)


@message(140)
class BadCallConf(Message):
    """Noted."""

    invoke_id: int = fixed(UINT)


@message(147)
class StartRecordingReq(Message):
    """Record the call. A message of GED-188, not in the CCX guide: an extension."""

    invoke_id: int = fixed(UINT, default=0)
    peripheral_id: int = fixed(UINT, default=1)
    call_id: int = fixed(UINT)
    client_port: int = fixed(UINT, default=0)
    bit_rate: int = fixed(UINT, default=0)
    packet_size: int = fixed(UINT, default=0)
    connection_device_type: int = fixed(USHORT.of(ConnectionDeviceType), default=ConnectionDeviceType.STATIC)
    direction: int = fixed(USHORT.of(RtpDirection), default=RtpDirection.BIDIRECTIONAL)
    rtp_type: int = fixed(USHORT.of(RtpType), default=RtpType.AUDIO)
    echo_cancellation: int = fixed(USHORT, default=0)
    payload_type: int = fixed(USHORT, default=0)
    connection_device_id: str = floating(25, String(64))
    client_id: str | None = floating(1, String(64), default=None)
    client_address: str | None = floating(81, String(64), default=None)
    agent_extension: str | None = floating(4, String(16), default=None)
    agent_instrument: str | None = floating(6, String(64), default=None)
    agent_id: str | None = floating(194, String(129), default=None)


@message(148)
class StartRecordingConf(Message):
    """The recording runs."""

    invoke_id: int = fixed(UINT)
    session_id: int = fixed(UINT, default=0)
    server_data: int = fixed(UINT, default=0)
    client_id: str | None = floating(1, String(64), default=None)
    client_address: str | None = floating(81, String(64), default=None)


@message(149)
class StopRecordingReq(Message):
    """Stop recording the call (extension, as START_RECORDING_REQ)."""

    invoke_id: int = fixed(UINT, default=0)
    peripheral_id: int = fixed(UINT, default=1)
    call_id: int = fixed(UINT)
    client_port: int = fixed(UINT, default=0)
    session_id: int = fixed(UINT, default=0)
    server_data: int = fixed(UINT, default=0)
    connection_device_type: int = fixed(USHORT.of(ConnectionDeviceType), default=ConnectionDeviceType.STATIC)
    direction: int = fixed(USHORT.of(RtpDirection), default=RtpDirection.BIDIRECTIONAL)
    connection_device_id: str = floating(25, String(64))
    client_id: str | None = floating(1, String(64), default=None)
    client_address: str | None = floating(81, String(64), default=None)
    agent_extension: str | None = floating(4, String(16), default=None)
    agent_instrument: str | None = floating(6, String(64), default=None)
    agent_id: str | None = floating(194, String(129), default=None)


@message(150)
class StopRecordingConf(Message):
    """The recording has ended."""

    invoke_id: int = fixed(UINT)
    client_id: str | None = floating(1, String(64), default=None)
    client_address: str | None = floating(81, String(64), default=None)
