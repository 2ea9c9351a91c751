"""Why a client's request is not carried out; one place in `engine` makes the protocol's answer of it."""

from __future__ import annotations

from ccx_engine.cti.enums import CcxErrorCode, ControlFailure


class Impossible(Exception):
    """A well-formed request that cannot be carried out: CONTROL_FAILURE_CONF with these numbers."""

    def __init__(
        self,
        failure: ControlFailure,
        error: int = CcxErrorCode.DEFAULT_ERROR_CODE,
        text: str | None = None,
    ) -> None:
        super().__init__(text or failure.name)
        self.failure = failure
        self.error = error
        self.text = text
