"""CTI's numbers in Finesse's words, and the other way round.

Sources: Finesse Web Services guide, CTI event mappings for dialog and participant states, callType and User
states; CTI guide, CallType and AgentState.
"""

from __future__ import annotations

from collections.abc import Mapping

from ccx_engine.cti.enums import AgentState, CallType, EventCause, LocalConnectionState
from finesse.model.dialog import State
from finesse.model.user import UserState

USER_STATES: Mapping[int, UserState] = {
    AgentState.LOGIN: UserState.NOT_READY,
    AgentState.LOGOUT: UserState.LOGOUT,
    AgentState.NOT_READY: UserState.NOT_READY,
    AgentState.READY: UserState.READY,
    AgentState.TALKING: UserState.TALKING,
    AgentState.WORK: UserState.WORK,
    AgentState.WORK_READY: UserState.WORK_READY,
    AgentState.RESERVED: UserState.RESERVED,
}

# What may be asked for. A state of the API is one of CTI.
AGENT_STATES: Mapping[UserState, AgentState] = {
    UserState.LOGIN: AgentState.LOGIN,
    UserState.LOGOUT: AgentState.LOGOUT,
    UserState.NOT_READY: AgentState.NOT_READY,
    UserState.READY: AgentState.READY,
    UserState.WORK: AgentState.WORK,
}

PENDING: Mapping[int, str] = {
    AgentState.LOGOUT: "LOGOUT",
    AgentState.NOT_READY: "NOT_READY",
    AgentState.READY: "READY",
    AgentState.WORK: "WORK",
    AgentState.WORK_READY: "WORK_READY",
}

# A routed call of Unified CCX is ACD_IN (capture, CCX 11.0).
ACD_IN = "ACD_IN"
CONSULT = "CONSULT"
CONSULT_OFFERED = "CONSULT_OFFERED"
CONFERENCE = "CONFERENCE"
TRANSFER = "TRANSFER"
OTHER_IN = "OTHER_IN"
SUPERVISOR_MONITOR = "SUPERVISOR_MONITOR"
CALL_TYPES: Mapping[int, str] = {
    CallType.CCX_IN: ACD_IN,
    CallType.TRANSFER_IN: TRANSFER,
    CallType.OTHER_IN: OTHER_IN,
    CallType.OUT: "OUT",
    CallType.AGENT_INSIDE: "AGENT_INSIDE",
    CallType.OFFERED: "OFFERED",
    CallType.CONSULT: CONSULT,
    CallType.CONFERENCE: CONFERENCE,
    CallType.PREVIEW: "OUTBOUND_PREVIEW",
    CallType.RESERVATION: "RESERVATION",
    CallType.ASSIST: "ASSIST_CALL",
    CallType.EMERGENCY: "EMERGENCY",
    CallType.SUPERVISOR_MONITOR: SUPERVISOR_MONITOR,
    CallType.SUPERVISOR_WHISPER: "SUPERVISOR_WHISPER",
    CallType.SUPERVISOR_BARGE_IN: "SUPERVISOR_BARGE_IN",
    CallType.SUPERVISOR_INTERCEPT: "INTERCEPT",
    CallType.AGENT_OUTBOUND: "OUTBOUND",
}

CONNECTION_STATES: Mapping[int, State] = {
    LocalConnectionState.INITIATE: State.INITIATED,
    LocalConnectionState.ALERTING: State.ALERTING,
    LocalConnectionState.CONNECT: State.ACTIVE,
    LocalConnectionState.HOLD: State.HELD,
    LocalConnectionState.QUEUED: State.ACTIVE,
    LocalConnectionState.FAIL: State.FAILED,
}

FAILURE_CAUSES: Mapping[int, str] = {
    EventCause.BUSY: "BUSY",
    EventCause.DEST_NOT_OBTAINABLE: "BAD_DESTINATION",
    EventCause.INCOMPATIBLE_DESTINATION: "BAD_DESTINATION",
}
OTHER_CAUSE = "OTHER"
