"""The words of the CTI guide and their numbers, without the prefix that every word of a list repeats.

Source: CTI guide, "Data Types and Message Constants". Fields are plain integers on the wire and in the
messages, so that a number without a word here does no harm; these compare equal to them.
"""

from __future__ import annotations

from enum import IntEnum, IntFlag


class ServiceMask(IntFlag):
    """What a client asks for and is granted (CTI guide, "CTI Service Masks")."""

    CLIENT_EVENTS = 0x1
    CALL_DATA_UPDATE = 0x2
    CLIENT_CONTROL = 0x4
    ALL_EVENTS = 0x10
    SUPERVISOR = 0x80
    AGENT_STATE_CONTROL_ONLY = 0x2000
    CONFIG_EVENTS = 0x40000


class CallMsgMask(IntFlag):
    """Which unsolicited call events a client wants ("Unsolicited Call-Event Message Masks").

    Bits 0-11 and BEGIN_CALL are CCX's; the others stand at their GED-188 places (unconfirmed).
    """

    CALL_DELIVERED = 0x1
    CALL_QUEUED = 0x2
    CALL_ESTABLISHED = 0x4
    CALL_HELD = 0x8
    CALL_RETRIEVED = 0x10
    CALL_CLEARED = 0x20
    CALL_CONNECTION_CLEARED = 0x40
    CALL_ORIGINATED = 0x80
    CALL_CONFERENCED = 0x100
    CALL_TRANSFERRED = 0x200
    CALL_DIVERTED = 0x400
    CALL_SERVICE_INITIATED = 0x800
    CALL_TRANSLATION_ROUTE = 0x1000
    BEGIN_CALL = 0x2000
    END_CALL = 0x4000
    CALL_DATA_UPDATE = 0x8000
    CALL_FAILED = 0x10000
    CALL_REACHED_NETWORK = 0x20000
    CALL_DEQUEUED = 0x40000
    AGENT_PRE_CALL = 0x80000
    AGENT_PRE_CALL_ABORT = 0x100000
    RTP_STARTED = 0x200000
    RTP_STOPPED = 0x400000
    AGENT_TEAM_CONFIG = 0x800000


class AgentStateMask(IntFlag):
    """Which new agent states a client wants to hear of ("Agent State Masks")."""

    LOGIN = 0x1
    LOGOUT = 0x2
    NOT_READY = 0x4
    AVAILABLE = 0x8
    TALKING = 0x10
    WORK = 0x20
    TALKING_PENDING_WORK = 0x40
    TALKING_PENDING_NOT_READY = 0x80
    RESERVED = 0x100


class ConfigMsgMask(IntFlag):
    """Which configuration a client wants, in OPEN_REQ only: another bit order than ConfigurationMask."""

    AGENT = 0x1
    CSQ = 0x2
    APPLICATION = 0x4
    DEVICE = 0x8
    TERMINAL = 0x10


class ConfigurationMask(IntFlag):
    """Which configuration is asked for, or brought; 0 in CONFIG_REQUEST_EVENT asks for updates only."""

    APPLICATION = 0x1
    CSQ = 0x2
    AGENT = 0x4
    DEVICE = 0x8
    TERMINAL = 0x10


class ConfigType(IntEnum):
    """Whether a configuration bracket is the first upload or a change."""

    INITIAL = 1
    UPDATE = 2


class RecordType(IntEnum):
    """What became of a configuration record."""

    ADD = 0
    CHANGE = 1
    DELETE = 2


class AgentType(IntEnum):
    """AgentType of a configured agent; GED-188 numbers these 0 and 1."""

    AGENT = 1
    SUPERVISOR = 2


class ConfigDeviceType(IntEnum):
    """DeviceType in CONFIG_DEVICE_EVENT only; unrelated to DeviceType."""

    AGENT = 3
    ROUTE_POINT = 5
    CTI_PORT = 6
    CALL_CONTROL_GROUP = 7


class ConfigKeyStatus(IntEnum):
    """Status of CONFIG_KEY_EVENT."""

    SUCCESS = 0
    SERVICE_PROVIDER = 1
    NO_KEY_SUPPORT = 2
    UNKNOWN_DATA = 3


class ConfigEndStatus(IntEnum):
    """Status of CONFIG_END_EVENT; its numbers are not those of ConfigKeyStatus."""

    SUCCESS = 0
    SERVICE_PROVIDER = 1
    UNKNOWN_DATA = 2
    ERROR = 3
    EMPTY = 4
    PARTIAL = 5


class TeamConfigParam(IntEnum):
    """What a TEAM_CONFIG_REQ asks for."""

    INITIAL_AND_UPDATES = 1
    UPDATES_ONLY = 2


class TeamOperation(IntEnum):
    """What became of a team."""

    ADD = 1
    REMOVE = 2
    CHANGE = 3


class TeamConfigStatus(IntEnum):
    """Status of TEAM_CONFIG_CONF."""

    SUCCESS = 0
    INTERNAL_ERROR = 1


class AgentFlags(IntFlag):
    """The role of a team's member."""

    REGULAR_AGENT = 0x0
    PRIMARY_SUPERVISOR = 0x1
    TEMPORARY_AGENT = 0x2
    SUPERVISOR = 0x4


class MemberType(IntEnum):
    """What kind of member a team record names."""

    AGENT_OR_SUPERVISOR = 1
    CSQ = 2


class AgentState(IntEnum):
    """States of an agent; there is no HOLD, and LOGIN is only ever asked for ("What is an Agent State?").

    WORK_READY, ACTIVE and PAUSED occur only as internal states; NOT_APPLICABLE is an unset NextAgentState.
    """

    LOGIN = 0
    LOGOUT = 1
    NOT_READY = 2
    READY = 3
    TALKING = 4
    WORK = 5
    WORK_READY = 6
    BUSY_OTHER = 7
    RESERVED = 8
    UNKNOWN = 9
    ACTIVE = 11
    PAUSED = 12
    NOT_APPLICABLE = 0xFFFF


class ForcedFlag(IntEnum):
    """How SET_AGENT_STATE_REQ is meant; AUTHENTICATE_ONLY (version 12+) only checks a login."""

    FALSE = 0
    TRUE = 1
    AUTHENTICATE_ONLY = 2


class ReasonCode(IntEnum):
    """Reasons that the system itself gives ("Reason Codes for Agent State Change").

    1-999 are configured on the desktop server; 22, 33, 32745, 32748 and 32766 are from the reporting guides.
    """

    NONE = 0
    SUP_AGT_TO_LOGOUT = 22
    SUP_AGT_TO_NOT_READY = 33
    AGT_EXTENSION_CONFLICT = 32741
    AGT_SEC_LINE_OFFHOOK = 32742
    EMAIL_CONTACT_NOT_ACCEPTED = 32743
    OUTBOUND_WORK = 32745
    AGT_RESERVED_OUTBOUND_DIRECTPREVIEW = 32746
    AGT_RESERVED_OUTBOUND = 32747
    AGENT_DELETED = 32748
    AGT_CANCEL_CONSULT = 32749
    AGT_ICD_EXTENSION_CHANGED = 32750
    AGT_SKIPS = 32751
    AGT_CANCEL_RESERVATION = 32752
    AGT_LINE_RESTRICTED = 32753
    AGT_DEVICE_RESTRICTED = 32754
    AGT_CALL_ENDED = 32755
    AGT_PHONE_UP = 32756
    CM_FAILOVER = 32757
    AGT_WORK_TIMER_EXP = 32758
    AGT_PHONE_DOWN = 32759
    AGT_LOGON = 32760
    AGT_NON_ICD = 32761
    AGT_OFFHOOK = 32762
    AGT_RNA = 32763
    CCX_FAILURE = 32764
    AGT_CONN_DOWN = 32765
    AGT_DESKTOP_CLOSED = 32766
    AGT_RELOGON = 32767


class ConnectionDeviceType(IntEnum):
    """Whether a connection's device id may change ("ConnectionDeviceType Values")."""

    STATIC = 0
    DYNAMIC = 1
    NONE = 0xFFFF


class DeviceType(IntEnum):
    """What kind of device an event names ("DeviceType Values")."""

    DEVICE_IDENTIFIER = 0
    CTI_PORT = 73
    ROUTE_POINT = 74
    AGENT_DEVICE = 76
    QUEUE = 77
    NON_ACD_DEVICE_IDENTIFIER = 78
    NONE = 0xFFFF


class LocalConnectionState(IntEnum):
    """State of a connection ("LocalConnectionState (LCS) Values")."""

    NULL = 0
    INITIATE = 1
    ALERTING = 2
    CONNECT = 3
    HOLD = 4
    QUEUED = 5
    FAIL = 6
    NONE = 0xFFFF


class EventCause(IntEnum):
    """Why a call event happened ("Call EventCause (CEC) Values")."""

    ALTERNATE = 2
    BUSY = 3
    CALL_CANCELLED = 5
    CALL_FORWARD = 9
    CALL_NOT_ANSWERED = 10
    DEST_NOT_OBTAINABLE = 13
    INCOMPATIBLE_DESTINATION = 15
    KEY_CONFERENCE = 17
    NEW_CALL = 22
    NO_AVAILABLE_AGENTS = 23
    REDIRECTED = 28
    TRANSFER = 32
    TIME_OUT = 35
    SUPERVISOR_ASSIST = 43
    EMERGENCY_CALL = 44
    SUPERVISOR_CLEAR = 45
    SUPERVISOR_MONITOR = 46
    SUPERVISOR_WHISPER = 47
    SUPERVISOR_BARGE_IN = 48
    SUPERVISOR_INTERCEPT = 49
    CALL_PARTY_UPDATE_IND = 50
    DROP_HANDLED_OTHER = 1014
    NONE = 0xFFFF


class CallType(IntEnum):
    """How a call came to be ("CallType Values")."""

    INVALID = 0
    CCX_IN = 1
    TRANSFER_IN = 4
    OTHER_IN = 6
    OUT = 9
    AGENT_INSIDE = 10
    OFFERED = 11
    CONSULT = 12
    CONFERENCE = 15
    PREVIEW = 17
    RESERVATION = 18
    ASSIST = 19
    EMERGENCY = 20
    SUPERVISOR_MONITOR = 21
    SUPERVISOR_WHISPER = 22
    SUPERVISOR_BARGE_IN = 23
    SUPERVISOR_INTERCEPT = 24
    AGENT_OUTBOUND = 34
    NULL = 0xFFFF


class Disposition(IntEnum):
    """What became of the called party ("Disposition Values")."""

    INVALID = 0
    REDIRECTED = 15
    ANNOUNCED_TRANSFER = 29
    CONFERENCED = 30


class ConsultType(IntEnum):
    """What a consult call is for."""

    UNSPECIFIED = 0
    TRANSFER = 1
    CONFERENCE = 2


class LineType(IntEnum):
    """Line of an agent's phone: the one of the contact center, or another (version 14+)."""

    BUSINESS = 3
    NON_BUSINESS = 10


class SupervisoryAction(IntEnum):
    """What a supervisor does to an agent's call; the numbers are GED-188's (unconfirmed)."""

    CLEAR = 0
    MONITOR = 1
    WHISPER = 2
    BARGE_IN = 3
    INTERCEPT = 4


class SilentMonitorStatus(IntEnum):
    """Part in a silent monitoring (GED-188)."""

    NONE = 0
    INITIATOR = 1
    TARGET = 2


class RtpDirection(IntEnum):
    """Direction of a media stream, seen from the phone."""

    INPUT = 0
    OUTPUT = 1
    BIDIRECTIONAL = 2


class RtpType(IntEnum):
    """Kind of a media stream."""

    AUDIO = 0
    VIDEO = 1
    DATA = 2


class SystemEventId(IntEnum):
    """What a SYSTEM_EVENT tells ("SystemEventID Values")."""

    CCX_ONLINE = 3
    CCX_OFFLINE = 4
    INSTRUMENT_OUT_OF_SERVICE = 10
    INSTRUMENT_BACK_IN_SERVICE = 11


class CcxStatus(IntEnum):
    """State of the engine ("Unified CCX Status Values").

    The guide calls it a mask; NORMAL, IN_SERVICE and PARTIAL_SERVICE mean that it can be used.
    """

    NORMAL = 0x0
    INITIALIZING = 0x100
    SHUTTING_DOWN = 0x200
    SHUTDOWN = 0x300
    IN_SERVICE = 0x400
    PARTIAL_SERVICE = 0x500
    OUT_OF_SERVICE = 0x600


class TypeOfDevice(IntEnum):
    """What QUERY_DEVICE_INFO_CONF calls a device (GED-188)."""

    STATION = 0
    LINE = 1
    BUTTON = 2
    ACD = 3
    TRUNK = 4
    OPERATOR = 5
    STATION_GROUP = 16
    LINE_GROUP = 17
    BUTTON_GROUP = 18
    ACD_GROUP = 19
    TRUNK_GROUP = 20
    OPERATOR_GROUP = 21
    CTI_PORT_SCCP = 22
    CTI_PORT_SIP = 23
    OTHER = 255


class StatusCode(IntEnum):
    """Why a message or a session was refused ("Error (E) Status Codes").

    FUNCTION_NOT_AVAILABLE and CTI_SERVER_OFFLINE are GED-188's; the CCX table prints them as reserved.
    """

    NO_ERROR = 0
    INVALID_VERSION = 1
    INVALID_MESSAGE_TYPE = 2
    INVALID_FIELD = 3
    SESSION_NOT_OPEN = 4
    SESSION_ALREADY_OPEN = 5
    REQUIRED_DATA_MISSING = 6
    INVALID_PERIPHERAL_ID = 7
    INVALID_AGENT_DATA = 8
    AGENT_NOT_LOGGED_ON = 9
    DEVICE_IN_USE = 10
    NEW_SESSION_OPENED = 11
    FUNCTION_NOT_AVAILABLE = 12
    INVALID_CALLID = 13
    CTI_SERVER_OFFLINE = 15
    UNSPECIFIED_FAILURE = 17
    INVALID_TIMEOUT = 18
    INVALID_FIELD_LENGTH = 23
    INCONSISTENT_AGENT_DATA = 32
    SERVER_NOT_MASTER = 92
    INVALID_CSQ = 93
    JTAPI_CCM_PROBLEM = 94
    AUTO_CONFIG_RESET = 96


class ControlFailure(IntEnum):
    """Why a request failed ("Control Failure (CF) Values"); above 22 the names are GED-188's."""

    GENERIC_UNSPECIFIED = 0
    GENERIC_OPERATION = 1
    REQUEST_INCOMPATIBLE_WITH_OBJECT = 2
    VALUE_OUT_OF_RANGE = 3
    OBJECT_NOT_KNOWN = 4
    INVALID_CALLING_DEVICE = 5
    INVALID_CALLED_DEVICE = 6
    INVALID_FORWARDING_DESTINATION = 7
    PRIVILEGE_VIOLATION_ON_SPECIFIED_DEVICE = 8
    PRIVILEGE_VIOLATION_ON_CALLED_DEVICE = 9
    PRIVILEGE_VIOLATION_ON_CALLING_DEVICE = 10
    INVALID_CSTA_CALL_ID = 11
    INVALID_CSTA_DEVICE_ID = 12
    INVALID_CSTA_CONNECTION_ID = 13
    INVALID_DESTINATION = 14
    INVALID_FEATURE = 15
    INVALID_ALLOCATION_STATE = 16
    INVALID_CROSS_REF_ID = 17
    INVALID_OBJECT_TYPE = 18
    SECURITY_VIOLATION = 19
    GENERIC_STATE_INCOMPATIBILITY = 21
    INVALID_OBJECT_STATE = 22
    INVALID_CONNECTION_ID_FOR_ACTIVE_CALL = 23
    NO_ACTIVE_CALL = 24
    NO_HELD_CALL = 25
    NO_CALL_TO_CLEAR = 26
    NO_CONNECTION_TO_CLEAR = 27
    NO_CALL_TO_ANSWER = 28
    NO_CALL_TO_COMPLETE = 29
    GENERIC_SYSTEM_RESOURCE_AVAILABILITY = 31
    SERVICE_BUSY = 32
    RESOURCE_BUSY = 33
    RESOURCE_OUT_OF_SERVICE = 34
    NETWORK_BUSY = 35
    NETWORK_OUT_OF_SERVICE = 36
    OVERALL_MONITOR_LIMIT_EXCEEDED = 37
    CONFERENCE_MEMBER_LIMIT_EXCEEDED = 38
    GENERIC_SUBSCRIBED_RESOURCE_AVAILABILITY = 41
    OBJECT_MONITOR_LIMIT_EXCEEDED = 42
    EXTERNAL_TRUNK_LIMIT_EXCEEDED = 43
    OUTSTANDING_REQUEST_LIMIT_EXCEEDED = 44
    GENERIC_PERFORMANCE_MANAGEMENT = 51
    PERFORMANCE_LIMIT_EXCEEDED = 52
    SEQUENCE_NUMBER_VIOLATED = 61
    TIME_STAMP_VIOLATED = 62
    PAC_VIOLATED = 63
    SEAL_VIOLATED = 64
    GENERIC_UNSPECIFIED_REJECTION = 70
    GENERIC_OPERATION_REJECTION = 71
    DUPLICATE_INVOCATION_REJECTION = 72
    UNRECOGNIZED_OPERATION_REJECTION = 73
    MISTYPED_ARGUMENT_REJECTION = 74
    RESOURCE_LIMITATION_REJECTION = 75
    ACS_HANDLE_TERMINATION_REJECTION = 76
    SERVICE_TERMINATION_REJECTION = 77
    REQUEST_TIMEOUT_REJECTION = 78
    REQUESTS_ON_DEVICE_EXCEEDED_REJECTION = 79
    INVALID_AGENT_ID_SPECIFIED = 256
    INVALID_PASSWORD_SPECIFIED = 257
    INVALID_AGENT_ID_OR_PASSWORD_SPECIFIED = 258
    SPECIFIED_AGENT_ALREADY_SIGNED_ON = 259
    INVALID_LOGON_DEVICE_SPECIFIED = 260
    INVALID_ANSWERING_DEVICE_SPECIFIED = 261
    INVALID_SKILL_GROUP_SPECIFIED = 262
    INVALID_CLASS_OF_SERVICE_SPECIFIED = 263
    INVALID_TEAM_SPECIFIED = 264
    INVALID_AGENT_WORKMODE = 265
    INVALID_AGENT_REASON_CODE = 266
    ADJUNCT_SWITCH_COMM_ERROR = 267
    AGENT_NOT_PARTY_ON_CALL = 268
    INTERNAL_PROCESSING_ERROR = 269
    TAKE_CALL_CONTROL_REJECTION = 270
    TAKE_DOMAIN_CONTROL_REJECTION = 271
    REQUESTED_SERVICE_NOT_REGISTERED = 272
    INVALID_CONSULT_TYPE = 273
    ANSMAP_OR_ADPARAM_FIELD_NOT_VALID = 274
    INVALID_CALL_CONTROL_TABLE_SPECIFIED = 275
    INVALID_DIGITS_RNATIMEOUT_AMSDELAY_OR_COUNTRY = 276
    ANSWER_DETECT_PORT_UNAVAILABLE = 277
    VIRTUAL_AGENT_UNAVAILABLE = 278
    TAKEBACK_N_XFER_ROUTE_END = 279
    WRAPUP_DATA_REQUIRED = 280
    REASON_CODE_REQUIRED = 281
    INVALID_TRUNK_ID_SPECIFIED = 282
    SPECIFIED_EXTENSION_ALREADY_IN_USE = 283
    ARBITRARY_CONF_OR_XFER_NOT_SUPPORTED = 284
    NETWORK_TRANSFER_OR_CONSULT = 285
    NETWORK_TRANSFER_OR_CONSULT_FAILED = 286
    DEVICE_RESTRICTED = 287
    LINE_RESTRICTED = 288
    AGENT_ACCOUNT_LOCKED_OUT = 289
    DROP_ANY_PARTY_NOT_ENABLED_CTI = 290
    MAXIMUM_LINE_LIMIT_EXCEEDED = 291
    SHARED_LINES_NOT_SUPPORTED = 292
    EXTENSION_NOT_UNIQUE = 293
    UNKNOWN_INTERFACE_CTRLR_ID = 1001
    INVALID_INTERFACE_CTRLR_TYPE = 1002
    SOFTWARE_REV_NO_SUPPORTED = 1003
    UNKNOWN_PID = 1004
    INVALID_TABLE_SPECIFIED = 1005
    PD_SERVICE_INACTIVE = 1006
    UNKNOWN_ROUTING_CLIENT_ID = 1007
    RC_SERVICE_INACTIVATE = 1008
    INVALID_DIALED_NUMBER = 1009
    INVALID_PARAMETER = 1010
    UNKNOWN_ROUTING_PROBLEM = 1011
    UNSUPPORTED_PD_MESSAGE_REVISION = 1012
    UNSUPPORTED_RC_MESSAGE_REVISION = 1013
    UNSUPPORTED_IC_MESSAGE_REVISION = 1014
    RC_SERVICE_INACTIVATE_PIM = 1015
    AGENT_GREETING_CONTROL_OPERATION_FAILURE = 1016


class CcxErrorCode(IntEnum):
    """The CCX reason behind a control failure ("Unified CCX Error Code Values")."""

    DEFAULT_ERROR_CODE = 0
    JTAPI_CCM_PROBLEM = 88001
    LOOKUP_FAILURE = 88002
    AGENT_DN_NOT_ASSIGNED = 88003
    AGENT_DEVICE_OFF = 88004
    AGENT_DEVICE_BUSY = 88005
    RMCM_CONTACT_NULL = 88006
    RMCM_CONTACT_INVALID = 88007
    AGENT_NULL = 88008
    AGENT_INVALID = 88009
    INVALID_ARGUMENT = 88010
    NO_CALLBACK_FROM_AGENT = 88011
    CALL_ID_NULL = 88012
    CALL_OBJECT_NULL = 88013
    JTAPI_PROVIDER_NULL = 88014
    DIALED_NUMBER_NULL = 88015
    DEVICE_ID_NULL = 88016
    TERMINAL_CONNECTION_NULL = 88017
    CALL_CONTROL_MASK_NOT_ON = 88018
    NO_CALL_TO_MONITOR = 88049  # the number is Finesse's guide's (Make a silent monitor call), the name ours


NULL_CALL_ID = 0xFFFFFFFF
NULL_APPLICATION = 0xFFFFFFFF
NULL_CSQ = 0xFFFFFFFF
MAX_NUM_DEVICES = 16
MAX_NUM_PARTIES = 16
MAX_CSQ_COUNT = 99
MAX_QUEUED_CSQ = 20
MAX_AGENTS = 64
MAX_CONFIG_RECORDS = 10
MAX_AGENT_CSQ = 25
MAX_NAMED_BYTES = 2000
