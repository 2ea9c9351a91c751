"""What happens to the calls."""

from __future__ import annotations

from ccx_engine.cti.enums import (
    MAX_NUM_PARTIES,
    MAX_QUEUED_CSQ,
    NULL_APPLICATION,
    NULL_CSQ,
    CallType,
    ConnectionDeviceType,
    DeviceType,
    Disposition,
    EventCause,
    LineType,
    LocalConnectionState,
    RtpDirection,
    RtpType,
)
from ccx_engine.cti.layout import (
    TIME,
    UINT,
    USHORT,
    String,
    Unspec,
)
from ccx_engine.cti.messages.shared import CallData, Monitored
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


@message(9)
class CallDeliveredEvent(Monitored, CallData):
    """A call reaches a device: `alerting_device_type` tells route point, CTI port or agent."""

    connection_device_type: int = fixed(USHORT.of(ConnectionDeviceType), default=ConnectionDeviceType.STATIC)
    call_id: int = fixed(UINT)
    line_handle: int = fixed(USHORT, default=0xFFFF)
    line_type: int = fixed(USHORT.of(LineType), default=LineType.BUSINESS)
    application_id: int = fixed(UINT, default=NULL_APPLICATION)
    service_id: int = fixed(UINT, default=0xFFFFFFFF)
    csq_id: int = fixed(UINT, default=NULL_CSQ)
    skill_group_id: int = fixed(UINT, default=0xFFFFFFFF)
    skill_group_priority: int = fixed(USHORT, default=0)
    alerting_device_type: int = fixed(USHORT.of(DeviceType), default=DeviceType.NONE)
    calling_device_type: int = fixed(USHORT.of(DeviceType), default=DeviceType.NONE)
    called_device_type: int = fixed(USHORT.of(DeviceType), default=DeviceType.NONE)
    last_redirect_device_type: int = fixed(USHORT.of(DeviceType), default=DeviceType.NONE)
    local_connection_state: int = fixed(USHORT.of(LocalConnectionState), default=LocalConnectionState.NONE)
    event_cause: int = fixed(USHORT.of(EventCause), default=EventCause.NONE)
    num_named_variables = counter("named_variables")
    num_named_arrays = counter("named_arrays")
    connection_device_id: str = floating(25, String(64))
    alerting_device_id: str | None = floating(26, String(64), default=None)
    calling_device_id: str | None = floating(27, String(64), default=None)
    called_device_id: str | None = floating(28, String(64), default=None)
    last_redirect_device_id: str | None = floating(29, String(64), default=None)
    trunk_number: int | None = floating(121, UINT, default=None)
    trunk_group_number: int | None = floating(122, UINT, default=None)
    secondary_connection_call_id: int | None = floating(202, UINT, default=None)
    ani: str | None = floating(8, String(40), default=None)
    ani_ii: str | None = floating(215, String(2), default=None)
    user_to_user_info: bytes | None = floating(9, Unspec(131), default=None)
    dnis: str | None = floating(10, String(32), default=None)
    dialed_number: str | None = floating(11, String(40), default=None)
    caller_entered_digits: str | None = floating(12, String(40), default=None)
    call_data = inherited(CallData)


@message(10)
class CallEstablishedEvent(Monitored):
    """A device answered."""

    connection_device_type: int = fixed(USHORT.of(ConnectionDeviceType), default=ConnectionDeviceType.STATIC)
    call_id: int = fixed(UINT)
    line_handle: int = fixed(USHORT, default=0xFFFF)
    line_type: int = fixed(USHORT.of(LineType), default=LineType.BUSINESS)
    application_id: int = fixed(UINT, default=NULL_APPLICATION)
    service_id: int = fixed(UINT, default=0xFFFFFFFF)
    csq_id: int = fixed(UINT, default=NULL_CSQ)
    skill_group_id: int = fixed(UINT, default=0xFFFFFFFF)
    skill_group_priority: int = fixed(USHORT, default=0)
    answering_device_type: int = fixed(USHORT.of(DeviceType), default=DeviceType.NONE)
    calling_device_type: int = fixed(USHORT.of(DeviceType), default=DeviceType.NONE)
    called_device_type: int = fixed(USHORT.of(DeviceType), default=DeviceType.NONE)
    last_redirect_device_type: int = fixed(USHORT.of(DeviceType), default=DeviceType.NONE)
    local_connection_state: int = fixed(USHORT.of(LocalConnectionState), default=LocalConnectionState.NONE)
    event_cause: int = fixed(USHORT.of(EventCause), default=EventCause.NONE)
    connection_device_id: str = floating(25, String(64))
    answering_device_id: str | None = floating(30, String(64), default=None)
    calling_device_id: str | None = floating(27, String(64), default=None)
    called_device_id: str | None = floating(28, String(64), default=None)
    last_redirect_device_id: str | None = floating(29, String(64), default=None)
    trunk_number: int | None = floating(121, UINT, default=None)
    trunk_group_number: int | None = floating(122, UINT, default=None)


@message(11)
class CallHeldEvent(Monitored):
    """A device put the call on hold."""

    connection_device_type: int = fixed(USHORT.of(ConnectionDeviceType), default=ConnectionDeviceType.STATIC)
    call_id: int = fixed(UINT)
    holding_device_type: int = fixed(USHORT.of(DeviceType), default=DeviceType.NONE)
    local_connection_state: int = fixed(USHORT.of(LocalConnectionState), default=LocalConnectionState.NONE)
    event_cause: int = fixed(USHORT.of(EventCause), default=EventCause.NONE)
    connection_device_id: str = floating(25, String(64))
    holding_device_id: str = floating(31, String(64))


@message(12)
class CallRetrievedEvent(Monitored):
    """A device took the call back from hold (layout of GED-188, unconfirmed)."""

    connection_device_type: int = fixed(USHORT.of(ConnectionDeviceType), default=ConnectionDeviceType.STATIC)
    call_id: int = fixed(UINT)
    retrieving_device_type: int = fixed(USHORT.of(DeviceType), default=DeviceType.NONE)
    local_connection_state: int = fixed(USHORT.of(LocalConnectionState), default=LocalConnectionState.NONE)
    event_cause: int = fixed(USHORT.of(EventCause), default=EventCause.NONE)
    connection_device_id: str = floating(25, String(64))
    retrieving_device_id: str | None = floating(32, String(64), default=None)


@message(13)
class CallClearedEvent(Monitored):
    """The last party left; the call is over."""

    connection_device_type: int = fixed(USHORT.of(ConnectionDeviceType), default=0)
    call_id: int = fixed(UINT)
    local_connection_state: int = fixed(USHORT.of(LocalConnectionState), default=LocalConnectionState.NONE)
    event_cause: int = fixed(USHORT.of(EventCause), default=EventCause.NONE)
    connection_device_id: str = floating(25, String(64))


@message(14)
class CallConnectionClearedEvent(Monitored):
    """One party left the call."""

    connection_device_type: int = fixed(USHORT.of(ConnectionDeviceType), default=ConnectionDeviceType.STATIC)
    call_id: int = fixed(UINT)
    releasing_device_type: int = fixed(USHORT.of(DeviceType), default=DeviceType.NONE)
    local_connection_state: int = fixed(USHORT.of(LocalConnectionState), default=LocalConnectionState.NONE)
    event_cause: int = fixed(USHORT.of(EventCause), default=EventCause.NONE)
    connection_device_id: str = floating(25, String(64))
    releasing_device_id: str = floating(33, String(64))


@message(15)
class CallOriginatedEvent(Monitored):
    """A device dialled."""

    connection_device_type: int = fixed(USHORT.of(ConnectionDeviceType), default=ConnectionDeviceType.STATIC)
    call_id: int = fixed(UINT)
    line_handle: int = fixed(USHORT, default=0xFFFF)
    line_type: int = fixed(USHORT.of(LineType), default=LineType.BUSINESS)
    application_id: int = fixed(UINT, default=NULL_APPLICATION)
    service_id: int = fixed(UINT, default=0xFFFFFFFF)
    csq_id: int = fixed(UINT, default=NULL_CSQ)
    skill_group_id: int = fixed(UINT, default=0xFFFFFFFF)
    skill_group_priority: int = fixed(USHORT, default=0)
    calling_device_type: int = fixed(USHORT.of(DeviceType), default=DeviceType.NONE)
    called_device_type: int = fixed(USHORT.of(DeviceType), default=DeviceType.NONE)
    local_connection_state: int = fixed(USHORT.of(LocalConnectionState), default=LocalConnectionState.NONE)
    event_cause: int = fixed(USHORT.of(EventCause), default=EventCause.NONE)
    connection_device_id: str = floating(25, String(64))
    calling_device_id: str | None = floating(27, String(64), default=None)
    called_device_id: str | None = floating(28, String(64), default=None)


@message(16)
class CallFailedEvent(Monitored):
    """The call could not be completed; `event_cause` says why."""

    connection_device_type: int = fixed(USHORT.of(ConnectionDeviceType), default=ConnectionDeviceType.STATIC)
    call_id: int = fixed(UINT)
    failing_device_type: int = fixed(USHORT.of(DeviceType), default=DeviceType.NONE)
    called_device_type: int = fixed(USHORT.of(DeviceType), default=DeviceType.NONE)
    local_connection_state: int = fixed(USHORT.of(LocalConnectionState), default=LocalConnectionState.NONE)
    event_cause: int = fixed(USHORT.of(EventCause), default=EventCause.NONE)
    connection_device_id: str = floating(25, String(64))
    failing_device_id: str | None = floating(34, String(64), default=None)
    called_device_id: str | None = floating(28, String(64), default=None)


@record
class ConnectedParty:
    """A party that stays in a merged call."""

    connected_party_call_id: int = floating(39, UINT)
    connected_party_device_type: int = floating(40, USHORT.of(DeviceType), default=DeviceType.NONE)
    connected_party_device_id: str = floating(41, String(64))


@message(17)
class CallConferencedEvent(Monitored):
    """Two calls became one with everyone in it."""

    primary_device_type: int = fixed(USHORT.of(ConnectionDeviceType), default=ConnectionDeviceType.STATIC)
    primary_call_id: int = fixed(UINT)
    line_handle: int = fixed(USHORT, default=0xFFFF)
    line_type: int = fixed(USHORT.of(LineType), default=LineType.BUSINESS)
    skill_group_number: int = fixed(UINT, default=0xFFFFFFFF)
    skill_group_id: int = fixed(UINT, default=0xFFFFFFFF)
    skill_group_priority: int = fixed(USHORT, default=0)
    num_parties = counter("connected_parties")
    secondary_device_type: int = fixed(USHORT.of(ConnectionDeviceType), default=ConnectionDeviceType.STATIC)
    secondary_call_id: int = fixed(UINT)
    controller_device_type: int = fixed(USHORT.of(DeviceType), default=DeviceType.NONE)
    added_party_device_type: int = fixed(USHORT.of(DeviceType), default=DeviceType.NONE)
    local_connection_state: int = fixed(USHORT.of(LocalConnectionState), default=LocalConnectionState.NONE)
    event_cause: int = fixed(USHORT.of(EventCause), default=EventCause.NONE)
    primary_device_id: str = floating(35, String(64))
    secondary_device_id: str = floating(36, String(64))
    controller_device_id: str | None = floating(37, String(64), default=None)
    added_party_device_id: str | None = floating(38, String(64), default=None)
    connected_parties: tuple[ConnectedParty, ...] = group(ConnectedParty, most=MAX_NUM_PARTIES, default=())


@message(18)
class CallTransferredEvent(Monitored):
    """Two calls became one without the one who joined them."""

    primary_device_type: int = fixed(USHORT.of(ConnectionDeviceType), default=ConnectionDeviceType.STATIC)
    primary_call_id: int = fixed(UINT)
    line_handle: int = fixed(USHORT, default=0xFFFF)
    line_type: int = fixed(USHORT.of(LineType), default=LineType.BUSINESS)
    skill_group_number: int = fixed(UINT, default=0xFFFFFFFF)
    skill_group_id: int = fixed(UINT, default=0xFFFFFFFF)
    skill_group_priority: int = fixed(USHORT, default=0)
    num_parties = counter("connected_parties")
    secondary_device_type: int = fixed(USHORT.of(ConnectionDeviceType), default=ConnectionDeviceType.STATIC)
    secondary_call_id: int = fixed(UINT)
    transferring_device_type: int = fixed(USHORT.of(DeviceType), default=DeviceType.NONE)
    transferred_device_type: int = fixed(USHORT.of(DeviceType), default=DeviceType.NONE)
    local_connection_state: int = fixed(USHORT.of(LocalConnectionState), default=LocalConnectionState.NONE)
    event_cause: int = fixed(USHORT.of(EventCause), default=EventCause.NONE)
    primary_device_id: str = floating(35, String(64))
    secondary_device_id: str = floating(36, String(64))
    transferring_device_id: str | None = floating(42, String(64), default=None)
    transferred_device_id: str | None = floating(43, String(64), default=None)
    connected_parties: tuple[ConnectedParty, ...] = group(ConnectedParty, most=MAX_NUM_PARTIES, default=())


@message(19)
class CallDivertedEvent(Monitored):
    """The call moved on, also out of a queue towards an agent."""

    connection_device_type: int = fixed(USHORT.of(ConnectionDeviceType), default=ConnectionDeviceType.STATIC)
    call_id: int = fixed(UINT)
    application_id: int = fixed(UINT, default=NULL_APPLICATION)
    service_id: int = fixed(UINT, default=0xFFFFFFFF)
    diverting_device_type: int = fixed(USHORT.of(DeviceType), default=DeviceType.NONE)
    called_device_type: int = fixed(USHORT.of(DeviceType), default=DeviceType.NONE)
    local_connection_state: int = fixed(USHORT.of(LocalConnectionState), default=LocalConnectionState.NONE)
    event_cause: int = fixed(USHORT.of(EventCause), default=EventCause.NONE)
    connection_device_id: str = floating(25, String(64))
    diverting_device_id: str | None = floating(44, String(64), default=None)
    called_device_id: str | None = floating(28, String(64), default=None)


@message(20)
class CallServiceInitiatedEvent(Monitored):
    """A device went off-hook. Of a line outside the contact center, give both line types the same value."""

    connection_device_type: int = fixed(USHORT.of(ConnectionDeviceType), default=ConnectionDeviceType.STATIC)
    call_id: int = fixed(UINT)
    line_handle: int = fixed(USHORT, default=0xFFFF)
    line_type_reserved: int = fixed(USHORT, default=3)
    application_id: int = fixed(UINT, default=NULL_APPLICATION)
    service_id: int = fixed(UINT, default=0xFFFFFFFF)
    csq_id: int = fixed(UINT, default=NULL_CSQ)
    skill_group_id: int = fixed(UINT, default=0xFFFFFFFF)
    line_type: int = fixed(USHORT.of(LineType), default=LineType.BUSINESS)
    calling_device_type: int = fixed(USHORT.of(DeviceType), default=DeviceType.NONE)
    local_connection_state: int = fixed(USHORT.of(LocalConnectionState), default=LocalConnectionState.NONE)
    event_cause: int = fixed(USHORT.of(EventCause), default=EventCause.NONE)
    connection_device_id: str = floating(25, String(64))
    calling_device_id: str = floating(27, String(64))


@record
class QueuedCsq:
    """A CSQ that a call waits in."""

    csq_id: int = floating(62, UINT)
    flt_skill_group_id: int = floating(63, UINT, default=0)
    flt_skill_group_priority: int = floating(64, USHORT, default=0)


@message(21)
class CallQueuedEvent(Monitored):
    """The call waits in these CSQs."""

    connection_device_type: int = fixed(USHORT.of(ConnectionDeviceType), default=ConnectionDeviceType.STATIC)
    call_id: int = fixed(UINT)
    application_id: int = fixed(UINT, default=NULL_APPLICATION)
    service_id: int = fixed(UINT, default=0xFFFFFFFF)
    queue_device_type: int = fixed(USHORT.of(DeviceType), default=DeviceType.NONE)
    calling_device_type: int = fixed(USHORT.of(DeviceType), default=DeviceType.NONE)
    called_device_type: int = fixed(USHORT.of(DeviceType), default=DeviceType.NONE)
    last_redirect_device_type: int = fixed(USHORT.of(DeviceType), default=DeviceType.NONE)
    num_queued: int = fixed(USHORT, default=0)
    num_csqs = counter("csqs")
    local_connection_state: int = fixed(USHORT.of(LocalConnectionState), default=LocalConnectionState.NONE)
    event_cause: int = fixed(USHORT.of(EventCause), default=EventCause.NONE)
    connection_device_id: str = floating(25, String(64))
    queue_device_id: str | None = floating(45, String(64), default=None)
    calling_device_id: str | None = floating(27, String(64), default=None)
    called_device_id: str | None = floating(28, String(64), default=None)
    last_redirect_device_id: str | None = floating(29, String(64), default=None)
    csqs: tuple[QueuedCsq, ...] = group(QueuedCsq, most=MAX_QUEUED_CSQ, default=())


@record
class CtiClient:
    """Another client that is associated with the call."""

    cti_client_signature: str = floating(23, String(64))
    cti_client_timestamp: int | None = floating(24, TIME, default=None)


@message(23)
class BeginCallEvent(Monitored, CallData):
    """The call now concerns this client: its data, before any other event of the call."""

    num_cti_clients: int = fixed(USHORT, default=0)
    num_named_variables = counter("named_variables")
    num_named_arrays = counter("named_arrays")
    call_type: int = fixed(USHORT.of(CallType))
    connection_device_type: int = fixed(USHORT.of(ConnectionDeviceType), default=ConnectionDeviceType.STATIC)
    call_id: int = fixed(UINT)
    called_party_disposition: int = fixed(USHORT.of(Disposition), default=Disposition.INVALID)
    connection_device_id: str = floating(25, String(64))
    ani: str | None = floating(8, String(40), default=None)
    user_to_user_info: bytes | None = floating(9, Unspec(131), default=None)
    dnis: str | None = floating(10, String(32), default=None)
    dialed_number: str | None = floating(11, String(40), default=None)
    caller_entered_digits: str | None = floating(12, String(40), default=None)
    router_call_key_day: int | None = floating(72, UINT, default=None)
    router_call_key_call_id: int | None = floating(73, UINT, default=None)
    router_call_key_sequence_number: int | None = floating(110, UINT, default=None)
    call_data = inherited(CallData)
    cti_clients: tuple[CtiClient, ...] = group(CtiClient, most=16, default=())
    call_reference_id: bytes | None = floating(223, Unspec(32), default=None)


@message(24)
class EndCallEvent(Monitored):
    """The call no longer concerns this client (layout of GED-188, unconfirmed)."""

    connection_device_type: int = fixed(USHORT.of(ConnectionDeviceType), default=ConnectionDeviceType.STATIC)
    call_id: int = fixed(UINT)
    connection_device_id: str = floating(25, String(64))


@message(25)
class CallDataUpdateEvent(Monitored, CallData):
    """Call data or the call id changed; what is not given did not change."""

    num_cti_clients: int = fixed(USHORT, default=0)
    num_named_variables = counter("named_variables")
    num_named_arrays = counter("named_arrays")
    call_type: int = fixed(USHORT.of(CallType))
    connection_device_type: int = fixed(USHORT.of(ConnectionDeviceType), default=ConnectionDeviceType.STATIC)
    call_id: int = fixed(UINT)
    new_connection_device_type: int = fixed(
        USHORT.of(ConnectionDeviceType), default=ConnectionDeviceType.STATIC
    )
    new_call_id: int = fixed(UINT)
    called_party_disposition: int = fixed(USHORT.of(Disposition), default=Disposition.INVALID)
    campaign_id: int = fixed(UINT, default=0)
    query_rule_id: int = fixed(UINT, default=0)
    connection_device_id: str = floating(25, String(64))
    new_connection_device_id: str = floating(47, String(64))
    ani: str | None = floating(8, String(40), default=None)
    user_to_user_info: bytes | None = floating(9, Unspec(131), default=None)
    dnis: str | None = floating(10, String(32), default=None)
    dialed_number: str | None = floating(11, String(40), default=None)
    caller_entered_digits: str | None = floating(12, String(40), default=None)
    router_call_key_day: int | None = floating(72, UINT, default=None)
    router_call_key_call_id: int | None = floating(73, UINT, default=None)
    router_call_key_sequence_number: int | None = floating(110, UINT, default=None)
    call_data = inherited(CallData)
    customer_phone_number: str | None = floating(95, String(20), default=None)
    customer_account_number: str | None = floating(96, String(32), default=None)
    cti_clients: tuple[CtiClient, ...] = group(CtiClient, most=16, default=())
    call_reference_id: bytes | None = floating(223, Unspec(32), default=None)


@message(86)
class CallDequeuedEvent(Monitored):
    """The call was taken out of some of its CSQs; CCX does not expect to send this."""

    connection_device_type: int = fixed(USHORT.of(ConnectionDeviceType), default=ConnectionDeviceType.STATIC)
    call_id: int = fixed(UINT)
    application_id: int = fixed(UINT, default=NULL_APPLICATION)
    service_id: int = fixed(UINT, default=0xFFFFFFFF)
    queue_device_type: int = fixed(USHORT.of(DeviceType), default=DeviceType.NONE)
    num_queued: int = fixed(USHORT, default=0)
    num_csqs = counter("csqs")
    local_connection_state: int = fixed(USHORT.of(LocalConnectionState), default=LocalConnectionState.NONE)
    event_cause: int = fixed(USHORT.of(EventCause), default=EventCause.NONE)
    connection_device_id: str = floating(25, String(64))
    queue_device_id: str = floating(45, String(64))
    csqs: tuple[QueuedCsq, ...] = group(QueuedCsq, most=MAX_QUEUED_CSQ, default=())


@message(116)
class RtpStartedEvent(Message):
    """A media stream began; one event for each direction."""

    monitor_id: int = fixed(UINT, default=0)
    peripheral_id: int = fixed(UINT, default=1)
    client_port: int = fixed(UINT, default=0)
    direction: int = fixed(USHORT.of(RtpDirection))
    rtp_type: int = fixed(USHORT.of(RtpType), default=RtpType.AUDIO)
    bit_rate: int = fixed(UINT, default=0)
    echo_cancellation: int = fixed(USHORT, default=0)
    packet_size: int = fixed(UINT, default=0)
    payload_type: int = fixed(USHORT, default=0)
    connection_device_type: int = fixed(USHORT.of(ConnectionDeviceType), default=ConnectionDeviceType.STATIC)
    call_id: int = fixed(UINT)
    connection_device_id: str = floating(25, String(64))
    client_address: str | None = floating(81, String(64), default=None)
    agent_extension: str | None = floating(4, String(16), default=None)
    agent_instrument: str | None = floating(6, String(64), default=None)
    agent_id: str | None = floating(194, String(129), default=None)
    sending_address: str | None = floating(125, String(64), default=None)
    sending_port: int | None = floating(126, UINT, default=None)


@message(117)
class RtpStoppedEvent(Message):
    """A media stream ended."""

    monitor_id: int = fixed(UINT, default=0)
    peripheral_id: int = fixed(UINT, default=1)
    client_port: int = fixed(UINT, default=0)
    direction: int = fixed(USHORT.of(RtpDirection))
    connection_device_type: int = fixed(USHORT.of(ConnectionDeviceType), default=ConnectionDeviceType.STATIC)
    call_id: int = fixed(UINT)
    connection_device_id: str = floating(25, String(64))
    client_address: str | None = floating(81, String(64), default=None)
    agent_extension: str | None = floating(4, String(16), default=None)
    agent_instrument: str | None = floating(6, String(64), default=None)
    agent_id: str | None = floating(194, String(129), default=None)
    sending_address: str | None = floating(125, String(64), default=None)
    sending_port: int | None = floating(126, UINT, default=None)
