"""The reason codes that Unified CCX gives by itself; agents cannot choose them.

Source: GET /ReasonCodes?category=ALL of a Unified CCX 12.5(1) SU1, captured: codes, categories and labels in
that answer's order. Their numbers there began with 26; gadgets tell a phone that fails by 35, and one that
works again by 38. Administrators change labels, never codes.
"""

from __future__ import annotations

from typing import NamedTuple

from ccx_engine.cti.enums import ReasonCode
from finesse.model.configuration.reason import LOGOUT, NOT_READY

# When the web application signs out an agent whose desktop vanished.
DESKTOP_LOST = 255
# Who signs in a second time elsewhere.
RELOGIN = 32740


class SystemCode(NamedTuple):
    """A reason with the number it has in the database, where configured ones fill the others."""

    id: int
    category: str
    code: int
    label: str


SYSTEM_CODES = (
    SystemCode(27, LOGOUT, ReasonCode.AGT_RELOGON, "Device Conflict"),
    SystemCode(28, LOGOUT, ReasonCode.AGT_DESKTOP_CLOSED, "Agent Initiated"),
    SystemCode(29, LOGOUT, ReasonCode.AGT_CONN_DOWN, "System Disconnect"),
    SystemCode(30, LOGOUT, ReasonCode.CCX_FAILURE, "System Standby"),
    SystemCode(31, NOT_READY, ReasonCode.AGT_RNA, "Call Not Answered"),
    SystemCode(32, NOT_READY, ReasonCode.AGT_OFFHOOK, "Offhook"),
    SystemCode(33, NOT_READY, ReasonCode.AGT_NON_ICD, "Non ACD Busy"),
    SystemCode(34, NOT_READY, ReasonCode.AGT_LOGON, "Agent Logon"),
    SystemCode(35, NOT_READY, ReasonCode.AGT_PHONE_DOWN, "Phone Failure"),
    SystemCode(36, NOT_READY, ReasonCode.AGT_WORK_TIMER_EXP, "Wrap Up Timer Expiry"),
    SystemCode(37, NOT_READY, ReasonCode.CM_FAILOVER, "CUCM Failover"),
    SystemCode(38, NOT_READY, ReasonCode.AGT_PHONE_UP, "Phone Working"),
    SystemCode(39, NOT_READY, ReasonCode.AGT_CALL_ENDED, "Call Ended"),
    SystemCode(40, NOT_READY, ReasonCode.AGT_DEVICE_RESTRICTED, "Restricted Device"),
    SystemCode(41, NOT_READY, ReasonCode.AGT_LINE_RESTRICTED, "Restricted Line"),
    SystemCode(42, NOT_READY, ReasonCode.AGT_CANCEL_RESERVATION, "Cancel Reservation Preview Call"),
    SystemCode(43, NOT_READY, ReasonCode.AGT_SKIPS, "Skip Preview Call"),
    SystemCode(44, NOT_READY, ReasonCode.AGT_ICD_EXTENSION_CHANGED, "Extension Modified"),
    SystemCode(45, NOT_READY, ReasonCode.AGT_CANCEL_CONSULT, "Call Cancel"),
    SystemCode(46, LOGOUT, ReasonCode.AGENT_DELETED, "Agent Deleted"),
    SystemCode(47, NOT_READY, ReasonCode.AGT_SEC_LINE_OFFHOOK, "Non ACD Offhook"),
    SystemCode(48, LOGOUT, ReasonCode.AGT_EXTENSION_CONFLICT, "Extension Conflict"),
    SystemCode(49, LOGOUT, RELOGIN, "System Initiated Relogin"),
    SystemCode(50, LOGOUT, DESKTOP_LOST, "Connection Failure"),
    SystemCode(51, NOT_READY, ReasonCode.SUP_AGT_TO_NOT_READY, "Supervisor Initiated"),
    SystemCode(26, LOGOUT, ReasonCode.SUP_AGT_TO_LOGOUT, "Supervisor Initiated"),
)

TAKEN = frozenset(one.id for one in SYSTEM_CODES)
