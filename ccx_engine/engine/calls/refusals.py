"""What CUCM's refusals are in CTI's words: one table, and the answer made of it.

Sources: Cisco Unified JTAPI Developers Guide, CiscoJtapiException; CTI guide, "Control Failure (CF) Values".
Which failure CCX gives for which error is unconfirmed but for the conference of a non-controller (Finesse Web
Services guide, Dialog: 22).
"""

from __future__ import annotations

from ccx_engine.cti.enums import CcxErrorCode, ControlFailure
from ccx_engine.engine.model import Client
from ccx_engine.engine.state import EngineState
from ccx_engine.jtapi import messages as jtapi
from ccx_engine.jtapi.model import CtiError

_CF = ControlFailure

# Anything else is a generic failure of the operation.
FAILURES: dict[int, ControlFailure] = {
    CtiError.TIMEOUT: _CF.REQUEST_TIMEOUT_REJECTION,
    CtiError.ILLEGAL_CALLING_PARTY: _CF.INVALID_CALLING_DEVICE,
    CtiError.ILLEGAL_CALL_STATE: _CF.INVALID_OBJECT_STATE,
    CtiError.TRANSFER_FAILED_DESTINATION_BUSY: _CF.RESOURCE_BUSY,
    CtiError.HOLD_FAILED: _CF.INVALID_OBJECT_STATE,
    CtiError.RETRIEVE_FAILED: _CF.NO_HELD_CALL,
    CtiError.RETRIEVE_FAILED_ACTIVE_CALL: _CF.INVALID_OBJECT_STATE,
    CtiError.ACCESS_TO_DEVICE_DENIED: _CF.PRIVILEGE_VIOLATION_ON_SPECIFIED_DEVICE,
    CtiError.REDIRECT_UNKNOWN_DESTINATION: _CF.INVALID_DESTINATION,
    CtiError.REDIRECT_DESTINATION_BUSY: _CF.RESOURCE_BUSY,
    CtiError.CONFERENCE_FULL: _CF.CONFERENCE_MEMBER_LIMIT_EXCEEDED,
    CtiError.PROVIDER_NOT_OPEN: _CF.RESOURCE_OUT_OF_SERVICE,
    CtiError.LINE_OUT_OF_SERVICE: _CF.RESOURCE_OUT_OF_SERVICE,
    CtiError.DEVICE_OUT_OF_SERVICE: _CF.RESOURCE_OUT_OF_SERVICE,
    CtiError.CALL_DROPPED: _CF.NO_ACTIVE_CALL,
    CtiError.MAX_CALLS_REACHED: _CF.RESOURCE_LIMITATION_REJECTION,
    CtiError.BIB_RESOURCE_NOT_AVAILABLE: _CF.RESOURCE_BUSY,
    CtiError.RECORDING_ALREADY_IN_PROGRESS: _CF.INVALID_OBJECT_STATE,
    CtiError.NO_RECORDING_SESSION: _CF.INVALID_OBJECT_STATE,
    CtiError.BIB_NOT_CONFIGURED: _CF.REQUEST_INCOMPATIBLE_WITH_OBJECT,
    CtiError.PRIMARY_CALL_INVALID: _CF.NO_ACTIVE_CALL,
    CtiError.PRIMARY_CALL_STATE_INVALID: _CF.INVALID_OBJECT_STATE,
    CtiError.DESTINATION_UNKNOWN: _CF.INVALID_DESTINATION,
    CtiError.DESTINATION_BUSY: _CF.RESOURCE_BUSY,
}


def tell(state: EngineState, client: Client, invoke_id: int, refused: jtapi.Refused) -> None:
    """CONTROL_FAILURE_CONF for what CUCM did not do; its own number and words go along as text."""
    state.control_failure(
        client,
        invoke_id,
        FAILURES.get(refused.error, _CF.GENERIC_OPERATION),
        CcxErrorCode.JTAPI_CCM_PROBLEM,
        f"CUCM {refused.error:#x}: {refused.text}"[:200],
    )
