"""JTAPI's states and how they may change; Cisco's causes, reasons and error numbers.

Source: JTAPI 1.2 (javax.telephony, .callcontrol); Cisco Unified JTAPI Developers Guide, constants.
"""

from __future__ import annotations

from enum import IntEnum, StrEnum
from typing import NamedTuple

# The address of a caller from outside who withholds his number (CiscoAddress.EXTERNAL_UNKNOWN; its text is
# our choice). An empty address is none.
WITHHELD = "unknown"


class ConnectionState(IntEnum):
    """CallControlConnection: a call at an address."""

    IDLE = 0x50
    OFFERED = 0x51
    QUEUED = 0x52
    ALERTING = 0x53
    INITIATED = 0x54
    DIALING = 0x55
    NETWORK_REACHED = 0x56
    NETWORK_ALERTING = 0x57
    ESTABLISHED = 0x58
    DISCONNECTED = 0x59
    FAILED = 0x5A
    UNKNOWN = 0x5B


class TerminalState(IntEnum):
    """CallControlTerminalConnection: a call at an address on one terminal."""

    IDLE = 0x60
    RINGING = 0x61
    TALKING = 0x62
    HELD = 0x63
    BRIDGED = 0x64
    INUSE = 0x65
    DROPPED = 0x66
    UNKNOWN = 0x67


_C = ConnectionState
_T = TerminalState

# From any state a connection may also become UNKNOWN, FAILED or DISCONNECTED.
CONNECTION_MOVES: dict[ConnectionState, frozenset[ConnectionState]] = {
    _C.IDLE: frozenset({_C.INITIATED, _C.OFFERED, _C.QUEUED}),
    _C.INITIATED: frozenset({_C.DIALING, _C.ESTABLISHED}),
    _C.DIALING: frozenset({_C.ESTABLISHED, _C.NETWORK_REACHED}),
    _C.NETWORK_REACHED: frozenset({_C.NETWORK_ALERTING, _C.ESTABLISHED}),
    _C.NETWORK_ALERTING: frozenset({_C.ESTABLISHED}),
    _C.OFFERED: frozenset({_C.ALERTING}),
    _C.ALERTING: frozenset({_C.ESTABLISHED}),
    _C.QUEUED: frozenset({_C.ESTABLISHED, _C.OFFERED}),
    _C.ESTABLISHED: frozenset(),
    _C.FAILED: frozenset(),
    _C.DISCONNECTED: frozenset(),
    _C.UNKNOWN: frozenset(_C),
}
CONNECTION_ENDS = frozenset({_C.UNKNOWN, _C.FAILED, _C.DISCONNECTED})

# From any state a terminal connection may also become DROPPED or UNKNOWN.
TERMINAL_MOVES: dict[TerminalState, frozenset[TerminalState]] = {
    _T.IDLE: frozenset({_T.RINGING, _T.TALKING, _T.BRIDGED, _T.INUSE}),
    _T.RINGING: frozenset({_T.TALKING, _T.BRIDGED, _T.INUSE}),
    _T.TALKING: frozenset({_T.HELD, _T.BRIDGED}),
    _T.HELD: frozenset({_T.TALKING, _T.BRIDGED}),
    _T.BRIDGED: frozenset({_T.TALKING}),
    _T.INUSE: frozenset({_T.TALKING}),
    _T.DROPPED: frozenset(),
    _T.UNKNOWN: frozenset(_T),
}
TERMINAL_ENDS = frozenset({_T.DROPPED, _T.UNKNOWN})


def may_move(before: ConnectionState, after: ConnectionState) -> bool:
    """Whether JTAPI lets a connection change so. DISCONNECTED is final."""
    return before is not _C.DISCONNECTED and (after in CONNECTION_MOVES[before] or after in CONNECTION_ENDS)


def terminal_may_move(before: TerminalState, after: TerminalState) -> bool:
    """Whether JTAPI lets a terminal connection change so. DROPPED is final."""
    return before is not _T.DROPPED and (after in TERMINAL_MOVES[before] or after in TERMINAL_ENDS)


class Ev(StrEnum):
    """The events, by the names JTAPI (and Cisco's extension of it) delivers them."""

    # Provider and devices.
    PROV_IN_SERVICE = "ProvInServiceEv"
    PROV_OUT_OF_SERVICE = "ProvOutOfServiceEv"
    PROV_SHUTDOWN = "ProvShutdownEv"
    TERM_IN_SERVICE = "CiscoTermInServiceEv"
    TERM_OUT_OF_SERVICE = "CiscoTermOutOfServiceEv"
    TERM_CREATED = "CiscoTermCreatedEv"
    TERM_REMOVED = "CiscoTermRemovedEv"
    ADDR_IN_SERVICE = "CiscoAddrInServiceEv"
    ADDR_OUT_OF_SERVICE = "CiscoAddrOutOfServiceEv"
    ADDR_CREATED = "CiscoAddrCreatedEv"
    ADDR_REMOVED = "CiscoAddrRemovedEv"
    TERM_RESTRICTED = "CiscoTermRestrictedEv"
    TERM_ACTIVATED = "CiscoTermActivatedEv"
    ADDR_RESTRICTED = "CiscoAddrRestrictedEv"
    ADDR_ACTIVATED = "CiscoAddrActivatedEv"
    # Call.
    CALL_ACTIVE = "CallActiveEv"
    CALL_INVALID = "CallInvalidEv"
    CALL_OBSERVATION_ENDED = "CallObservationEndedEv"
    # Connection.
    CONN_CREATED = "ConnCreatedEv"
    CONN_IN_PROGRESS = "ConnInProgressEv"
    CONN_ALERTING = "ConnAlertingEv"
    CONN_CONNECTED = "ConnConnectedEv"
    CONN_FAILED = "ConnFailedEv"
    CONN_DISCONNECTED = "ConnDisconnectedEv"
    CTL_CONN_INITIATED = "CallCtlConnInitiatedEv"
    CTL_CONN_DIALING = "CallCtlConnDialingEv"
    CTL_CONN_OFFERED = "CallCtlConnOfferedEv"
    CTL_CONN_ALERTING = "CallCtlConnAlertingEv"
    CTL_CONN_NETWORK_REACHED = "CallCtlConnNetworkReachedEv"
    CTL_CONN_NETWORK_ALERTING = "CallCtlConnNetworkAlertingEv"
    CTL_CONN_ESTABLISHED = "CallCtlConnEstablishedEv"
    CTL_CONN_FAILED = "CallCtlConnFailedEv"
    CTL_CONN_DISCONNECTED = "CallCtlConnDisconnectedEv"
    # Terminal connection.
    TERM_CONN_CREATED = "TermConnCreatedEv"
    TERM_CONN_RINGING = "TermConnRingingEv"
    TERM_CONN_ACTIVE = "TermConnActiveEv"
    TERM_CONN_PASSIVE = "TermConnPassiveEv"
    TERM_CONN_DROPPED = "TermConnDroppedEv"
    CTL_TERM_CONN_RINGING = "CallCtlTermConnRingingEv"
    CTL_TERM_CONN_TALKING = "CallCtlTermConnTalkingEv"
    CTL_TERM_CONN_HELD = "CallCtlTermConnHeldEv"
    CTL_TERM_CONN_BRIDGED = "CallCtlTermConnBridgedEv"
    CTL_TERM_CONN_INUSE = "CallCtlTermConnInUseEv"
    CTL_TERM_CONN_DROPPED = "CallCtlTermConnDroppedEv"
    # Cisco's features.
    CONSULT_CALL_ACTIVE = "CiscoConsultCallActiveEv"
    CALL_CHANGED = "CiscoCallChangedEv"
    TRANSFER_START = "CiscoTransferStartEv"
    TRANSFER_END = "CiscoTransferEndEv"
    CONFERENCE_START = "CiscoConferenceStartEv"
    CONFERENCE_END = "CiscoConferenceEndEv"
    RTP_INPUT_STARTED = "CiscoRTPInputStartedEv"
    RTP_INPUT_STOPPED = "CiscoRTPInputStoppedEv"
    RTP_OUTPUT_STARTED = "CiscoRTPOutputStartedEv"
    RTP_OUTPUT_STOPPED = "CiscoRTPOutputStoppedEv"
    MONITORING_START = "CiscoTermConnMonitoringStartEv"
    MONITORING_END = "CiscoTermConnMonitoringEndEv"
    MONITOR_INITIATOR_INFO = "CiscoTermConnMonitorInitiatorInfoEv"
    MONITOR_TARGET_INFO = "CiscoTermConnMonitorTargetInfoEv"
    RECORDING_START = "CiscoTermConnRecordingStartEv"
    RECORDING_END = "CiscoTermConnRecordingEndEv"
    RECORDING_TARGET_INFO = "CiscoTermConnRecordingTargetInfoEv"


class TerminalKind(StrEnum):
    PHONE = "phone"
    CTI_PORT = "cti port"
    ROUTE_POINT = "route point"
    GATEWAY = "gateway"


class Cause(IntEnum):
    """Why (JTAPI event cause; Q.850 numbers and Cisco's own)."""

    NO_ERROR = 0
    UNALLOCATED = 1
    NORMAL_CALL_CLEARING = 16
    USER_BUSY = 17
    NO_USER_RESPONDING = 18
    NO_ANSWER_FROM_USER = 19
    CALL_REJECTED = 21
    DESTINATION_OUT_OF_ORDER = 27
    NORMAL_UNSPECIFIED = 31
    TEMPORARY_FAILURE = 41
    REDIRECTED = 0xC9
    CTI_MANAGER_FAILURE = 507
    CALL_MANAGER_FAILURE = 508
    BARGE = 509


class Reason(IntEnum):
    """Which feature did it (getCiscoFeatureReason)."""

    TRANSFER = 2
    FORWARD_NO_ANSWER = 3
    FORWARD_BUSY = 4
    FORWARD_ALL = 5
    REDIRECT = 6
    BLIND_TRANSFER = 7
    CONFERENCE = 9
    PARK = 10
    CALL_PICKUP = 11
    NORMAL = 12
    PARK_REMINDER = 15
    UNPARK = 16
    BARGE = 20
    SILENT_MONITORING = 31


class Tone(IntEnum):
    """Tones that can be played into a call (CiscoTone)."""

    CALL_WAITING = 0x2D
    ZIPZIP = 0x31
    ZIP = 0x32


class ToneDirection(IntEnum):
    """Where a tone is played, seen from the terminal that is asked (CiscoCall, PLAYTONE_...)."""

    LOCAL_ONLY = 0
    REMOTE_ONLY = 1
    BOTH = 2
    NEITHER = 3


class CtiError(IntEnum):
    """CTI Manager's error numbers, as a refused request carries them."""

    TIMEOUT = 0x8CCC0001
    UNDEFINED_LINE = 0x8CCC0005
    ILLEGAL_CALLING_PARTY = 0x8CCC0006
    CALL_ALREADY_EXISTS = 0x8CCC0007
    ILLEGAL_CALL_STATE = 0x8CCC0009
    TRANSFER_FAILED_DESTINATION_BUSY = 0x8CCC000D
    TRANSFER_FAILED = 0x8CCC000E
    HOLD_FAILED = 0x8CCC000F
    RETRIEVE_FAILED = 0x8CCC0011
    DEVICE_ALREADY_REGISTERED = 0x8CCC0013
    ACCESS_TO_DEVICE_DENIED = 0x8CCC0018
    REDIRECT_UNKNOWN_DESTINATION = 0x8CCC0034
    REDIRECT_DESTINATION_BUSY = 0x8CCC003F
    CONFERENCE_FULL = 0x8CCC0046
    DIRECTORY_LOGIN_NOT_ALLOWED = 0x8CCC005F
    DIRECTORY_LOGIN_FAILED = 0x8CCC0060
    PROVIDER_NOT_OPEN = 0x8CCC0061
    RETRIEVE_FAILED_ACTIVE_CALL = 0x8CCC0070
    LINE_OUT_OF_SERVICE = 0x8CCC0076
    DEVICE_OUT_OF_SERVICE = 0x8CCC0077
    CALL_DROPPED = 0x8CCC0094
    MAX_CALLS_REACHED = 0x8CCC00C4
    BIB_RESOURCE_NOT_AVAILABLE = 0x8CCC00DF
    START_MONITORING_FAILED = 0x8CCC00E4
    RECORDING_ALREADY_IN_PROGRESS = 0x8CCC00E8
    NO_RECORDING_SESSION = 0x8CCC00E9
    BIB_NOT_CONFIGURED = 0x8CCC00EC
    PRIMARY_CALL_INVALID = 0x8CCC00F1
    PRIMARY_CALL_STATE_INVALID = 0x8CCC00F2
    DESTINATION_UNKNOWN = 0x8EEE0001
    DESTINATION_BUSY = 0x8EEE0002


class CallId(NamedTuple):
    """CUCM's global call id: the node that made the call and its number there."""

    node: int
    number: int

    def packed(self) -> int:
        """The one integer that JTAPI, CTI (CallID) and Finesse (Dialog id) use for the call."""
        return (self.node << 24) | self.number

    @classmethod
    def unpack(cls, packed: int) -> CallId:
        return cls(packed >> 24, packed & 0xFFFFFF)

    def __str__(self) -> str:
        """The id as CUCM's traces print it: number/node."""
        return f"{self.number}/{self.node}"
