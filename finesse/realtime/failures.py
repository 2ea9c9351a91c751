"""CTI's refusals in the words of an asynchronous error.

Sources: Finesse Web Services guide, API errors and the Unified CCX notes of each API; CTI guide, control
failure codes. What is in no row is a Generic Error (unconfirmed: or Call Operation Failure).
"""

from __future__ import annotations

from ccx_engine.cti.enums import CcxErrorCode, ControlFailure
from finesse.realtime.notification import Failure

GENERIC = "Generic Error"
INVALID_STATE = "Invalid State"
INVALID_DEVICE = "Invalid Device"
DEVICE_BUSY = "Device Busy"

_TYPES = {
    ControlFailure.INVALID_OBJECT_STATE: INVALID_STATE,
    ControlFailure.RESOURCE_BUSY: INVALID_STATE,
    ControlFailure.INVALID_AGENT_WORKMODE: INVALID_STATE,
    ControlFailure.WRAPUP_DATA_REQUIRED: INVALID_STATE,
    ControlFailure.REASON_CODE_REQUIRED: INVALID_STATE,
    ControlFailure.INVALID_LOGON_DEVICE_SPECIFIED: INVALID_DEVICE,
    ControlFailure.DEVICE_RESTRICTED: INVALID_DEVICE,
    ControlFailure.LINE_RESTRICTED: INVALID_DEVICE,
    ControlFailure.AGENT_ACCOUNT_LOCKED_OUT: INVALID_DEVICE,
    ControlFailure.MAXIMUM_LINE_LIMIT_EXCEEDED: INVALID_DEVICE,
    ControlFailure.SHARED_LINES_NOT_SUPPORTED: INVALID_DEVICE,
    ControlFailure.SPECIFIED_EXTENSION_ALREADY_IN_USE: DEVICE_BUSY,
    ControlFailure.EXTENSION_NOT_UNIQUE: DEVICE_BUSY,
}

# The CTI guide and the Finesse guide spell these differently.
_NAMES = {
    ControlFailure.INVALID_CSTA_DEVICE_ID: "CF_INVALID_CSTA_DEVICE_IDENTIFIER",
    ControlFailure.INVALID_CSTA_CONNECTION_ID: "CF_INVALID_CSTA_CONNECTION_IDENTIFIER",
}


# CCX's own numbers that the Finesse guide lists as the type of the error (Make a silent monitor call); which
# data and message go with it is unconfirmed.
_TYPED_BY_NUMBER = frozenset({CcxErrorCode.NO_CALL_TO_MONITOR})


def failure(code: int, error: int = CcxErrorCode.DEFAULT_ERROR_CODE) -> Failure:
    """What an agent is told of a refusal with that number, and CCX's own behind it."""
    told = _failure(code)
    return Failure(str(int(error)), told.error_message, error) if error in _TYPED_BY_NUMBER else told


def _failure(code: int) -> Failure:
    try:
        known = ControlFailure(code)
    except ValueError:
        return Failure(GENERIC, f"CF_{code}", code)
    return Failure(_TYPES.get(known, GENERIC), _NAMES.get(known, f"CF_{known.name}"), code)
