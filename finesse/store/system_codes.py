"""The reason codes that Unified CCX gives by itself; they can neither be chosen nor changed.

Numbers: CTI guide, Reason codes for agent state change. The labels are ours.
"""

from __future__ import annotations

from ccx_engine.cti.enums import ReasonCode
from finesse.model.reason import LOGOUT, NOT_READY

# When the web application signs out an agent whose desktop vanished.
DESKTOP_LOST = 255

SYSTEM_CODES: tuple[tuple[str, int, str], ...] = (
    (NOT_READY, ReasonCode.SUP_AGT_TO_NOT_READY, "Set by Supervisor"),
    (NOT_READY, ReasonCode.AGT_SEC_LINE_OFFHOOK, "Busy on Other Line"),
    (NOT_READY, ReasonCode.AGT_CANCEL_CONSULT, "Consultation Cancelled"),
    (NOT_READY, ReasonCode.AGT_LINE_RESTRICTED, "Line Restricted"),
    (NOT_READY, ReasonCode.AGT_DEVICE_RESTRICTED, "Device Restricted"),
    (NOT_READY, ReasonCode.AGT_CALL_ENDED, "Call Ended"),
    (NOT_READY, ReasonCode.AGT_PHONE_UP, "Phone Back in Service"),
    (NOT_READY, ReasonCode.CM_FAILOVER, "Unified CM Failover"),
    (NOT_READY, ReasonCode.AGT_WORK_TIMER_EXP, "Wrap-Up Time Expired"),
    (NOT_READY, ReasonCode.AGT_PHONE_DOWN, "Phone Out of Service"),
    (NOT_READY, ReasonCode.AGT_NON_ICD, "Non ICD Call"),
    (NOT_READY, ReasonCode.AGT_OFFHOOK, "Off Hook"),
    (NOT_READY, ReasonCode.AGT_RNA, "Ring No Answer"),
    (NOT_READY, ReasonCode.CCX_FAILURE, "Engine Failure"),
    (NOT_READY, ReasonCode.AGT_CONN_DOWN, "Connection Failure"),
    (LOGOUT, ReasonCode.SUP_AGT_TO_LOGOUT, "Signed Out by Supervisor"),
    (LOGOUT, DESKTOP_LOST, "Desktop Closed"),
    (LOGOUT, ReasonCode.AGT_EXTENSION_CONFLICT, "Extension Conflict"),
    (LOGOUT, ReasonCode.AGENT_DELETED, "Agent Deleted"),
    (LOGOUT, ReasonCode.AGT_ICD_EXTENSION_CHANGED, "Extension Changed"),
    (LOGOUT, ReasonCode.CCX_FAILURE, "Engine Failure"),
    (LOGOUT, ReasonCode.AGT_CONN_DOWN, "Connection Failure"),
    (LOGOUT, ReasonCode.AGT_DESKTOP_CLOSED, "Desktop Closed by User"),
    (LOGOUT, ReasonCode.AGT_RELOGON, "Signed In Elsewhere"),
)
