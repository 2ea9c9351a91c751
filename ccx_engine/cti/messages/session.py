"""Opening, keeping and ending a session; refusals; what became of the whole system."""

from __future__ import annotations

from ccx_engine.cti.enums import AgentState, CcxStatus, DeviceType, StatusCode, SystemEventId
from ccx_engine.cti.layout import (
    BOOL,
    TIME,
    UINT,
    USHORT,
    String,
    Unspec,
)
from ccx_engine.cti.wire import (
    Message,
    counter,
    fixed,
    floating,
    group,
    message,
    record,
)


@message(1)
class FailureConf(Message):
    """A request was refused as a whole: why is in `status`."""

    invoke_id: int = fixed(UINT)
    status: int = fixed(UINT.of(StatusCode))
    text: str | None = floating(7, String(255), default=None)


@message(2)
class FailureEvent(Message):
    """Something failed that nobody asked for; CONFIG keys must be asked for again after AUTO_CONFIG_RESET."""

    status: int = fixed(UINT.of(StatusCode))
    text: str | None = floating(7, String(255), default=None)


@message(3)
class OpenReq(Message):
    """A client opens its session, in the wire form of the version it names here.

    Beyond config_msg_mask the layout is GED-188's (unconfirmed).
    """

    invoke_id: int = fixed(UINT, default=0)
    version_number: int = fixed(UINT)
    idle_timeout: int = fixed(UINT)
    peripheral_id: int = fixed(UINT, default=0)
    services_requested: int = fixed(UINT)
    call_msg_mask: int = fixed(UINT, default=0)
    agent_state_mask: int = fixed(UINT, default=0)
    config_msg_mask: int = fixed(UINT, default=0)
    reserved_1: int = fixed(UINT, default=0)
    reserved_2: int = fixed(UINT, default=0)
    reserved_3: int = fixed(UINT, default=0)
    client_id: str = floating(1, String(64))
    client_password: bytes = floating(2, Unspec(64), default=b"", required=True, secret=True)
    client_signature: str | None = floating(3, String(64), default=None)
    agent_extension: str | None = floating(4, String(16), default=None)
    short_agent_id: str | None = floating(5, String(12), default=None)
    agent_instrument: str | None = floating(6, String(64), default=None)
    agent_id: str | None = floating(194, String(129), default=None)


@record
class Peripheral:
    """One peripheral of OPEN_CONF (version 14+); CCX has the one numbered 1."""

    flt_peripheral_id: int = floating(208, UINT)
    multiline_agent_control: int = floating(224, USHORT, default=0)


@message(4)
class OpenConf(Message):
    """The session is open; `services_granted` may be less than was asked for."""

    invoke_id: int = fixed(UINT)
    services_granted: int = fixed(UINT)
    monitor_id: int = fixed(UINT, default=0)
    pg_status: int = fixed(UINT, default=0)
    central_controller_time: int = fixed(TIME, default=0)
    ccx_online: bool = fixed(BOOL)
    peripheral_type: int = fixed(USHORT, default=0)
    agent_state: int = fixed(USHORT.of(AgentState))
    agent_extension: str | None = floating(4, String(16), default=None)
    short_agent_id: str | None = floating(5, String(12), default=None)
    agent_instrument: str | None = floating(6, String(64), default=None)
    agent_id: str | None = floating(194, String(129), default=None)
    num_peripherals = counter("peripherals", tag=228, always=False, since=14)
    peripherals: tuple[Peripheral, ...] = group(Peripheral, most=16, default=(), since=14)


@message(5)
class HeartbeatReq(Message):
    """The client is alive."""

    invoke_id: int = fixed(UINT, default=0)


@message(6)
class HeartbeatConf(Message):
    """The server lives, too: the answer to HEARTBEAT_REQ."""

    invoke_id: int = fixed(UINT)


@message(7)
class CloseReq(Message):
    """The client ends its session (layout of GED-188, unconfirmed)."""

    invoke_id: int = fixed(UINT, default=0)
    status: int = fixed(UINT.of(StatusCode), default=StatusCode.NO_ERROR)


@message(8)
class CloseConf(Message):
    """The session is closed (layout of GED-188, unconfirmed)."""

    invoke_id: int = fixed(UINT)


@message(31)
class SystemEvent(Message):
    """The engine's or a device's status changed; sent to every client."""

    ccx_status: int = fixed(UINT.of(CcxStatus))
    ccx_time: int = fixed(TIME)
    system_event_id: int = fixed(UINT.of(SystemEventId))
    system_event_arg_1: int = fixed(UINT, default=0)
    system_event_arg_2: int = fixed(UINT, default=0)
    system_event_arg_3: int = fixed(UINT, default=0)
    event_device_type: int = fixed(USHORT.of(DeviceType), default=DeviceType.NONE)
    text: str | None = floating(7, String(255), default=None)
    event_device_id: str | None = floating(206, String(64), default=None)
