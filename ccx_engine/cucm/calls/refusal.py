"""What a request that cannot be carried out raises."""

from __future__ import annotations

from ccx_engine.jtapi.model import CtiError


class Refusal(Exception):
    """The request cannot be carried out; nothing has changed."""

    def __init__(self, error: CtiError, text: str) -> None:
        super().__init__(text)
        self.error = error
