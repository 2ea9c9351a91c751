"""What a client asks of the calls, and the answers."""

from __future__ import annotations

from ccx_engine.cti.enums import (
    MAX_NUM_PARTIES,
    CcxErrorCode,
    ConnectionDeviceType,
    ConsultType,
    ControlFailure,
    LineType,
)
from ccx_engine.cti.layout import (
    BOOL,
    UINT,
    USHORT,
    String,
    Unspec,
)
from ccx_engine.cti.messages.call_events import ConnectedParty
from ccx_engine.cti.messages.shared import CallData
from ccx_engine.cti.wire import (
    Message,
    counter,
    fixed,
    floating,
    group,
    inherited,
    message,
)


@message(35)
class ControlFailureConf(Message):
    """A request could not be carried out: why is in `failure_code`, CCX's own reason in `ccx_error_code`."""

    invoke_id: int = fixed(UINT)
    failure_code: int = fixed(USHORT.of(ControlFailure))
    ccx_error_code: int = fixed(UINT.of(CcxErrorCode), default=CcxErrorCode.DEFAULT_ERROR_CODE)
    text: str | None = floating(7, String(255), default=None)


@message(40)
class AlternateCallReq(Message):
    """Hold the active call and take the other one."""

    invoke_id: int = fixed(UINT, default=0)
    peripheral_id: int = fixed(UINT, default=1)
    active_call_id: int = fixed(UINT)
    other_call_id: int = fixed(UINT)
    active_connection_device_type: int = fixed(
        USHORT.of(ConnectionDeviceType), default=ConnectionDeviceType.STATIC
    )
    other_connection_device_type: int = fixed(
        USHORT.of(ConnectionDeviceType), default=ConnectionDeviceType.STATIC
    )
    active_connection_device_id: str = floating(50, String(64))
    other_connection_device_id: str = floating(52, String(64))
    agent_instrument: str | None = floating(6, String(64), default=None)


@message(41)
class AlternateCallConf(Message):
    """Done."""

    invoke_id: int = fixed(UINT)


@message(42)
class AnswerCallReq(Message):
    """Answer the call at this device (layout of GED-188, unconfirmed)."""

    invoke_id: int = fixed(UINT, default=0)
    peripheral_id: int = fixed(UINT, default=1)
    call_id: int = fixed(UINT)
    connection_device_type: int = fixed(USHORT.of(ConnectionDeviceType), default=ConnectionDeviceType.STATIC)
    connection_device_id: str = floating(25, String(64))
    agent_instrument: str | None = floating(6, String(64), default=None)


@message(43)
class AnswerCallConf(Message):
    """Done."""

    invoke_id: int = fixed(UINT)


@message(44)
class ClearCallReq(Message):
    """End the call for everyone."""

    invoke_id: int = fixed(UINT, default=0)
    peripheral_id: int = fixed(UINT, default=1)
    call_id: int = fixed(UINT)
    connection_device_type: int = fixed(USHORT.of(ConnectionDeviceType), default=ConnectionDeviceType.STATIC)
    connection_device_id: str = floating(25, String(64))
    agent_instrument: str | None = floating(6, String(64), default=None)


@message(45)
class ClearCallConf(Message):
    """Done."""

    invoke_id: int = fixed(UINT)


@message(46)
class ClearConnectionReq(Message):
    """Hang up at this device."""

    invoke_id: int = fixed(UINT, default=0)
    peripheral_id: int = fixed(UINT, default=1)
    call_id: int = fixed(UINT)
    connection_device_type: int = fixed(USHORT.of(ConnectionDeviceType), default=ConnectionDeviceType.STATIC)
    connection_device_id: str = floating(25, String(64))
    agent_instrument: str | None = floating(6, String(64), default=None)


@message(47)
class ClearConnectionConf(Message):
    """Done."""

    invoke_id: int = fixed(UINT)


@message(48)
class ConferenceCallReq(CallData):
    """Join the held and the active call, or with `dialed_number` add that party.

    Held comes before active here, the other way round than in TRANSFER_CALL_REQ.
    """

    invoke_id: int = fixed(UINT, default=0)
    peripheral_id: int = fixed(UINT, default=1)
    held_call_id: int = fixed(UINT)
    active_call_id: int = fixed(UINT)
    held_connection_device_type: int = fixed(
        USHORT.of(ConnectionDeviceType), default=ConnectionDeviceType.STATIC
    )
    active_connection_device_type: int = fixed(
        USHORT.of(ConnectionDeviceType), default=ConnectionDeviceType.STATIC
    )
    call_placement_type: int = fixed(USHORT, default=0)
    call_manner_type: int = fixed(USHORT, default=0)
    alert_rings: int = fixed(USHORT, default=0)
    call_option: int = fixed(USHORT, default=0)
    facility_type: int = fixed(USHORT, default=0)
    answering_machine: int = fixed(USHORT, default=0)
    priority: bool = fixed(BOOL, default=False)
    post_route: bool = fixed(BOOL, default=False)
    num_named_variables = counter("named_variables")
    num_named_arrays = counter("named_arrays")
    active_connection_device_id: str = floating(50, String(64))
    held_connection_device_id: str | None = floating(53, String(64), default=None)
    agent_instrument: str = floating(6, String(64))
    dialed_number: str | None = floating(11, String(40), default=None)
    user_to_user_info: bytes | None = floating(9, Unspec(131), default=None)
    call_data = inherited(CallData)


@message(49)
class ConferenceCallConf(Message):
    """The calls are one."""

    invoke_id: int = fixed(UINT)
    new_call_id: int = fixed(UINT)
    new_connection_device_type: int = fixed(
        USHORT.of(ConnectionDeviceType), default=ConnectionDeviceType.STATIC
    )
    num_parties = counter("connected_parties")
    line_handle: int = fixed(USHORT, default=0xFFFF)
    line_type: int = fixed(USHORT.of(LineType), default=LineType.BUSINESS)
    new_connection_device_id: str = floating(47, String(64))
    connected_parties: tuple[ConnectedParty, ...] = group(ConnectedParty, most=MAX_NUM_PARTIES, default=())


@message(50)
class ConsultCallReq(CallData):
    """Hold the active call and dial another; the new call inherits the call data unless given."""

    invoke_id: int = fixed(UINT, default=0)
    peripheral_id: int = fixed(UINT, default=1)
    active_call_id: int = fixed(UINT)
    active_connection_device_type: int = fixed(
        USHORT.of(ConnectionDeviceType), default=ConnectionDeviceType.STATIC
    )
    call_placement_type: int = fixed(USHORT, default=0)
    call_manner_type: int = fixed(USHORT, default=0)
    consult_type: int = fixed(USHORT.of(ConsultType), default=ConsultType.UNSPECIFIED)
    alert_rings: int = fixed(USHORT, default=0)
    call_option: int = fixed(USHORT, default=0)
    facility_type: int = fixed(USHORT, default=0)
    answering_machine: int = fixed(USHORT, default=0)
    priority: bool = fixed(BOOL, default=False)
    post_route: bool = fixed(BOOL, default=False)
    num_named_variables = counter("named_variables")
    num_named_arrays = counter("named_arrays")
    active_connection_device_id: str = floating(50, String(64))
    dialed_number: str = floating(11, String(40))
    agent_instrument: str | None = floating(6, String(64), default=None)
    user_to_user_info: bytes | None = floating(9, Unspec(131), default=None)
    call_data = inherited(CallData)


@message(51)
class ConsultCallConf(Message):
    """The consult call exists."""

    invoke_id: int = fixed(UINT)
    new_call_id: int = fixed(UINT)
    new_connection_device_type: int = fixed(
        USHORT.of(ConnectionDeviceType), default=ConnectionDeviceType.STATIC
    )
    line_handle: int = fixed(USHORT, default=0xFFFF)
    line_type: int = fixed(USHORT.of(LineType), default=LineType.BUSINESS)
    new_connection_device_id: str = floating(47, String(64))


@message(54)
class HoldCallReq(Message):
    """Put the call on hold at this device."""

    invoke_id: int = fixed(UINT, default=0)
    peripheral_id: int = fixed(UINT, default=1)
    call_id: int = fixed(UINT)
    connection_device_type: int = fixed(USHORT.of(ConnectionDeviceType), default=ConnectionDeviceType.STATIC)
    reservation: bool = fixed(BOOL, default=False)
    connection_device_id: str = floating(25, String(64))
    agent_instrument: str | None = floating(6, String(64), default=None)


@message(55)
class HoldCallConf(Message):
    """Done."""

    invoke_id: int = fixed(UINT)


@message(56)
class MakeCallReq(CallData):
    """Dial from the phone `agent_instrument`."""

    invoke_id: int = fixed(UINT, default=0)
    peripheral_id: int = fixed(UINT, default=1)
    call_placement_type: int = fixed(USHORT, default=0)
    call_manner_type: int = fixed(USHORT, default=0)
    alert_rings: int = fixed(USHORT, default=0)
    call_option: int = fixed(USHORT, default=0)
    facility_type: int = fixed(USHORT, default=0)
    answering_machine: int = fixed(USHORT, default=0)
    priority: bool = fixed(BOOL, default=False)
    post_route: bool = fixed(BOOL, default=False)
    num_named_variables = counter("named_variables")
    num_named_arrays = counter("named_arrays")
    skill_group_number: int = fixed(UINT, default=0xFFFFFFFF, since=14)
    agent_instrument: str = floating(6, String(64))
    dialed_number: str = floating(11, String(40))
    user_to_user_info: bytes | None = floating(9, Unspec(131), default=None)
    call_data = inherited(CallData)


@message(57)
class MakeCallConf(Message):
    """The call exists."""

    invoke_id: int = fixed(UINT)
    new_call_id: int = fixed(UINT)
    new_connection_device_type: int = fixed(
        USHORT.of(ConnectionDeviceType), default=ConnectionDeviceType.STATIC
    )
    line_handle: int = fixed(USHORT, default=0xFFFF)
    line_type: int = fixed(USHORT.of(LineType), default=LineType.BUSINESS)
    new_connection_device_id: str = floating(47, String(64))


@message(60)
class ReconnectCallReq(Message):
    """Drop the active call and take the held one."""

    invoke_id: int = fixed(UINT, default=0)
    peripheral_id: int = fixed(UINT, default=1)
    active_call_id: int = fixed(UINT)
    held_call_id: int = fixed(UINT)
    active_connection_device_type: int = fixed(
        USHORT.of(ConnectionDeviceType), default=ConnectionDeviceType.STATIC
    )
    held_connection_device_type: int = fixed(
        USHORT.of(ConnectionDeviceType), default=ConnectionDeviceType.STATIC
    )
    active_connection_device_id: str = floating(50, String(64))
    held_connection_device_id: str = floating(53, String(64))
    agent_instrument: str | None = floating(6, String(64), default=None)


@message(61)
class ReconnectCallConf(Message):
    """Done."""

    invoke_id: int = fixed(UINT)


@message(62)
class RetrieveCallReq(Message):
    """Take the call back from hold."""

    invoke_id: int = fixed(UINT, default=0)
    peripheral_id: int = fixed(UINT, default=1)
    held_call_id: int = fixed(UINT)
    held_connection_device_type: int = fixed(
        USHORT.of(ConnectionDeviceType), default=ConnectionDeviceType.STATIC
    )
    held_connection_device_id: str = floating(53, String(64))
    agent_instrument: str | None = floating(6, String(64), default=None)


@message(63)
class RetrieveCallConf(Message):
    """Done."""

    invoke_id: int = fixed(UINT)


@message(64)
class TransferCallReq(CallData):
    """Join the held and the active call and leave.

    With `dialed_number` and held_call_id NULL_CALL_ID: hand over the active call in a single step.
    """

    invoke_id: int = fixed(UINT, default=0)
    peripheral_id: int = fixed(UINT, default=1)
    active_call_id: int = fixed(UINT)
    held_call_id: int = fixed(UINT)
    active_connection_device_type: int = fixed(
        USHORT.of(ConnectionDeviceType), default=ConnectionDeviceType.STATIC
    )
    held_connection_device_type: int = fixed(
        USHORT.of(ConnectionDeviceType), default=ConnectionDeviceType.STATIC
    )
    call_placement_type: int = fixed(USHORT, default=0)
    call_manner_type: int = fixed(USHORT, default=0)
    alert_rings: int = fixed(USHORT, default=0)
    call_option: int = fixed(USHORT, default=0)
    facility_type: int = fixed(USHORT, default=0)
    answering_machine: int = fixed(USHORT, default=0)
    priority: bool = fixed(BOOL, default=False)
    post_route: bool = fixed(BOOL, default=False)
    num_named_variables = counter("named_variables")
    num_named_arrays = counter("named_arrays")
    active_connection_device_id: str = floating(50, String(64))
    held_connection_device_id: str | None = floating(53, String(64), default=None)
    agent_instrument: str | None = floating(6, String(64), default=None)
    dialed_number: str | None = floating(11, String(40), default=None)
    user_to_user_info: bytes | None = floating(9, Unspec(131), default=None)
    call_data = inherited(CallData)


@message(65)
class TransferCallConf(Message):
    """The calls are one; `num_parties` stands even when no party is listed."""

    invoke_id: int = fixed(UINT)
    new_call_id: int = fixed(UINT)
    new_connection_device_type: int = fixed(
        USHORT.of(ConnectionDeviceType), default=ConnectionDeviceType.STATIC
    )
    num_parties: int = fixed(USHORT)
    line_handle: int = fixed(USHORT, default=0xFFFF)
    line_type: int = fixed(USHORT.of(LineType), default=LineType.BUSINESS)
    new_connection_device_id: str = floating(47, String(64))
    connected_parties: tuple[ConnectedParty, ...] = group(ConnectedParty, most=MAX_NUM_PARTIES, default=())


@message(91)
class SendDtmfSignalReq(Message):
    """Send tones into the call."""

    invoke_id: int = fixed(UINT, default=0)
    peripheral_id: int = fixed(UINT, default=1)
    call_id: int = fixed(UINT)
    connection_device_type: int = fixed(USHORT.of(ConnectionDeviceType), default=ConnectionDeviceType.STATIC)
    tone_duration: int = fixed(USHORT, default=0)
    pause_duration: int = fixed(UINT, default=0)
    connection_device_id: str = floating(25, String(64))
    dtmf_string: str = floating(67, String(32))
    agent_instrument: str | None = floating(6, String(64), default=None)


@message(92)
class SendDtmfSignalConf(Message):
    """Done."""

    invoke_id: int = fixed(UINT)
