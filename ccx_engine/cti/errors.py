"""What is wrong with a message or a session, each error with the status code that the guide gives it.

Source: CTI guide, "Error (E) Status Codes" and "Reasons for a Connection to Fail".
"""

from __future__ import annotations

from typing import ClassVar

from ccx_engine.cti.enums import StatusCode


class CtiError(Exception):
    """The peer did what the protocol does not allow; `status` is what FAILURE_CONF tells it."""

    status: ClassVar[StatusCode] = StatusCode.UNSPECIFIED_FAILURE


class Malformed(CtiError):
    """The bytes are no message of this protocol: nothing behind them can be trusted, so the session ends."""


class BodyTooLong(Malformed):
    """The header announces more than MAX_BODY bytes."""

    status = StatusCode.INVALID_FIELD_LENGTH


class FixedPartTruncated(Malformed):
    """The body ends before the fixed part does."""

    status = StatusCode.REQUIRED_DATA_MISSING


class FloatingPartBroken(Malformed):
    """A floating field does not fit its type, or reaches beyond the body."""

    status = StatusCode.INVALID_FIELD_LENGTH


class Refused(CtiError):
    """A message that can be read but not accepted; it is answered and the session goes on."""


class InvalidVersion(Refused):
    status = StatusCode.INVALID_VERSION


class InvalidMessageType(Refused):
    status = StatusCode.INVALID_MESSAGE_TYPE


class InvalidField(Refused):
    status = StatusCode.INVALID_FIELD


class SessionNotOpen(Refused):
    status = StatusCode.SESSION_NOT_OPEN


class SessionAlreadyOpen(Refused):
    status = StatusCode.SESSION_ALREADY_OPEN


class RequiredDataMissing(Refused):
    status = StatusCode.REQUIRED_DATA_MISSING


class FunctionNotAvailable(Refused):
    status = StatusCode.FUNCTION_NOT_AVAILABLE


class InvalidTimeout(Refused):
    status = StatusCode.INVALID_TIMEOUT


class InvalidFieldLength(Refused):
    status = StatusCode.INVALID_FIELD_LENGTH


class Unencodable(ValueError):
    """Our own message does not fit the wire: a number out of range, too many members, too much data."""


class SessionLost(Exception):
    """The session is over and the connection has to be closed; the text says why."""


class OpenRefused(SessionLost):
    """The server answered OPEN_REQ with FAILURE_CONF: `status` (a StatusCode, or a number unknown here)."""

    def __init__(self, status: int, text: str | None) -> None:
        name = StatusCode(status).name if status in StatusCode.__members__.values() else str(status)
        super().__init__(f"the server refused the session: {name}" + (f" ({text})" if text else ""))
        self.status = status
        self.text = text
